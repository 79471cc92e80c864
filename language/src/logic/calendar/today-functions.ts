import {
  addMonths,
  type CalendarUnit,
  calendarEdge,
  civilFromDay,
  daysInMonth,
  MAX_DAY,
  MIN_DAY,
} from "../../values/calendar.js";
import { BoundedCache } from "./bounded-cache.js";
import { CYCLE_DAYS } from "./cycle.js";
import { type DayRuns, nearestDayIn } from "./day-runs.js";

/**
 * What the calendar makes of one day, `today`; days added or taken away are left to whoever compares. A last day is the
 * day before a first one.
 */
export type TodayFunction =
  /** The same day of the month, so many months later (or earlier, if negative); in a shorter month its last day. */
  | { readonly kind: "months"; readonly amount: number }
  /** First day of the unit `offset` units after the one today lies in. */
  | { readonly kind: "first"; readonly unit: CalendarUnit; readonly offset: number };

/** Day numbers, both included. */
export interface DayRange {
  readonly earliest: number;
  readonly latest: number;
}

/** All days on which the functions are equally far from today: there `f_i(today)` is `today + offsets[i]`. */
export interface OffsetGroup {
  readonly offsets: readonly number[];
  readonly days: DayRuns;
}

/** The function on that day as the evaluator has it; null outside 0001 … 9999. `weekStart`: 0 is Monday. */
export function valueOn(f: TodayFunction, today: number, weekStart: number): number | null {
  return f.kind === "months" ? addMonths(today, f.amount) : calendarEdge(today, "first", f.unit, f.offset, weekStart);
}

/**
 * Exact least and greatest of `f(today) - g(today)` (g null: of `f(today) - today`) over the days of the range. Null if
 * the range is empty, or f or g is outside the calendar on some day of it.
 */
export function differenceBounds(
  f: TodayFunction,
  g: TodayFunction | null,
  range: DayRange,
  weekStart: number,
): { readonly low: number; readonly high: number } | null {
  const key = keyOf(g === null ? [f] : [f, g], range, weekStart);
  return keptBounds.get(key, () => computeBounds(f, g, range, weekStart), one);
}

/**
 * The days of the range, grouped by how far each function is from today: every day is in exactly one group. Groups are
 * ordered by how near their nearest day is to `near`. Null if there are more than `most` groups, or a function is
 * outside the calendar on some day of the range.
 */
export function offsetGroups(
  functions: readonly TodayFunction[],
  range: DayRange,
  weekStart: number,
  near: number,
  most: number,
): readonly OffsetGroup[] | null {
  const key = `${keyOf(functions, range, weekStart)}|${most}`;
  const kept = keptGroups.get(key, () => computeGroups(functions, range, weekStart, most), weightOfGroups);
  if (kept.groups === null) return null;
  if (kept.near !== near) {
    kept.groups = orderedByNearness(kept.groups, near);
    kept.near = near;
  }
  return kept.groups;
}

interface KeptGroups {
  groups: readonly OffsetGroup[] | null;
  /** The day they are ordered by. */
  near: number | null;
}

const one = () => 1;
const keptBounds = new BoundedCache<{ low: number; high: number } | null>(4096);
/** Weighed by numbers of four bytes: 16 and 32 megabytes. */
const keptOffsets = new BoundedCache<Int32Array | null>(4_000_000);
const keptGroups = new BoundedCache<KeptGroups>(8_000_000);

function keyOf(functions: readonly TodayFunction[], range: DayRange, weekStart: number): string {
  const named = functions.map((f) => (f.kind === "months" ? `m${f.amount}` : `${f.unit}${f.offset}`));
  return `${named.join(",")}|${range.earliest}|${range.latest}|${weekStart}`;
}

function weightOfGroups({ groups }: KeptGroups): number {
  return (groups ?? []).reduce((sum, group) => sum + 16 + group.offsets.length + group.days.runs.length, 16);
}

function computeBounds(f: TodayFunction, g: TodayFunction | null, range: DayRange, weekStart: number) {
  const left = offsetsOver(f, range, weekStart);
  const right = g === null ? null : offsetsOver(g, range, weekStart);
  if (left === null || (g !== null && right === null)) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < left.length; index += 1) {
    const difference = left[index]! - (right === null ? 0 : right[index]!);
    if (difference < low) low = difference;
    if (difference > high) high = difference;
  }
  return { low, high };
}

