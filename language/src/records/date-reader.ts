import type { ReadingFormat } from "../condition/schema.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { type DateFormat, readDate, readDateTime } from "../values/reading.js";
import { toAsciiDigits } from "../values/text.js";
import type { Zone } from "../values/zone.js";
import { type JsonValue, spelling } from "./json-value.js";
import { limitCheck } from "./limits.js";
import { missingWord } from "./missing-words.js";
import type { ReadingContext } from "./reading-context.js";
import { kindOf, rejectKind, type ScalarDeclaration, type ScalarReader } from "./value-kinds.js";

/** Dates as day numbers, date-times as instants. With a format of the author's, JSON numbers are read by their digits. */
export function dateReader(time: boolean, declaration: ScalarDeclaration, context: ReadingContext): ScalarReader {
  const { rejections, clock } = context;
  const format = dateFormat(declaration.format);
  const withinLimits = limitCheck(declaration, context);
  const read = time ? readDateTime : readDate;
  const wanted = time ? "date-time" : "date";

  const readText = (text: string, source: JsonValue): number | undefined => {
    const value = read(text, format, clock.zone);
    if (value === null) {
      const parameters = {
        time,
        accepted: inWords(format, time),
        suggestion: formatThatReads(text, time, format, clock.zone),
        missing: missingWord(text),
      };
      rejections.add(dataRules.notADate, parameters, source);
      return undefined;
    }
    return withinLimits === null || withinLimits(value, source) ? value : undefined;
  };

  return {
    cell: (text) => readText(text, text),
    json(value) {
      if (typeof value === "string") return readText(value, value);
      const digits = kindOf(value) === "number" ? spelling(value) : null;
      if (digits === null) return rejectKind(rejections, wanted, value);
      if (format !== null) return readText(digits, value);
      const suggestion = formatThatReads(digits, time, format, clock.zone);
      const hint = suggestion === null ? null : `If the file writes them so, declare \`${suggestion}\`.`;
      return rejectKind(rejections, wanted, value, hint);
    },
  };
}

function dateFormat(format: ReadingFormat | null): DateFormat | null {
  return format?.kind === "pattern" || format?.kind === "persian" || format?.kind === "epoch" ? format : null;
}

function inWords(format: DateFormat | null, time: boolean): string {
  switch (format?.kind) {
    case undefined:
      return time ? "`2024-05-01T10:30` (with seconds and a zone or without)" : "`2024-05-01`";
    case "pattern":
      return `\`${format.text}\` says`;
    case "persian":
      return format.text === null
        ? "`1403/02/05`, in the Persian calendar"
        : `\`${format.text}\` says, in the Persian calendar`;
    case "epoch":
      return `a number of ${format.unit} since 1970, within the years 1 to 9999`;
  }
}

const DATE_PATTERNS = [
  "yyyy-MM-dd",
  "dd/MM/yyyy",
  "MM/dd/yyyy",
  "dd.MM.yyyy",
  "dd-MM-yyyy",
  "yyyy/MM/dd",
  "yyyyMMdd",
  "d/M/yyyy",
  "M/d/yyyy",
  "yyyy-M-d",
];

const PERSIAN_PATTERNS = ["yyyy/MM/dd", "yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yy/MM/dd", "yyyyMMdd"];

const TIME_PATTERNS = DATE_PATTERNS.flatMap((pattern) => [`${pattern} HH:mm:ss`, `${pattern} HH:mm`]);

/**
 * A usual type and format in which the text is one, `date "dd/MM/yyyy"`; null if there is none. A calendar the author has
 * named stays: read as Gregorian, 1403 would be the Middle Ages.
 */
function formatThatReads(text: string, time: boolean, declared: DateFormat | null, zone: Zone): string | null {
  const reads = (candidate: DateFormat | null) => (time ? readDateTime : readDate)(text, candidate, zone) !== null;
  if (declared?.kind === "persian") {
    const written = PERSIAN_PATTERNS.find((candidate) => reads({ kind: "persian", text: candidate }));
    return written === undefined ? null : `date persian "${written}"`;
  }
  if (declared !== null && reads(null)) return time ? "datetime" : "date";
  if (time && readDate(text, null, zone) !== null) return "date";
  if (/^\s*\p{Nd}{4}\//u.test(text) && reads({ kind: "persian", text: null }) && Number(yearOf(text)) < 1600) {
    return time ? null : "date persian";
  }
  if (time && /^\s*\p{Nd}{9,10}\s*$/u.test(text)) return 'datetime "epoch seconds"';
  if (time && /^\s*\p{Nd}{12,13}\s*$/u.test(text)) return 'datetime "epoch milliseconds"';
  const pattern = (time ? TIME_PATTERNS : DATE_PATTERNS).find((candidate) =>
    reads({ kind: "pattern", text: candidate }),
  );
  return pattern === undefined ? null : `${time ? "datetime" : "date"} "${pattern}"`;
}

function yearOf(text: string): string {
  return toAsciiDigits(text.trim()).slice(0, 4);
}
