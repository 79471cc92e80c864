import { isUtf8 } from "node:buffer";
import type { Row, Scalar } from "../../src/condition/schema.js";
import type { Classifier, Outcome } from "../../src/evaluation/classifier.js";
import type { Decoded, Decoder } from "../../src/records/decoder.js";
import type { RecordScanner } from "../../src/records/scan/record-scanner.js";
import { isBlankLine } from "../readers/ndjson.js";
import { utf8Fault } from "../readers/text.js";
import { decodeRecord } from "../run/decode.js";
import { type BrokenBlock, type LineBlock, type RejectedLine, type ScannedBlock, SEVERAL } from "./scanned-block.js";

export interface BlockScannerParts {
  readonly decoder: Decoder;
  readonly classifier: Classifier;
  /** Whether anybody reads what is at that path of the customer. */
  readonly isRead: (path: readonly string[]) => boolean;
  readonly sortBy: ((row: Row) => Scalar | undefined) | null;
}

/**
 * Reads and classifies the records of blocks of lines: from their bytes where it can, from their text where it must.
 * One after the other: what one block shows of the file helps with the next.
 */
export class BlockScanner {
  readonly #parts: BlockScannerParts;
  readonly #width: number;
  readonly #outcomes: Outcome[];
  #scanner: RecordScanner | null | undefined;
  #columns: Columns;

  constructor(parts: BlockScannerParts) {
    this.#parts = parts;
    this.#width = parts.classifier.criteria.length;
    this.#outcomes = new Array<Outcome>(this.#width).fill(-1);
    this.#columns = new Columns(this.#width, parts.sortBy !== null);
  }

  /** Everything in the answer is its own: nothing of it is used again. */
  scan({ bytes, length }: Pick<LineBlock, "bytes" | "length">): ScannedBlock | BrokenBlock {
    const lines = bytes.subarray(0, length);
    if (!isUtf8(lines)) return { kind: "broken", ...utf8Fault(Buffer.from(lines.buffer, lines.byteOffset, length)) };
    const scanner = this.#scannerFor(lines);
    scanner?.load(bytes);
    const columns = this.#columns;
    columns.start(bytes);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < length; ) {
      const next = scanner === null ? -1 : scanner.read(at);
      if (next >= 0) {
        this.#accept(scanner!.row());
        columns.accept(scanner!.keyStart(), scanner!.keyEnd(), scanner!.identity());
        at = next;
      } else {
        const end = text.indexOf(0x0a, at);
        this.#readText(text, at, end);
        at = end + 1;
      }
      columns.lines += 1;
    }
    scanner?.tell();
    return columns.take();
  }

  #readText(bytes: Buffer, at: number, end: number): void {
    const columns = this.#columns;
    const line = bytes.toString("utf8", at, bytes[end - 1] === 0x0d && end > at ? end - 1 : end);
    if (isBlankLine(line)) return;
    const decoded = decodeRecord({ kind: "json", line: 0, text: line }, this.#parts.decoder, null);
    if (decoded.kind === "rejected") {
      columns.reject(decoded);
      return;
    }
    this.#accept(decoded.row);
    columns.acceptText(decoded.key, decoded.identity);
  }

  #accept(row: Row): void {
    this.#parts.classifier.classifyInto(row, this.#outcomes);
    this.#columns.classify(this.#outcomes);
    if (this.#parts.sortBy !== null) this.#columns.values.push(this.#parts.sortBy(row));
  }

  #scannerFor(lines: Uint8Array): RecordScanner | null {
    if (this.#scanner === undefined) {
      const toText = (bytes: Uint8Array, start: number, end: number) => (bytes as Buffer).toString("utf8", start, end);
      this.#scanner = this.#parts.decoder.scanner({ toText, isRead: this.#parts.isRead, beginning: lines });
    }
    return this.#scanner;
  }
}

/** Room for so many records; more is made when it is needed. */
const ROOM = 4096;

