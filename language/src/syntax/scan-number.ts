import type { TokenType } from "chevrotain";
import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import { dayFromCivil, daysInMonth } from "../values/calendar.js";
import { digitOf, nameRestEnd } from "./characters.js";
import type { Reporter } from "./reporter.js";
import { DateTimeToken, DateToken, Numeral, type TokenValue } from "./tokens.js";
import { durationUnit } from "./words.js";

export interface Scanned {
  readonly end: number;
  readonly type: TokenType;
  readonly value: TokenValue;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Reads the number, date or date-time that starts with the digit at `start`. */
export function scanNumber(text: string, start: number, grouping: boolean, reporter: Reporter): Scanned {
  const wholeEnd = digitsEnd(text, start);
  if (wholeEnd === start + 4 && text.charCodeAt(wholeEnd) === 0x2d) {
    const monthEnd = digitsEnd(text, wholeEnd + 1);
    const dayEnd = text.charCodeAt(monthEnd) === 0x2d ? digitsEnd(text, monthEnd + 1) : monthEnd;
    if (monthEnd > wholeEnd + 1 && dayEnd > monthEnd + 1) return scanDate(text, start, dayEnd, reporter);
  }
  return scanDecimal(text, start, grouping, reporter);
}

function scanDecimal(text: string, start: number, grouping: boolean, reporter: Reporter): Scanned {
  let end = groupedEnd(text, start);
  const thousands = grouping ? commaGroupsEnd(text, end) : end;
  if (thousands > end) {
    const written = text.slice(start, thousands);
    const write = written.replace(/[,،٬]/gu, "_");
    const digits = asciiDigits(write).replaceAll("_", "");
    malformed(reporter, start, thousands, written, "digits are grouped by `_`, not by commas", write);
    return numeral(thousands, Number(digits), false, true);
  }
  let integer = true;
  let points = 0;
  while (text.charCodeAt(end) === 0x2e && digitOf(text.charCodeAt(end + 1)) >= 0) {
    integer = false;
    points += 1;
    end = groupedEnd(text, end + 1);
  }
  if (points > 1) {
    malformed(reporter, start, end, text.slice(start, end), "it has more than one point", null);
    return brokenNumeral(end);
  }
  if (text.charCodeAt(end) === 0x2e && text.charCodeAt(end + 1) !== 0x2e) {
    const after = nameRestEnd(text, end + 1);
    const write = after === end + 1 && integer ? text.slice(start, end) : null;
    malformed(reporter, start, after, text.slice(start, after), "a point stands between digits", write);
    return after === end + 1
      ? numeral(after, Number(asciiDigits(text.slice(start, end)).replaceAll("_", "")), false, true)
      : brokenNumeral(after);
  }
  if (text.charCodeAt(end) === 0x066b && digitOf(text.charCodeAt(end + 1)) >= 0) {
    const fractionEnd = groupedEnd(text, end + 1);
    const write = text.slice(start, fractionEnd).replace("٫", ".");
    malformed(
      reporter,
      start,
      fractionEnd,
      text.slice(start, fractionEnd),
      "the decimal point is a plain point",
      write,
    );
    return numeral(fractionEnd, Number(asciiDigits(write).replaceAll("_", "")), false, false);
  }
  const lettersEnd = nameRestEnd(text, end);
  if (lettersEnd > end && text.charCodeAt(end - 1) !== 0x5f) {
    const letters = text.slice(end, lettersEnd);
    if (durationUnit(letters) !== null) {
      const written = text.slice(start, lettersEnd);
      const write = `${text.slice(start, end)} ${letters}`;
      reporter.report(habitRules.gluedUnit, { written, write }, { start, end: lettersEnd }, [
        reporter.replace({ start: end, end }, " ", `Write \`${write}\``),
      ]);
    } else {
      return scanGluedLetters(text, start, end, lettersEnd, reporter);
    }
  }
  const written = text.slice(start, end);
  const digits = asciiDigits(written);
  const clean = digits.replaceAll("_", "");
  if (/_(?![0-9])|(?<![0-9])_/.test(digits)) {
    malformed(
      reporter,
      start,
      end,
      written,
      "`_` stands between digits",
      /^[0-9]+(\.[0-9]+)?$/.test(clean) ? clean : null,
    );
  } else if (/^0[0-9]/.test(clean)) {
    const write = clean.replace(/^0+(?=[0-9])/, "");
    malformed(reporter, start, end, written, "numbers have no leading zeros", write);
  }
  const sign = text.charCodeAt(end);
  if (sign === 0x25 || sign === 0x066a) {
    if (sign === 0x066a) {
      reporter.report(habitRules.foreignOperator, { written: "٪", write: "%" }, { start: end, end: end + 1 }, [
        reporter.replace({ start: end, end: end + 1 }, "%", "Write `%`"),
      ]);
    }
    return numeral(end + 1, Number(`${clean}e-2`), true, false);
  }
  const value = Number(clean);
  if (value === Number.POSITIVE_INFINITY) {
    const shown = written.length > 24 ? `${written.slice(0, 20)}…` : written;
    reporter.report(literalRules.numberTooLarge, { text: shown }, { start, end });
  }
  return numeral(end, value, false, integer);
}

const thousands: ReadonlyMap<string, string> = new Map([
  ["k", "3"],
  ["K", "3"],
  ["M", "6"],
  ["m", "6"],
]);

/** `1e6`, `80k`, `5px`: something glued to a number. */
function scanGluedLetters(text: string, start: number, end: number, lettersEnd: number, reporter: Reporter): Scanned {
  let stop = lettersEnd;
  const letters = text.slice(end, lettersEnd);
  if (/^[eE]$/.test(letters) && /^[+-][0-9]/.test(text.slice(stop, stop + 2))) stop = digitsEnd(text, stop + 1);
  const written = text.slice(start, stop);
  const clean = asciiDigits(text.slice(start, end)).replaceAll("_", "");
  const exponent = /^[eE]([+-]?[0-9]{1,2})$/.exec(asciiDigits(text.slice(end, stop)))?.[1] ?? thousands.get(letters);
  if (exponent === undefined) {
    malformed(
      reporter,
      start,
      stop,
      written.length > 40 ? `${written.slice(0, 40)}…` : written,
      "letters are glued to it",
      null,
    );
    return brokenNumeral(stop);
  }
  const write = shiftPoint(clean, Number(exponent));
  malformed(reporter, start, stop, written, "numbers are written out", write);
  return numeral(stop, Number(write), false, !write.includes("."));
}

/** Moves the point of a plain decimal by `places` to the right. */
function shiftPoint(decimal: string, places: number): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const left = padded.slice(0, at).replace(/^0+(?=[0-9])/, "");
  const right = padded.slice(at).replace(/0+$/, "");
  return right === "" ? left : `${left}.${right}`;
}

