import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { type DataError, dataError } from "../../src/records/data-error.js";
import type { LineCount } from "../../src/records/raw-record.js";
import { isBinary, markedKind, markedUtf16, unmarkedUtf16 } from "../../src/source/content-kind.js";

/**
 * Turns bytes into text: UTF-16 or UTF-8 by a byte order mark, else `encoding`, else UTF-8. The mark is dropped. Bytes
 * that mean nothing in the encoding end the text with a DataError: they never become U+FFFD.
 */
export async function* decodeText(
  name: string,
  chunks: AsyncIterable<Buffer>,
  encoding: string | null,
  count: LineCount,
): AsyncGenerator<string> {
  let decoder: Decoder | null = null;
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes: Buffer = head === null ? chunk : Buffer.concat([head, chunk]);
    if (decoder === null && bytes.length < 4) {
      head = bytes;
      continue;
    }
    head = null;
    decoder ??= chooseDecoder(name, bytes, encoding, count);
    yield decoder.decode(bytes);
  }
  if (head !== null && head.length > 0) {
    decoder = chooseDecoder(name, head, encoding, count);
    yield decoder.decode(head);
  }
  if (decoder !== null) yield decoder.end();
}

interface Decoder {
  decode(bytes: Buffer): string;
  end(): string;
}

function chooseDecoder(name: string, head: Buffer, encoding: string | null, count: LineCount): Decoder {
  const kind = markedKind(head);
  // What was packed once has been unpacked.
  const what = kind === "compressed by gzip" ? `${kind} twice` : kind;
  if (what !== null) throw dataError(dataRules.notADataFile, { path: name, what });
  const marked = markedUtf16(head);
  if (marked !== null) return labelledDecoder(name, marked, "UTF-16", count);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return new Utf8Decoder(name, count, 3);
  if (isBinary(head) && !/^utf-?(16|32)/i.test(encoding ?? "")) {
    throw dataError(dataRules.notADataFile, { path: name, what: null });
  }
  if (encoding !== null && !/^utf-?8$/i.test(encoding)) return labelledDecoder(name, encoding, encoding, count);
  const guess = unmarkedUtf16(head);
  if (guess !== null) {
    throw dataError(dataRules.wrongEncoding, { path: name, encoding: "UTF-8", line: 1, guess });
  }
  return new Utf8Decoder(name, count, 0);
}

/**
 * UTF-8 as fast as the runtime has it: a chunk is checked and converted whole, but for a character that the chunk's end
 * cuts in two, which waits for the next one.
 */
class Utf8Decoder implements Decoder {
  readonly #name: string;
  readonly #count: LineCount;
  #skip: number;
  #rest: Buffer | null = null;

  constructor(name: string, count: LineCount, mark: number) {
    this.#name = name;
    this.#count = count;
    this.#skip = mark;
  }

  decode(chunk: Buffer): string {
    let bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#skip > 0) {
      bytes = bytes.subarray(this.#skip);
      this.#skip = 0;
    }
    const end = wholeCharacters(bytes);
    // A copy: the rest must not keep the whole chunk alive.
    this.#rest = end < bytes.length ? Buffer.from(bytes.subarray(end)) : null;
    return this.#text(bytes.subarray(0, end));
  }

  end(): string {
    return this.#rest === null ? "" : this.#text(this.#rest);
  }

  #text(bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString("utf8");
    throw notUtf8(this.#name, this.#count.lines, utf8Fault(bytes));
  }
}

/** What is wrong with bytes that are no UTF-8. */
export interface EncodingFault {
  /** The line in which it shows, from 0. */
  readonly line: number;
  /** In what they may be encoded. */
  readonly guess: string;
}

/** `bytes` begin with a line, or in it. */
export function utf8Fault(bytes: Buffer): EncodingFault {
  const guess = guessEncoding(bytes);
  let line = 0;
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return { line, guess };
}

/** `linesBefore`: before the bytes that show the fault. */
export function notUtf8(path: string, linesBefore: number, { line, guess }: EncodingFault): DataError {
  return dataError(dataRules.wrongEncoding, { path, encoding: "UTF-8", line: linesBefore + line + 1, guess });
}

/** How many of the bytes make whole characters, if only the last is cut. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function labelledDecoder(name: string, label: string, shownLabel: string, count: LineCount): Decoder {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    throw dataError(dataRules.unknownEncoding, { encoding: label });
  }
  const failure = (): DataError =>
    dataError(dataRules.wrongEncoding, { path: name, encoding: shownLabel, line: count.lines + 1, guess: null });
  const attempt = (bytes: Buffer | undefined): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw failure();
    }
  };
  return { decode: attempt, end: () => attempt(undefined) };
}

/**
 * Arabic and Persian words are runs of high bytes in windows-1256; in Western text an accented letter stands among ASCII
 * letters.
 */
function guessEncoding(bytes: Buffer): string {
  let high = 0;
  let pairs = 0;
  for (let index = 0; index < Math.min(bytes.length, 100_000); index += 1) {
    if (bytes[index]! < 0x80) continue;
    high += 1;
    if ((bytes[index + 1] ?? 0) >= 0x80) pairs += 1;
  }
  return pairs * 2 > high ? "windows-1256" : "windows-1252";
}
