import type { RecordType, ScalarType } from "../../condition/schema.js";
import { maybeMissing } from "../expressions/missing-information/causes.js";
import type { Lowered } from "../expressions/scope.js";
import { typeOf } from "../expressions/types.js";
import type { SchemaPaths } from "./schema-paths.js";

/** What an expression is, for who reads or completes it. */
export type ExpressionType =
  | { readonly kind: "condition" }
  /** `field` is the path of the field that is read, from the customer; null where the value is computed or constant. */
  | {
      readonly kind: "value";
      readonly type: ScalarType;
      readonly optional: boolean;
      readonly constant: boolean;
      readonly field: readonly string[] | null;
    }
  /** A list of the data; `element` is the value that a dotted path ended in, where it did: of `orders.brand` a text. */
  | { readonly kind: "list"; readonly element: RecordType | ScalarType; readonly path: readonly string[] | null }
  | { readonly kind: "record"; readonly type: RecordType; readonly path: readonly string[] | null }
  /** `[…]`, or a named list. */
  | { readonly kind: "constants"; readonly list: string | null }
  | { readonly kind: "range" | "period" | "duration" }
  /** Something in it is wrong. */
  | { readonly kind: "unknown" };

export function expressionType(lowered: Lowered, paths: SchemaPaths): ExpressionType {
  switch (lowered.kind) {
    case "condition":
      return { kind: "condition" };
    case "term": {
      const { term } = lowered;
      const type = typeOf(term);
      const field = term.kind === "field" ? paths.pathOf(type) : null;
      const constant = term.kind === "constant" || term.kind === "clock";
      return { kind: "value", type, optional: maybeMissing(term), constant, field };
    }
    case "list": {
      const last = lowered.elements.at(-1)!;
      const element = last.projection?.type ?? last.nested?.type ?? last.element;
      return { kind: "list", element, path: paths.pathOf(element) };
    }
    case "record":
      return { kind: "record", type: lowered.type, path: paths.pathOf(lowered.type) };
    case "constants":
      return { kind: "constants", list: lowered.list?.name ?? null };
    case "range":
    case "period":
    case "duration":
      return { kind: lowered.kind };
    case "broken":
      return { kind: "unknown" };
  }
}
