import { digitValue, isAscii, trimBlanks } from "./text.js";

/**
 * Folding: what `text folded` compares. Case, Arabic and Persian variants of one letter, vowel marks, invisible signs
 * and the blanks around stop mattering. The table below is the whole of it, besides the simple lower case of Unicode.
 */
export interface FoldingRow {
  readonly from: string;
  /** Empty: dropped. */
  readonly to: string;
  readonly meaning: string;
}

const LETTERS: readonly FoldingRow[] = [
  { from: "يى", to: "ی", meaning: "Arabic yeh and alef maksura are Persian yeh" },
  { from: "ك", to: "ک", meaning: "Arabic kaf is Persian kaf" },
  { from: "أإآٱ", to: "ا", meaning: "alef with hamza, madda or wasla is alef" },
  { from: "ةۀ", to: "ه", meaning: "teh marbuta and heh with hamza are heh" },
  { from: "ؤ", to: "و", meaning: "waw with hamza is waw" },
  { from: "ئ", to: "ی", meaning: "yeh with hamza is yeh" },
];

const DROPPED: readonly FoldingRow[] = [
  { from: "\u0640", to: "", meaning: "tatweel" },
  { from: `${codePoints(0x064b, 0x0655)}\u0670`, to: "", meaning: "vowel and hamza marks" },
  { from: "\u200c\u200d", to: "", meaning: "zero-width non-joiner and joiner" },
  {
    from: `\u061c\u200e\u200f${codePoints(0x202a, 0x202e)}${codePoints(0x2066, 0x2069)}`,
    to: "",
    meaning: "marks of writing direction",
  },
];

/** The published table. Digits of every script become ASCII besides, and letters lower case. */
export const FOLDING_TABLE: readonly FoldingRow[] = [...LETTERS, ...DROPPED];

const replacements = new Map<string, string>(
  FOLDING_TABLE.flatMap((row) => [...row.from].map((sign): [string, string] => [sign, row.to])),
);

/**
 * NFC, then every code point through the table, then NFC again (lower case or a dropped sign may let two code points
 * compose), then the blanks around off. Folding a folded text changes nothing.
 */
export function fold(text: string): string {
  if (isAscii(text)) return trimBlanks(text.toLowerCase());
  const folded = text.length <= LONGEST_BY_UNIT ? foldUnits(text.normalize("NFC")) : null;
  return folded === null ? foldWith(text, foldedCodePoint) : trimBlanks(folded.normalize("NFC"));
}

/** A text is handed to one call as its units, and a call takes only so many arguments. */
const LONGEST_BY_UNIT = 4096;

/** As `fold`, but case stays: what decides whether two names differ only by variants of letters. */
export function foldLetters(text: string): string {
  if (isAscii(text)) return trimBlanks(text);
  return foldWith(text, foldedLetter);
}

/** What one code point of an NFC text becomes, blanks untouched; "" if it is dropped. */
export function foldCodePoint(codePoint: number): string {
  return foldedCodePoint(String.fromCodePoint(codePoint));
}

function foldWith(text: string, foldSign: (sign: string) => string): string {
  let folded = "";
  for (const sign of text.normalize("NFC")) folded += foldSign(sign);
  return trimBlanks(folded.normalize("NFC"));
}

/** What a UTF-16 unit becomes, once it is known: its folded unit, or one of these. */
const NOT_YET_KNOWN = 0;
const DROPPED_UNIT = 1;
/** Half a code point, or a sign that becomes more than one unit: the slow way decides. */
const NOT_ONE_UNIT = 2;
const foldedUnits = new Uint16Array(0x1_0000);

/** The fast way of millions of short texts: one table look-up a unit. Null where a unit alone does not decide. */
function foldUnits(text: string): string | null {
  // A new plain array each time: a call takes its arguments from one several times as fast as from a typed array.
  const units = new Array<number>(text.length);
  let length = 0;
  let changed = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    let folded = foldedUnits[unit]!;
    if (folded === NOT_YET_KNOWN) folded = learnUnit(unit);
    if (folded === NOT_ONE_UNIT) return null;
    if (folded !== unit) changed = true;
    if (folded !== DROPPED_UNIT) {
      units[length] = folded;
      length += 1;
    }
  }
  if (!changed) return text;
  if (length < units.length) units.length = length;
  return String.fromCharCode.apply(null, units);
}

function learnUnit(unit: number): number {
  const sign = String.fromCharCode(unit);
  const folded = unit <= NOT_ONE_UNIT || (unit >= 0xd800 && unit <= 0xdfff) ? null : foldedCodePoint(sign);
  const known = folded === "" ? DROPPED_UNIT : folded?.length === 1 ? folded.charCodeAt(0) : NOT_ONE_UNIT;
  foldedUnits[unit] = known;
  return known;
}

const foldedCodePoints = new Map<string, string>();

function foldedCodePoint(sign: string): string {
  let folded = foldedCodePoints.get(sign);
  if (folded === undefined) {
    folded = simpleLowerCase(foldedLetter(sign));
    foldedCodePoints.set(sign, folded);
  }
  return folded;
}

function foldedLetter(sign: string): string {
  const replacement = replacements.get(sign);
  if (replacement !== undefined) return replacement;
  return sign > "\u007f" && /\p{Nd}/u.test(sign) ? String(digitValue(sign.codePointAt(0) ?? 0)) : sign;
}

/**
 * The simple (one to one, context-free) lower case of Unicode. On a single code point JavaScript's differs only for
 * U+0130, İ: its full mapping adds a combining dot, the simple one is i.
 */
function simpleLowerCase(sign: string): string {
  return sign === "\u0130" ? "i" : sign.toLowerCase();
}

function codePoints(first: number, last: number): string {
  let text = "";
  for (let codePoint = first; codePoint <= last; codePoint += 1) text += String.fromCodePoint(codePoint);
  return text;
}
