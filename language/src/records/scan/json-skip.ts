import { IN_STRING } from "./byte-block.js";

/**
 * Passing over JSON (RFC 8259) that nobody reads, in bytes of one line: exactly what the reader of texts accepts is
 * passed over. Each answers the place behind it, or -1 if it is not to be had: broken, or nested so deeply that the
 * reader of texts must look. A line feed never belongs to any of it, so no line's end is overrun.
 */

/** Arrays and objects inside each other that are passed over here. */
const DEEPEST = 64;

/** `at`: behind the opening quote. */
export function skipString(bytes: Uint8Array, at: number): number {
  let place = at;
  for (;;) {
    const meaning = IN_STRING[bytes[place]!]!;
    if (meaning === 0) place += 1;
    else if (meaning === 1) return place + 1;
    else if (meaning === 3) return -1;
    else {
      place = skipEscape(bytes, place + 1);
      if (place < 0) return -1;
    }
  }
}

/** `at`: behind the backslash. */
function skipEscape(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let digit = 1; digit <= 4; digit += 1) if (!isHex(bytes[at + digit]!)) return -1;
      return at + 5;
    default:
      return -1;
  }
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

function skipNumber(bytes: Uint8Array, at: number): number {
  let place = bytes[at] === 0x2d ? at + 1 : at;
  const first = bytes[place]!;
  if (first === 0x30) place += 1;
  else if (isDigit(first)) place = skipDigits(bytes, place);
  else return -1;
  if (bytes[place] === 0x2e) {
    if (!isDigit(bytes[place + 1]!)) return -1;
    place = skipDigits(bytes, place + 1);
  }
  if ((bytes[place]! | 0x20) === 0x65) {
    place += 1;
    if (bytes[place] === 0x2b || bytes[place] === 0x2d) place += 1;
    if (!isDigit(bytes[place]!)) return -1;
    place = skipDigits(bytes, place);
  }
  return place;
}

function skipDigits(bytes: Uint8Array, at: number): number {
  let place = at;
  while (isDigit(bytes[place]!)) place += 1;
  return place;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function skipBlanks(bytes: Uint8Array, at: number): number {
  let place = at;
  while (bytes[place] === 0x20 || bytes[place] === 0x09 || bytes[place] === 0x0d) place += 1;
  return place;
}

/** A value of any kind; `at`: its first byte. */
export function skipValue(bytes: Uint8Array, at: number, depth = 0): number {
  switch (bytes[at]) {
    case 0x22:
      return skipString(bytes, at + 1);
    case 0x7b:
      return depth === DEEPEST ? -1 : skipObject(bytes, at + 1, depth + 1);
    case 0x5b:
      return depth === DEEPEST ? -1 : skipArray(bytes, at + 1, depth + 1);
    case 0x74:
      return skipWord(bytes, at, "true");
    case 0x66:
      return skipWord(bytes, at, "false");
    case 0x6e:
      return skipWord(bytes, at, "null");
    default:
      return skipNumber(bytes, at);
  }
}

function skipWord(bytes: Uint8Array, at: number, word: string): number {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word.charCodeAt(index)) return -1;
  return at + word.length;
}

function skipObject(bytes: Uint8Array, at: number, depth: number): number {
  let place = skipBlanks(bytes, at);
  if (bytes[place] === 0x7d) return place + 1;
  for (;;) {
    if (bytes[place] !== 0x22) return -1;
    place = skipString(bytes, place + 1);
    if (place < 0) return -1;
    place = skipBlanks(bytes, place);
    if (bytes[place] !== 0x3a) return -1;
    place = skipValue(bytes, skipBlanks(bytes, place + 1), depth);
    if (place < 0) return -1;
    place = skipBlanks(bytes, place);
    if (bytes[place] === 0x7d) return place + 1;
    if (bytes[place] !== 0x2c) return -1;
    place = skipBlanks(bytes, place + 1);
  }
}

function skipArray(bytes: Uint8Array, at: number, depth: number): number {
  let place = skipBlanks(bytes, at);
  if (bytes[place] === 0x5d) return place + 1;
  for (;;) {
    place = skipValue(bytes, place, depth);
    if (place < 0) return -1;
    place = skipBlanks(bytes, place);
    if (bytes[place] === 0x5d) return place + 1;
    if (bytes[place] !== 0x2c) return -1;
    place = skipBlanks(bytes, place + 1);
  }
}
