import type { ListTerm, Term } from "../../condition/condition.js";
import type { Frame } from "./frame.js";

/** How many elements a list has. */
export interface CountNature {
  readonly kind: "count";
  readonly list: ListTerm;
  /** Where the list stands. */
  readonly frame: Frame;
}

/** How many elements pass some filters of a division and none of the others. */
export interface KindNature {
  readonly kind: "kind";
  readonly list: ListTerm;
  readonly frame: Frame;
  /** The same for all kinds into which a list is divided at once. */
  readonly division: string;
}

export interface AggregateNature {
  readonly kind: "aggregate";
  readonly function: "sum" | "average" | "min" | "max" | "count-distinct";
  readonly list: ListTerm;
  readonly value: Term;
  readonly frame: Frame;
}
