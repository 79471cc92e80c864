import {
  compareExact,
  divideExact,
  type Exact,
  exactFrom,
  fractionOf,
  isFiniteExact,
  maxExact,
  multiplyExact,
  negateExact,
  signOf,
} from "../exact.js";
import type { Interval } from "./intervals.js";

interface End {
  readonly value: Exact;
  readonly open: boolean;
}

/** The products of a number of each: an interval, too, whose ends are products of ends. */
export function multiplyIntervals(left: Interval, right: Interval): Interval {
  const products = endsOf(left).flatMap((one) => endsOf(right).map((other) => product(one, other)));
  const low = products.reduce((least, one) => extreme(least, one, -1));
  const high = products.reduce((most, one) => extreme(most, one, 1));
  return { low: low.value, lowOpen: low.open, high: high.value, highOpen: high.open };
}

/** The squares of its numbers. */
export function squareOf(interval: Interval): Interval {
  const size = sizesOf(interval);
  return multiplyIntervals(size, size);
}

/** The numbers whose squares lie in the interval: at least them, and exactly them where its ends have a root. */
export function rootsOf(squares: Interval): readonly Interval[] {
  if (signOf(squares.high) < 0) return [];
  const high = rootNear(squares.high);
  const low = signOf(squares.low) <= 0 ? { below: 0, above: 0 } : rootNear(squares.low);
  // The square of no fraction is a number between two others that are.
  if (compareExact(squares.low, squares.high) === 0 && compareExact(high.below, high.above) !== 0) return [];
  const least = low.below;
  const isSplit = signOf(least) > 0 || (squares.lowOpen && signOf(squares.low) === 0);
  const lowOpen = squares.lowOpen && compareExact(least, low.above) === 0;
  const highOpen = squares.highOpen && compareExact(high.below, high.above) === 0;
  const most = high.above;
  if (!isSplit) return [{ low: negateExact(most), lowOpen: highOpen, high: most, highOpen }];
  return [
    { low: negateExact(most), lowOpen: highOpen, high: negateExact(least), highOpen: lowOpen },
    { low: least, lowOpen, high: most, highOpen },
  ];
}

const FINE = 10n ** 12n;

/** Fractions around the root of a number (0 or more): the same where it is one. */
function rootNear(square: Exact): { readonly below: Exact; readonly above: Exact } {
  if (!isFiniteExact(square)) return { below: square, above: square };
  const { numerator, denominator } = fractionOf(square);
  const exact = wholeRoot(numerator * denominator);
  if (exact * exact === numerator * denominator) {
    const root = exactFrom({ numerator: exact, denominator });
    return { below: root, above: root };
  }
  const root = wholeRoot(numerator * denominator * FINE * FINE);
  return {
    below: exactFrom({ numerator: root, denominator: denominator * FINE }),
    above: exactFrom({ numerator: root + 1n, denominator: denominator * FINE }),
  };
}

/** The greatest whole number whose square is not more (Newton's method). */
function wholeRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** One divided by its numbers; null where 0 may be among them: an end at 0 must be open. */
export function reciprocalOf({ low, lowOpen, high, highOpen }: Interval): Interval | null {
  const isAbove = signOf(low) > 0 || (signOf(low) === 0 && lowOpen);
  const isBelow = signOf(high) < 0 || (signOf(high) === 0 && highOpen);
  if (!isAbove && !isBelow) return null;
  const far = isAbove ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const inverse = (value: Exact): Exact => {
    if (!isFiniteExact(value)) return 0;
    return signOf(value) === 0 ? far : divideExact(1, value);
  };
  return { low: inverse(high), lowOpen: highOpen, high: inverse(low), highOpen: lowOpen };
}

function endsOf({ low, lowOpen, high, highOpen }: Interval): readonly End[] {
  return [
    { value: low, open: lowOpen },
    { value: high, open: highOpen },
  ];
}

/** Nothing times anything is nothing: it belongs to the products as soon as the nothing does. */
function product(left: End, right: End): End {
  const isNothing = [left, right].some(({ value, open }) => !open && value === 0);
  return { value: multiplyExact(left.value, right.value), open: !isNothing && (left.open || right.open) };
}

function extreme(known: End, other: End, direction: number): End {
  const order = compareExact(other.value, known.value) * direction;
  if (order === 0) return known.open ? other : known;
  return order > 0 ? other : known;
}

/** How far its numbers are from 0. */
function sizesOf(interval: Interval): Interval {
  const { low, lowOpen, high, highOpen } = interval;
  if (signOf(low) >= 0) return interval;
  const below = { value: negateExact(low), open: lowOpen };
  if (signOf(high) <= 0) return { low: negateExact(high), lowOpen: highOpen, high: below.value, highOpen: below.open };
  const most = extreme(below, { value: high, open: highOpen }, 1);
  return { low: 0, lowOpen: false, high: maxExact(most.value, 0), highOpen: most.open };
}
