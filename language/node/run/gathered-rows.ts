import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { DataError, dataError } from "../../src/records/data-error.js";
import { errorCode, systemReason } from "../system-reason.js";
import { keepAtExit, removeAtExit } from "../temporary.js";
import { FirstQueue } from "./first-queue.js";
import { customerOfRow, endOfRow, type GatheredRow, lineOfRow, RowText, readRow, sameCustomer } from "./row-bytes.js";
import { RowFile } from "./row-file.js";

/** The rows of a customer all go to one part, and one part at a time is put in order. A power of two. */
const PARTS = 128;
/** Rows handed over together, about. */
const ROWS_AT_ONCE = 4096;
/** Bytes for the rows of a part, at first. */
const FIRST_ROOM = 1024;
/** Bytes written at a time where a part is put in order. */
const WRITTEN_AT_ONCE = 1 << 18;

/** Rows in the order in which they came: those in the file, then those in memory. */
interface Part {
  bytes: Buffer;
  used: number;
  file: RowFile | null;
}

const NOTHING = Buffer.alloc(0);

/**
 * Gathers the rows of each customer, however far apart they lie and however many there are. A customer may come back at the
 * very end of a file, so none is handed over before. Beyond `limit` bytes rows go to files in the system's folder for
 * temporary ones, a file a part; they come back customer by customer, in the order of their first rows. Memory holds the
 * limit, one part, and the customers that come next. Call `dispose` at the end.
 */
export class GatheredRows {
  /** Bytes of one part in memory. */
  readonly #limit: number;
  readonly #signal: AbortSignal | null;
  /** Where files may be made. */
  readonly #room: string;
  readonly #parts = Array.from({ length: PARTS }, (): Part => ({ bytes: NOTHING, used: 0, file: null }));
  /** Where a part is put in order, one after the other. */
  #whole = NOTHING;
  #folder: string | null = null;
  #files = 0;

  constructor(limit: number, signal: AbortSignal | null, room = tmpdir()) {
    this.#limit = Math.floor(limit / PARTS);
    this.#signal = signal;
    this.#room = room;
  }

  /** Rows are to come in the order of their lines. Throws a DataError where there is no room for them. */
  add(identity: string, line: number, cells: readonly string[]): void {
    const part = this.#parts[partOf(identity)]!;
    const row = new RowText(identity, line, cells);
    const { room } = row;
    if (part.used + room > part.bytes.length) this.#makeRoom(part, room);
    part.used = row.writeTo(part.bytes, part.used);
  }

  /** The rows of each customer, some customers at a time. Throws a DataError, and what the signal was aborted with. */
  async *customers(): AsyncGenerator<readonly (readonly GatheredRow[])[]> {
    const queue = new FirstQueue<Buffer>();
    for (const part of this.#parts) {
      this.#onDisk(() => queue.add(customersIn(this.#inOrder(part)), (rows) => lineOfRow(rows, 0)));
      this.#signal?.throwIfAborted();
      await breathe();
    }
    this.#whole = NOTHING;
    let customers: (readonly GatheredRow[])[] = [];
    let rows = 0;
    for (;;) {
      const bytes = this.#onDisk(() => queue.take());
      if (bytes === null) break;
      const customer = rowsIn(bytes);
      customers.push(customer);
      rows += customer.length;
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

  #makeRoom(part: Part, room: number): void {
    const wanted = Math.max(part.used + room, Math.min(2 * part.bytes.length, this.#limit), FIRST_ROOM);
    if (wanted <= this.#limit) {
      const larger = Buffer.allocUnsafeSlow(wanted);
      part.bytes.copy(larger, 0, 0, part.used);
      part.bytes = larger;
      return;
    }
    this.#onDisk(() => {
      part.file ??= this.#newFile();
      part.file.append(part.bytes.subarray(0, part.used));
    });
    part.used = 0;
    if (part.bytes.length < room) part.bytes = Buffer.allocUnsafeSlow(room);
  }

  /** All rows of a part, those of each customer together, customers in the order of their first rows; some at a time. */
  #inOrder(part: Part): Iterable<Buffer> {
    const { bytes, used, file } = part;
    part.bytes = NOTHING;
    if (file === null) return byCustomer(bytes.subarray(0, used));
    const size = file.size + used;
    if (this.#whole.length < size) this.#whole = Buffer.allocUnsafeSlow(size);
    file.readInto(this.#whole);
    bytes.copy(this.#whole, file.size, 0, used);
    part.file = this.#newFile();
    for (const piece of byCustomer(this.#whole.subarray(0, size))) part.file.append(piece);
    file.close();
    return part.file.pieces();
  }

  #newFile(): RowFile {
    if (this.#folder === null) {
      this.#folder = mkdtempSync(join(this.#room, "seg-rows-"));
      removeAtExit(this.#folder);
    }
    this.#files += 1;
    return new RowFile(join(this.#folder, String(this.#files)));
  }

  #onDisk<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw dataError(dataRules.noRoomForRows, {
        folder: this.#room,
        reason: errorCode(error) === "ENOENT" && !existsSync(this.#room) ? null : systemReason(error),
      });
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

/** The rows of `bytes`, those of each customer together, customers in the order of their first rows; whole rows at a time. */
function* byCustomer(bytes: Buffer): Generator<Buffer> {
  const places: number[] = [];
  /** For each row the number of the next one of its customer, 0 for none. */
  const next: number[] = [];
  const firsts: number[] = [];
  /** For each customer the number of its last row. */
  const lasts = new Map<string, number>();
  for (let at = 0; at < bytes.length; at = endOfRow(bytes, at)) {
    const row = places.push(at) - 1;
    next.push(0);
    const customer = customerOfRow(bytes, at);
    const last = lasts.get(customer);
    if (last === undefined) firsts.push(row);
    else next[last] = row;
    lasts.set(customer, row);
  }
  lasts.clear();
  let piece = Buffer.allocUnsafeSlow(Math.min(WRITTEN_AT_ONCE, bytes.length));
  let used = 0;
  for (const first of firsts) {
    let row = first;
    do {
      const start = places[row]!;
      const end = endOfRow(bytes, start);
      if (used + end - start > piece.length) {
        if (used > 0) yield piece.subarray(0, used);
        used = 0;
        if (end - start > piece.length) piece = Buffer.allocUnsafeSlow(end - start);
      }
      used += bytes.copy(piece, used, start, end);
      row = next[row]!;
    } while (row !== 0);
  }
  if (used > 0) yield piece.subarray(0, used);
}

/** The rows of each customer, where they stand together. They stay bytes until their turn comes: a customer may have many. */
function* customersIn(pieces: Iterable<Buffer>): Generator<Buffer> {
  /** What came of the customer in earlier pieces. */
  let earlier: Buffer[] = [];
  for (const piece of pieces) {
    let start = 0;
    for (let at = 0; at < piece.length; at = endOfRow(piece, at)) {
      const [known] = earlier;
      if (known === undefined ? sameCustomer(piece, start, piece, at) : sameCustomer(known, 0, piece, at)) continue;
      yield Buffer.concat([...earlier, piece.subarray(start, at)]);
      earlier = [];
      start = at;
    }
    earlier.push(Buffer.from(piece.subarray(start)));
  }
  if (earlier.length > 0) yield Buffer.concat(earlier);
}

function rowsIn(bytes: Buffer): GatheredRow[] {
  const rows: GatheredRow[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = endOfRow(bytes, at);
    rows.push(readRow(bytes, at, end));
    at = end;
  }
  return rows;
}
