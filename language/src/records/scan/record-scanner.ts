import type { Row, Scalar } from "../../condition/schema.js";
import { EMPTY_LIST } from "../field-reader.js";
import { CodeWriter } from "../generated-code.js";
import { dataName } from "../occurrence.js";
import type { ReadingContext } from "../reading-context.js";
import type { ByteBlock } from "./byte-block.js";
import { learnKeyOrders } from "./key-order.js";
import { KeyTable } from "./key-table.js";
import { isKeyOfDigits, ScanCode, type ScanPlan } from "./scan-code.js";
import { type BytesToText, ValueCode } from "./value-code.js";

/**
 * Reads customers from lines of UTF-8 without making texts or objects of what nobody reads. What it reads is what the
 * reader of texts would; whatever it is not sure of — anything that is wrong above all — it leaves to that one.
 */
export interface RecordScanner {
  /** Takes a block: see `ByteBlock`. */
  load(bytes: Uint8Array): void;
  /** Reads the line that begins at `at`; answers where the next begins, or -1 where the line must be read as text. */
  read(at: number): number;
  /** The customer read last, valid. Fields that nobody reads are left out. */
  row(): Row;
  /** Where the key read last starts and ends in the bytes, as the data have it; -1 where it does not stand there. */
  keyStart(): number;
  keyEnd(): number;
  /** The key read last, as it is written; null where its bytes say so, and without a `key` field. */
  keyText(): string | null;
  /** What makes keys the same; undefined where that is what the bytes of the key say. */
  identity(): Scalar | undefined;
  /** Tells the reader of texts which keys occurred. */
  tell(): void;
}

export interface ScannerOptions extends Omit<ScanPlan, "record" | "orders"> {
  readonly toText: BytesToText;
  /** UTF-8: the first lines of the data, whole ones. */
  readonly beginning: Uint8Array;
  /** The `require` rules. */
  readonly breaksRule: (row: Row) => boolean;
  /** How a key is written that is neither a text nor a whole number. */
  readonly keyText: (identity: Scalar) => string;
}

interface Generated {
  readonly R: (at: number) => number;
  readonly T: () => void;
  readonly E: () => Row;
  readonly K: () => number;
  readonly L: () => number;
}

/** Null where the schema asks for what is only read from texts: keys of objects that need an escape, say. */
export function createRecordScanner(context: ReadingContext, options: ScannerOptions): RecordScanner | null {
  const record = context.model.schema?.record;
  if (record === undefined || !canScan(options)) return null;
  const { key, breaksRule, keyText } = options;
  const block: ByteBlock = { bytes: new Uint8Array(), view: new DataView(new ArrayBuffer(0)), at: -1 };
  const code = new CodeWriter();
  const values = new ValueCode(code, block, context, options.toText);
  const orders = learnKeyOrders(record, options.beginning, options.beginning.length);
  new ScanCode(code, values, block, { ...options, record, orders }, EMPTY_LIST).write();
  code.line("return { R, T, E: () => E, K: () => K, L: () => L };");
  const { R, T, E, K, L } = code.build<() => Generated>("")();
  const slot = key === null || key.slot === null ? null : (`f${key.slot}` as const);
  const isNumber = key !== null && isKeyOfDigits(key);
  const isInBytes = key === null || key.type.kind === "text" || isNumber;
  // Of texts: where it is read, or folded, or not of ASCII alone.
  const identity = slot === null || isNumber ? () => undefined : () => E()[slot] as Scalar | undefined;
  return {
    load(bytes) {
      block.bytes = bytes;
      block.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    read(at) {
      const next = R(at);
      return next >= 0 && breaksRule(E()) ? -1 : next;
    },
    row: E,
    keyStart: K,
    keyEnd: L,
    keyText: () => (isInBytes ? null : keyText(identity()!)),
    identity,
    tell: T,
  };
}

function canScan({ occurrences }: ScannerOptions): boolean {
  const names = occurrences.flatMap(({ fields }) => fields.map(dataName));
  if (occurrences.some(({ fields }) => fields.length === 0)) return false;
  return names.every((name) => KeyTable.fits(new TextEncoder().encode(name)));
}
