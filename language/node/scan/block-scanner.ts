import { isUtf8 } from "node:buffer";
import type { Row } from "../../src/condition/schema.js";
import type { Classifier, Outcome } from "../../src/evaluation/classifier.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import { decodeRecord } from "../../src/records/decode-record.js";
import type { Decoder } from "../../src/records/decoder.js";
import { isBlankLine } from "../../src/records/json/ndjson.js";
import type { RecordScanner } from "../../src/records/scan/record-scanner.js";
import { utf8Fault } from "../readers/text.js";
import type { MembershipForm } from "../writers/membership-bytes.js";
import { Columns } from "./columns.js";
import type { BrokenBlock, LineBlock, ScannedBlock } from "./scanned-block.js";

export interface BlockScannerParts {
  readonly decoder: Decoder;
  readonly classifier: Classifier;
  /** Whether anybody reads what is at that path of the customer. */
  readonly isRead: (path: readonly string[]) => boolean;
  readonly sortBy: ((row: Row) => ExactValue) | null;
  /** How accepted records are to be written, if they are. */
  readonly rows: MembershipForm | null;
}

/**
 * Reads and classifies the records of blocks of lines: from their bytes where it can, from their text where it must.
 * One after the other: what one block shows of the file helps with the next.
 */
export class BlockScanner {
  readonly #parts: BlockScannerParts;
  readonly #outcomes: Outcome[];
  #scanner: RecordScanner | null | undefined;
  readonly #columns: Columns;

  constructor(parts: BlockScannerParts) {
    this.#parts = parts;
    const { criteria } = parts.classifier;
    this.#outcomes = new Array<Outcome>(criteria.length).fill(-1);
    const keyed = (parts.decoder.schema?.key ?? null) !== null;
    this.#columns = new Columns(criteria, { keyed, values: parts.sortBy !== null, rows: parts.rows });
  }

  /** Everything in the answer is its own: nothing of it is used again. `room`: a buffer for rows that nobody reads any more. */
  scan(
    { bytes, length }: Pick<LineBlock, "bytes" | "length">,
    room: ArrayBuffer | null = null,
  ): ScannedBlock | BrokenBlock {
    const lines = bytes.subarray(0, length);
    if (!isUtf8(lines)) return { kind: "broken", ...utf8Fault(Buffer.from(lines.buffer, lines.byteOffset, length)) };
    const scanner = this.#scannerFor(lines);
    scanner?.load(bytes);
    const columns = this.#columns;
    columns.start(bytes, room);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < length; ) {
      const next = scanner === null ? -1 : scanner.read(at);
      if (next >= 0) {
        this.#accept(scanner!.row());
        const key = scanner!.keyText();
        if (key === null) columns.accept(scanner!.keyStart(), scanner!.keyEnd(), scanner!.identity());
        else columns.acceptText(key, scanner!.identity() ?? null);
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
    if (isBlankLine(line)) {
      columns.skipBlank();
      return;
    }
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
    this.#columns.classify(this.#outcomes, this.#parts.sortBy?.(row));
  }

  #scannerFor(lines: Uint8Array): RecordScanner | null {
    if (this.#scanner === undefined) {
      const toText = (bytes: Uint8Array, start: number, end: number) => (bytes as Buffer).toString("utf8", start, end);
      this.#scanner = this.#parts.decoder.scanner({ toText, isRead: this.#parts.isRead, beginning: lines });
    }
    return this.#scanner;
  }
}
