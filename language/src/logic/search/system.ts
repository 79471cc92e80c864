import type { Budget } from "../budget.js";
import { compareExact, type Exact, negateExact } from "../exact.js";
import { type LinearConstraint, type LinearProblem, solveLinear } from "../linear/linear.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Sum } from "../quantities/sum.js";
import { shiftInterval } from "../quantities/sum.js";
import { DENSE, type Intervals, intersect, interval, only, union } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";

/** A sum that must lie within intervals. */
export interface Bound {
  readonly sum: Sum;
  readonly allowed: Intervals;
}

interface Asked {
  readonly rough?: boolean;
  /** Those that look like a customer's, or those found first. */
  readonly values?: "likely" | "any";
}

export type Solution =
  | { readonly kind: "solution"; readonly values: ReadonlyMap<Quantity, Exact> }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** Quantities that hang together by sums, with what each may be, and what it would best be (null: that does not matter). */
export class System {
  readonly #variables: readonly Quantity[];
  readonly #indexes: ReadonlyMap<Quantity, number>;
  readonly #allowed: ReadonlyMap<Quantity, NumberSet>;
  readonly #constraints: readonly LinearConstraint[];
  readonly #prefer: (quantity: Quantity, set: NumberSet) => readonly Exact[] | null;

  constructor(
    variables: readonly Quantity[],
    forms: readonly { readonly form: Quantity; readonly coefficients: readonly Exact[] }[],
    allowed: ReadonlyMap<Quantity, NumberSet>,
    prefer: (quantity: Quantity, set: NumberSet) => readonly Exact[] | null,
  ) {
    this.#variables = variables;
    this.#indexes = new Map(variables.map((quantity, index) => [quantity, index]));
    this.#allowed = allowed;
    this.#prefer = prefer;
    this.#constraints = forms.map(({ form, coefficients }) => ({
      terms: form.operands.map((operand, index) => [this.#indexes.get(operand)!, coefficients[index]!] as const),
      allowed: withoutFarEnds(allowed.get(form)!.intervals),
    }));
  }

  has(quantity: Quantity): boolean {
    return this.#indexes.has(quantity);
  }

  holds(sum: Sum): boolean {
    return sum.terms.every(([quantity]) => this.has(quantity));
  }

  allowedOf(quantity: Quantity): Intervals {
    return this.#allowed.get(quantity)!.intervals;
  }

  /**
   * With further bounds; each is on one quantity or on a sum of several. Of a rough solution not all need be whole that
   * should be: "none" is true all the same.
   */
  solve(bounds: readonly Bound[], budget: Budget, { rough = false, values = "likely" }: Asked = {}): Solution {
    const narrowed = new Map<number, Intervals>();
    const constraints = [...this.#constraints];
    for (const { sum, allowed } of bounds) {
      const shifted = allowed.map((part) => shiftInterval(part, negateExact(sum.constant)));
      const [first, ...more] = sum.terms;
      if (first === undefined) continue;
      const index = this.#indexes.get(first[0]);
      if (index === undefined) continue;
      if (more.length === 0 && first[1] === 1) {
        const before = narrowed.get(index) ?? this.#allowed.get(first[0])!.intervals;
        narrowed.set(index, intersect(before, union(shifted, this.#allowed.get(first[0])!.grid)));
      } else {
        constraints.push({
          terms: sum.terms.map(([quantity, coefficient]) => [this.#indexes.get(quantity)!, coefficient] as const),
          allowed: shifted,
        });
      }
    }
    const problem: LinearProblem = {
      variables: this.#variables.map((quantity, index) => {
        const set = this.#allowed.get(quantity)!;
        const intervals = narrowed.get(index) ?? set.intervals;
        const prefer =
          values === "any" ? null : this.#prefer(quantity, intervals === set.intervals ? set : { ...set, intervals });
        const grid = rough && !isCounted(quantity) ? DENSE : set.grid;
        const variable = { grid, allowed: withoutFarEnds(intervals) };
        return prefer === null ? { ...variable, free: true } : { ...variable, prefer };
      }),
      constraints,
    };
    if (problem.variables.some((variable) => variable.allowed.length === 0)) return { kind: "none" };
    // Days in a hundred years that are Mondays are thousands of intervals: they cost what they cost.
    budget.spend(problem.variables.reduce((sum, { allowed }) => sum + allowed.length, 0) >> 2);
    const answer = solveLinear(problem, budget);
    if (answer.kind !== "solution") return { kind: answer.kind };
    return {
      kind: "solution",
      values: new Map(this.#variables.map((quantity, index) => [quantity, answer.values[index]!])),
    };
  }
}

/** What has few values, or splits all others into few kinds. */
function isCounted({ nature: { kind } }: Quantity): boolean {
  return (
    kind === "between" ||
    kind === "part" ||
    kind === "year-of" ||
    kind === "weekday-number" ||
    kind === "month-length" ||
    kind === "month-of-quarter"
  );
}

/** From here on a number looks like nobody's. */
const FAR = 1e15;

/** The ends of all doubles and of all safe integers, and what follows from them, count as infinite: no example is drawn to them. */
function withoutFarEnds(intervals: Intervals): Intervals {
  if (intervals.length === 0) return intervals;
  if (compareExact(intervals[0]!.low, -FAR) > 0 && compareExact(intervals[intervals.length - 1]!.high, FAR) < 0) {
    return intervals;
  }
  return intervals.map((part) => {
    if (isPoint(part)) return part;
    const low = compareExact(part.low, -FAR) <= 0 ? Number.NEGATIVE_INFINITY : part.low;
    const high = compareExact(part.high, FAR) >= 0 ? Number.POSITIVE_INFINITY : part.high;
    if (low === part.low && high === part.high) return part;
    return interval(low, high, { low: part.lowOpen, high: part.highOpen });
  });
}

function isPoint({ low, high }: Intervals[number]): boolean {
  return low === high;
}

export function exactly(sum: Sum, value: Exact): Bound {
  return { sum, allowed: only(value) };
}
