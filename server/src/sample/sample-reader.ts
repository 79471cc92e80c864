import type { SampleRejects } from "../program/view.js";
import type { ProgramTexts } from "./program-texts.js";

/** A program, and the file of customers that it is asked about. */
export interface SampleTask {
  readonly texts: ProgramTexts;
  /** A normal URI. */
  readonly data: string;
}

export interface SampleLimits {
  readonly customers: number;
  /** Of the file as it lies there, compressed or not. */
  readonly bytes: number;
}

/** Of a file that is larger, the beginning is read. */
export const SAMPLE_LIMITS: SampleLimits = { customers: 1_000_000, bytes: 200_000_000 };

/** What has been counted so far. */
export interface SampleReport {
  readonly customers: number;
  /** Null where nobody was rejected, or as long as it is counted. */
  readonly rejected: SampleRejects | null;
  /** The last report of a run. */
  readonly finished: boolean;
  /** All of the file has been read. */
  readonly complete: boolean;
  /** 0 … 1: how far the run has come. */
  readonly share: number;
  /** Customers who meet each segment's membership, by id. */
  readonly counts: ReadonlyMap<string, number>;
  readonly values: ReadonlyMap<string, readonly ValueCount[]>;
}

export interface ValueCount {
  readonly value: string;
  readonly customers: number;
}

export type SampleNews =
  | { readonly kind: "report"; readonly report: SampleReport }
  /** A sentence for the user. */
  | { readonly kind: "failed"; readonly message: string };

export type CustomerExplanation =
  /** The customer was found; the text says why they are where they are, or why the record is rejected. */
  | { readonly kind: "text"; readonly text: string }
  /** A sentence for the user. */
  | { readonly kind: "failed"; readonly message: string };

/** Whoever can read files of customers without keeping requests waiting: another thread. Nothing here throws or rejects. */
export interface SampleReader {
  /** Counts; tells now and then what is known, and at last that it has finished or failed. Returns how to stop it. */
  count(task: SampleTask, tell: (news: SampleNews) => void): () => void;
  /** Looks a customer up by key (without a `key` field: by number), and explains all criteria. */
  explain(task: SampleTask, key: string): Promise<CustomerExplanation>;
  /** Calls when the file has changed, come or gone. Returns how to stop it. */
  watch(data: string, changed: () => void): () => void;
}

/** What commands may ask of the sample data of a program, known by its root. */
export interface SampleActions {
  /** Counts anew, of all programs without a root. False where no sample data are named. */
  recount(root: string | null): boolean;
  /** Null where the program names no sample data. */
  explain(root: string, texts: ProgramTexts, key: string): Promise<CustomerExplanation> | null;
}
