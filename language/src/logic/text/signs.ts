import { foldCodePoint } from "../../values/folding.js";
import type { CodePointRange } from "../../values/pattern-ranges.js";

/** The signs that found texts are made of, as long as the tests leave the choice: what customers' texts look like. */
const LATIN = [..."abcdefghijklmnopqrstuvwxyz"];
const PERSIAN = [..."ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"];
const OTHERS = [..."123456789", "0", ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ", " ", ..."-_.@,:;/'\"!?#%&()*+<=>[\\]^`{|}~$"];

export interface Preference {
  /** Code points, best first. */
  readonly signs: readonly number[];
  /** What stands where anything may. */
  readonly filler: string;
  /** More of them, for more texts. */
  readonly fillers: readonly string[];
}

function preference(letters: readonly string[], otherLetters: readonly string[]): Preference {
  const signs = [...letters, ...otherLetters, ...OTHERS].map((sign) => sign.codePointAt(0)!);
  return { signs, filler: letters[0]!, fillers: [...letters, ..."123456789"] };
}

const LATIN_FIRST = preference(LATIN, PERSIAN);
const PERSIAN_FIRST = preference(PERSIAN, LATIN);

/** Persian letters come first where the tests themselves are written in Arabic letters. */
export function preferenceFor(written: readonly string[]): Preference {
  return written.some((text) => /[\u0600-\u06ff]/.test(text)) ? PERSIAN_FIRST : LATIN_FIRST;
}

/** Begins and ends with a letter or digit. */
export function isPresentable(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text) && /[\p{L}\p{N}]\p{M}*$/u.test(text);
}

/** White space as `trimBlanks` understands it: no folded text begins or ends with it. */
export const BLANKS: readonly CodePointRange[] = [
  { low: 0x09, high: 0x0d },
  { low: 0x20, high: 0x20 },
  { low: 0x85, high: 0x85 },
  { low: 0xa0, high: 0xa0 },
  { low: 0x1680, high: 0x1680 },
  { low: 0x2000, high: 0x200a },
  { low: 0x2028, high: 0x2029 },
  { low: 0x202f, high: 0x202f },
  { low: 0x205f, high: 0x205f },
  { low: 0x3000, high: 0x3000 },
  { low: 0xfeff, high: 0xfeff },
];

const NOT_YET_KNOWN = 0;
const OCCURS = 1;
const NEVER_OCCURS = 2;

/** Whether signs occur in texts at all, folded ones and others, as far as it has been asked. */
const known = { folded: new Uint8Array(0x11_0000), plain: new Uint8Array(0x11_0000) };

/** False for a code point that no text of the kind contains: half a character, or one that NFC or folding replaces. */
export function occurs(codePoint: number, folded: boolean): boolean {
  const table = folded ? known.folded : known.plain;
  let state = table[codePoint]!;
  if (state === NOT_YET_KNOWN) {
    state = mayOccur(codePoint, folded) ? OCCURS : NEVER_OCCURS;
    table[codePoint] = state;
  }
  return state === OCCURS;
}

function mayOccur(codePoint: number, folded: boolean): boolean {
  if (codePoint === 0 || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return false;
  const sign = String.fromCodePoint(codePoint);
  return sign.normalize("NFC") === sign && (!folded || foldCodePoint(codePoint) === sign);
}
