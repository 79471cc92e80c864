import { civilFromDay, dayFromCivil } from "./calendar.js";
import { dayFromPersian, persianFromDay } from "./persian-calendar.js";

export type CalendarSystem = "gregorian" | "persian";

export type DatePart = "year" | "month" | "day" | "hour" | "minute" | "second" | "millisecond";

interface DateToken {
  readonly part: DatePart;
  /** Digits written. */
  readonly width: number;
  /** Fewest digits read: 1 for `d`, `M`, `H`. */
  readonly least: number;
}

/** A pattern such as `dd/MM/yyyy HH:mm`, taken apart. */
export interface DatePattern {
  readonly text: string;
  /** Tokens, and the signs that stand between them as they are. */
  readonly pieces: readonly (DateToken | string)[];
  /** Hours are read, so it can give a date-time. */
  readonly hasTime: boolean;
  readonly shape: RegExp;
}

export type DatePatternResult =
  | { readonly kind: "ok"; readonly pattern: DatePattern }
  /** `what` is a noun phrase with the piece of text at fault; `suggestion` a sentence, or null. */
  | { readonly kind: "error"; readonly what: string; readonly suggestion: string | null };

const TOKENS = new Map<string, DateToken>([
  ["yyyy", { part: "year", width: 4, least: 4 }],
  ["yy", { part: "year", width: 2, least: 2 }],
  ["MM", { part: "month", width: 2, least: 2 }],
  ["M", { part: "month", width: 1, least: 1 }],
  ["dd", { part: "day", width: 2, least: 2 }],
  ["d", { part: "day", width: 1, least: 1 }],
  ["HH", { part: "hour", width: 2, least: 2 }],
  ["H", { part: "hour", width: 1, least: 1 }],
  ["mm", { part: "minute", width: 2, least: 2 }],
  ["ss", { part: "second", width: 2, least: 2 }],
  ["SSS", { part: "millisecond", width: 3, least: 3 }],
]);

/** What people write from other programs' patterns, and what Seg calls it. */
const HABITS = new Map<string, string>([
  ["YYYY", "yyyy"],
  ["YY", "yy"],
  ["y", "yyyy"],
  ["DD", "dd"],
  ["D", "d"],
  ["hh", "HH"],
  ["h", "H"],
  ["m", "mm"],
  ["s", "ss"],
  ["SS", "SSS"],
  ["S", "SSS"],
  ["fff", "SSS"],
]);

/**
 * Takes a date pattern apart. Tokens: `yyyy` `yy` `MM` `dd` `HH` `mm` `ss` `SSS`, and `M` `d` `H` for one digit or two.
 * A `T` and everything that is no letter stand for themselves; other letters do so between single quotes.
 */
export function parseDatePattern(text: string): DatePatternResult {
  const pieces: (DateToken | string)[] = [];
  for (const match of text.matchAll(/'([^']*)'|(\p{L})\2*|./gsu)) {
    const [word, quoted, letter] = match;
    const token = TOKENS.get(word);
    if (quoted !== undefined) pieces.push(quoted === "" ? "'" : quoted);
    else if (token !== undefined) pieces.push(token);
    else if (letter === undefined || word === "T") pieces.push(word);
    else return unknownLetters(word);
  }
  return checkPieces(text, pieces);
}

function unknownLetters(word: string): DatePatternResult {
  const meant = HABITS.get(word);
  return {
    kind: "error",
    what: `\`${word}\``,
    suggestion:
      meant === undefined
        ? "Letters of a pattern are `yyyy`, `yy`, `MM`, `dd`, `HH`, `mm`, `ss` and `SSS`; other text goes between single quotes."
        : `Write \`${meant}\`.`,
  };
}

