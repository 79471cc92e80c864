import type { Location } from "../source/source.js";
import type { DateTerm } from "./condition.js";

/** The types a single value can have. */
export type ScalarType =
  | { readonly kind: "text"; readonly folded: boolean }
  | { readonly kind: "integer" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "date" }
  | { readonly kind: "datetime" }
  | { readonly kind: "choice"; readonly choices: readonly string[] };

export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly Field[];
  /** Names of fields left out because they are broken, which has been reported: whoever reads one stays silent. */
  readonly broken?: readonly string[];
}

export interface ListType {
  readonly kind: "list";
  readonly element: ScalarType | RecordType;
}

export type FieldType = ScalarType | RecordType | ListType;

/**
 * A declared field. A nested record is laid flat into the row of what encloses it: `address: { city: text }` gives the
 * row a slot for the path `["address", "city"]`. Each element of a list of records is a row of its own.
 */
export interface Field {
  readonly name: string;
  /** From the enclosing row: the customer, or the element of a list. */
  readonly path: readonly string[];
  readonly type: FieldType;
  /** May be missing (a list: may be absent, and is then empty). */
  readonly optional: boolean;
  readonly key: boolean;
  /**
   * The row's property is `f${slot}`. Scalars and lists have one; a record has one only if it is optional (true when
   * the record is there), else null. Unique within a row.
   */
  readonly slot: number | null;
  readonly reading: Reading;
  readonly domain: Domain | null;
  /** `step 0.01`: values are multiples of it. */
  readonly step: number | null;
  readonly documentation: string | null;
  /** Of the name in its declaration. */
  readonly location: Location;
}

/** How a field is found and read in data; nothing of it matters to conditions. */
export interface Reading {
  /** `from "Annual Income"`: one literal key or column, in place of the name. */
  readonly from: string | null;
  /** `from rows`: rows that share the key are the elements. */
  readonly fromRows: boolean;
  /** Spellings of missing beside null, absent and blank cells. */
  readonly missing: readonly string[];
  /** `split ";"`. */
  readonly split: string | null;
  readonly format: ReadingFormat | null;
}

export type ReadingFormat =
  /** `"1.234,56"`: which signs group and which is the decimal point; null: that sign does not occur. */
  | { readonly kind: "number"; readonly text: string; readonly group: string | null; readonly point: string | null }
  /** A pattern of yyyy yy MM dd HH mm ss SSS and literal signs, also for date-times. */
  | { readonly kind: "pattern"; readonly text: string }
  | { readonly kind: "persian"; readonly text: string | null }
  | { readonly kind: "epoch"; readonly unit: "seconds" | "milliseconds" }
  | { readonly kind: "pair"; readonly yes: string; readonly no: string }
  /** Spelling in the data → choice of the program. Choices without a code are read by their own name. */
  | { readonly kind: "codes"; readonly codes: ReadonlyMap<string, string> };

export type Domain =
  | {
      readonly kind: "number";
      readonly low: number | null;
      readonly high: number | null;
      readonly highExclusive: boolean;
    }
  /** Bounds are constants, or today or now shifted. */
  | {
      readonly kind: "date";
      readonly low: DateTerm | null;
      readonly high: DateTerm | null;
      readonly highExclusive: boolean;
    };

/** The `customer` block. */
export interface CustomerSchema {
  readonly record: RecordType;
  /** The field marked `key`, or null: the record's number stands in. */
  readonly key: Field | null;
  readonly documentation: string | null;
  readonly location: Location;
}

/**
 * A decoded, valid record in memory. Property `f3` holds the value of slot 3: text (folded if the field is), number,
 * boolean, day number (days since 1970-01-01), instant (milliseconds since 1970-01-01T00:00Z), choice (the program's
 * name), an array of scalars or of rows for a list, `true` for an optional record that is there; `undefined` if missing.
 */
export type Row = { readonly [slot: `f${number}`]: Value };
export type Scalar = string | number | boolean;
export type Value = Scalar | readonly Scalar[] | readonly Row[] | undefined;
