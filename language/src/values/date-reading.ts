import { dayFromCivil, MAX_DAY, MIN_DAY } from "./calendar.js";
import { type CalendarSystem, type DatePattern, parseDatePattern, readWithPattern } from "./date-pattern.js";
import { dayFromPersian } from "./persian-calendar.js";
import { floor, multiply, rationalFromNumber } from "./rational.js";
import { toAsciiDigits, trimBlanks } from "./text.js";
import type { Zone } from "./zone.js";

const DAY = 86_400_000;

/** How a field spells its dates; null in its place: ISO 8601. A pattern that is none reads nothing. */
export type DateFormat =
  | { readonly kind: "pattern"; readonly text: string }
  /** `text` null: `1403/02/05`. */
  | { readonly kind: "persian"; readonly text: string | null }
  | { readonly kind: "epoch"; readonly unit: "seconds" | "milliseconds" };

/** A day with a time of it, where there was one, and the offset of its zone, where that was said. */
interface Reading {
  readonly day: number;
  readonly millisecondOfDay: number | null;
  readonly offset: number | null;
}

/**
 * Reads a date into a day number; null if the text is none. Plain: `2024-05-01`, or the date part of an ISO date-time; one
 * with a zone gives the date in the program's zone at that instant. Digits of any script, blanks around ignored.
 */
export function readDate(text: string, format: DateFormat | null, zone: Zone): number | null {
  if (format?.kind === "epoch") {
    const instant = readEpoch(text, format.unit);
    return instant === null ? null : withinCalendar(zone.localDay(instant));
  }
  const reading = read(text, format);
  if (reading === null) return null;
  if (reading.offset === null) return reading.day;
  return withinCalendar(zone.localDay(reading.day * DAY + (reading.millisecondOfDay ?? 0) - reading.offset));
}

/**
 * Reads a date-time into an instant, milliseconds since 1970-01-01T00:00Z; null if the text is none. Plain: ISO 8601 with
 * `T` or a blank between date and time; without a zone in the program's. Further digits than milliseconds are cut. A date
 * alone is no date-time, unless the author's own pattern has no time: then it is midnight.
 */
export function readDateTime(text: string, format: DateFormat | null, zone: Zone): number | null {
  if (format?.kind === "epoch") return readEpoch(text, format.unit);
  const reading = read(text, format);
  if (reading === null || reading.millisecondOfDay === null) return null;
  if (reading.offset === null) return withinTime(zone.instantOf(reading.day, reading.millisecondOfDay));
  return withinTime(reading.day * DAY + reading.millisecondOfDay - reading.offset);
}

function read(text: string, format: Exclude<DateFormat, { kind: "epoch" }> | null): Reading | null {
  const digits = toAsciiDigits(trimBlanks(text));
  if (format === null) return readIso(digits, GREGORIAN, dayFromCivil);
  if (format.text === null) return readIso(digits, PERSIAN, dayFromPersian);
  const pattern = patternOf(format.text);
  const calendar: CalendarSystem = format.kind === "persian" ? "persian" : "gregorian";
  const reading = pattern === null ? null : readWithPattern(digits, pattern, calendar);
  return reading === null ? null : { ...reading, offset: null };
}

const TIME = String.raw`(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)?)?$`;
const GREGORIAN = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)${TIME}`);
/** Slashes only: `2024-02-30` is a day of the Persian calendar, and nobody meant it. */
const PERSIAN = new RegExp(String.raw`^(\d{4})/(\d\d)/(\d\d)${TIME}`);

function readIso(
  text: string,
  shape: RegExp,
  dayOf: (year: number, month: number, day: number) => number | null,
): Reading | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null) return null;
  if (match[4] === undefined) return { day, millisecondOfDay: null, offset: null };
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  const millisecond = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecondOfDay = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  if (match[8] !== undefined) return { day, millisecondOfDay, offset: 0 };
  if (match[9] === undefined) return { day, millisecondOfDay, offset: null };
  const [offsetHours, offsetMinutes] = [Number(match[10]), Number(match[11] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return null;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000;
  return { day, millisecondOfDay, offset: match[9] === "-" ? -offset : offset };
}

/** A decimal number of seconds or milliseconds since 1970; what is finer than a millisecond is cut. */
function readEpoch(text: string, unit: "seconds" | "milliseconds"): number | null {
  const digits = toAsciiDigits(trimBlanks(text));
  if (!/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(digits)) return null;
  const value = Number(digits);
  const scale = unit === "seconds" ? 1000 : 1;
  if (Math.abs(value) * scale > 1e15) return null;
  if (Number.isInteger(value)) return withinTime(value * scale);
  return withinTime(Number(floor(multiply(rationalFromNumber(value), rationalFromNumber(scale)))));
}

const patterns = new Map<string, DatePattern | null>();

function patternOf(text: string): DatePattern | null {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    const parsed = parseDatePattern(text);
    pattern = parsed.kind === "ok" ? parsed.pattern : null;
    patterns.set(text, pattern);
  }
  return pattern;
}

function withinCalendar(day: number): number | null {
  return day >= MIN_DAY && day <= MAX_DAY ? day : null;
}

/** Within the years 0001 … 9999 of UTC; never -0. */
function withinTime(instant: number): number | null {
  return instant >= MIN_DAY * DAY && instant < (MAX_DAY + 1) * DAY ? instant + 0 : null;
}
