import type { Outcome } from "../../src/evaluation/classifier.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import type { Rejection } from "../../src/records/rejection.js";
import type { KeyRun } from "../keys/key-run.js";
import type { EncodingFault } from "../readers/text.js";
import type { MembershipRows } from "../writers/membership-bytes.js";

/** Whole lines of a file of records, in UTF-8. */
export interface LineBlock {
  /** The lines, the last one with its end, and `PADDING` bytes more. */
  readonly bytes: Buffer<ArrayBuffer>;
  /** How many of the bytes are lines. */
  readonly length: number;
  /** Receives the bytes when nobody reads them any more. */
  readonly spare: Buffer<ArrayBuffer>[];
}

/** Texts in UTF-8 one after the other. */
export interface TextColumn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each of them ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/**
 * What the lines of a block hold: in columns, so that it passes between threads at little cost. It is to be read before the
 * next is asked for.
 */
export interface ScannedBlock {
  readonly kind: "scanned";
  /** Line ends. */
  readonly lines: number;
  /** Accepted and rejected. */
  readonly records: number;
  readonly accepted: number;
  /** Where the accepted records stand; null if each line is one. */
  readonly places: RecordPlaces | null;
  /** The keys of the accepted records, as they are written; null without a `key` field. */
  readonly keys: TextColumn | null;
  /** What makes a key the same as another; null if the keys themselves do. */
  readonly identities: TextColumn | null;
  /** The same in order, with their lines in the block, from 0; null if they are in none. */
  readonly run: KeyRun | null;
  /** Of each accepted record: in which segments it is, as the number of one of the combinations that occur in the block. */
  readonly combinations: Uint32Array<ArrayBuffer>;
  /** How many records are of each combination. */
  readonly counts: Uint32Array<ArrayBuffer>;
  /** Of each combination, for each criterion, a segment's number, -1 for none, or `SEVERAL`. */
  readonly outcomes: Int32Array<ArrayBuffer>;
  /** What `SEVERAL` stands for, by its place in `outcomes`. */
  readonly several: ReadonlyMap<number, Exclude<Outcome, number>>;
  /** The accepted records as they are written; null where nobody asked for that. */
  readonly rows: MembershipRows | null;
  /** Of each accepted record, what it is sorted by; null if nothing is. */
  readonly values: readonly ExactValue[] | null;
  readonly rejected: readonly RejectedLine[];
}

export const SEVERAL = -2;

export interface RecordPlaces {
  /** Of each accepted record: its number among all of the block, from 0. */
  readonly numbers: Uint32Array<ArrayBuffer>;
  /** Of each accepted record: its line in the block, from 0. */
  readonly lines: Uint32Array<ArrayBuffer>;
}

export interface RejectedLine {
  /** As in `RecordPlaces`. */
  readonly number: number;
  readonly line: number;
  readonly key: string | null;
  readonly reasons: readonly Rejection[];
}

/** A block that is no UTF-8. */
export interface BrokenBlock extends EncodingFault {
  readonly kind: "broken";
}

/** The buffers of a block, to be passed to another thread. */
export function buffersOf(block: ScannedBlock): ArrayBuffer[] {
  const { places, keys, identities, rows, combinations, counts, outcomes } = block;
  const columns = [places?.numbers, places?.lines, keys?.bytes, keys?.ends, identities?.bytes, identities?.ends];
  const all = [...columns, rows?.bytes, rows?.ends, combinations, counts, outcomes];
  return all.flatMap((column) => (column === undefined ? [] : [column.buffer]));
}
