import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import { dayFromCivil } from "../values/calendar.js";
import { asciiDigits, digitOf, nameRestEnd } from "./characters.js";
import type { Reporter } from "./reporter.js";
import { DateToken, type Scanned } from "./tokens.js";

const slashed = /([0-9۰-۹٠-٩]{1,4})\/([0-9۰-۹٠-٩]{1,2})\/([0-9۰-۹٠-٩]{1,4})/uy;
const yearAndMonth = /[0-9۰-۹٠-٩]{4}-[0۰٠][0-9۰-۹٠-٩]/uy;
const quoted = /['‘’]([0-9]{4})-([0-9]{2})-([0-9]{2})['‘’]/uy;

/** Dates as others write them, at `start`: `2024/05/01`, `05/01/2024`, `2024-05`, `'2024-05-01'`. */
export function scanForeignDate(text: string, start: number, reporter: Reporter): Scanned | null {
  return scanSlashes(text, start, reporter) ?? scanMonth(text, start, reporter) ?? scanQuoted(text, start, reporter);
}

/** A division has no leading zeros; a date with slashes mostly has. */
function scanSlashes(text: string, start: number, reporter: Reporter): Scanned | null {
  const parts = matchAt(slashed, text, start)?.map(asciiDigits);
  const [written = "", first = "", second = "", third = ""] = parts ?? [];
  const end = start + written.length;
  if (parts === undefined || ![first, second, third].some((part) => /^0[0-9]/.test(part))) return null;
  if (digitOf(text.charCodeAt(end)) >= 0 || nameRestEnd(text, end) > end) return null;
  if (first.length !== 4 && third.length !== 4) return null;
  const readings =
    first.length === 4 ? [isoOf(first, second, third)] : [isoOf(third, second, first), isoOf(third, first, second)];
  const days = readings.filter((reading) => reading !== null);
  const meant = days.filter(({ day }, index) => days.findIndex((other) => other.day === day) === index);
  const span = { start, end };
  const only = meant.length === 1 ? meant[0]!.text : null;
  const problem = "a date is written year, month, day, with hyphens";
  reporter.report(
    literalRules.notADate,
    { text: text.slice(start, end), problem, write: only },
    span,
    meant.map((reading) => reporter.replace(span, reading.text, `Write \`${reading.text}\``, only !== null)),
  );
  return { end, type: DateToken, value: { kind: "date", day: only === null ? null : meant[0]!.day } };
}

/** `2024-05`: no subtraction has a leading zero. */
function scanMonth(text: string, start: number, reporter: Reporter): Scanned | null {
  const written = matchAt(yearAndMonth, text, start)?.[0];
  if (written === undefined) return null;
  const end = start + written.length;
  if (digitOf(text.charCodeAt(end)) >= 0 || nameRestEnd(text, end) > end || /^[-.]/.test(text.slice(end))) {
    return null;
  }
  const first = `${asciiDigits(written)}-01`;
  const span = { start, end };
  reporter.report(literalRules.notADate, { text: written, problem: "its day is missing", write: null }, span, [
    reporter.replace(span, first, `Write \`${first}\`, the first day of the month`, false),
  ]);
  return { end, type: DateToken, value: { kind: "date", day: null } };
}

function scanQuoted(text: string, start: number, reporter: Reporter): Scanned | null {
  const [written = "", year = "", month = "", date = ""] = matchAt(quoted, text, start) ?? [];
  const meant = isoOf(year, month, date);
  if (meant === null) return null;
  const span = { start, end: start + written.length };
  const problem = "dates stand without quotation marks";
  reporter.report(literalRules.notADate, { text: written, problem, write: meant.text }, span, [
    reporter.replace(span, meant.text, `Write \`${meant.text}\``),
    reporter.replace(span, `"${meant.text}"`, "Write it as a text", false),
  ]);
  return { end: span.end, type: DateToken, value: { kind: "date", day: meant.day } };
}

function isoOf(year: string, month: string, date: string): { readonly text: string; readonly day: number } | null {
  const day = year.length === 4 ? dayFromCivil(Number(year), Number(month), Number(date)) : null;
  return day === null ? null : { text: `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`, day };
}

function matchAt(pattern: RegExp, text: string, start: number): readonly string[] | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text) ?? undefined;
}
