import { toNumber } from "../../values/rational.js";
import {
  compareExact,
  divideExact,
  type Exact,
  exactFrom,
  floorExact,
  fractionOf,
  isFiniteExact,
  multiplyExact,
  negateExact,
} from "../exact.js";

/** The numbers between two ends, which belong to it unless they are open. An infinite end is always open. */
export interface Interval {
  readonly low: Exact;
  readonly lowOpen: boolean;
  readonly high: Exact;
  readonly highOpen: boolean;
}

/** Sorted, apart from each other, none empty; on a grid with neighbours all finite ends are closed and on the grid. */
export type Intervals = readonly Interval[];

/**
 * Which numbers a quantity can be: any fraction; a number that is data, hence one that a double names; or a multiple of a
 * step (whole numbers and days: 1; `step 0.01`: 0.01).
 */
export type Grid =
  | { readonly kind: "dense" }
  | { readonly kind: "doubles" }
  | { readonly kind: "steps"; readonly step: Exact };

export const DENSE: Grid = { kind: "dense" };
export const DOUBLES: Grid = { kind: "doubles" };
export const WHOLE: Grid = { kind: "steps", step: 1 };

export const EVERY_NUMBER: Intervals = [
  { low: Number.NEGATIVE_INFINITY, lowOpen: true, high: Number.POSITIVE_INFINITY, highOpen: true },
];
export const NO_NUMBER: Intervals = [];

export function interval(
  low: Exact,
  high: Exact,
  open: { readonly low?: boolean; readonly high?: boolean } = {},
): Interval {
  return {
    low,
    lowOpen: (open.low ?? false) || !isFiniteExact(low),
    high,
    highOpen: (open.high ?? false) || !isFiniteExact(high),
  };
}

export function only(value: Exact): Intervals {
  return [interval(value, value)];
}

/** The numbers of the interval that lie on the grid, as an interval that is closed where the grid has neighbours. */
export function onGrid(part: Interval, grid: Grid): Interval | null {
  let { low, lowOpen, high, highOpen } = part;
  if (grid.kind === "doubles") {
    // An infinite end stays as it is. Beyond the greatest double there is nothing, so an end there opens to infinity.
    if (isFiniteExact(low)) {
      low = doubleNotBelow(low, lowOpen);
      lowOpen = !isFiniteExact(low);
    }
    if (isFiniteExact(high)) {
      high = negateExact(doubleNotBelow(negateExact(high), highOpen));
      highOpen = !isFiniteExact(high);
    }
    if (low === Number.POSITIVE_INFINITY || high === Number.NEGATIVE_INFINITY) return null;
  } else if (grid.kind === "steps") {
    if (isFiniteExact(low)) {
      low = stepNotBelow(low, lowOpen, grid.step);
      lowOpen = false;
    }
    if (isFiniteExact(high)) {
      high = negateExact(stepNotBelow(negateExact(high), highOpen, grid.step));
      highOpen = false;
    }
  }
  const order = compareExact(low, high);
  if (order > 0 || (order === 0 && (lowOpen || highOpen))) return null;
  return { low, lowOpen, high, highOpen };
}

function doubleNotBelow(value: Exact, open: boolean): number {
  if (typeof value === "number") return open ? nextDouble(value) : value;
  // No double names a fraction, so whether the end is open makes no difference.
  let double = toNumber(value);
  if (!Number.isFinite(double)) double = double > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
  return compareExact(double, value) < 0 ? nextDouble(double) : double;
}

/** The least double above; above the greatest one, infinity. */
export function nextDouble(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  doubles[0] = value;
  bits[0]! += value > 0 ? 1n : -1n;
  return doubles[0] + 0;
}

/** One double, and its bits. */
const doubles = new Float64Array(1);
const bits = new BigInt64Array(doubles.buffer);

export function previousDouble(value: number): number {
  return -nextDouble(-value) + 0;
}

