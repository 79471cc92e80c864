import { type FileHandle, open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { DataError } from "../../src/records/data-error.js";
import type { RawRecord } from "../../src/records/raw-record.js";
import { openRecords, type ReadOptions } from "../readers/read-records.js";

/** A file on a disk. */
export interface PlainFile {
  readonly path: string;
  readonly size: number;
  readonly isPacked: boolean;
  /** Of single-byte characters or UTF-8, in which every line end is one byte: records can be found in the middle. */
  readonly isSearchable: boolean;
}

/** What was learnt of a file at its beginning. */
export interface Beginning {
  readonly layout: "json-array" | "ndjson" | "csv";
  /** Lines before the first record of a CSV file. */
  readonly headerLines: number;
  /** Cells of its header. */
  readonly columns: number;
  /** Whether an object is a customer, rather than an element of one of its lists. */
  readonly resembles: (record: RawRecord) => boolean;
}

/** The beginnings of gzip, and of UTF-16, in hexadecimal digits. */
const [PACKED, WIDE] = [/^1f8b/, /^(?:fffe|feff)/];
const WIDE_LABEL = /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|unicode|csunicode)/i;

/** Null of what is no file on a disk, or cannot be read: whoever reads it from its beginning says why. */
export async function plainFile(path: string, encoding: string | null): Promise<PlainFile | null> {
  try {
    const status = await stat(path);
    // A pipe must not be opened twice: whoever writes into it has gone by then.
    if (!status.isFile()) return null;
    const handle = await open(path, "r");
    try {
      const head = (await bytesAt(handle, 0, 4)).toString("hex");
      const isPacked = PACKED.test(head);
      const isWide = WIDE.test(head) || (encoding !== null && WIDE_LABEL.test(encoding));
      return { path, size: status.size, isPacked, isSearchable: !isPacked && !isWide };
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** The whole records that begin and end in a piece of the file; none where it is not clear where they begin. */
export async function recordsAt(
  file: PlainFile,
  offset: number,
  length: number,
  beginning: Beginning,
  options: ReadOptions,
): Promise<readonly RawRecord[]> {
  const handle = await open(file.path, "r");
  try {
    const piece = await bytesAt(handle, offset, Math.min(length, file.size - offset));
    if (beginning.layout === "json-array") return await elementsIn(piece, file.path, beginning, options);
    const lines = wholeLines(piece);
    if (beginning.layout === "ndjson") return await read(file.path, [lines], options);
    return await rowsIn(lines, await headerOf(handle, beginning.headerLines), file.path, beginning, options);
  } finally {
    await handle.close();
  }
}

const LINE_END = 0x0a;

/** What lies between the first line end and the last. */
function wholeLines(piece: Buffer): Buffer {
  const start = piece.indexOf(LINE_END) + 1;
  const end = piece.lastIndexOf(LINE_END) + 1;
  return start === 0 ? Buffer.alloc(0) : piece.subarray(start, end);
}

/** So many beginnings are tried in a piece. */
const MOST_LINES = 40;
const MOST_ELEMENTS = 400;
/** So many of the rows below the right beginning have as many cells as the header, at least. */
const FITTING = 0.9;

/**
 * A line may begin inside a quoted cell. There the quotes open where they should close, and hardly a row has as many cells
 * as the header; so the first line is taken from which nearly all have.
 */
async function rowsIn(
  lines: Buffer,
  header: Buffer,
  path: string,
  { columns }: Beginning,
  options: ReadOptions,
): Promise<readonly RawRecord[]> {
  let start = 0;
  for (let tries = 0; tries < MOST_LINES && start < lines.length; tries += 1) {
    const records = await read(path, [header, lines.subarray(start)], options);
    // The last line may end in the middle of a quoted cell.
    const rows = records.filter(({ kind }) => kind === "cells");
    const fitting = rows.filter((row) => row.kind === "cells" && row.cells.length === columns);
    if (rows.length > 0 && fitting.length >= rows.length * FITTING && records.length - rows.length <= 1) return rows;
    start = lines.indexOf(LINE_END, start) + 1;
    if (start === 0) break;
  }
  return [];
}

/** Elements begin behind a comma between two objects; inside lists of customers, and in texts, so do others. */
async function elementsIn(
  piece: Buffer,
  path: string,
  { resembles }: Beginning,
  options: ReadOptions,
): Promise<readonly RawRecord[]> {
  const text = piece.toString("latin1");
  // So the last is never whole, wherever the piece is cut.
  const anotherBegins = Buffer.from(text.trimEnd().endsWith(",") ? "{" : ",{");
  let tries = 0;
  for (const match of text.matchAll(/\}\s*,\s*(?=\{)/g)) {
    tries += 1;
    if (tries > MOST_ELEMENTS) break;
    const start = match.index + match[0].length;
    const first = firstObject(text, start);
    if (!resembles({ kind: "json", line: 0, text: Buffer.from(first, "latin1").toString("utf8") })) continue;
    const records = await read(path, [Buffer.from("["), piece.subarray(start), anotherBegins], options);
    const [last] = records.slice(-1);
    const closed = last?.kind === "broken" && last.rejection.code === dataRules.brokenArray.code;
    const whole = records.slice(0, -1);
    if (!closed && whole.length > 0 && whole.slice(0, ASKED).every(resembles)) return whole;
  }
  return [];
}

/** So many of the elements of a place are looked at to tell whether they are customers. */
const ASKED = 50;

/** From the brace at `start` to the one that closes it, texts left aside; "" if none does. */
function firstObject(text: string, start: number): string {
  const piece = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  piece.lastIndex = start;
  let depth = 0;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    if (match[0] === "{") depth += 1;
    else if (match[0] === "}") depth -= 1;
    if (depth === 0) return text.slice(start, piece.lastIndex);
  }
  return "";
}

async function headerOf(handle: FileHandle, lines: number): Promise<Buffer> {
  let length = 1 << 16;
  for (;;) {
    const bytes = await bytesAt(handle, 0, length);
    let end = 0;
    for (let line = 0; line < lines; line += 1) {
      const found = bytes.indexOf(LINE_END, end);
      if (found === -1) break;
      end = found + 1;
      if (line === lines - 1) return bytes.subarray(0, end);
    }
    if (bytes.length < length) return bytes.subarray(0, end);
    length *= 4;
  }
}

async function bytesAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Reads pieces of a file as the file itself is read; none of it where that fails, as in the middle of something odd. */
async function read(name: string, pieces: readonly Buffer[], options: ReadOptions): Promise<readonly RawRecord[]> {
  const stream = Readable.from(pieces.flatMap((piece) => (piece.length > 0 ? [piece] : [])));
  const records: RawRecord[] = [];
  try {
    const { batches } = await openRecords({ kind: "stream", name, stream }, options);
    for await (const batch of batches) for (const record of batch) records.push(record);
  } catch (error) {
    if (error instanceof DataError) return [];
    throw error;
  }
  return records;
}
