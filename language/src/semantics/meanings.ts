import type { CustomerSchema, FieldType } from "../condition/schema.js";
import type { Span } from "../source/source.js";

/**
 * What a name in the text stands for. Two occurrences mean the same where their keys are the same: `key` holds what tells
 * one apart from all others of a program, and stays the same while the declaration keeps its name.
 */
export type Meaning =
  /** `path` from the customer, through lists and nested records: `orders.lines.price`. `declared` is null for `customer`. */
  | { readonly kind: "field"; readonly key: string; readonly path: readonly string[]; readonly type: FieldType | null }
  | { readonly kind: "list"; readonly key: string; readonly name: string }
  | { readonly kind: "define"; readonly key: string; readonly name: string }
  /** `id` as the model has it: `Income.High`. */
  | { readonly kind: "segment"; readonly key: string; readonly id: string; readonly criterion: string | null }
  | { readonly kind: "criterion"; readonly key: string; readonly name: string }
  | { readonly kind: "persona"; readonly key: string; readonly name: string }
  /** `it`, the element of a list; `customer`, `today`, functions and other words of the language are no meanings. */
  | { readonly kind: "element"; readonly key: string; readonly list: string };

/** A name where it stands. The span is the syntax tree's own object, so it moves with the text. */
export interface Occurrence {
  readonly meaning: Meaning;
  readonly file: string;
  readonly span: Span;
  /** Written in backticks. */
  readonly quoted: boolean;
  readonly role: "declaration" | "use";
}

/** What can be written at a place, for completion. */
export interface Surroundings {
  readonly schema: CustomerSchema | null;
  /** Enclosing list elements, outermost first, by the path of their list from the customer. */
  readonly elements: readonly { readonly path: readonly string[]; readonly type: FieldType }[];
}
