import type { Field, RecordType, ScalarType } from "../../condition/schema.js";
import type { Span } from "../../source/source.js";
import type { Expression, FieldDeclaration } from "../../syntax/tree.js";
import type { ExpressionType } from "./expression-type.js";
import type { Unit } from "./units.js";

/**
 * What can be written at a place of a file, for completion. It is found by writing a name there and reading the
 * declaration again, with what follows and, where that makes no sense, as if the text ended with it: so it holds in
 * declarations that are half written.
 */
export interface Surroundings {
  /** The word or text (quotes included) at the place, to be replaced; empty, at the place, where there is none. */
  readonly replaced: Span;
  /** The part of it that stands before the place, without backticks or the opening quote: `ci`. */
  readonly typed: string;
  /** The place is between the quotes of a text. */
  readonly inText: boolean;
  /** The declaration that the place is in or directly behind; null before all declarations. */
  readonly unit: Unit["kind"] | null;
  /** The criterion in whose braces the place is; null outside of any, "" where it has no name. */
  readonly criterion: string | null;
  readonly place: Place;
}

export type Place =
  /** A comment, a number, a name that is being given: nothing is known that could stand here. */
  | { readonly kind: "nothing" }
  /** A declaration can begin here; in the braces of a criterion, `segment` and `otherwise`. */
  | { readonly kind: "declaration" }
  /** Behind the name of a declaration, before what it says: these words or signs can follow. */
  | { readonly kind: "header"; readonly words: readonly string[] }
  /** The type of a field. */
  | { readonly kind: "type" }
  /** Behind the type of a field: `key`, a domain, `from`, … or the next field. */
  | { readonly kind: "modifier"; readonly field: FieldDeclaration | null }
  /** Behind `by`. */
  | { readonly kind: "criterion-name" }
  /** The name of a list's file. */
  | { readonly kind: "list-file" }
  /** A segment that a persona is in, or not; behind the dot, one of that criterion. */
  | { readonly kind: "expectation"; readonly criterion: string | null }
  /** The name of a field in the record of a persona; those that are written already are left out. */
  | { readonly kind: "entry"; readonly fields: readonly VisibleField[] }
  /** Behind the dot of a record or a list. */
  | { readonly kind: "member"; readonly fields: readonly VisibleField[] }
  /** Behind the dot of a criterion. */
  | { readonly kind: "member-segment"; readonly criterion: string }
  | ExpressionPlace
  /** Behind an operand. */
  | OperatorPlace;

/** An operand, or a whole expression, can stand here; defines, lists and segments are visible wherever fields are. */
export interface ExpressionPlace {
  readonly kind: "expression";
  /**
   * `list`: a list of the data. `container`: behind `in`, a named list, `[…]`, a range or a period. `constants`: behind
   * `has any of`, a named list or `[…]`. `constant`: an item of `[…]`, a bound, a value of a persona. `any`: a define.
   */
  readonly wants: "condition" | "value" | "list" | "container" | "constants" | "constant" | "any";
  /** The type of what stands here, where its neighbours tell; with the field it is of, by its path from the customer. */
  readonly expected: { readonly type: ScalarType; readonly field: readonly string[] | null } | null;
  /** In the elements of these lists, innermost first; none at the customer. */
  readonly elements: readonly VisibleElement[];
  /** What can be read by its bare name, of the innermost element first. */
  readonly fields: readonly VisibleField[];
  /** `it` can be written, and is this. */
  readonly it: ScalarType | null;
  /** The expressions around, the innermost first, as they are with a name at the place. */
  readonly around: readonly Expression[];
}

export interface OperatorPlace {
  readonly kind: "operator";
  /** What stands before. */
  readonly operand: ExpressionType;
  /** Words of the operator that stand before the place already: `is`, `is not`, `starts`. */
  readonly words: readonly string[];
  /** The declaration could end here, so that the next could begin. */
  readonly complete: boolean;
  /** The lists that the place is in the elements of, innermost first. */
  readonly elements: readonly VisibleElement[];
}

export interface VisibleElement {
  /** As the author knows it: `orders`, or the name of a define. */
  readonly list: string;
  readonly element: RecordType | ScalarType;
}

export interface VisibleField {
  readonly field: Field;
  /** From the customer. */
  readonly path: readonly string[];
}