/** `.5`: the digits start behind `start`. */
export function scanLeadingPoint(text: string, start: number, reporter: Reporter): Scanned {
  const end = groupedEnd(text, start + 1);
  const written = text.slice(start, end);
  malformed(reporter, start, end, written, "a point stands between digits", `0${written}`);
  return numeral(end, Number(`0${asciiDigits(written).replaceAll("_", "")}`), false, false);
}

function malformed(
  reporter: Reporter,
  start: number,
  end: number,
  text: string,
  problem: string,
  write: string | null,
): void {
  const span = { start, end };
  const fixes = write === null ? [] : [reporter.replace(span, write, `Write \`${write}\``)];
  reporter.report(literalRules.malformedNumber, { text, problem, write }, span, fixes);
}

function numeral(end: number, value: number, percent: boolean, integer: boolean): Scanned {
  return { end, type: Numeral, value: { kind: "number", value, percent, integer, broken: false } };
}

function brokenNumeral(end: number): Scanned {
  return {
    end,
    type: Numeral,
    value: { kind: "number", value: Number.NaN, percent: false, integer: false, broken: true },
  };
}

// ---------- dates

const isoDate = /^([0-9]{4})-([0-9]+)-([0-9]+)$/;
const isoTime = /^T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|[+-][0-9]{2}:[0-9]{2})?$/;

function scanDate(text: string, start: number, end: number, reporter: Reporter): Scanned {
  const next = text.charCodeAt(end);
  if ((next === 0x54 || next === 0x74) && digitOf(text.charCodeAt(end + 1)) >= 0)
    return scanDateTime(text, start, end, reporter);
  const lettersEnd = nameRestEnd(text, end);
  const written = text.slice(start, lettersEnd);
  const span = { start, end: lettersEnd };
  if (lettersEnd > end) {
    reporter.report(literalRules.notADate, { text: written, problem: "letters are glued to it", write: null }, span);
    return { end: lettersEnd, type: DateToken, value: { kind: "date", day: null } };
  }
  const { day, problem, write } = readDate(asciiDigits(written));
  if (problem !== null) {
    const fixes = write === null ? [] : [reporter.replace(span, write, `Write \`${write}\``, day !== null)];
    reporter.report(literalRules.notADate, { text: written, problem, write }, span, fixes);
  }
  return { end, type: DateToken, value: { kind: "date", day: problem === null ? day : null } };
}

