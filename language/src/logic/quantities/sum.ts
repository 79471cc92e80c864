import {
  addExact,
  divideExact,
  type Exact,
  exactFrom,
  fractionOf,
  isFiniteExact,
  multiplyExact,
  signOf,
} from "../exact.js";
import { ALWAYS, and, type Formula } from "../formula.js";
import { DENSE, type Grid, type Interval, type Intervals } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";
import type { Quantity } from "./quantity.js";

/**
 * A constant and multiples of numeric quantities, added up. It is missing if one of the quantities in `needs` is, even one
 * that cancelled out, or if `present` does not hold.
 */
export interface Sum {
  readonly constant: Exact;
  /** None of the coefficients is 0; sorted by the quantity's number. */
  readonly terms: readonly (readonly [quantity: Quantity, coefficient: Exact])[];
  readonly needs: ReadonlySet<Quantity>;
  readonly present: Formula;
}

const NOTHING: ReadonlySet<Quantity> = new Set();

export function constantSum(constant: Exact): Sum {
  return { constant, terms: [], needs: NOTHING, present: ALWAYS };
}

export function sumOf(quantity: Quantity): Sum {
  return { constant: 0, terms: [[quantity, 1]], needs: new Set([quantity]), present: ALWAYS };
}

/** `left + factor * right`. With a factor of 0 the right sum counts only for being present. */
export function addSums(left: Sum, right: Sum, factor: Exact = 1): Sum {
  if (signOf(factor) === 0) return addSums(left, scaleSum(right, 0));
  const terms: (readonly [Quantity, Exact])[] = [];
  let i = 0;
  let j = 0;
  while (i < left.terms.length || j < right.terms.length) {
    const a = left.terms[i];
    const b = right.terms[j];
    if (b === undefined || (a !== undefined && a[0].number < b[0].number)) {
      terms.push(a!);
      i += 1;
    } else if (a === undefined || b[0].number < a[0].number) {
      terms.push([b[0], multiplyExact(b[1], factor)]);
      j += 1;
    } else {
      const coefficient = addExact(a[1], multiplyExact(b[1], factor));
      if (signOf(coefficient) !== 0) terms.push([a[0], coefficient]);
      i += 1;
      j += 1;
    }
  }
  return {
    constant: addExact(left.constant, multiplyExact(right.constant, factor)),
    terms,
    needs: new Set([...left.needs, ...right.needs]),
    present: and(left.present, right.present),
  };
}

/** The factor may be 0: the sum is then 0, where it is present. */
export function scaleSum(sum: Sum, factor: Exact): Sum {
  return {
    constant: multiplyExact(sum.constant, factor),
    terms:
      signOf(factor) === 0 ? [] : sum.terms.map(([quantity, one]) => [quantity, multiplyExact(one, factor)] as const),
    needs: sum.needs,
    present: sum.present,
  };
}

export function withPresence(sum: Sum, present: Formula): Sum {
  return { ...sum, present: and(sum.present, present) };
}

/** The least interval around all values the sum can have, from the universes of its quantities. */
export function hullOfSum(sum: Sum): Interval | null {
  let hull: Interval = { low: sum.constant, lowOpen: false, high: sum.constant, highOpen: false };
  for (const [quantity, coefficient] of sum.terms) {
    const part = hullOf((quantity.universe as NumberSet).intervals);
    if (part === null) return null;
    hull = addIntervals(hull, scaleInterval(part, coefficient));
  }
  return hull;
}

export function hullOf(intervals: Intervals): Interval | null {
  const first = intervals[0];
  const last = intervals[intervals.length - 1];
  if (first === undefined || last === undefined) return null;
  return { low: first.low, lowOpen: first.lowOpen, high: last.high, highOpen: last.highOpen };
}

export function addIntervals(left: Interval, right: Interval): Interval {
  return {
    low: isFiniteExact(left.low) ? addExact(left.low, right.low) : left.low,
    lowOpen: left.lowOpen || right.lowOpen,
    high: isFiniteExact(left.high) ? addExact(left.high, right.high) : left.high,
    highOpen: left.highOpen || right.highOpen,
  };
}

/** The factor is not 0. */
export function scaleInterval(part: Interval, factor: Exact): Interval {
  const low = multiplyExact(part.low, factor);
  const high = multiplyExact(part.high, factor);
  return signOf(factor) > 0
    ? { low, lowOpen: part.lowOpen, high, highOpen: part.highOpen }
    : { low: high, lowOpen: part.highOpen, high: low, highOpen: part.lowOpen };
}

export function shiftInterval(part: Interval, by: Exact): Interval {
  return { ...part, low: addExact(part.low, by), high: addExact(part.high, by) };
}

/** In the order of the numbers, whatever the sign of the factor (not 0). */
export function scaleIntervals(intervals: Intervals, factor: Exact): Interval[] {
  const scaled = intervals.map((part) => scaleInterval(part, factor));
  return signOf(factor) > 0 ? scaled : scaled.reverse();
}

/** What all values of the terms (without the constant) are multiples of, if there is such a step. */
export function gridOfTerms(terms: Sum["terms"]): Grid {
  let step: Exact | null = null;
  for (const [quantity, coefficient] of terms) {
    const { grid } = quantity.universe as NumberSet;
    if (grid.kind !== "steps") return DENSE;
    const own: Exact = multiplyExact(grid.step, signOf(coefficient) < 0 ? multiplyExact(coefficient, -1) : coefficient);
    step = step === null ? own : commonStep(step, own);
  }
  return step === null ? DENSE : { kind: "steps", step };
}

/** The greatest number of which both are whole multiples. */
function commonStep(left: Exact, right: Exact): Exact {
  const a = fractionOf(left);
  const b = fractionOf(right);
  const numerator = greatestCommonDivisor(a.numerator * b.denominator, b.numerator * a.denominator);
  return divideExact(
    exactFrom({ numerator, denominator: 1n }),
    exactFrom({ numerator: a.denominator * b.denominator, denominator: 1n }),
  );
}

export function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [greater, lesser] = [left < 0n ? -left : left, right < 0n ? -right : right];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}

/**
 * The terms without their common factor: whole coefficients without a common divisor, the first of them positive. The
 * terms are the coefficients times `factor`.
 */
export function primitive(terms: Sum["terms"]): { readonly coefficients: readonly Exact[]; readonly factor: Exact } {
  const fractions = terms.map(([, coefficient]) => fractionOf(coefficient));
  let denominator = 1n;
  for (const one of fractions)
    denominator = (denominator / greatestCommonDivisor(denominator, one.denominator)) * one.denominator;
  let divisor = 0n;
  const whole = fractions.map((one) => {
    const scaled = one.numerator * (denominator / one.denominator);
    divisor = greatestCommonDivisor(divisor, scaled);
    return scaled;
  });
  if (whole[0]! < 0n) divisor = -divisor;
  return {
    coefficients: whole.map((one) => exactFrom({ numerator: one / divisor, denominator: 1n })),
    factor: divideExact(
      exactFrom({ numerator: divisor, denominator: 1n }),
      exactFrom({ numerator: denominator, denominator: 1n }),
    ),
  };
}
