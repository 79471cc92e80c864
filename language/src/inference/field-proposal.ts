import type { FieldName } from "./field-names.js";

/** A field of the block to be written, in the words of the language. */
export interface FieldProposal {
  readonly kind: "field";
  readonly name: FieldName;
  readonly key: boolean;
  readonly optional: boolean;
  readonly type: TypeProposal;
  /** Format, domain and step. */
  readonly modifiers: readonly string[];
  readonly fromRows: boolean;
  readonly missing: readonly string[];
  readonly split: string | null;
  /** Sentences for whoever reads the block. */
  readonly doubts: readonly string[];
}

export type TypeProposal =
  | { readonly kind: "scalar"; readonly text: string }
  | { readonly kind: "record"; readonly items: readonly Item[] }
  | { readonly kind: "list"; readonly element: Exclude<TypeProposal, { kind: "list" }> };

/** What stands between the braces of a record: a field, or why there is none. */
export type Item = FieldProposal | { readonly kind: "left-out"; readonly reason: string };
