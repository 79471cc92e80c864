import type { ScalarType } from "../condition/schema.js";
import { addDays, addMonths, MAX_DAY, MIN_DAY } from "../values/calendar.js";
import type { Zone } from "../values/zone.js";

const HOUR = 3_600_000;
const DAY = 86_400_000;

/**
 * A date or date-time so many hours, days or months later; undefined outside 0001..9999. Days and months move a
 * date-time by the calendar and keep the time a clock in the zone shows; hours are time that passes.
 */
export function shift(
  value: number,
  amount: number,
  unit: "hour" | "day" | "month",
  type: ScalarType["kind"],
  zone: Zone,
): number | undefined {
  if (type === "date") return (unit === "month" ? addMonths(value, amount) : addDays(value, amount)) ?? undefined;
  if (unit === "hour") {
    const instant = value + amount * HOUR;
    return isWithinCalendar(instant, zone) ? instant : undefined;
  }
  const day = zone.localDay(value);
  const shifted = unit === "month" ? addMonths(day, amount) : addDays(day, amount);
  return shifted === null ? undefined : zone.instantOf(shifted, zone.localTime(value));
}

/** False for instants so far away that the calendar has no day for them. */
function isWithinCalendar(instant: number, zone: Zone): boolean {
  if (!(instant >= (MIN_DAY - 2) * DAY && instant <= (MAX_DAY + 2) * DAY)) return false;
  const day = zone.localDay(instant);
  return day >= MIN_DAY && day <= MAX_DAY;
}
