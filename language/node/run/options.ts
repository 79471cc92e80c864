import type { Row } from "../../src/condition/schema.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { Clock } from "../../src/evaluation/clock.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import type { Program } from "../../src/program.js";
import type { DataPath } from "../../src/records/json/data-path.js";
import type { RecordSource } from "../readers/bytes.js";
import type { OutputFormat } from "../writers/memberships.js";
import type { OutputTarget } from "../writers/output-file.js";
import type { Progress } from "./summary.js";

export interface RunOptions {
  readonly program: Program;
  readonly clock: Clock;
  readonly data: RecordSource;
  /** For files that are neither UTF-8 nor marked UTF-16: `windows-1256`. */
  readonly encoding?: string | null;
  /** The keys that lead to the customers inside JSON. */
  readonly path?: DataPath | null;
  /** One row a customer; a file's name says the format unless it is given. */
  readonly out?: OutputTarget & { readonly format?: OutputFormat };
  /** All rejected and ambiguous records, one row a reason; a file's name says the format unless it is given. */
  readonly rejects?: OutputTarget & { readonly format?: OutputFormat };
  /** Files that no output may replace beside that of the data: those of the program. */
  readonly kept?: readonly string[];
  /** How many records may be rejected or ambiguous. */
  readonly maxRejects?: MaxRejects | null;
  readonly csvSafe?: boolean;
  /**
   * So many threads read large NDJSON files beside this one; by default none. They start the file again that holds this code:
   * bundle it only where that may be done.
   */
  readonly threads?: number;
  /** Criteria proved exclusive stop at their first match. By default none is. */
  readonly exclusive?: (criterion: string) => boolean;
  readonly listing?: ListingOptions;
  /** Sorts the output and the listing, missing values last. The output is then held in memory until the end. */
  readonly sort?: Sort;
  /** Keeps the first so many accepted customers whole. */
  readonly sampleKeep?: number;
  /** Bytes of the rows of lists `from rows` that are held in memory, before rows go to temporary files. */
  readonly rowsHeld?: number;
  readonly signal?: AbortSignal;
  /** Called about once for each megabyte. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called for each accepted customer. Nothing of the array is to be kept: it is used again for the next. */
  readonly onCustomer?: (row: Row, outcomes: readonly Outcome[]) => void;
  /** Asked as often as `onProgress`: once true, no more of the file is read, and the run ends as at its end. */
  readonly isEnough?: (progress: Progress) => boolean;
}

export interface ListingOptions {
  /** Id of the segment whose members are listed; null: all customers. */
  readonly segment: string | null;
  /** At most so many; with `sort` the first of them in that order. */
  readonly limit?: number;
}

export interface Sort {
  readonly by: (row: Row) => ExactValue;
  readonly descending: boolean;
}

export type MaxRejects =
  | { readonly kind: "count"; readonly count: number }
  /** Of the records read, 0 … 1. */
  | { readonly kind: "share"; readonly share: number };

/** Reads `25` or `0.5%`; null if it is neither. */
export function parseMaxRejects(text: string): MaxRejects | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text);
  if (match === null) return null;
  const amount = Number(match[1]);
  // Read with its point moved, so that the share is the nearest number, as the quotient in `allowsRejects` is.
  if (match[2] === "%") return amount <= 100 ? { kind: "share", share: Number(`${match[1]}e-2`) } : null;
  return Number.isSafeInteger(amount) ? { kind: "count", count: amount } : null;
}

/** `turnedAway`: the rejected records and the ambiguous customers. */
export function allowsRejects(limit: MaxRejects | null, turnedAway: number, read: number): boolean {
  if (limit === null || turnedAway === 0) return turnedAway === 0;
  return limit.kind === "count" ? turnedAway <= limit.count : turnedAway / read <= limit.share;
}
