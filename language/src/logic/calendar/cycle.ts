import { dayFromCivil } from "../../values/calendar.js";

/** The Gregorian calendar repeats every 400 years: so many days, which are whole weeks. */
export const CYCLE_DAYS = 146_097;
const CYCLE_YEARS = 400;
export const CYCLE_MONTHS = 4800;

/** The number of 1 January of any whole year, before 0001 and after 9999 too. */
export function firstDayOfYear(year: number): number {
  const cycles = Math.floor((year - 1) / CYCLE_YEARS);
  return dayFromCivil(year - cycles * CYCLE_YEARS, 1, 1)! + cycles * CYCLE_DAYS;
}
