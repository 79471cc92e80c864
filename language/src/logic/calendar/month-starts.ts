import { civilFromDay, dayFromCivil } from "../../values/calendar.js";
import { type Interval, interval } from "../sets/intervals.js";
import { BoundedCache } from "./bounded-cache.js";
import { CYCLE_DAYS, CYCLE_MONTHS } from "./cycle.js";

/** Months are counted from January of the year 0; those of the calendar are these. */
export const MONTHS: Interval = interval(12, 9999 * 12 + 11);

export function monthOfDay(day: number): number {
  const { year, month } = civilFromDay(day);
  return 12 * year + month - 1;
}

/** The number of the first day of any month, beyond the calendar too. */
export function firstDayOfMonth(month: number): number {
  const cycles = Math.floor(month / CYCLE_MONTHS);
  const within = month - cycles * CYCLE_MONTHS;
  // The first cycle of the calendar begins with the year 1: January of the year 0 is of the one before.
  const shift = within < 12 ? CYCLE_MONTHS : 0;
  const at = within + shift;
  const first = dayFromCivil(Math.floor(at / 12), (at % 12) + 1, 1)!;
  return first + (shift > 0 ? cycles - 1 : cycles) * CYCLE_DAYS;
}

export function lengthOfMonth(month: number): number {
  return firstDayOfMonth(month + 1) - firstDayOfMonth(month);
}

export interface Distance {
  readonly low: number;
  readonly high: number;
}

/**
 * Exact least and greatest number of days from the first of one month to the first of the month so many months later
 * (earlier, if negative). More months are never fewer days.
 */
export function daysToLaterMonth(months: number): Distance {
  const cycles = Math.floor(months / CYCLE_MONTHS);
  const within = months - cycles * CYCLE_MONTHS;
  const { low, high } = kept.get(
    String(within),
    () => distanceOf(within),
    () => 1,
  );
  return { low: low + cycles * CYCLE_DAYS, high: high + cycles * CYCLE_DAYS };
}

const kept = new BoundedCache<Distance>(CYCLE_MONTHS);

function distanceOf(months: number): Distance {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let month = 0; month < CYCLE_MONTHS; month += 1) {
    const days = firstOf(month + months) - firstOf(month);
    if (days < low) low = days;
    if (days > high) high = days;
  }
  return { low, high };
}

let firsts: Int32Array | null = null;

/** As `firstDayOfMonth`, for months of the first two cycles. */
function firstOf(month: number): number {
  firsts ??= Int32Array.from({ length: 2 * CYCLE_MONTHS }, (_, index) => firstDayOfMonth(index));
  return firsts[month]!;
}

/**
 * First days of months lie near a line: bounds of `4800 * firstDayOfMonth(m) - 146097 * m` over all months, which are
 * reached, as a cycle of 4800 months has 146097 days.
 */
export function nearMonthStart(): Interval {
  near ??= nearLine();
  return near;
}

let near: Interval | null = null;

function nearLine(): Interval {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let month = 0; month < CYCLE_MONTHS; month += 1) {
    const off = CYCLE_MONTHS * firstOf(month) - CYCLE_DAYS * month;
    if (off < low) low = off;
    if (off > high) high = off;
  }
  return interval(low, high);
}
