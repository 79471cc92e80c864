import { civilFromDay, daysInMonth, MAX_DAY, MIN_DAY, WEEKDAYS, weekdayOf } from "../../values/calendar.js";
import { compareExact, type Exact } from "../exact.js";
import { type Interval, type Intervals, interval, onGrid, union, WHOLE } from "../sets/intervals.js";
import { firstDayOfYear } from "./cycle.js";
import { commonSpans, nearer, type Span, spansWithin } from "./spans.js";

/** What the parts of one date may be; null: anything. */
export interface DayParts {
  /** 1 … 12. */
  readonly months: ReadonlySet<number> | null;
  /** Of the month: 1 … 31. */
  readonly days: ReadonlySet<number> | null;
  /** 0 is Monday … 6 is Sunday. */
  readonly weekdays: ReadonlySet<number> | null;
  readonly years: Intervals | null;
}

/**
 * The day of `allowed` with these parts that is nearest to `near` (at the same distance the earlier one), null if there
 * is none: exact. An unbounded interval ends with the calendar.
 */
export function dayWithParts(parts: DayParts, allowed: Intervals, near: number): number | null {
  const spans = spansWithParts(parts, allowed, MIN_DAY, MAX_DAY);
  const at = Math.floor(near);
  return nearer(lastWithParts(parts, spans, at), firstWithParts(parts, spans, at), near);
}

/** The days of `allowed` from `first` to `last` in years that the parts allow; none if no year has a day with the others. */
export function spansWithParts(parts: DayParts, allowed: Intervals, first: number, last: number): readonly Span[] {
  if (!comesInSomeYear(parts)) return [];
  const spans = spansWithin(allowed, first, last);
  return parts.years === null ? spans : commonSpans(spans, spansWithin(daysOfYears(parts.years), first, last));
}

/**
 * Whether the calendar has such a day in any year. In 400 years every day of every month, 29 February too, falls on every
 * day of the week.
 */
function comesInSomeYear({ months, days, weekdays }: DayParts): boolean {
  for (let month = 1; month <= 12; month += 1) {
    if (months !== null && !months.has(month)) continue;
    for (let day = 1; day <= daysInMonth(LEAP_YEAR, month); day += 1) {
      if (days === null || days.has(day))
        return weekdays === null || WEEKDAYS.some((_, weekday) => weekdays.has(weekday));
    }
  }
  return false;
}

const LEAP_YEAR = 2000;

/** The first day with these parts that is not before `from`, of spans that `spansWithParts` gave. */
export function firstWithParts(parts: DayParts, spans: readonly Span[], from: number): number | null {
  for (const span of spans) {
    const first = Math.max(span.first, from);
    if (first > span.last) continue;
    const found = searchForward(parts, first, span.last);
    if (found !== null) return found;
  }
  return null;
}

/** The last day with these parts that is not after `until`, of spans that `spansWithParts` gave. */
export function lastWithParts(parts: DayParts, spans: readonly Span[], until: number): number | null {
  for (let index = spans.length - 1; index >= 0; index -= 1) {
    const span = spans[index]!;
    const last = Math.min(span.last, until);
    if (last < span.first) continue;
    const found = searchBackward(parts, span.first, last);
    if (found !== null) return found;
  }
  return null;
}

/** The days on which `year(d)` is one of the (whole) years: exact, before 0001 and after 9999 as well. */
export function daysOfYears(years: Intervals): Intervals {
  const parts: Interval[] = [];
  for (const part of years) {
    const whole = onGrid(part, WHOLE);
    if (whole === null) continue;
    const low = yearOrInfinity(whole.low);
    const high = yearOrInfinity(whole.high);
    if (low === Number.POSITIVE_INFINITY || high === Number.NEGATIVE_INFINITY) continue;
    parts.push(
      interval(
        Number.isFinite(low) ? firstDayOfYear(low) : low,
        Number.isFinite(high) ? firstDayOfYear(high + 1) - 1 : high,
      ),
    );
  }
  return union(parts, WHOLE);
}

/** Years beyond are as good as infinite; up to it day numbers are exact. */
const FAR_YEAR = 1_000_000_000;

function yearOrInfinity(year: Exact): number {
  if (compareExact(year, FAR_YEAR) > 0) return Number.POSITIVE_INFINITY;
  if (compareExact(year, -FAR_YEAR) < 0) return Number.NEGATIVE_INFINITY;
  // Whole, and small enough to be a double.
  return year as number;
}

function searchForward(parts: DayParts, first: number, last: number): number | null {
  for (let day = first; day <= last; ) {
    const date = civilFromDay(day);
    const end = day - date.day + daysInMonth(date.year, date.month);
    if (parts.months === null || parts.months.has(date.month)) {
      for (let inMonth = date.day; day <= end && day <= last; day += 1, inMonth += 1) {
        if (isAllowedIn(parts, day, inMonth)) return day;
      }
    }
    day = end + 1;
  }
  return null;
}

function searchBackward(parts: DayParts, first: number, last: number): number | null {
  for (let day = last; day >= first; ) {
    const date = civilFromDay(day);
    const start = day - date.day + 1;
    if (parts.months === null || parts.months.has(date.month)) {
      for (let inMonth = date.day; day >= start && day >= first; day -= 1, inMonth -= 1) {
        if (isAllowedIn(parts, day, inMonth)) return day;
      }
    }
    day = start - 1;
  }
  return null;
}

function isAllowedIn({ days, weekdays }: DayParts, day: number, dayOfMonth: number): boolean {
  return (days === null || days.has(dayOfMonth)) && (weekdays === null || weekdays.has(weekdayOf(day)));
}
