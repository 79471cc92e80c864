import { isValidJalaaliDate, toGregorian, toJalaali } from "jalaali-js";
import { type CivilDate, civilFromDay, dayFromCivil } from "./calendar.js";

/** The years for which the arithmetic of the Persian (Solar Hijri) calendar is defined: 622 to 3799 of the Gregorian one. */
const FIRST_YEAR = 1;
const LAST_YEAR = 3177;

/** The day number of a date of the Persian calendar, or null where there is no such date. */
export function dayFromPersian(year: number, month: number, day: number): number | null {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return null;
  if (!Number.isInteger(month) || !Number.isInteger(day) || !isValidJalaaliDate(year, month, day)) return null;
  const date = toGregorian(year, month, day);
  return dayFromCivil(date.gy, date.gm, date.gd);
}

/** The Persian date of a day number; null before 1 Farvardin 1 (622-03-22) and after the year 3177. */
export function persianFromDay(day: number): CivilDate | null {
  if (day < FIRST_DAY || day > LAST_DAY) return null;
  const civil = civilFromDay(day);
  const date = toJalaali(civil.year, civil.month, civil.day);
  return { year: date.jy, month: date.jm, day: date.jd };
}

const FIRST_DAY = dayFromPersian(FIRST_YEAR, 1, 1) ?? 0;
const LAST_DAY = dayFromPersian(LAST_YEAR, 12, 29) ?? 0;
