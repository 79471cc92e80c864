import {
  compareExact,
  divideExact,
  type Exact,
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
