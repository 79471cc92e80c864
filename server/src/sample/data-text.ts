import { decodedText, markedKind, markedUtf16 } from "@seg-lang/language";
import type { FileText } from "../workspace/files.js";

/** So many bytes are unpacked at most: more than is ever counted in a browser. */
const MOST_UNPACKED = 100_000_000;

/**
 * The text of a file of customers: UTF-8, or UTF-16 with its mark, compressed by gzip or not. Of a very large one the beginning.
 * `limit`: in place of `MOST_UNPACKED`.
 */
export async function dataText(bytes: Uint8Array, limit = MOST_UNPACKED): Promise<FileText> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isPacked ? await unpacked(bytes, limit) : { bytes, isCut: false };
  if (plain === null) return unreadable("it is not whole: what is compressed in it ends too early, or is damaged");
  const kind = markedKind(plain.bytes);
  if (kind !== null) return unreadable(`it is ${kind}; save it as CSV, or one JSON object a line`);
  const text = decodedText(plain.bytes, markedUtf16(plain.bytes) ?? "utf-8", plain.isCut);
  return text === null ? unreadable("it is not UTF-8; save it as UTF-8") : { kind: "text", text };
}

function unreadable(reason: string): FileText {
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