function checkPieces(text: string, pieces: readonly (DateToken | string)[]): DatePatternResult {
  const tokens = pieces.filter((piece) => typeof piece !== "string");
  const parts = tokens.map((token) => token.part);
  const twice = parts.find((part, index) => parts.indexOf(part) !== index);
  if (twice !== undefined) return { kind: "error", what: `the ${twice} twice`, suggestion: "Write each part once." };
  const needed: [DatePart, string][] = [
    ["year", "yyyy"],
    ["month", "MM"],
    ["day", "dd"],
  ];
  // A part of a time is nothing without the parts before it.
  for (const [part, before, token] of TIME_ORDER) if (parts.includes(part)) needed.push([before, token]);
  for (const [part, token] of needed) {
    if (!parts.includes(part)) return { kind: "error", what: `no ${part}`, suggestion: `Add \`${token}\`.` };
  }
  const shape = new RegExp(`^${pieces.map(shapeOfPiece).join("")}$`, "u");
  return { kind: "ok", pattern: { text, pieces, hasTime: parts.includes("hour"), shape } };
}

const TIME_ORDER: readonly (readonly [DatePart, DatePart, string])[] = [
  ["millisecond", "second", "ss"],
  ["second", "minute", "mm"],
  ["minute", "hour", "HH"],
];

function shapeOfPiece(piece: DateToken | string): string {
  if (typeof piece === "string") return piece.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const digits = piece.least === 1 ? "\\d{1,2}" : `\\d{${piece.width}}`;
  // SSS takes further digits too: they are cut.
  return `(${piece.part === "millisecond" ? "\\d{3,}" : digits})`;
}

export interface PatternReading {
  readonly day: number;
  readonly millisecondOfDay: number;
}

/** Reads a text, digits already ASCII, in a pattern; null unless it fits sign by sign and names a day and time that exist. */
export function readWithPattern(text: string, pattern: DatePattern, calendar: CalendarSystem): PatternReading | null {
  const match = pattern.shape.exec(text);
  if (match === null) return null;
  let [year, month, dayOfMonth, hour, minute, second, millisecond] = [0, 0, 0, 0, 0, 0, 0];
  let group = 0;
  for (const piece of pattern.pieces) {
    if (typeof piece === "string") continue;
    group += 1;
    const digits = match[group]!;
    const value = Number(digits.slice(0, 4));
    if (piece.part === "year") year = piece.width === 2 ? fullYear(value, calendar) : value;
    else if (piece.part === "month") month = value;
    else if (piece.part === "day") dayOfMonth = value;
    else if (piece.part === "hour") hour = value;
    else if (piece.part === "minute") minute = value;
    else if (piece.part === "second") second = value;
    else millisecond = Number(digits.slice(0, 3));
  }
  const day = calendar === "persian" ? dayFromPersian(year, month, dayOfMonth) : dayFromCivil(year, month, dayOfMonth);
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  return { day, millisecondOfDay: ((hour * 60 + minute) * 60 + second) * 1000 + millisecond };
}

/**
 * Two digits of a year: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999, as POSIX reads them; in the Persian calendar
 * the same window, 00 to 47 are 1400 to 1447, 48 to 99 are 1348 to 1399.
 */
function fullYear(year: number, calendar: CalendarSystem): number {
  if (calendar === "persian") return year <= 47 ? 1400 + year : 1300 + year;
  return year <= 68 ? 2000 + year : 1900 + year;
}

/** Writes a day, and a time of it, in a pattern; null where the calendar of the pattern does not reach the day. */
export function formatDatePattern(
  day: number,
  pattern: DatePattern,
  calendar: CalendarSystem = "gregorian",
  millisecondOfDay = 0,
): string | null {
  const date = calendar === "persian" ? persianFromDay(day) : civilFromDay(day);
  if (date === null) return null;
  const seconds = Math.floor(millisecondOfDay / 1000);
  const values: Record<DatePart, number> = {
    ...date,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    millisecond: millisecondOfDay % 1000,
  };
  return pattern.pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const value = piece.part === "year" && piece.width === 2 ? values.year % 100 : values[piece.part];
      return String(value).padStart(piece.width, "0");
    })
    .join("");
}
