import type { FileReading } from "@seg-lang/server/protocol";

/** So many bytes are unpacked at most: more than is ever counted in a browser. */
const MOST_UNPACKED = 100_000_000;

/** Files that look like data to people, and are none: the first four bytes, what they are, and what to do. */
const OTHERS: readonly (readonly [mark: string, reason: string])[] = [
  ["PK\u0003\u0004", "it is an Excel workbook or another zip archive; save it as CSV"],
  ["\u00d0\u00cf\u0011\u00e0", "it is an old Excel workbook; save it as CSV"],
  ["PAR1", "it is a Parquet file; save it as CSV, or one JSON object a line"],
];

/**
 * The text of a file of customers: UTF-8, or UTF-16 with its mark, compressed by gzip or not. Of a very large one the beginning.
 * `limit`: in place of `MOST_UNPACKED`.
 */
export async function dataText(bytes: Uint8Array, limit = MOST_UNPACKED): Promise<FileReading> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isPacked ? await unpacked(bytes, limit) : { bytes, isCut: false };
  if (plain === null) return unreadable("it is not whole: what is compressed in it ends too early, or is damaged");
  const start = String.fromCharCode(...plain.bytes.subarray(0, 4));
  const other = OTHERS.find(([mark]) => start === mark);
  if (other !== undefined) return unreadable(other[1]);
  const text = decoded(plain.bytes, encodingOf(plain.bytes), plain.isCut);
  return text === null ? unreadable("it is not UTF-8; save it as UTF-8") : { kind: "text", text };
}

/** Null where the bytes are no text in the encoding. `isCut`: the last character may be cut in two, and is left out. */
export function decoded(bytes: Uint8Array, encoding: string, isCut = false): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function unreadable(reason: string): FileReading {
  return { kind: "unreadable", reason };
}

/** Null for what is no whole gzip. Nothing more is unpacked than is taken. */
async function unpacked(bytes: Uint8Array, limit: number) {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      length += value.length;
      if (length < limit) continue;
      await reader.cancel();
      break;
    }
  } catch {
    return null;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return { bytes: whole, isCut: length >= limit };
}
