import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "../condition/condition.js";
import { createClassifier } from "./classifier.js";
import { createClock } from "./clock.js";
import { type ExplanationNode, explain, explainAll } from "./explain.js";
import { compileCondition } from "./predicate.js";
import * as make from "./testing/programs.js";
import { campaignCondition, customerCondition, RECORD, row, TODAY } from "./testing/random-conditions.js";

const clock = createClock(make.SETTINGS, { asOf: TODAY });
const SEED = 20_261_122;

const age = make.field("age", make.INTEGER, "customer", false);
const name = make.field("name", make.TEXT);
const PEOPLE = make.recordOf({
  age: make.INTEGER,
  name: [make.TEXT, { optional: true }],
  orders: make.listOf(make.recordOf({ total: make.NUMBER })),
});
const total = make.field("total", make.NUMBER, 0, false);
const model = make.modelOf(PEOPLE, {
  Ladder: [
    { ordered: true, otherwise: "Last" },
    { Young: make.compare(age, "<", make.integer(30)), Named: make.present(name) },
  ],
  Any: [{ overlapping: true }, { Second: make.member("Ladder.Named") }],
});
const customer = { f0: 20, f1: undefined, f2: [{ f0: 5 }, { f0: 15.5 }] };

describe("what an explanation shows", () => {
  const see = (condition: Condition): ExplanationNode => explain(condition, customer, model, clock);

  test("the values of the operands, and what they were computed from", () => {
    const spent = make.aggregate("sum", make.list("orders"), total);
    const node = see(make.compare(make.arithmetic("*", spent, age), "<=", make.number(410)));
    expect(node.holds).toBe(true);
    expect(node.values.map(({ value, operand }) => [value, operand])).toEqual([
      [410, true],
      [20.5, false],
      [20, false],
    ]);
  });

  test("false because missing, not because of a value", () => {
    expect(see(make.compare(name, "=", make.text("x")))).toMatchObject({ holds: false, becauseMissing: true });
    expect(see(make.compare(age, "=", make.integer(7)))).toMatchObject({ holds: false, becauseMissing: false });
    expect(see(make.not(make.compare(name, "=", make.text("x"))))).toMatchObject({ holds: true, becauseMissing: true });
    expect(see(make.present(name))).toMatchObject({ holds: false, becauseMissing: false });
  });

  test("how many elements there are, and how many match", () => {
    const node = see(make.exists(make.list("orders", make.compare(make.number(10), "<", total))));
    expect(node).toMatchObject({ holds: true, elements: { total: 2, matched: 1 } });
  });

  test("who has taken the customer", () => {
    const named = { ...customer, f1: "Sara" };
    const node = explain(model.criteria[0]!.segments[1]!, named, model, clock);
    expect(node.holds).toBe(false);
    expect(node.membership?.takenBy.map(({ id }) => id)).toEqual(["Ladder.Young"]);
    // The segment's own condition holds nonetheless.
    expect(node.parts.map(({ holds }) => holds)).toEqual([true]);
  });

  test("a membership within a membership is not expanded again", () => {
    const node = explain(model.criteria[1]!.segments[0]!, customer, model, clock);
    expect(node.parts[0]?.condition.kind).toBe("member");
    expect(node.parts[0]?.parts).toEqual([]);
    expect(node.parts[0]?.membership?.takenBy.map(({ id }) => id)).toEqual(["Ladder.Young"]);
  });
});

describe(`explanations agree with the classifier (seed ${SEED})`, () => {
  test("in what holds", () => {
    const anyModel = make.modelOf(RECORD);
    fc.assert(
      fc.property(customerCondition(3), row, (condition, one) => {
        const node = explain(condition, one, anyModel, clock);
        expect(node.holds).toBe(compileCondition(condition, anyModel, clock)(one));
        check(node);
      }),
      { seed: SEED, numRuns: 80 },
    );
  });

  test("in the outcome of each criterion", () => {
    const conditions = fc.array(campaignCondition, { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(conditions, fc.boolean(), fc.boolean(), row, (segments, ordered, overlapping, one) => {
        const named = Object.fromEntries(segments.map((condition, index) => [`S${index}`, condition]));
        const program = make.modelOf(RECORD, {
          C: [{ ordered, overlapping: overlapping && !ordered, otherwise: "Rest" }, named],
        });
        const explained = explainAll(one, program, clock);
        expect(explained.map(({ outcome }) => outcome)).toEqual(createClassifier(program, clock).classify(one));
        const { outcome, segments: nodes } = explained[0]!;
        const members = nodes.flatMap(({ holds }, index) => (holds ? [index] : []));
        expect(members).toEqual(typeof outcome === "number" ? [outcome].filter((at) => at !== -1) : outcome);
      }),
      { seed: SEED, numRuns: 80 },
    );
  });
});

/** The parts bear the whole out. */
function check(node: ExplanationNode): void {
  const { condition, holds, parts } = node;
  if (condition.kind === "and") expect(holds).toBe(parts.every((part) => part.holds));
  if (condition.kind === "or") expect(holds).toBe(parts.some((part) => part.holds));
  if (condition.kind === "not") expect(holds).toBe(!parts[0]!.holds);
  if (condition.kind === "exists") expect(holds).toBe(node.elements!.matched > 0);
  if (condition.kind === "compare" && node.becauseMissing) {
    expect(node.values.some(({ value }) => value === undefined)).toBe(true);
  }
  parts.forEach(check);
}
