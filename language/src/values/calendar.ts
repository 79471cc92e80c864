/**
 * The proleptic Gregorian calendar on day numbers: days since 1970-01-01. Seg knows the years 0001 to 9999; whatever
 * would fall outside is `null`.
 */

/** 0001-01-01. */
export const MIN_DAY = -719_162;
/** 9999-12-31. */
export const MAX_DAY = 2_932_896;

/** By number, as `weekdayOf` gives it. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export interface CivilDate {
  readonly year: number;
  /** 1 … 12. */
  readonly month: number;
  /** 1 … 31. */
  readonly day: number;
}

export type CalendarUnit = "week" | "month" | "quarter" | "year";

/** The day number of a date, or null where there is no such date. */
export function dayFromCivil(year: number, month: number, day: number): number | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null;
  return dayNumber(year, month, day);
}

/** The date of a day number; correct outside 0001 … 9999 as well. Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function civilFromDay(day: number): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** 0 is Monday … 6 is Sunday; an index into `WEEKDAYS`. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

export function addDays(day: number, days: number): number | null {
  return withinCalendar(day + days);
}

/** The same day of the month, `months` later; in a shorter month its last day: 31 May - 1 month is 30 April. */
export function addMonths(day: number, months: number): number | null {
  const date = civilFromDay(day);
  const { year, month } = shiftMonth(date.year, date.month, months);
  if (year < 1 || year > 9999) return null;
  return dayNumber(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/**
 * Whole months from `day` to `today`: the greatest n with `day <= addMonths(today, -n)`, negative for days to come.
 * That month is always the month of `day` or the next, so the calendar's ends play no part.
 */
export function monthsSince(day: number, today: number): number {
  const from = civilFromDay(day);
  const to = civilFromDay(today);
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  const reached = Math.min(to.day, daysInMonth(from.year, from.month));
  return from.day <= reached ? months : months - 1;
}

/** First or last day of the week, month, quarter or year `offset` units after the one `day` lies in. `weekStart`: 0 is Monday. */
export function calendarEdge(
  day: number,
  edge: "first" | "last",
  unit: CalendarUnit,
  offset: number,
  weekStart: number,
): number | null {
  if (unit === "week") {
    const first = day - ((weekdayOf(day) - weekStart + 7) % 7) + 7 * offset;
    return withinCalendar(edge === "first" ? first : first + 6);
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const date = civilFromDay(day);
  const firstMonth = date.month - ((date.month - 1) % months);
  const first = shiftMonth(date.year, firstMonth, months * offset);
  if (edge === "first") return withinCalendar(dayNumber(first.year, first.month, 1));
  const next = shiftMonth(first.year, first.month, months);
  return withinCalendar(dayNumber(next.year, next.month, 1) - 1);
}

/** `2024-05-01`. */
export function formatDay(day: number): string {
  const date = civilFromDay(day);
  return `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`;
}

/** Reads exactly `2024-05-01`, ASCII digits; null for anything else and for days that are not in the calendar. */
export function parseIsoDay(text: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match === null ? null : dayFromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function withinCalendar(day: number): number | null {
  return day >= MIN_DAY && day <= MAX_DAY ? day : null;
}

function shiftMonth(year: number, month: number, months: number): { year: number; month: number } {
  const count = year * 12 + (month - 1) + months;
  const shiftedYear = Math.floor(count / 12);
  return { year: shiftedYear, month: count - shiftedYear * 12 + 1 };
}

/** Of a date that exists, in any year. Source: as `civilFromDay`. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
