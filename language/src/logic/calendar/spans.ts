import { compareExact } from "../exact.js";
import { type Intervals, onGrid, WHOLE } from "../sets/intervals.js";

/** Whole numbers from the first to the last, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The whole numbers of the set from `first` to `last`, sorted and apart as the set is. */
export function spansWithin(set: Intervals, first: number, last: number): readonly Span[] {
  const spans: Span[] = [];
  for (const part of set) {
    const whole = onGrid(part, WHOLE);
    if (whole === null || compareExact(whole.low, last) > 0 || compareExact(whole.high, first) < 0) continue;
    spans.push({
      // What lies between two doubles of this size and is whole is a double itself.
      first: compareExact(whole.low, first) < 0 ? first : (whole.low as number),
      last: compareExact(whole.high, last) > 0 ? last : (whole.high as number),
    });
  }
  return spans;
}

/** The numbers that both have; both sorted and apart. */
export function commonSpans(left: readonly Span[], right: readonly Span[]): readonly Span[] {
  const common: Span[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const a = left[i]!;
    const b = right[j]!;
    const first = Math.max(a.first, b.first);
    const last = Math.min(a.last, b.last);
    if (first <= last) common.push({ first, last });
    if (a.last < b.last) i += 1;
    else j += 1;
  }
  return common;
}

/** Spans in any order, overlapping or not: the same numbers, sorted and apart. */
export function joinSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const before = joined[joined.length - 1];
    if (before === undefined || span.first > before.last + 1) joined.push(span);
    else if (span.last > before.last) joined[joined.length - 1] = { first: before.first, last: span.last };
  }
  return joined;
}

/** Of two numbers the one nearer to `near`, at the same distance the lower one. */
export function nearer(left: number | null, right: number | null, near: number): number | null {
  if (left === null) return right;
  if (right === null) return left;
  const difference = Math.abs(left - near) - Math.abs(right - near);
  if (difference === 0) return Math.min(left, right);
  return difference < 0 ? left : right;
}
