import { dataRules } from "../diagnostics/rules/data.js";
import { type NumberFormat, parseNumberFormat, readNumber } from "../values/reading.js";
import { JsonNumber, type JsonValue } from "./json-value.js";
import { limitCheck } from "./limits.js";
import { missingWord } from "./missing-words.js";
import type { ReadingContext } from "./reading-context.js";
import { rejectKind, type ScalarDeclaration, type ScalarReader } from "./value-kinds.js";

/** Numbers, whole if `integer`. Without a format JSON must hold a number; with one, texts are read by it as cells are. */
export function numberReader(integer: boolean, declaration: ScalarDeclaration, context: ReadingContext): ScalarReader {
  const { rejections } = context;
  const format = declaration.format?.kind === "number" ? declaration.format : null;
  const withinLimits = limitCheck(declaration, context);

  const check = (value: number, source: JsonValue): number | undefined => {
    if (!Number.isFinite(value)) {
      rejections.add(dataRules.numberTooLarge, { integer: false }, source);
      return undefined;
    }
    if (integer && !Number.isSafeInteger(value)) {
      if (Number.isInteger(value)) rejections.add(dataRules.numberTooLarge, { integer: true }, source);
      else rejections.add(dataRules.notAWholeNumber, undefined, source);
      return undefined;
    }
    if (withinLimits !== null && !withinLimits(value, source)) return undefined;
    return value === 0 ? 0 : value;
  };

  const readText = (text: string): number | undefined => {
    const value = readNumber(text, format);
    if (typeof value === "number") return check(value, text);
    if (value === "too large") return check(Number.POSITIVE_INFINITY, text);
    const suggestion = formatThatReads(text, format);
    rejections.add(
      dataRules.notANumber,
      {
        format: format?.text ?? null,
        suggestion,
        missing: missingWord(text),
      },
      text,
    );
    return undefined;
  };

  return {
    cell: readText,
    json(value) {
      if (typeof value === "number") {
        // JSON has no NaN; a JavaScript caller may.
        return Number.isNaN(value)
          ? rejectKind(rejections, integer ? "whole number" : "number", value)
          : check(value, value);
      }
      if (value instanceof JsonNumber) return check(value.value, value);
      if (typeof value !== "string") return rejectKind(rejections, integer ? "whole number" : "number", value);
      if (format !== null) return readText(value);
      const fitting = readNumber(value, null) === null ? formatThatReads(value, null) : "1234.56";
      const hint = fitting === null ? null : `Write it without quotes, or declare the format: \`number "${fitting}"\`.`;
      return rejectKind(rejections, integer ? "whole number" : "number", value, hint);
    },
  };
}

const COMMON_FORMATS = ["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234.56"];

/** A usual format, other than the field's own, in which the text is a number; null if there is none. */
function formatThatReads(text: string, own: NumberFormat | null): string | null {
  const fits = (candidate: string) => {
    const format = parseNumberFormat(candidate);
    if (format === null || (own !== null && format.group === own.group && format.point === own.point)) return false;
    return typeof readNumber(text, format) === "number";
  };
  return COMMON_FORMATS.find(fits) ?? null;
}
