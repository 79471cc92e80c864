import type { Row } from "../../src/condition/schema.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import type { FileProblem } from "../../src/records/data-error.js";
import type { Rejection } from "../../src/records/rejection.js";

export type RunResult =
  | { readonly kind: "completed"; readonly summary: RunSummary }
  /** Nothing was written. `records` says how far it came. */
  | { readonly kind: "failed"; readonly problems: readonly (FileProblem | Diagnostic)[]; readonly records: number };

export interface RunSummary {
  readonly layout: "json-array" | "json-path" | "ndjson" | "csv";
  /** accepted + rejected. With `from rows`: customers, and rows that belong to none. */
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted customers in two segments of an exclusive criterion, of at least one. */
  readonly ambiguous: number;
  /** Whether `maxRejects` allows the rejected and ambiguous records; without it, whether there are none. */
  readonly rejectsAllowed: boolean;
  readonly criteria: readonly CriterionCount[];
  /** The first few, rejected and ambiguous ones. */
  readonly firstRejects: readonly RejectedRecord[];
  /** Of columns and keys that never occur; errors among them only of JSON, said after the last record. */
  readonly problems: readonly Diagnostic[];
  /** Of `listing`; null if none was asked for. */
  readonly listing: Listing | null;
  readonly sample: readonly SampledCustomer[];
  /** Of the source, compressed or not. */
  readonly bytes: number;
  readonly milliseconds: number;
}

export interface CriterionCount {
  readonly name: string;
  readonly title: string | null;
  readonly overlapping: boolean;
  /** In the model's order. */
  readonly segments: readonly SegmentCount[];
  /** Customers in none of them. */
  readonly unclassified: number;
  readonly ambiguous: number;
}

export interface SegmentCount {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly customers: number;
}

export interface RejectedRecord {
  /** Its number among all records, from 1. */
  readonly record: number;
  readonly line: number;
  /** The key as far as it could be read; without a `key` field the record's number. */
  readonly key: string | null;
  readonly reasons: readonly Rejection[];
}

export interface Listing {
  /** How many there are, listed or not. */
  readonly total: number;
  readonly customers: readonly ListedCustomer[];
}

export interface ListedCustomer {
  readonly key: string;
  /** Of the term the list is sorted by; undefined if missing, or if it is not sorted. */
  readonly value: ExactValue;
}

export interface SampledCustomer {
  readonly key: string;
  readonly line: number;
  readonly row: Row;
  readonly outcomes: readonly Outcome[];
}

export interface Progress {
  readonly bytesRead: number;
  /** Null of a pipe. */
  readonly bytesTotal: number | null;
  readonly records: number;
}
