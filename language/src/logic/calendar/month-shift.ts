import { dayFromCivil, daysInMonth } from "../../values/calendar.js";
import { BoundedCache } from "./bounded-cache.js";
import { CYCLE_MONTHS } from "./cycle.js";

const FIRST_MONTH = 1 * 12;
const LAST_MONTH = 9999 * 12 + 11;

/**
 * Exact least and greatest of `addMonths(d, amount) - d` over the days d of the calendar whose shifted day is in it, too;
 * null if there is no such day.
 */
export function monthShiftBounds(amount: number): MonthShiftBounds | null {
  return kept.get(
    String(amount),
    () => computeBounds(amount),
    () => 1,
  );
}

export interface MonthShiftBounds {
  readonly low: number;
  readonly high: number;
}

const kept = new BoundedCache<MonthShiftBounds | null>(1024);

function computeBounds(amount: number): MonthShiftBounds | null {
  const first = Math.max(FIRST_MONTH, FIRST_MONTH - amount);
  const last = Math.min(LAST_MONTH, LAST_MONTH - amount, first + CYCLE_MONTHS - 1);
  if (!(first <= last)) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let month = first; month <= last; month += 1) {
    // All days of a month move alike, but for those that the other month does not have.
    const start = firstDayOfMonth(month + amount) - firstDayOfMonth(month);
    const end = start + Math.min(0, lengthOfMonth(month + amount) - lengthOfMonth(month));
    if (end < low) low = end;
    if (start > high) high = start;
  }
  return { low, high };
}

/** The first and the last day whose day so many months later (or earlier) is in the calendar; null: there is none. */
export function daysToShift(amount: number): { readonly first: number; readonly last: number } | null {
  const firstMonth = Math.max(FIRST_MONTH, FIRST_MONTH - amount);
  const lastMonth = Math.min(LAST_MONTH, LAST_MONTH - amount);
  if (!(firstMonth <= lastMonth)) return null;
  return { first: firstDayOfMonth(firstMonth), last: firstDayOfMonth(lastMonth) + lengthOfMonth(lastMonth) - 1 };
}

/** Months are counted from January of the year 0. */
function firstDayOfMonth(month: number): number {
  return dayFromCivil(Math.floor(month / 12), (month % 12) + 1, 1)!;
}

function lengthOfMonth(month: number): number {
  return daysInMonth(Math.floor(month / 12), (month % 12) + 1);
}
