import type { FieldDeclaration } from "../../language/src/syntax/tree.js";
import type { Fraction } from "./fraction.js";

/** What an expression gives; `undefined` is missing. */
export type Value =
  | undefined
  | { readonly kind: "number"; readonly value: Fraction }
  /** Literals and choices are not folded; beside a folded text they are. */
  | { readonly kind: "text"; readonly value: string; readonly folded: boolean }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "date"; readonly day: number }
  | { readonly kind: "datetime"; readonly instant: number }
  | { readonly kind: "duration"; readonly amount: number; readonly unit: "hour" | "day" | "week" | "month" | "year" }
  | { readonly kind: "constants"; readonly values: readonly Value[] }
  | ListValue
  | RecordValue;

export interface ListValue {
  readonly kind: "list";
  readonly elements: readonly Element[];
}

/** One element, and the records (or the scalar) that a filter on it can see, outermost first, itself last. */
export interface Element {
  readonly value: Value;
  readonly sees: readonly Value[];
}

export interface RecordValue {
  readonly kind: "record";
  /** False for an optional record that is missing: its fields are all missing. */
  readonly present: boolean;
  /** Every declared field has an entry. */
  readonly fields: ReadonlyMap<string, { readonly declaration: FieldDeclaration; readonly value: Value }>;
}

export const EMPTY_LIST: ListValue = { kind: "list", elements: [] };

export function truth(value: boolean): Value {
  return { kind: "boolean", value };
}

export function number(value: Fraction | undefined): Value {
  return value === undefined ? undefined : { kind: "number", value };
}

export function text(value: string): Value {
  return { kind: "text", value, folded: false };
}
