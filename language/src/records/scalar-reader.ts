import type { Reading } from "../condition/schema.js";
import { booleanReader, choiceReader } from "./code-reader.js";
import { dateReader } from "./date-reader.js";
import { numberReader } from "./number-reader.js";
import type { ReadingContext } from "./reading-context.js";
import { textReader } from "./text-reader.js";
import type { ScalarDeclaration, ScalarReader } from "./value-kinds.js";

export function scalarReader(declaration: ScalarDeclaration, context: ReadingContext): ScalarReader {
  const { type, format } = declaration;
  switch (type.kind) {
    case "text":
      return textReader(type.folded, context);
    case "integer":
    case "number":
      return numberReader(type.kind === "integer", declaration, context);
    case "date":
    case "datetime":
      return dateReader(type.kind === "datetime", declaration, context);
    case "boolean":
      return booleanReader(format?.kind === "pair" ? format : null, context.rejections);
    case "choice":
      return choiceReader(type.choices, format?.kind === "codes" ? format.codes : null, context.rejections);
  }
}

/**
 * Whether data spell one of the author's words for missing. Spellings are compared in NFC, for a folded text folded;
 * null if there are none.
 */
export function missingSpellings(
  reading: Reading,
  normalised: (text: string) => string,
): ((spelling: string) => boolean) | null {
  if (reading.missing.length === 0) return null;
  const spellings = new Set(reading.missing.map(normalised));
  return (spelling) => spellings.has(normalised(spelling));
}
