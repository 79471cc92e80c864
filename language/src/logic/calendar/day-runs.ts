import { CYCLE_DAYS } from "./cycle.js";
import { nearer, type Span } from "./spans.js";

/** A set of days that may come back every 400 years, so that the whole calendar costs no more than one such cycle. */
export interface DayRuns {
  /** First and last day of each run, in turn; sorted, disjoint, all in one window that begins at `from`. */
  readonly runs: Int32Array;
  readonly from: number;
  /** No day of the set is later. */
  readonly until: number;
  /** The window is one cycle, and its runs come back in all later ones until `until`. */
  readonly repeats: boolean;
}

/**
 * The day of the set from `low` to `high` (which may be infinite) that is nearest to `near`, at the same distance the
 * earlier one; null if there is none.
 */
export function nearestDayIn(days: DayRuns, low: number, high: number, near: number): number | null {
  const first = Math.max(Math.ceil(low), days.from);
  const last = Math.min(Math.floor(high), days.until);
  if (!(first <= last)) return null;
  // Added zero: rounding may leave a -0.
  const start = Math.min(Math.max(Math.floor(near), first), last) + 0;
  const before = dayAtOrBefore(days, start);
  const after = dayAtOrAfter(days, start);
  return nearer(
    before !== null && before >= first ? before : null,
    after !== null && after <= last ? after : null,
    near,
  );
}

export function containsDay(days: DayRuns, day: number): boolean {
  return day <= days.until && dayAtOrAfter(days, day) === day;
}

export function countDays(days: DayRuns): number {
  let count = 0;
  const cycles = days.repeats ? Math.floor((days.until - days.from) / CYCLE_DAYS) : 0;
  const rest = days.until - cycles * CYCLE_DAYS;
  for (let run = 0; run < days.runs.length; run += 2) {
    const first = days.runs[run]!;
    const last = days.runs[run + 1]!;
    count += cycles * (last - first + 1) + Math.max(0, Math.min(last, rest) - first + 1);
  }
  return count;
}

/** All runs that have days from `low` to `high`, cut to them, in order. Runs that touch at the end of a cycle are two. */
export function* runsWithin(days: DayRuns, low: number, high: number): Generator<Span> {
  const until = Math.min(high, days.until);
  for (let day = dayAtOrAfter(days, Math.max(low, days.from)); day !== null && day <= until; ) {
    const { run, shift } = runAtOrAfter(days, day)!;
    const last = Math.min(days.runs[run + 1]! + shift, until);
    yield { first: day, last };
    day = dayAtOrAfter(days, last + 1);
  }
}

function dayAtOrAfter(days: DayRuns, day: number): number | null {
  const found = runAtOrAfter(days, day);
  if (found === null) return null;
  const next = Math.max(days.runs[found.run]! + found.shift, day);
  return next <= days.until ? next : null;
}

/** The first run that does not end before the day, and by how much it is moved. */
function runAtOrAfter(days: DayRuns, day: number): { readonly run: number; readonly shift: number } | null {
  const { runs } = days;
  if (runs.length === 0) return null;
  const cycle = cycleOf(days, day);
  const shift = cycle * CYCLE_DAYS;
  const run = firstRunEndingFrom(runs, day - shift);
  if (run < runs.length) return { run, shift };
  return days.repeats ? { run: 0, shift: shift + CYCLE_DAYS } : null;
}

function dayAtOrBefore(days: DayRuns, day: number): number | null {
  const { runs } = days;
  if (runs.length === 0) return null;
  const latest = Math.min(day, days.until);
  const cycle = cycleOf(days, latest);
  const shift = cycle * CYCLE_DAYS;
  const run = firstRunEndingFrom(runs, latest - shift);
  if (run < runs.length && runs[run]! <= latest - shift) return latest;
  if (run > 0) return runs[run - 1]! + shift;
  return cycle > 0 ? runs[runs.length - 1]! + shift - CYCLE_DAYS : null;
}

function cycleOf(days: DayRuns, day: number): number {
  return days.repeats ? Math.max(0, Math.floor((day - days.from) / CYCLE_DAYS)) : 0;
}

/** Index of the first run whose last day is not before the day; the length of the array if all end earlier. */
function firstRunEndingFrom(runs: Int32Array, day: number): number {
  let low = 0;
  let high = runs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[2 * middle + 1]! < day) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
