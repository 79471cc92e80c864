import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { DataError, dataError } from "../data-error.js";
import { systemReason } from "../system-reason.js";
import { keepAtExit, removeAtExit } from "../temporary.js";
import { FirstQueue } from "./first-queue.js";
import { LineFile } from "./line-file.js";

/** A row of CSV. */
export interface GatheredRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a customer all go to one part, and one part at a time is put in order. A power of two. */
const PARTS = 128;
/** Rows handed over together, about. */
const ROWS_AT_ONCE = 4096;

interface Part {
  /** Rows that came since the part was put away last. */
  held: string[];
  file: LineFile | null;
}

/**
 * Gathers the rows of each customer, however far apart they lie and however many there are. Beyond `limit` characters
 * rows go to files in the system's folder for temporary ones, a file a part; they come back customer by customer, in the
 * order of their first rows. Memory holds the limit, one part, and the customers that come next. Call `dispose` at the end.
 */
export class GatheredRows {
  readonly #limit: number;
  readonly #signal: AbortSignal | null;
  /** Where files may be made. */
  readonly #room: string;
  readonly #parts = Array.from({ length: PARTS }, (): Part => ({ held: [], file: null }));
  #held = 0;
  #folder: string | null = null;
  #files = 0;

  constructor(limit: number, signal: AbortSignal | null, room = tmpdir()) {
    this.#limit = limit;
    this.#signal = signal;
    this.#room = room;
  }

  /** Rows are to come in the order of their lines. Throws a DataError where there is no room for them. */
  add(identity: string, line: number, cells: readonly string[]): void {
    // Written in one go: a text put together of several would keep all of them, and take three times the memory.
    const text = JSON.stringify([identity, line, ...cells]);
    this.#parts[partOf(identity)]!.held.push(text);
    this.#held += text.length;
    if (this.#held > this.#limit) this.#onDisk(() => this.#putAway());
  }

  /** The rows of each customer, some customers at a time. Throws a DataError, and what the signal was aborted with. */
  async *customers(): AsyncGenerator<readonly (readonly GatheredRow[])[]> {
    const queue = new FirstQueue<readonly string[]>();
    for (const part of this.#parts) {
      this.#onDisk(() => queue.add(this.#inOrder(part), lineOfFirst));
      this.#signal?.throwIfAborted();
      await breathe();
    }
    let customers: (readonly GatheredRow[])[] = [];
    let rows = 0;
    for (;;) {
      const texts = this.#onDisk(() => queue.take());
      if (texts === null) break;
      customers.push(texts.map(rowOf));
      rows += texts.length;
      if (rows < ROWS_AT_ONCE) continue;
      yield customers;
      customers = [];
      rows = 0;
    }
    yield customers;
  }

  dispose(): void {
    if (this.#folder === null) return;
    for (const { file } of this.#parts) file?.close();
    rmSync(this.#folder, { recursive: true, force: true });
    keepAtExit(this.#folder);
    this.#folder = null;
  }

  #putAway(): void {
    for (const part of this.#parts) {
      if (part.held.length === 0) continue;
      part.file ??= this.#newFile();
      part.file.append(part.held);
      part.held = [];
    }
    this.#held = 0;
  }

  /** The rows of each customer of a part. */
  *#inOrder(part: Part): Generator<readonly string[]> {
    const { file, held } = part;
    part.held = [];
    if (file === null) {
      yield* byCustomer(held).values();
      return;
    }
    part.file = this.#newFile();
    for (const texts of inBatches(byCustomer(file.lines(), held).values())) part.file.append(texts);
    file.close();
    yield* neighbours(part.file.lines());
  }

  #newFile(): LineFile {
    if (this.#folder === null) {
      this.#folder = mkdtempSync(join(this.#room, "seg-rows-"));
      removeAtExit(this.#folder);
    }
    this.#files += 1;
    return new LineFile(join(this.#folder, String(this.#files)));
  }

  #onDisk<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw dataError(dataRules.noRoomForRows, { folder: this.#room, reason: systemReason(error) });
    }
  }
}

/** FNV-1a over UTF-16 units, its halves mixed. */
function partOf(identity: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < identity.length; index += 1) {
    hash = Math.imul(hash ^ identity.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & (PARTS - 1);
}

/** All rows of each customer together, customers in the order of their first rows. */
function byCustomer(...sources: readonly Iterable<string>[]): Map<string, string[]> {
  const customers = new Map<string, string[]>();
  for (const texts of sources) {
    for (const text of texts) {
      const identity = identityIn(text);
      const rows = customers.get(identity);
      if (rows === undefined) customers.set(identity, [text]);
      else rows.push(text);
    }
  }
  return customers;
}

function* inBatches(groups: Iterable<readonly string[]>): Generator<readonly string[]> {
  let batch: string[] = [];
  for (const group of groups) {
    for (const text of group) batch.push(text);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The rows of each customer, where they stand together. */
function* neighbours(texts: Iterable<string>): Generator<readonly string[]> {
  let rows: string[] = [];
  let customer: string | null = null;
  for (const text of texts) {
    const identity = identityIn(text);
    if (identity !== customer && rows.length > 0) {
      yield rows;
      rows = [];
    }
    customer = identity;
    rows.push(text);
  }
  if (rows.length > 0) yield rows;
}

/** As JSON has it. A row begins with it: `["customer",17,…`. */
function identityIn(text: string): string {
  return text.slice(1, endOfIdentity(text));
}

function endOfIdentity(text: string): number {
  let end = text.indexOf('"', 2);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, place: number): boolean {
  let start = place;
  while (text.charCodeAt(start - 1) === 0x5c) start -= 1;
  return (place - start) % 2 === 1;
}

function lineOfFirst([text]: readonly string[]): number {
  const start = endOfIdentity(text!) + 1;
  return Number.parseInt(text!.slice(start, start + 16), 10);
}

function rowOf(text: string): GatheredRow {
  const [, line, ...cells] = JSON.parse(text) as [string, number, ...string[]];
  return { line, cells };
}
