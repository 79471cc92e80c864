import { dataRules } from "../diagnostics/rules/data.js";
import type { WrittenTexts } from "../evaluation/written-texts.js";
import { fold } from "../values/folding.js";
import { isWellFormed, normalise } from "../values/text.js";
import { JsonNumber } from "./json-value.js";
import type { ReadingContext } from "./reading-context.js";
import { rejectKind, type ScalarReader } from "./value-kinds.js";

/** Text in NFC, folded if the field is. A JSON number is read by its digits: `12345678901234567890`, `1.0`, `1e5`. */
export function textReader(folded: boolean, { rejections, written }: ReadingContext): ScalarReader {
  const folding = written === undefined ? fold : (text: string) => noted(fold(text), text, written);
  const read = (text: string): string | undefined => {
    if (isPlain(text)) return folded ? folding(text) : text;
    if (isWellFormed(text)) return folded ? folding(text) : normalise(text);
    rejections.add(dataRules.brokenText, undefined, text);
    return undefined;
  };
  return {
    cell: read,
    json(value) {
      if (typeof value === "string") return read(value);
      if (typeof value === "number" && Number.isFinite(value)) return String(value);
      if (value instanceof JsonNumber) return read(value.source);
      return rejectKind(rejections, "text", value);
    },
  };
}

function noted(compared: string, text: string, written: WrittenTexts): string {
  written.note(compared, text);
  return compared;
}

/** ASCII without U+0000: well-formed and in NFC. Most texts are, and need not be looked at twice. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f || unit === 0) return false;
  }
  return true;
}
