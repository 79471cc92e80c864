import { dataRules } from "../diagnostics/rules/data.js";
import { nearestName } from "../values/nearest.js";
import { normalise, toAsciiDigits, trimBlanks } from "../values/text.js";
import { type JsonValue, spelling } from "./json-value.js";
import { missingWord } from "./missing-words.js";
import type { Rejections } from "./rejection.js";
import { rejectKind, type ScalarReader } from "./value-kinds.js";

interface Pair {
  readonly yes: string;
  readonly no: string;
}

/**
 * Booleans. JSON's own always; the author's pair of spellings, exactly, in texts and numbers; in CSV also 1 and 0 (unless
 * the pair gives them a meaning), and without a pair `true` and `false` in any case, as spreadsheets write them.
 */
export function booleanReader(pair: Pair | null, rejections: Rejections): ScalarReader {
  const spellings = new Map<string, boolean>();
  if (pair !== null) {
    spellings.set(normalise(pair.yes), true);
    spellings.set(normalise(pair.no), false);
  }
  const inPair = pair === null ? "" : `${JSON.stringify(pair.yes)} and ${JSON.stringify(pair.no)}`;

  const reject = (value: JsonValue, text: string, accepted: string): undefined => {
    const suggestion = pair === null ? pairThatReads(text) : null;
    rejections.add(dataRules.notABoolean, { accepted, suggestion, missing: missingWord(text) }, value);
    return undefined;
  };

  return {
    cell(text) {
      const trimmed = trimBlanks(text);
      const named = spellings.get(normalise(trimmed));
      if (named !== undefined) return named;
      const digit = toAsciiDigits(trimmed);
      if (digit === "1") return true;
      if (digit === "0") return false;
      if (pair !== null) return reject(text, trimmed, `${inPair}, 1 and 0`);
      if (/^true$/i.test(trimmed)) return true;
      if (/^false$/i.test(trimmed)) return false;
      return reject(text, trimmed, "`true`, `false`, 1 and 0");
    },
    json(value) {
      if (typeof value === "boolean") return value;
      const text = spelling(value);
      const named = text === null ? undefined : spellings.get(normalise(text));
      if (named !== undefined) return named;
      if (text === null || pair === null) {
        const suggestion = text === null ? null : pairThatReads(text);
        const hint = suggestion === null ? null : `If these are its spellings, declare \`${suggestion}\`.`;
        return rejectKind(rejections, "yes or no", value, hint);
      }
      return reject(value, text, `${inPair}, and \`true\` and \`false\` without quotes`);
    },
  };
}

/** Spellings of yes and no that people use together. */
export const COMMON_PAIRS: readonly (readonly [string, string])[] = [
  ["Yes", "No"],
  ["yes", "no"],
  ["YES", "NO"],
  ["Y", "N"],
  ["y", "n"],
  ["true", "false"],
  ["True", "False"],
  ["TRUE", "FALSE"],
  ["T", "F"],
  ["t", "f"],
  ["on", "off"],
  ["1", "0"],
  ["بله", "خیر"],
  ["آری", "نه"],
  ["نعم", "لا"],
];

/** `boolean "Yes" / "No"` if the text is one of a usual pair; else with two dots to fill in. */
function pairThatReads(text: string): string {
  const pair = COMMON_PAIRS.find((candidate) => candidate.includes(text));
  return pair === undefined ? 'boolean "…" / "…"' : `boolean "${pair[0]}" / "${pair[1]}"`;
}

/** Choices by their codes, or by their own names where they have none; a JSON number by its digits. */
export function choiceReader(
  choices: readonly string[],
  codes: ReadonlyMap<string, string> | null,
  rejections: Rejections,
): ScalarReader {
  const coded = new Set(codes?.values());
  const spellings = new Map<string, string>();
  for (const choice of choices) if (!coded.has(choice)) spellings.set(normalise(choice), choice);
  for (const [code, choice] of codes ?? []) spellings.set(normalise(code), choice);

  const read = (text: string, value: JsonValue): string | undefined => {
    const choice = spellings.get(text) ?? spellings.get(normalise(text));
    if (choice !== undefined) return choice;
    const accepted = [...spellings.keys()];
    rejections.add(
      dataRules.notAChoice,
      { choices: accepted, nearest: nearestName(text, accepted), missing: missingWord(text) },
      value,
    );
    return undefined;
  };

  return {
    cell: (text) => read(trimBlanks(text), text),
    json(value) {
      const text = typeof value === "boolean" ? null : spelling(value);
      return text === null ? rejectKind(rejections, "choice", value) : read(text, value);
    },
  };
}
