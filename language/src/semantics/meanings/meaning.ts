import type { FieldType } from "../../condition/schema.js";
import type { Span } from "../../source/source.js";

/**
 * What a name in the text stands for. Two occurrences mean the same where their keys are the same: the key tells one
 * thing from all others of a program, and stays the same while the thing keeps its name and, for fields and segments, its
 * place. What is declared again under a name that is taken is a thing of its own, though nothing can refer to it.
 */
export type Meaning =
  /** The word `customer` before a dot; declared by the block. */
  | { readonly kind: "customer"; readonly key: string; readonly name: string }
  /** `path` from the customer, through lists and nested records: `orders.lines.price`. Broken fields have no type. */
  | {
      readonly kind: "field";
      readonly key: string;
      readonly name: string;
      readonly path: readonly string[];
      readonly type: FieldType | null;
    }
  | { readonly kind: "list" | "define" | "criterion" | "persona"; readonly key: string; readonly name: string }
  /** `id` as in the model: `Income.High`. `criterion` is the declared one it is in; null where it stands alone. */
  | {
      readonly kind: "segment";
      readonly key: string;
      readonly name: string;
      readonly id: string;
      readonly criterion: string | null;
    }
  /** `it`, the element of a list; `list` is the path of what is listed, from the customer. */
  | { readonly kind: "element"; readonly key: string; readonly name: string; readonly list: readonly string[] };

/** A name where it stands. */
export interface Occurrence {
  readonly meaning: Meaning;
  readonly file: string;
  /** With its backticks. In declarations without a mistake it is the syntax tree's own object, and moves with the text. */
  readonly span: Span;
  readonly quoted: boolean;
  /** `value`: the record of a persona gives the field a value. */
  readonly role: "declaration" | "use" | "value";
}

/** Where something is declared. */
export interface DeclarationPlace {
  readonly file: string;
  /** Of its name; of the block's keyword for `customer`. */
  readonly name: Span;
  /** The whole declaration, documentation not counted. */
  readonly whole: Span;
  readonly title: string | null;
  readonly documentation: string | null;
}