function computeGroups(
  functions: readonly TodayFunction[],
  range: DayRange,
  weekStart: number,
  most: number,
): KeptGroups {
  const none: KeptGroups = { groups: null, near: null };
  const days = windowLength(range);
  if (days === null) return none;
  const tables: Int32Array[] = [];
  for (const f of functions) {
    const table = offsetsOver(f, range, weekStart);
    if (table === null) return none;
    tables.push(table);
  }

  // A vector is numbered offset by offset: the number of its first part and the next offset make the next number.
  const numbers = tables.map(() => new Map<number, number>());
  const found: { readonly offsets: readonly number[]; readonly runs: number[] }[] = [];
  for (let index = 0; index < days; ) {
    // As far as the shortest run goes that begins here.
    let end = days;
    for (const table of tables) {
      const offset = table[index]!;
      let alike = index + 1;
      while (alike < end && table[alike] === offset) alike += 1;
      end = alike;
    }
    let number = 0;
    tables.forEach((table, level) => {
      const key = number * OFFSETS + (table[index]! + OFFSETS / 2);
      const known = numbers[level]!.get(key);
      number = known ?? numbers[level]!.size;
      if (known === undefined) numbers[level]!.set(key, number);
    });
    if (number === found.length) {
      if (found.length >= most) return none;
      found.push({ offsets: tables.map((table) => table[index]!), runs: [] });
    }
    found[number]!.runs.push(range.earliest + index, range.earliest + end - 1);
    index = end;
  }

  const repeats = range.latest - range.earliest >= CYCLE_DAYS;
  const groups = found.map(({ offsets, runs }) => ({
    offsets,
    days: { runs: Int32Array.from(runs), from: range.earliest, until: range.latest, repeats },
  }));
  return { groups, near: null };
}

/** More than there are distances between two days of the calendar, in both directions. */
const OFFSETS = 2 ** 24;

function orderedByNearness(groups: readonly OffsetGroup[], near: number): readonly OffsetGroup[] {
  return groups
    .map((group) => ({ group, day: nearestDayIn(group.days, -Infinity, Infinity, near)! }))
    .sort((a, b) => Math.abs(a.day - near) - Math.abs(b.day - near) || a.day - b.day)
    .map(({ group }) => group);
}

/** How many days to look at: of a longer range one cycle of 400 years, which shows all there is. Null if there are none. */
function windowLength(range: DayRange): number | null {
  if (!(range.earliest >= MIN_DAY && range.latest <= MAX_DAY && range.earliest <= range.latest)) return null;
  return Math.min(range.latest - range.earliest + 1, CYCLE_DAYS);
}

/** `f(today) - today` for the days of the range from its first one on; null if it is outside the calendar on any of it. */
function offsetsOver(f: TodayFunction, range: DayRange, weekStart: number): Int32Array | null {
  return keptOffsets.get(
    keyOf([f], range, weekStart),
    () => computeOffsets(f, range, weekStart),
    (table) => table?.length ?? 1,
  );
}

function computeOffsets(f: TodayFunction, range: DayRange, weekStart: number): Int32Array | null {
  const length = windowLength(range);
  if (length === null) return null;
  // No function of a later day is earlier: if both ends are in the calendar, so is all between them.
  if (valueOn(f, range.earliest, weekStart) === null || valueOn(f, range.latest, weekStart) === null) return null;
  const offsets = new Int32Array(length);
  let index = 0;
  while (index < length) {
    const today = range.earliest + index;
    const value = valueOn(f, today, weekStart)!;
    if (f.kind === "first" && f.unit === "week") {
      const sameWeek = Math.min(length, index + 7 - (today + 7 * f.offset - value));
      for (; index < sameWeek; index += 1) offsets[index] = value - range.earliest - index;
      continue;
    }
    const date = civilFromDay(today);
    const sameMonth = Math.min(length, index + daysInMonth(date.year, date.month) - date.day + 1);
    if (f.kind === "first") {
      for (; index < sameMonth; index += 1) offsets[index] = value - range.earliest - index;
      continue;
    }
    const target = civilFromDay(value);
    const last = value - target.day + daysInMonth(target.year, target.month);
    for (let shifted = value; index < sameMonth; index += 1) {
      offsets[index] = shifted - range.earliest - index;
      if (shifted < last) shifted += 1;
    }
  }
  return offsets;
}
