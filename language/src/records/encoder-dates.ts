import type { ReadingFormat } from "../condition/schema.js";
import { formatDay, MAX_DAY, MIN_DAY } from "../values/calendar.js";
import { type DatePattern, formatDatePattern, parseDatePattern } from "../values/date-pattern.js";
import { type DateFormat, readDate, readDateTime } from "../values/reading.js";
import { formatInstant, type Zone } from "../values/zone.js";

const DAY = 86_400_000;
const NOON = DAY / 2;

/**
 * How data spell a day (an instant if `time`); null from the function where the format cannot: a calendar that does not
 * reach so far, seconds that a pattern leaves out, an hour that a clock shows twice.
 */
export function dateSpeller(
  format: ReadingFormat | null,
  time: boolean,
  zone: Zone,
): (value: number) => string | number | null {
  const dates = dateFormat(format);
  const write = time ? instantWriter(dates, zone) : dayWriter(dates, zone);
  const read = time ? readDateTime : readDate;
  return (value) => {
    if (!time && (value < MIN_DAY || value > MAX_DAY)) return null;
    const written = write(value);
    // The format decides whether it can be read back: two digits of a year, for instance, name it only nearby.
    return written !== null && read(String(written), dates, zone) === value ? written : null;
  };
}

function dateFormat(format: ReadingFormat | null): DateFormat | null {
  return format?.kind === "pattern" || format?.kind === "persian" || format?.kind === "epoch" ? format : null;
}

type Writer = (value: number) => string | number | null;

function dayWriter(format: DateFormat | null, zone: Zone): Writer {
  if (format === null) return formatDay;
  if (format.kind === "epoch") {
    const unit = format.unit === "seconds" ? 1000 : 1;
    return (day) => Math.floor(zone.instantOf(day, NOON) / unit);
  }
  const pattern = patternOf(format.kind === "persian" ? (format.text ?? "yyyy/MM/dd") : format.text);
  const calendar = format.kind === "persian" ? "persian" : "gregorian";
  return (day) => (pattern === null ? null : formatDatePattern(day, pattern, calendar));
}

function instantWriter(format: DateFormat | null, zone: Zone): Writer {
  if (format === null) return formatInstant;
  if (format.kind === "epoch") return format.unit === "seconds" ? (instant) => instant / 1000 : (instant) => instant;
  if (format.text === null) {
    const pattern = patternOf("yyyy/MM/dd");
    return (instant) => {
      const day = pattern === null ? null : formatDatePattern(Math.floor(instant / DAY), pattern, "persian");
      return day === null ? null : day + formatInstant(instant).slice(formatInstant(instant).indexOf("T"));
    };
  }
  const pattern = patternOf(format.text);
  const calendar = format.kind === "persian" ? "persian" : "gregorian";
  return (instant) =>
    pattern === null ? null : formatDatePattern(zone.localDay(instant), pattern, calendar, zone.localTime(instant));
}

function patternOf(text: string): DatePattern | null {
  const parsed = parseDatePattern(text);
  return parsed.kind === "ok" ? parsed.pattern : null;
}
