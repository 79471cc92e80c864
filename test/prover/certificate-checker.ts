import { createReplay } from "../../language/src/analysis/replay.js";
import type { Certificate, Lemma } from "../../language/src/analysis/verdict.js";
import type { Condition } from "../../language/src/condition/condition.js";
import type { Model } from "../../language/src/condition/model.js";
import type { RecordType, Row } from "../../language/src/condition/schema.js";
import { clocksUsed } from "../../language/src/condition/traverse.js";
import { createZone } from "../../language/src/values/zone.js";
import type { Moment } from "../reference/time.js";
import { criticalRows } from "./critical-values.js";
import { holdsNaively } from "./naive-conditions.js";
import { areContradictory } from "./propositional.js";
import { writtenOut } from "./written-out.js";

/**
 * Checks certificates without the prover: that the lemmas are enough, by trying true and false for every atom; and each
 * lemma by itself, by looking for a customer who is against it. What it calls "proved" holds of all customers; "not refuted"
 * means that no customer against it was found among those that its constants suggest.
 */
export type CertificateCheck =
  | { readonly kind: "accepted"; readonly lemmas: readonly LemmaCheck[] }
  | { readonly kind: "rejected"; readonly why: string };

export type LemmaCheck =
  | { readonly kind: "proved" }
  | { readonly kind: "not refuted" }
  | { readonly kind: "refuted"; readonly row: Row; readonly today: number };

export function checkCertificate(certificate: Certificate, model: Model, days?: readonly number[]): CertificateCheck {
  const { segments, lemmas } = certificate;
  const all = model.criteria.flatMap((criterion) => criterion.segments);
  const own = segments.map((id) => all.find((segment) => segment.id === id));
  if (own.some((segment) => segment === undefined)) return { kind: "rejected", why: "a segment that there is not" };
  const claims = own.map((segment) => writtenOut(segment!.condition, model));
  const contradictory = areContradictory([...claims, ...requiresOf(model), ...lemmas.map(deniedLemma)]);
  if (contradictory === false) return { kind: "rejected", why: "the lemmas leave a way to be in both" };
  if (contradictory === null) return { kind: "rejected", why: "too many atoms to try" };
  const checks = lemmas.map((lemma) => checkLemma(lemma, model, days));
  const refuted = checks.findIndex((check) => check.kind === "refuted");
  if (refuted === -1) return { kind: "accepted", lemmas: checks };
  const { row, today } = checks[refuted] as Extract<LemmaCheck, { kind: "refuted" }>;
  return { kind: "rejected", why: `${lemmas[refuted]!.text}: but there is ${JSON.stringify(row)} on day ${today}` };
}

function requiresOf(model: Model): readonly Condition[] {
  return model.requires.map(({ condition }) => writtenOut(condition, model));
}

/** Not all of it together. */
function deniedLemma({ together }: Lemma): Condition {
  return { kind: "or", operands: together.map(({ condition, holds }) => (holds ? denied(condition) : condition)) };
}

function denied(condition: Condition): Condition {
  return { kind: "not", operand: condition };
}

/** Looks for a customer who meets all of the lemma, and every rule. */
export function checkLemma(lemma: Lemma, model: Model, days?: readonly number[]): LemmaCheck {
  const together = conditionsTogether(lemma, model);
  const schema = model.schema!.record;
  const { rows, isComplete } = criticalRows(schema, together, model.settings.today);
  const looksAtClock = together.some((condition) => clocksUsed(condition).today || clocksUsed(condition).now);
  const moments = momentsOf(model, looksAtClock ? (days ?? sampledDays(model)) : [model.settings.today.earliest]);
  // Domains of dates may move with today: whether a row is a customer is left to the reader of records.
  const replay = createReplay(model);
  for (const row of rows) {
    for (const moment of moments) {
      const { today, now } = moment;
      if (meetsAll(together, schema, row, moment) && replay.isValid({ row, today, now })) {
        return { kind: "refuted", row, today };
      }
    }
  }
  return { kind: isComplete && !looksAtClock ? "proved" : "not refuted" };
}

/** What the lemma says cannot be, with what is true of every customer. */
export function conditionsTogether({ together }: Lemma, model: Model): readonly Condition[] {
  return [...together.map(({ condition, holds }) => (holds ? condition : denied(condition))), ...requiresOf(model)];
}

export function meetsAll(conditions: readonly Condition[], schema: RecordType, row: Row, moment: Moment): boolean {
  return conditions.every((condition) => holdsNaively(condition, { schema, row, moment }));
}

function momentsOf({ settings }: Model, days: readonly number[]): readonly Moment[] {
  const zone = createZone(settings.timeZone)!;
  return days.map((today) => ({ today, now: zone.lastInstantOf(today), zone, weekStart: settings.weekStart }));
}

/** The ends of the range, and days around months' ends within it. */
function sampledDays({ settings: { today } }: Model): readonly number[] {
  const { earliest, latest } = today;
  const marked = [0, 30, 31, 59, 60, 61, 365, 790, 1000].map((by) => earliest + by).filter((day) => day <= latest);
  return [...new Set([...marked, latest])];
}