function stepNotBelow(value: Exact, open: boolean, step: Exact): Exact {
  if (step === 1 && typeof value === "number" && Math.abs(value) < 2 ** 52) {
    return (open ? Math.floor(value) + 1 : Math.ceil(value)) + 0;
  }
  const steps = step === 1 ? value : divideExact(value, step);
  const below = floorExact(steps);
  const exact = compareExact(below, steps) === 0;
  const count = fractionOf(below).numerator + (exact && !open ? 0n : 1n);
  return multiplyExact(exactFrom({ numerator: count, denominator: 1n }), step);
}

/** Of intervals in any order, overlapping or not: the same numbers, sorted and joined, on the grid. */
export function union(parts: readonly Interval[], grid: Grid): Intervals {
  const sorted = parts
    .map((part) => onGrid(part, grid))
    .filter((part) => part !== null)
    .sort((a, b) => compareExact(a.low, b.low) || Number(a.lowOpen) - Number(b.lowOpen));
  const joined: Interval[] = [];
  for (const part of sorted) {
    const last = joined[joined.length - 1];
    if (last !== undefined && follows(last, part, grid)) {
      const order = compareExact(part.high, last.high);
      if (order > 0 || (order === 0 && last.highOpen)) {
        joined[joined.length - 1] = { ...last, high: part.high, highOpen: part.highOpen };
      }
    } else joined.push(part);
  }
  return fitted(joined);
}

/** An array that was pushed to has room for seventeen, and sets are kept by the thousand: most are of one interval. */
function fitted(parts: readonly Interval[]): Intervals {
  return parts.length === 0 ? NO_NUMBER : parts.length === 1 ? [parts[0]!] : parts;
}

/** Whether nothing lies between two intervals of which the second begins no earlier. */
function follows(first: Interval, second: Interval, grid: Grid): boolean {
  const order = compareExact(second.low, first.high);
  if (order < 0) return true;
  if (order === 0) return !(second.lowOpen && first.highOpen);
  if (first.highOpen || second.lowOpen || grid.kind === "dense") return false;
  return onGrid({ low: first.high, lowOpen: true, high: second.low, highOpen: true }, grid) === null;
}

/** Both already on the grid. */
export function intersect(left: Intervals, right: Intervals): Intervals {
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const a = left[i]!;
    const b = right[j]!;
    const lows = compareExact(a.low, b.low);
    const highs = compareExact(a.high, b.high);
    const low = lows >= 0 ? a.low : b.low;
    const lowOpen = lows === 0 ? a.lowOpen || b.lowOpen : lows > 0 ? a.lowOpen : b.lowOpen;
    const high = highs <= 0 ? a.high : b.high;
    const highOpen = highs === 0 ? a.highOpen || b.highOpen : highs < 0 ? a.highOpen : b.highOpen;
    const order = compareExact(low, high);
    if (order < 0 || (order === 0 && !lowOpen && !highOpen)) common.push({ low, lowOpen, high, highOpen });
    if (highs < 0 || (highs === 0 && a.highOpen)) i += 1;
    else j += 1;
  }
  return fitted(common);
}

export function complement(set: Intervals, grid: Grid): Intervals {
  const gaps: Interval[] = [];
  let low: Exact = Number.NEGATIVE_INFINITY;
  let lowOpen = true;
  for (const part of set) {
    if (isFiniteExact(part.low)) gaps.push({ low, lowOpen, high: part.low, highOpen: !part.lowOpen });
    low = part.high;
    lowOpen = !part.highOpen;
  }
  if (set.length === 0 || isFiniteExact(low)) {
    gaps.push({ low, lowOpen, high: Number.POSITIVE_INFINITY, highOpen: true });
  }
  return union(gaps, grid);
}

export function containsNumber(set: Intervals, value: Exact): boolean {
  return set.some((part) => {
    const above = compareExact(value, part.low);
    const below = compareExact(value, part.high);
    return (above > 0 || (above === 0 && !part.lowOpen)) && (below < 0 || (below === 0 && !part.highOpen));
  });
}

export function equalIntervals(left: Intervals, right: Intervals): boolean {
  return (
    left.length === right.length &&
    left.every((part, index) => {
      const other = right[index]!;
      return (
        part.lowOpen === other.lowOpen &&
        part.highOpen === other.highOpen &&
        compareExact(part.low, other.low) === 0 &&
        compareExact(part.high, other.high) === 0
      );
    })
  );
}
