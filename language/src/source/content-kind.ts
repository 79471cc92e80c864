/** So many bytes tell what a file is. */
const LOOKED_AT = 4096;
/** Of a hundred bytes of random content eleven are control characters; text has hardly one. */
const MOST_CONTROLS = 0.05;

const SIGNATURES: readonly (readonly [signature: string, what: string])[] = [
  ["PK\x03\x04", "an Excel workbook or another zip archive"],
  ["\xd0\xcf\x11\xe0", "an old Excel workbook"],
  ["PAR1", "a Parquet file"],
  ["%PDF", "a PDF document"],
  ["SQLi", "an SQLite database"],
  ["\x28\xb5\x2f\xfd", "compressed by zstd"],
  ["BZh", "compressed by bzip2"],
  ["\x1f\x8b", "compressed by gzip"],
  ["\xff\xfe\0\0", "text in UTF-32"],
  ["\0\0\xfe\xff", "text in UTF-32"],
  ["\xfd7zX", "compressed by xz"],
  ["<!DO", "a web page"],
  ["<!do", "a web page"],
  ["<htm", "a web page"],
  ["<HTM", "a web page"],
  ["<?xm", "an XML document"],
];

/** What a file is that begins with a known mark, in words that follow "is"; null if it begins with none. */
export function markedKind(head: Uint8Array): string | null {
  const start = String.fromCharCode(...head.subarray(0, 4));
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1] ?? null;
}

/** The byte order of UTF-16, where the bytes begin with its mark; null if they do not. */
export function markedUtf16([first, second]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** The byte order of UTF-16 without a mark, told by where the zeros of its first letters stand; null if it is none. */
export function unmarkedUtf16(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (head.length < 2 || (head[0] === 0) === (head[1] === 0)) return null;
  const high = head[0] === 0 ? 0 : 1;
  const end = Math.min(head.length, LOOKED_AT);
  for (let index = 1 - high; index < end; index += 2) if (head[index] === 0) return null;
  return high === 0 ? "utf-16be" : "utf-16le";
}

/** Whether the bytes look like a program, a picture, an archive: no text in any encoding of single bytes or UTF-8. */
export function isBinary(head: Uint8Array): boolean {
  const bytes = head.subarray(0, LOOKED_AT);
  if (unmarkedUtf16(bytes) !== null) return false;
  let controls = 0;
  for (const byte of bytes) if (isControl(byte)) controls += 1;
  if (controls <= bytes.length * MOST_CONTROLS) return false;
  // Some exports separate cells by control characters.
  return bytes.includes(0) || decodedText(wholeCharacters(bytes), "utf-8") === null;
}

/**
 * The bytes as text, the mark at their beginning dropped; null where they are none in this encoding. `isCut`: the last character
 * may be cut in two, and is left out.
 */
export function decodedText(
  bytes: Uint8Array,
  encoding: "utf-8" | "utf-16le" | "utf-16be",
  isCut = false,
): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

/** All but tab, line ends, form feed and escape, which texts may hold. */
function isControl(byte: number): boolean {
  return byte < 0x09 || byte === 0x0b || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f;
}

/** Without a character at the end that the cut may have broken. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 4 && bytes[end - 1]! >> 6 === 0b10) end -= 1;
  if (end > 0 && bytes[end - 1]! >= 0xc0) end -= 1;
  return bytes.subarray(0, end);
}
