import type { Formula } from "../formula.js";
import type { Case, Value } from "../lowering/value.js";
import { addIntervals, hullOf, type Sum, scaleInterval } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import { DENSE, type Interval, interval, union } from "../sets/intervals.js";
import {
  hasValue,
  meets,
  type NumberSet,
  numbers,
  texts,
  uniteSets,
  type ValueSet,
  withMissing,
} from "../sets/value-set.js";

/** All values a term can have, and perhaps more; "none" where it has none, null where they cannot be told. */
export type Surveyed = ValueSet | "none" | null;

/** The values of a term, given by its cases, where the formulas hold. */
export type Survey = (formulas: readonly Formula[], cases: readonly Case[]) => Surveyed;

/** What the domains leave of a value that is present. */
export function valuesIn(value: Value, domains: Domains): Surveyed {
  switch (value.kind) {
    case "number":
      return numbersIn(value.sum, domains);
    case "quantity": {
      const set = withMissing(domains.of(value.quantity), false);
      return hasValue(set) ? set : "none";
    }
    case "constant":
      return typeof value.value === "string" ? texts([value.value]) : null;
    case "missing":
      return "none";
    case "truth":
      return null;
  }
}

function numbersIn({ constant, terms }: Sum, domains: Domains): Surveyed {
  const [first] = terms;
  if (terms.length === 1 && first![1] === 1 && constant === 0) {
    const set = withMissing(domains.of(first![0]), false);
    return hasValue(set) ? set : "none";
  }
  let hull: Interval = interval(constant, constant);
  for (const [quantity, coefficient] of terms) {
    const part = hullOf((domains.of(quantity) as NumberSet).intervals);
    if (part === null) return "none";
    hull = addIntervals(hull, scaleInterval(part, coefficient));
  }
  return numbers([hull], DENSE);
}

/** The values of either. */
export function surveyedTogether(left: Surveyed, right: Surveyed): Surveyed {
  if (left === null || right === null) return null;
  if (left === "none") return right;
  if (right === "none") return left;
  if (left.kind !== right.kind) return null;
  if (left.kind === "numbers" && right.kind === "numbers" && left.grid !== right.grid) {
    return numbers(union([...left.intervals, ...right.intervals], DENSE), DENSE);
  }
  return uniteSets(left, right);
}

/** How many different values there are at most. */
export function numberOfValues(values: Surveyed): number {
  if (values === "none") return 0;
  if (values === null) return Number.POSITIVE_INFINITY;
  switch (values.kind) {
    case "texts":
      return values.allBut ? Number.POSITIVE_INFINITY : values.values.size;
    case "truth":
      return Number(values.yes) + Number(values.no);
    case "numbers":
      return values.intervals.reduce((sum, part) => sum + numberWithin(part, values), 0);
  }
}

function numberWithin({ low, high }: Interval, { grid }: NumberSet): number {
  if (typeof low !== "number" || typeof high !== "number") return Number.POSITIVE_INFINITY;
  if (low === high) return 1;
  return grid.kind === "steps" && grid.step === 1 ? high - low + 1 : Number.POSITIVE_INFINITY;
}

/** Whether it is plain that no two of them share a value. */
export function areApart(all: readonly Surveyed[]): boolean {
  return all.every((one, index) =>
    all.slice(0, index).every((other) => {
      if (one === "none" || other === "none") return true;
      return one !== null && other !== null && one.kind === other.kind && !meets(one, other);
    }),
  );
}

/** The ends around all of them, if they are numbers; null where there is none. */
export function endsOfValues(values: Surveyed): Interval | null {
  if (values === "none") return null;
  return values?.kind === "numbers"
    ? hullOf(values.intervals)
    : interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}
