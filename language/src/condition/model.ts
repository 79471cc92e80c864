import type { Location } from "../source/source.js";
import type { Condition, Term } from "./condition.js";
import type { CustomerSchema, Scalar } from "./schema.js";

/**
 * A checked program: what it means, with the way back to where it was written. Broken declarations are left out of it
 * (their diagnostics say why), so every consumer may trust what is here.
 */
export interface Model {
  /** Null where the program has no usable `customer` block; then there are no segments either. */
  readonly schema: CustomerSchema | null;
  readonly requires: readonly Require[];
  readonly lists: readonly NamedList[];
  readonly defines: readonly Define[];
  /** By name; declared ones first, in order of file path and position, then inferred ones. */
  readonly criteria: readonly Criterion[];
  readonly personas: readonly Persona[];
  /** Declarations that are no part of the model, as they have errors or name something that has. */
  readonly leftOut: readonly LeftOut[];
  /** The parts of the program that could not be parsed as they are written: all syntax errors in them are theirs alone. */
  readonly unparsed: readonly Unparsed[];
  readonly settings: ProgramSettings;
}

export interface LeftOut {
  readonly kind: "require" | "list" | "define" | "segment" | "persona";
  /** Empty for a `require`. */
  readonly name: string;
  /** Of a segment: the criterion that it stands in, or says that it joins (there may be none of that name); else null. */
  readonly criterion: string | null;
  /** The whole of it. */
  readonly declaration: Location;
}

export interface Unparsed {
  readonly kind: "criterion" | "segment" | "list" | "define" | "persona";
  /** Of a criterion or segment; else empty. */
  readonly name: string;
  /** As in `LeftOut`; of a criterion its own name. */
  readonly criterion: string | null;
  /** Of a criterion: what stands between its braces. */
  readonly declaration: Location;
}

/** What `seg.json` says, defaults filled in. */
export interface ProgramSettings {
  /** IANA name; never the machine's. */
  readonly timeZone: string;
  /** 0 is Monday … 6 is Sunday. */
  readonly weekStart: number;
  /** Range of `today` for proofs, as day numbers. */
  readonly today: { readonly earliest: number; readonly latest: number };
  /** Severity per rule name; "off" silences it. */
  readonly rules: Readonly<Record<string, "error" | "warning" | "information" | "hint" | "off">>;
  /** Path of sample data, relative to the root. */
  readonly sampleData: string | null;
  /** The keys that lead to the customers inside it, as after `--path`. */
  readonly sampleDataPath: string | null;
}

export interface Require {
  readonly condition: Condition;
  /** The source text of the condition, for messages. */
  readonly text: string;
  /** Top-level field names it reads (a persona that leaves one out is not asked). */
  readonly reads: readonly string[];
  readonly documentation: string | null;
  readonly location: Location;
}

export interface NamedList {
  readonly name: string;
  /** As written or as the file has them, in order and with repetitions, before they are read by a type. */
  readonly items: ListItems;
  readonly documentation: string | null;
  /** Of the name. */
  readonly location: Location;
}

/** A list from a file may have millions of items: they are held as columns, not as one object each. */
export type ListItems =
  | { readonly kind: "literals"; readonly literals: readonly ListLiteralItem[] }
  | {
      readonly kind: "file";
      /** Path relative to the program's root. */
      readonly file: string;
      /** Trimmed, never blank; spellings, to be read as a cell of data is. */
      readonly values: readonly string[];
      /** The one-based line of each value. */
      readonly lines: Uint32Array;
    };

export interface ListLiteralItem {
  readonly type: "text" | "number" | "boolean" | "date" | "datetime";
  /** Of a date its day number, of a date-time its instant. */
  readonly value: Scalar;
  readonly location: Location;
}

export interface Define {
  readonly name: string;
  /** What it stands for: a condition, a value, or (for lists and records of lists) null. */
  readonly condition: Condition | null;
  readonly term: Term | null;
  readonly documentation: string | null;
  readonly location: Location;
}

export interface Criterion {
  /** Inferred: the sorted paths joined with " + ". */
  readonly name: string;
  readonly title: string | null;
  readonly inferred: boolean;
  readonly exhaustive: boolean;
  readonly ordered: boolean;
  readonly overlapping: boolean;
  /** In textual order: the block's own first, then those that join by `by`, by path and position. `otherwise` last. */
  readonly segments: readonly Segment[];
  readonly documentation: string | null;
  /** Of the name; for an inferred one, of its first segment's name. */
  readonly location: Location;
}

export interface Segment {
  /** Unique in the program and stable: the qualified name, backticks where needed: "Income.High". */
  readonly id: string;
  readonly name: string;
  readonly criterion: string;
  readonly title: string | null;
  readonly otherwise: boolean;
  /** The author's own condition; for `otherwise`, the constant true. */
  readonly condition: Condition;
  /**
   * When a customer is in it, as classified: in an `ordered` criterion the own condition and not (`member`) any earlier
   * sibling's; for `otherwise`, not any of the others'.
   */
  readonly membership: Condition;
  readonly documentation: string | null;
  /** Of the name. */
  readonly location: Location;
  /** Of the whole declaration. */
  readonly declaration: Location;
}

/** A concrete customer and where the author expects them. */
export interface Persona {
  readonly name: string;
  readonly title: string | null;
  /** Day number of `as of`, or null: the run's today. */
  readonly asOf: number | null;
  /** The record as JSON would hold it, dates still to be computed: evaluated by evaluation/persona.ts at a given day. */
  readonly record: PersonaRecord;
  readonly within: readonly PersonaExpectation[];
  readonly notWithin: readonly PersonaExpectation[];
  readonly documentation: string | null;
  readonly location: Location;
}

export interface PersonaExpectation {
  readonly segment: string;
  readonly location: Location;
}

export type PersonaValue =
  | { readonly kind: "term"; readonly term: Term; readonly location: Location }
  | { readonly kind: "list"; readonly items: readonly PersonaValue[]; readonly location: Location }
  | PersonaRecord;

export interface PersonaRecord {
  readonly kind: "record";
  readonly entries: readonly { readonly name: string; readonly value: PersonaValue }[];
  readonly location: Location;
}
