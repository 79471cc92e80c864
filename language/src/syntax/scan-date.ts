import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import { dayFromCivil, daysInMonth } from "../values/calendar.js";
import { asciiDigits, digitOf, nameRestEnd } from "./characters.js";
import type { Reporter } from "./reporter.js";
import { DateTimeToken, DateToken, type Scanned } from "./tokens.js";

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

const isoDate = /^([0-9]{4})-([0-9]+)-([0-9]+)$/;
const isoTime = /^T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|[+-][0-9]{2}:[0-9]{2})?$/;

/** Reads the date whose digits and hyphens run from `start` to `end`, with the time behind it. */
export function scanDate(text: string, start: number, end: number, reporter: Reporter): Scanned {
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
