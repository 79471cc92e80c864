import { missingWord } from "../records/missing-words.js";
import { isBlank, trimBlanks } from "../values/text.js";

/** Written by programs where they have nothing; no customer is called so. */
const SURE =
  /^(?:null|NULL|n\/a|N\/A|#N\/A|#n\/a|\\N|NaN|nan|#VALUE!|#REF!|#DIV\/0!|undefined|<null>|\(null\)|\[null\]|0000-00-00(?:[ T].*)?|0001-01-01(?:[ T].*)?)$/;
/** Written by people; among texts they may as well be values. */
const DOUBTFUL =
  /^(?:na|n\.a\.|not available|not applicable|not provided|tbd|missing|blank|نامعلوم|ثبت نشده|غير معروف|غیر معروف|غير محدد)$/i;
const LONGEST = 24;

/** A spelling of missing beyond null and blank cells: `NULL` is surely one, `unknown` may be a value; else null. */
export function sentinelKind(text: string): "sure" | "doubtful" | null {
  if (text === "") return "sure";
  if (text.length > LONGEST || !mayBegin(text.charCodeAt(0))) return null;
  const word = trimBlanks(text);
  if (SURE.test(word) || isBlank(word)) return "sure";
  return missingWord(word) !== null || DOUBTFUL.test(word) ? "doubtful" : null;
}

/** Numbers that stand for missing in many exports; also ages and amounts, so that they are only asked about. */
export const SENTINEL_NUMBERS: ReadonlySet<number> = new Set([
  -1, -9, -99, -999, -9999, 99, 999, 9999, 99_999, 999_999, 9_999_999,
]);

/** Most values are told by their first letter to be none: this is asked of every value. */
function mayBegin(unit: number): boolean {
  return (
    unit > 0x7f || (unit <= 0x3f && !(unit > 0x30 && unit <= 0x39)) || BEGINNINGS.includes(String.fromCharCode(unit))
  );
}

const BEGINNINGS = "nNuUtTmMbB\\([<";
