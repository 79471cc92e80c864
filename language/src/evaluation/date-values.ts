import { civilFromDay, monthsSince } from "../values/calendar.js";
import type { Clock } from "./clock.js";

/** Whole units since a day (hours: since an instant) until today (until now), rounded down. */
export function since(value: number, unit: "hour" | "day" | "week" | "month" | "year", clock: Clock): number {
  switch (unit) {
    case "hour":
      return Math.floor((clock.now - value) / 3_600_000);
    case "day":
      return clock.today - value;
    case "week":
      return Math.floor((clock.today - value) / 7);
    case "month":
      return monthsSince(value, clock.today);
    case "year":
      return Math.floor(monthsSince(value, clock.today) / 12);
  }
}

/** Of a date; the hour is of a date-time. */
export function datePart(value: number, part: "year" | "month" | "day" | "hour", clock: Clock): number {
  return part === "hour" ? clock.zone.localHour(value) : civilFromDay(value)[part];
}
