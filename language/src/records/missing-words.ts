import { trimBlanks } from "../values/text.js";

/** What exports write where they have nothing. */
const WORDS =
  /^(?:n\/?a|#n\/a|#value!|#ref!|#div\/0!|nan|null|none|nil|nul|undefined|unknown|\\n|-+|\?+|\.|0000-00-00(?:[t ].*)?|ندارد|نامشخص|خالی)$/i;

/** The text, trimmed, if it is a word that often stands for missing; else null. For hints only: nothing is taken for missing by it. */
export function missingWord(text: string): string | null {
  const word = trimBlanks(text);
  return WORDS.test(word) ? word : null;
}
