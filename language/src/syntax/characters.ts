/** Characters as the scanner sees them: blanks, letters of names, digits, and those nobody sees. */

/** A blank, tab or line end: the only characters that separate tokens and mean nothing. */
export function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

export function isLineEndCode(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** The value of an ASCII, Arabic-Indic or Persian digit, or -1. */
export function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x06f0 && code <= 0x06f9) return code - 0x06f0;
  if (code >= 0x0660 && code <= 0x0669) return code - 0x0660;
  return -1;
}

/** Where the run of digits that starts at `offset` ends. */
export function digitsEnd(text: string, offset: number): number {
  let end = offset;
  while (digitOf(text.charCodeAt(end)) >= 0) end += 1;
  return end;
}

/** Arabic-Indic and Persian digits as ASCII ones. */
export function asciiDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/gu, (digit) => String(digitOf(digit.charCodeAt(0))));
}

// Default-ignorable letters (Hangul fillers, variation selectors) are letters to Unicode but invisible to people.
const nameStart = /(?!\p{DI})\p{XID_Start}/uy;
const nameRest = /(?:(?!\p{DI})\p{XID_Continue}|[\u200c\u200d](?=(?!\p{DI})\p{XID_Continue}))+/uy;
const invisible = /[\p{DI}\p{Cc}\p{Cf}]/u;
const foreignBlank = /[\p{Zs}\p{Zl}\p{Zp}\x85\v\f]/u;

function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isAsciiNameRest(code: number): boolean {
  return isAsciiLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}

/** Where the name that starts at `offset` ends; `offset` itself if none starts there. */
export function nameEnd(text: string, offset: number): number {
  if (isAsciiLetter(text.charCodeAt(offset))) return nameRestEnd(text, offset + 1);
  nameStart.lastIndex = offset;
  return nameStart.test(text) ? nameRestEnd(text, nameStart.lastIndex) : offset;
}

/** Where the further characters of a name end that go on at `offset`. */
export function nameRestEnd(text: string, offset: number): number {
  let end = offset;
  while (isAsciiNameRest(text.charCodeAt(end))) end += 1;
  if (end >= text.length || text.charCodeAt(end) < 0x80) return end;
  nameRest.lastIndex = end;
  return nameRest.test(text) ? nameRest.lastIndex : end;
}

export function isInvisible(character: string): boolean {
  return invisible.test(character);
}

/** Looks like a blank and is none: no-break space, ideographic space, line separator. */
export function isForeignBlank(character: string): boolean {
  return foreignBlank.test(character);
}

const characterNames: ReadonlyMap<number, string> = new Map([
  [0x00, "a null character"],
  [0x07, "a bell character"],
  [0x08, "a backspace"],
  [0x09, "a tab"],
  [0x0b, "a vertical tab"],
  [0x0c, "a form feed"],
  [0x1b, "an escape character"],
  [0x7f, "a delete character"],
  [0x85, "a next-line character"],
  [0xa0, "a no-break space"],
  [0xad, "a soft hyphen"],
  [0x034f, "a combining grapheme joiner"],
  [0x061c, "an Arabic letter mark"],
  [0x115f, "a Hangul filler"],
  [0x1160, "a Hangul filler"],
  [0x2007, "a figure space"],
  [0x2009, "a thin space"],
  [0x200a, "a hair space"],
  [0x200b, "a zero-width space"],
  [0x200c, "a zero-width non-joiner outside of a word"],
  [0x200d, "a zero-width joiner outside of a word"],
  [0x200e, "a left-to-right mark"],
  [0x200f, "a right-to-left mark"],
  [0x2028, "a line separator"],
  [0x2029, "a paragraph separator"],
  [0x202a, "a left-to-right embedding"],
  [0x202b, "a right-to-left embedding"],
  [0x202c, "a pop directional formatting"],
  [0x202d, "a left-to-right override"],
  [0x202e, "a right-to-left override"],
  [0x202f, "a narrow no-break space"],
  [0x2060, "a word joiner"],
  [0x2066, "a left-to-right isolate"],
  [0x2067, "a right-to-left isolate"],
  [0x2068, "a first-strong isolate"],
  [0x2069, "a pop directional isolate"],
  [0x3000, "an ideographic space"],
  [0x3164, "a Hangul filler"],
  [0xfeff, "a zero-width no-break space"],
]);

/** `U+00A0`. */
export function codePointLabel(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** "a no-break space (U+00A0)"; a character that can be seen is shown: "`@`". */
export function describeCharacter(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const name = characterNames.get(codePoint);
  if (name !== undefined) return `${name} (${codePointLabel(codePoint)})`;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return `half of a surrogate pair (${codePointLabel(codePoint)})`;
  if (isInvisible(character)) return `the character ${codePointLabel(codePoint)}`;
  return codePoint < 0x80 ? `\`${character}\`` : `\`${character}\` (${codePointLabel(codePoint)})`;
}

/**
 * The first character of `text` that may show it, or what follows it, in another order than it is read: one that changes the
 * direction of writing and is not ended in it, or one that overrides the direction of letters, ended or not. Null: there is none.
 * Embeddings and overrides are ended by U+202C, isolates by U+2069 (Unicode Bidirectional Algorithm, X1 to X8).
 */
export function misleadingDirection(text: string): MisleadingDirection | null {
  const open: { readonly offset: number; readonly isolate: boolean }[] = [];
  let override: number | null = null;
  for (let offset = 0; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === 0x202d || code === 0x202e) override ??= offset;
    if (code >= 0x202a && code <= 0x202e && code !== 0x202c) open.push({ offset, isolate: false });
    else if (code >= 0x2066 && code <= 0x2068) open.push({ offset, isolate: true });
    else if (code === 0x202c && open.at(-1)?.isolate === false) open.pop();
    else if (code === 0x2069 && open.at(-1)?.isolate === true) open.pop();
  }
  const offset = open[0]?.offset ?? override;
  return offset === null ? null : { offset, character: text.charAt(offset), ended: open.length === 0 };
}

export interface MisleadingDirection {
  readonly offset: number;
  readonly character: string;
  /** Whether it is ended within the text. */
  readonly ended: boolean;
}
