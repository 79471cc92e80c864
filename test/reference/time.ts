import { addDays, addMonths, calendarEdge, formatDay, MAX_DAY, MIN_DAY } from "../../language/src/values/calendar.js";
import type { Zone } from "../../language/src/values/zone.js";
import type { Value } from "./value.js";

/** When a program is asked. */
export interface Moment {
  readonly today: number;
  readonly now: number;
  readonly zone: Zone;
  readonly weekStart: number;
}

type Duration = Extract<NonNullable<Value>, { kind: "duration" }>;

/** The day of a date, or the local one of a date-time. */
export function dayOf(value: Value, moment: Moment): number | undefined {
  if (value?.kind === "date") return value.day;
  if (value?.kind === "datetime") return inCalendar(moment.zone.localDay(value.instant));
  return undefined;
}

/** `value + sign * duration`; outside 0001 … 9999 missing. */
export function shifted(value: Value, duration: Duration, sign: 1 | -1, moment: Moment): Value {
  const amount = sign * duration.amount;
  if (value?.kind === "date") return date(shiftedDay(value.day, amount, duration.unit));
  if (value?.kind !== "datetime") return undefined;
  if (duration.unit === "hour") {
    const instant = value.instant + amount * 3_600_000;
    return inCalendar(moment.zone.localDay(instant)) === undefined ? undefined : { kind: "datetime", instant };
  }
  const day = shiftedDay(moment.zone.localDay(value.instant), amount, duration.unit);
  if (day === undefined) return undefined;
  return { kind: "datetime", instant: moment.zone.instantOf(day, moment.zone.localTime(value.instant)) };
}

function shiftedDay(day: number, amount: number, unit: Duration["unit"]): number | undefined {
  switch (unit) {
    case "day":
      return addDays(day, amount) ?? undefined;
    case "week":
      return addDays(day, 7 * amount) ?? undefined;
    case "month":
      return addMonths(day, amount) ?? undefined;
    case "year":
      return addMonths(day, 12 * amount) ?? undefined;
    case "hour":
      throw new Error("hours added to a date");
  }
}

/** `value in last <duration>`: today - duration < d <= today; hours from now. */
export function inLast(value: Value, duration: Duration, moment: Moment): boolean {
  if (duration.unit === "hour") {
    const start = shifted({ kind: "datetime", instant: moment.now }, duration, -1, moment);
    if (value?.kind !== "datetime" || start?.kind !== "datetime") return false;
    return start.instant < value.instant && value.instant <= moment.now;
  }
  const day = dayOf(value, moment);
  const start = shiftedDay(moment.today, -duration.amount, duration.unit);
  return day !== undefined && start !== undefined && start < day && day <= moment.today;
}

/** `value in this month`, `in last quarter`. */
export function inCalendarPeriod(
  value: Value,
  which: "this" | "last",
  unit: "week" | "month" | "quarter" | "year",
  moment: Moment,
): boolean {
  const day = dayOf(value, moment);
  const offset = which === "this" ? 0 : -1;
  const first = calendarEdge(moment.today, "first", unit, offset, moment.weekStart);
  const last = calendarEdge(moment.today, "last", unit, offset, moment.weekStart);
  return day !== undefined && first !== null && last !== null && first <= day && day <= last;
}

/** `<unit>s since value`, whole and downward. */
export function unitsSince(value: Value, unit: Duration["unit"], moment: Moment): number | undefined {
  if (unit === "hour") {
    return value?.kind === "datetime" ? Math.floor((moment.now - value.instant) / 3_600_000) : undefined;
  }
  const day = dayOf(value, moment);
  if (day === undefined) return undefined;
  const days = moment.today - day;
  if (unit === "day") return days;
  if (unit === "week") return Math.floor(days / 7);
  const months = monthsFrom(day, moment.today);
  return unit === "month" ? months : Math.floor(months / 12);
}

/** The greatest n with day <= today - n months, found by counting. */
function monthsFrom(day: number, today: number): number {
  // From below: months are 31 days at most, and those still to come 28 at least.
  let months = Math.floor((today - day) / (today >= day ? 31 : 28)) - 2;
  // Past the calendar's ends a month cannot be counted off; the written date tells it apart.
  const reaches = (n: number): boolean => {
    const start = addMonths(today, -n);
    return start === null ? n < 0 : day <= start;
  };
  while (reaches(months + 1)) {
    months += 1;
    if (months > 120_000) throw new Error(`no end of months since ${formatDay(day)}`);
  }
  return months;
}

function date(day: number | undefined): Value {
  return day === undefined ? undefined : { kind: "date", day };
}

function inCalendar(day: number): number | undefined {
  return day >= MIN_DAY && day <= MAX_DAY ? day : undefined;
}
