import { ALWAYS, and, type Formula, literal, NEVER, or } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Sum } from "../quantities/sum.js";
import { withMissing } from "../sets/value-set.js";

/** What a term comes to where a guard holds. */
export type Value =
  /** Numbers, days and instants. */
  | { readonly kind: "number"; readonly sum: Sum }
  /** Texts, choices and booleans. */
  | { readonly kind: "quantity"; readonly quantity: Quantity }
  | { readonly kind: "constant"; readonly value: string | boolean }
  /** The truth of a condition: never missing. */
  | { readonly kind: "truth"; readonly formula: Formula }
  | { readonly kind: "missing" };

/** No two guards hold at once; where none holds the term is missing. */
export interface Case {
  readonly guard: Formula;
  readonly value: Value;
}

export const MISSING: Value = { kind: "missing" };

export function always(value: Value): readonly Case[] {
  return [{ guard: ALWAYS, value }];
}

export function numberValue(sum: Sum): Value {
  return { kind: "number", sum };
}

/** What each value becomes, guard for guard. */
export function mapCases(cases: readonly Case[], change: (value: Value) => readonly Case[]): readonly Case[] {
  return cases.flatMap(({ guard, value }) =>
    change(value).map((made) => ({ guard: and(guard, made.guard), value: made.value })),
  );
}

/** As `mapCases`, for what is computed from a number; of anything else there is none. */
export function mapNumbers(cases: readonly Case[], change: (sum: Sum) => Sum | null): readonly Case[] {
  return mapCases(cases, (value) => {
    const made = value.kind === "number" ? change(value.sum) : null;
    return always(made === null ? MISSING : numberValue(made));
  });
}

export function isThere(quantity: Quantity): Formula {
  return quantity.universe.missing ? literal(quantity, withMissing(quantity.universe, false)) : ALWAYS;
}

export function isPresent(value: Value): Formula {
  switch (value.kind) {
    case "number":
      return and(value.sum.present, ...[...value.sum.needs].map(isThere));
    case "quantity":
      return isThere(value.quantity);
    case "missing":
      return NEVER;
    default:
      return ALWAYS;
  }
}

export function somePresent(cases: readonly Case[]): Formula {
  return or(...cases.map(({ guard, value }) => and(guard, isPresent(value))));
}
