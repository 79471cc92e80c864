import { dataRules } from "../../src/diagnostics/rules/data.js";
import { dataError } from "../../src/records/data-error.js";
import type { DataPath } from "../../src/records/json/data-path.js";
import {
  detectLayout,
  type Expectation,
  type FileLayout,
  layoutOnPath,
  rejectWrapper,
  splitterFor,
} from "../../src/records/layout.js";
import type { LineCount, RawRecord, Splitter } from "../../src/records/raw-record.js";
import { type BlockReader, copyingReader, lineBlocks } from "../scan/line-blocks.js";
import type { LineBlock } from "../scan/scanned-block.js";
import { type ByteSource, openBytes, type RecordSource } from "./bytes.js";
import { Tap } from "./tap.js";
import { decodeText } from "./text.js";

export interface ReadOptions {
  /** Label of the WHATWG Encoding Standard, for files that are neither UTF-8 nor marked UTF-16. */
  readonly encoding?: string | null;
  /** The keys that lead to the customers inside JSON; none for values that are customers themselves, however laid out. */
  readonly path?: DataPath | null;
  /** What the program reads: it helps to tell layouts apart. */
  readonly expected?: Expectation;
  /** Stops reading, also while a pipe has nothing to give. */
  readonly signal?: AbortSignal;
}

/** A file of records, its first piece read. */
export interface RecordStream {
  readonly name: string;
  readonly layout: FileLayout["kind"];
  /** The cells of the header of a CSV file as they stand; null for JSON. */
  readonly header: readonly string[] | null;
  /** Null of a pipe. */
  readonly bytesTotal: number | null;
  bytesRead(): number;
  /** Thousands of records at a time, in the order of the file. Fails with a DataError. */
  readonly batches: AsyncIterable<readonly RawRecord[]>;
  /**
   * In place of `batches`: the lines of objects as they stand, in UTF-8. Null where only texts can be had, or where there
   * are so few that it would not matter.
   */
  readonly blocks: AsyncIterable<LineBlock> | null;
  /** Closes the file. Needed only where neither of both is read. */
  close(): Promise<void>;
}

/** So much text is looked at to tell the layout of a file. */
const HEAD_LENGTH = 65_536;
const NOTHING_EXPECTED: Expectation = { keys: [], columns: [] };

/**
 * Opens a file or stream of records: a JSON array, one JSON object a line, or CSV, by its content; gzip or not. Memory
 * holds about a megabyte of it, or the longest record. Throws a DataError, also later from `batches`.
 */
export async function openRecords(source: RecordSource, options: ReadOptions = {}): Promise<RecordStream> {
  const bytes = await openBytes(source, options.signal);
  const count: LineCount = { lines: 0 };
  const tap = new Tap(bytes.chunks);
  const texts = decodeText(bytes.name, tap.chunks(), options.encoding ?? null, count);
  try {
    return await recordsOf(bytes, tap, texts, count, options);
  } catch (error) {
    await texts.return(undefined);
    throw error;
  }
}

async function recordsOf(
  bytes: ByteSource,
  tap: Tap,
  texts: AsyncGenerator<string>,
  count: LineCount,
  options: ReadOptions,
): Promise<RecordStream> {
  const { name } = bytes;
  const { head, whole } = await readHead(texts);
  const expected = options.expected ?? NOTHING_EXPECTED;
  const path = options.path ?? null;
  const layout = path === null ? detectLayout(name, head, whole, expected) : layoutOnPath(name, head, whole, path);
  const splitter = splitterFor(layout, name, count);

  let text = head;
  if (layout.kind === "csv" && layout.skip > 0) {
    text = head.slice(layout.skip);
    count.lines += 1;
  }
  let batches = split(text, texts, splitter);
  let header: readonly string[] | null = null;
  if (layout.kind === "csv") {
    const rest = await takeHeader(name, batches);
    header = rest.header;
    batches = rest.batches;
  } else if (layout.kind !== "json-array") {
    batches = checkedForWrapper(name, batches, expected, path ?? []);
  }
  const asBytes = layout.kind === "ndjson" && !whole && isUtf8(options.encoding ?? null, tap.head) && beginsTwice(head);
  const blocks = asBytes ? lineBlocks(blockReader(bytes, tap)) : null;
  tap.keepNothing();
  const { bytesTotal, bytesRead } = bytes;
  const close = async () => void (await texts.return(undefined));
  return { name, layout: layout.kind, header, bytesTotal, bytesRead, batches, blocks, close };
}

/** Of all bytes, but for a byte order mark. */
function blockReader(bytes: ByteSource, tap: Tap): BlockReader {
  const { head } = tap;
  const from = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  return bytes.directly(from) ?? copyingReader(tap.from(from));
}

function isUtf8(encoding: string | null, head: Buffer): boolean {
  const isMarked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return !isMarked && (encoding === null || /^utf-?8$/i.test(encoding));
}

/** Whether a second record begins in the head of a file: one alone may be a wrapper around all others. */
function beginsTwice(head: string): boolean {
  return /^\s*\S[^\n]*\n\s*\{/.test(head);
}

/** Records one by one, for callers to whom convenience matters more than speed. */
export async function* readRecords(source: RecordSource, options: ReadOptions = {}): AsyncGenerator<RawRecord> {
  const { batches } = await openRecords(source, options);
  for await (const batch of batches) yield* batch;
}

async function readHead(texts: AsyncGenerator<string>): Promise<{ head: string; whole: boolean }> {
  let head = "";
  while (head.length < HEAD_LENGTH) {
    const next = await texts.next();
    if (next.done) return { head, whole: true };
    head += next.value;
  }
  return { head, whole: false };
}

async function* split(
  head: string,
  texts: AsyncGenerator<string>,
  splitter: Splitter,
): AsyncGenerator<readonly RawRecord[]> {
  try {
    yield splitter.push(head);
    for await (const text of texts) yield splitter.push(text);
    yield splitter.end();
  } finally {
    // Whoever stops early must not leave the file open.
    await texts.return(undefined);
  }
}

async function takeHeader(
  name: string,
  batches: AsyncGenerator<readonly RawRecord[]>,
): Promise<{ header: readonly string[]; batches: AsyncGenerator<readonly RawRecord[]> }> {
  for (;;) {
    const next = await batches.next();
    if (next.done) throw dataError(dataRules.emptyData, { path: name });
    const [first, ...rest] = next.value;
    if (first === undefined) continue;
    if (first.kind === "cells") return { header: first.cells, batches: prepend(rest, batches) };
    await batches.return(undefined);
    throw dataError(dataRules.openHeader, { path: name, line: first.line });
  }
}

/** A single object in the whole file that holds nothing the program reads but a list of objects is no customer. */
async function* checkedForWrapper(
  name: string,
  batches: AsyncGenerator<readonly RawRecord[]>,
  expected: Expectation,
  path: DataPath,
): AsyncGenerator<readonly RawRecord[]> {
  let held: readonly RawRecord[] = [];
  for await (const batch of batches) {
    held = held.length === 0 ? batch : [...held, ...batch];
    if (held.length < 2) continue;
    yield held;
    yield* batches;
    return;
  }
  rejectWrapper(name, held, expected, path);
  yield held;
}

async function* prepend<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
