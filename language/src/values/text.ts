/** What every text of Seg goes through before it is compared: NFC, and no part that is no character. */

/** NFC. */
export function normalise(text: string): string {
  return isAscii(text) ? text : text.normalize("NFC");
}

/** No lone surrogate and no U+0000: the rest of Unicode is text. */
export function isWellFormed(text: string): boolean {
  return !text.includes("\0") && (isAscii(text) || !/\p{Surrogate}/u.test(text));
}

/** Code points, not UTF-16 units. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    if (isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1))) {
      length -= 1;
      index += 1;
    }
  }
  return length;
}

export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}

/**
 * Without the blanks around it. A blank is Unicode white space (no-break spaces and line ends included) or U+FEFF, which
 * some programs put before a text.
 */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlankUnit(text.charCodeAt(start))) start += 1;
  while (end > start && isBlankUnit(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Empty, or nothing but blanks. */
export function isBlank(text: string): boolean {
  return trimBlanks(text) === "";
}

/** All white space of Unicode lies in the basic plane, so one UTF-16 unit decides. */
function isBlankUnit(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0x85) return false;
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** Digits of any script (Unicode `Nd`) become ASCII; everything else stays. */
export function toAsciiDigits(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

const digitValues = new Map<number, number>();

/** The value of a decimal digit. Unicode keeps them in runs of ten, zero first, sometimes several runs in a row. */
export function digitValue(codePoint: number): number {
  const known = digitValues.get(codePoint);
  if (known !== undefined) return known;
  let first = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  const value = (codePoint - first) % 10;
  digitValues.set(codePoint, value);
  return value;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
