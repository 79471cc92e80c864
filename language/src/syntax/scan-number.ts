import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import { asciiDigits, digitOf, digitsEnd, nameRestEnd } from "./characters.js";
import type { Reporter } from "./reporter.js";
import { scanDate } from "./scan-date.js";
import { Numeral, type Scanned } from "./tokens.js";
import { durationUnit } from "./words.js";

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
