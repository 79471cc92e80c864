import type { Field, RecordType, ScalarType } from "../../condition/schema.js";
import type { Expression, Name } from "../../syntax/tree.js";
import type { Context } from "./context.js";
import type { Lowered } from "./scope.js";

/**
 * Is told, where an expression is lowered, what its names were taken for: so that an editor knows what the checker knows,
 * and the rules of scope exist once. An ordinary check has none.
 */
export interface Observer {
  /** A name that reads a field. */
  field(name: Name, field: Field): void;
  /** A name behind the dot, or in the record of a persona, that `record` has no field for. */
  noField(name: Name, record: RecordType): void;
  /** `it`: the element of the list whose elements have this very type. */
  element(name: Name, type: ScalarType): void;
  /** The word `customer`, where it means the customer. */
  customer(name: Name): void;
  /** A bare name that is no field. */
  bare(name: Name): void;
  /** `Income.High`, where `Income` is a criterion; it need not have the segment. */
  segment(criterion: Name, segment: Name): void;
  /** Lowers an expression by `lower`, as the whole it is part of does. */
  expression(expression: Expression, context: Context, lower: () => Lowered): Lowered;
}
