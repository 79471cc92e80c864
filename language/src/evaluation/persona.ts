import type { Model, Persona, PersonaExpectation, Require } from "../condition/model.js";
import { fieldsRead } from "../condition/traverse.js";
import type { Clock } from "./clock.js";
import { customerFrame, Evaluation } from "./exact.js";
import { type ExplanationNode, explain } from "./explain.js";
import { placeOf } from "./membership.js";
import { type PersonaProblem, PersonaRow } from "./persona-row.js";

export type { PersonaProblem } from "./persona-row.js";

/** What became of a persona on one day. */
export type PersonaResult =
  | {
      readonly kind: "passed" | "failed";
      readonly persona: Persona;
      readonly today: number;
      readonly expectations: readonly ExpectationResult[];
    }
  /** The record is no possible customer, so nothing was asked. At least one reason. */
  | {
      readonly kind: "not-run";
      readonly persona: Persona;
      readonly today: number;
      readonly reasons: readonly PersonaProblem[];
    };

export interface ExpectationResult {
  readonly expectation: PersonaExpectation;
  /** Whether the author wants the persona in the segment. */
  readonly expected: boolean;
  /** Whether it is. */
  readonly member: boolean;
  /** Of the membership. */
  readonly explanation: ExplanationNode;
}

/**
 * Makes the persona's record at its own `as of`, else at the clock's today, and looks whether it is where it is expected.
 * What the named segments read, directly or through memberships, must be there and be good data; a `require` that reads a
 * field left out is not asked.
 */
export function runPersona(persona: Persona, model: Model, runClock: Clock): PersonaResult {
  const clock = clockOf(persona, runClock);
  const { today } = clock;
  const named = [...persona.within, ...persona.notWithin];
  const read = new Set(named.flatMap(({ segment }) => fieldsRead({ kind: "member", segment }, model)));
  const record = new PersonaRow(persona.record, model, clock, read);
  const reasons = [...record.problems];
  if (reasons.length === 0) {
    const frame = customerFrame(model, record.row);
    const evaluation = new Evaluation(model, clock);
    for (const require of model.requires) {
      if (readsLeftOut(require, persona, record) || evaluation.holds(require.condition, frame)) continue;
      reasons.push(record.brokenRequire(require));
    }
  }
  if (reasons.length > 0) return { kind: "not-run", persona, today, reasons };

  const check = (expected: boolean) => (expectation: PersonaExpectation) => {
    const { segment } = placeOf(model, expectation.segment);
    const explanation = explain(segment, record.row, model, clock, record.written);
    return { expectation, expected, member: explanation.holds, explanation };
  };
  const expectations = [...persona.within.map(check(true)), ...persona.notWithin.map(check(false))];
  const passed = expectations.every(({ expected, member }) => expected === member);
  return { kind: passed ? "passed" : "failed", persona, today, expectations };
}

/** `as of` a day: today is that day and now its last instant. */
function clockOf(persona: Persona, clock: Clock): Clock {
  if (persona.asOf === null) return clock;
  return { ...clock, today: persona.asOf, now: clock.zone.lastInstantOf(persona.asOf) };
}

function readsLeftOut(require: Require, persona: Persona, record: PersonaRow): boolean {
  const given = new Set(persona.record.entries.map(({ name }) => name));
  if (require.reads.some((name) => !given.has(name))) return true;
  return fieldsRead(require.condition).some((path) => record.leftOut.has(path));
}
