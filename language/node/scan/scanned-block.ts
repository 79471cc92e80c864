import type { Scalar } from "../../src/condition/schema.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { Rejection } from "../../src/records/rejection.js";
import type { EncodingFault } from "../readers/text.js";

/** Whole lines of a file of records, in UTF-8. */
export interface LineBlock {
  /** The lines, the last one with its end, and `PADDING` bytes more. */
  readonly bytes: Buffer<ArrayBuffer>;
  /** How many of the bytes are lines. */
  readonly length: number;
  /** Receives the bytes when nobody reads them any more. */
  readonly spare: Buffer<ArrayBuffer>[];
}

/** What the lines of a block hold: in columns, so that it passes between threads at little cost. */
export interface ScannedBlock {
  readonly kind: "scanned";
  /** Line ends. */
  readonly lines: number;
  /** Accepted and rejected. */
  readonly records: number;
  readonly accepted: number;
  /** Of each accepted record: its number among all of the block, from 0. */
  readonly numbers: Uint32Array;
  /** Of each accepted record: its line in the block, from 0. */
  readonly lineNumbers: Uint32Array;
  /** The keys of the accepted records in UTF-8, one after the other, as the data have them. Empty without a `key` field. */
  readonly keys: Uint8Array;
  /** Where each of them ends. */
  readonly keyEnds: Uint32Array;
  /** What makes a key the same as another where that is not its own spelling, by the number of the accepted record. */
  readonly identities: ReadonlyMap<number, string>;
  /** Of each accepted record, for each criterion, a segment's number, -1 for none, or `SEVERAL`. */
  readonly outcomes: Int32Array;
  /** What `SEVERAL` stands for, by its place in `outcomes`. */
  readonly several: ReadonlyMap<number, Exclude<Outcome, number>>;
  /** Of each accepted record, what it is sorted by; null if nothing is. */
  readonly values: readonly (Scalar | undefined)[] | null;
  readonly rejected: readonly RejectedLine[];
}

export const SEVERAL = -2;

export interface RejectedLine {
  /** As in `numbers` and `lineNumbers`. */
  readonly number: number;
  readonly line: number;
  readonly key: string | null;
  readonly reasons: readonly Rejection[];
}

/** A block that is no UTF-8. */
export interface BrokenBlock extends EncodingFault {
  readonly kind: "broken";
}