/** The columns of the block that is being read. */
class Columns {
  lines = 0;
  readonly values: (Scalar | undefined)[] = [];
  readonly #width: number;
  readonly #sorted: boolean;
  #bytes: Uint8Array = new Uint8Array();
  #records = 0;
  #accepted = 0;
  #numbers = new Uint32Array(ROOM);
  #lineNumbers = new Uint32Array(ROOM);
  #keys = new Uint8Array(16 * ROOM);
  #keyLength = 0;
  #keyEnds = new Uint32Array(ROOM);
  #outcomes: Int32Array;
  #identities = new Map<number, string>();
  #several = new Map<number, Exclude<Outcome, number>>();
  #rejected: RejectedLine[] = [];

  constructor(width: number, sorted: boolean) {
    this.#width = width;
    this.#sorted = sorted;
    this.#outcomes = new Int32Array(ROOM * width);
  }

  start(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.lines = 0;
    this.#records = 0;
    this.#accepted = 0;
    this.#keyLength = 0;
    this.#identities = new Map();
    this.#several = new Map();
    this.#rejected = [];
    this.values.length = 0;
  }

  classify(outcomes: readonly Outcome[]): void {
    if (this.#accepted === this.#numbers.length) this.#grow();
    const from = this.#accepted * this.#width;
    for (let index = 0; index < this.#width; index += 1) {
      const outcome = outcomes[index]!;
      if (typeof outcome === "number") this.#outcomes[from + index] = outcome;
      else {
        this.#outcomes[from + index] = SEVERAL;
        this.#several.set(from + index, outcome);
      }
    }
  }

  /** After `classify`: the key stands between two places of the block; without a `key` field they are -1. */
  accept(keyStart: number, keyEnd: number, identity: Scalar | undefined): void {
    if (keyStart >= 0) {
      const length = keyEnd - keyStart;
      this.#reserve(length);
      const [bytes, keys] = [this.#bytes, this.#keys];
      let place = this.#keyLength;
      for (let at = keyStart; at < keyEnd; at += 1) {
        keys[place] = bytes[at]!;
        place += 1;
      }
      this.#keyLength = place;
      if (identity !== undefined) this.#identities.set(this.#accepted, String(identity));
    }
    this.#finish();
  }

  acceptText(key: string | null, identity: Scalar | null): void {
    if (key !== null) {
      this.#reserve(3 * key.length);
      this.#keyLength += Buffer.from(this.#keys.buffer).write(key, this.#keyLength, "utf8");
      if (identity !== null && String(identity) !== key) this.#identities.set(this.#accepted, String(identity));
    }
    this.#finish();
  }

  reject({ key, reasons }: Extract<Decoded, { kind: "rejected" }>): void {
    this.#rejected.push({ number: this.#records, line: this.lines, key, reasons });
    this.#records += 1;
  }

  take(): ScannedBlock {
    const count = this.#accepted;
    return {
      kind: "scanned",
      lines: this.lines,
      records: this.#records,
      accepted: count,
      numbers: this.#numbers.slice(0, count),
      lineNumbers: this.#lineNumbers.slice(0, count),
      keys: this.#keys.slice(0, this.#keyLength),
      keyEnds: this.#keyEnds.slice(0, count),
      identities: this.#identities,
      outcomes: this.#outcomes.slice(0, count * this.#width),
      several: this.#several,
      values: this.#sorted ? [...this.values] : null,
      rejected: this.#rejected,
    };
  }

  #finish(): void {
    this.#numbers[this.#accepted] = this.#records;
    this.#lineNumbers[this.#accepted] = this.lines;
    this.#keyEnds[this.#accepted] = this.#keyLength;
    this.#accepted += 1;
    this.#records += 1;
  }

  #reserve(length: number): void {
    if (this.#keyLength + length <= this.#keys.length) return;
    const larger = new Uint8Array(2 * (this.#keyLength + length));
    larger.set(this.#keys);
    this.#keys = larger;
  }

  #grow(): void {
    const room = 2 * this.#numbers.length;
    const larger = <A extends Uint32Array | Int32Array>(array: A, made: A): A => {
      made.set(array);
      return made;
    };
    this.#numbers = larger(this.#numbers, new Uint32Array(room));
    this.#lineNumbers = larger(this.#lineNumbers, new Uint32Array(room));
    this.#keyEnds = larger(this.#keyEnds, new Uint32Array(room));
    this.#outcomes = larger(this.#outcomes, new Int32Array(room * this.#width));
  }
}