/** `day` is the day meant, if it exists; `problem` says what is wrong with how it is written. */
function readDate(text: string): {
  readonly day: number | null;
  readonly problem: string | null;
  readonly write: string | null;
} {
  const [, yearText = "", monthText = "", dayText = ""] = isoDate.exec(text) ?? [];
  const year = Number(yearText);
  const month = Number(monthText);
  const date = Number(dayText);
  if (year === 0) return { day: null, problem: "years run from 0001 to 9999", write: null };
  if (month < 1 || month > 12) return { day: null, problem: `there is no month ${month}`, write: null };
  const last = daysInMonth(year, month);
  if (date < 1 || date > last) {
    const write = date > last && dayText.length <= 2 ? `${yearText}-${pad(month)}-${pad(last)}` : null;
    const inYear = month === 2 ? ` in ${year}` : "";
    return { day: null, problem: `${MONTHS[month - 1]} has ${last} days${inYear}`, write };
  }
  const day = dayFromCivil(year, month, date);
  if (monthText.length === 2 && dayText.length === 2) return { day, problem: null, write: null };
  return { day, problem: "month and day have two digits each", write: `${yearText}-${pad(month)}-${pad(date)}` };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function scanDateTime(text: string, start: number, dateEnd: number, reporter: Reporter): Scanned {
  let end = dateEnd + 1;
  while (
    end < text.length &&
    (digitOf(text.charCodeAt(end)) >= 0 || text.charCodeAt(end) === 0x3a || isFractionPoint(text, end))
  )
    end += 1;
  const zone = /^(?:[Zz]|[+-][0-9۰-۹٠-٩]{2}:?(?:[0-9۰-۹٠-٩]{2})?)/u.exec(text.slice(end, end + 7));
  if (zone !== null) end += zone[0].length;
  end = nameRestEnd(text, end);
  const span = { start, end };
  const written = text.slice(start, end);
  const { instant, problem, write, safe } = readDateTime(
    asciiDigits(text.slice(start, dateEnd)),
    asciiDigits(text.slice(dateEnd, end)),
  );
  if (problem !== null) {
    const fixes = write === null ? [] : [reporter.replace(span, write, `Write \`${write}\``, safe)];
    reporter.report(literalRules.notADateTime, { text: written, problem, write }, span, fixes);
  }
  return { end, type: DateTimeToken, value: { kind: "datetime", instant: problem === null ? instant : null } };
}

function isFractionPoint(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === 0x2e && digitOf(text.charCodeAt(offset + 1)) >= 0;
}

interface DateTimeReading {
  readonly instant: number | null;
  readonly problem: string | null;
  readonly write: string | null;
  readonly safe: boolean;
}

function readDateTime(dateText: string, timeText: string): DateTimeReading {
  const date = readDate(dateText);
  if (date.problem !== null)
    return {
      instant: null,
      problem: date.problem,
      write: date.write === null ? null : date.write + timeText,
      safe: false,
    };
  const match = isoTime.exec(timeText);
  if (match === null) {
    const write = timeText
      .toUpperCase()
      .replace(/([+-][0-9]{2})([0-9]{2})$/, "$1:$2")
      .replace(/([+-][0-9]{2}):?$/, "$1:00");
    if (isoTime.exec(write)?.[5] !== undefined) {
      return { instant: null, problem: "it is written in another way", write: dateText + write, safe: true };
    }
    return {
      instant: null,
      problem: "the time is hours and minutes, perhaps seconds, and a zone, as in `T10:00Z`",
      write: null,
      safe: false,
    };
  }
  const [, hours = "0", minutes = "0", seconds = "0", fraction = "", zone] = match;
  if (Number(hours) > 23) return { instant: null, problem: "hours run from 00 to 23", write: null, safe: false };
  if (Number(minutes) > 59) return { instant: null, problem: "minutes run from 00 to 59", write: null, safe: false };
  if (Number(seconds) > 59) return { instant: null, problem: "seconds run from 00 to 59", write: null, safe: false };
  if (zone === undefined) {
    return {
      instant: null,
      problem: "its time zone is missing (`Z` for UTC, or `+03:30`)",
      write: `${dateText}${timeText}Z`,
      safe: false,
    };
  }
  const offset = zoneOffset(zone);
  if (offset === null) return { instant: null, problem: "zones run from -18:00 to +18:00", write: null, safe: false };
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const ofDay = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + milliseconds;
  return { instant: (date.day ?? 0) * 86_400_000 + ofDay - offset * 60_000, problem: null, write: null, safe: true };
}

/** Minutes east of UTC. */
function zoneOffset(zone: string): number | null {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  if (Number(zone.slice(4, 6)) > 59 || minutes > 18 * 60) return null;
  return zone.startsWith("-") ? -minutes : minutes;
}

// ---------- runs of characters

function digitsEnd(text: string, offset: number): number {
  let end = offset;
  while (digitOf(text.charCodeAt(end)) >= 0) end += 1;
  return end;
}

/** Where a run of digits and `_` ends. */
function groupedEnd(text: string, offset: number): number {
  let end = offset;
  while (digitOf(text.charCodeAt(end)) >= 0 || text.charCodeAt(end) === 0x5f) end += 1;
  return end;
}

/** `,000,000` behind the first digits; no one writes more than a few groups. */
function commaGroupsEnd(text: string, offset: number): number {
  let end = offset;
  while (end < offset + 40 && /[,،٬]/u.test(text.charAt(end)) && digitsEnd(text, end + 1) === end + 4) end += 4;
  return nameRestEnd(text, end) === end ? end : offset;
}

function asciiDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/gu, (digit) => String(digitOf(digit.charCodeAt(0))));
}
