import type { Condition } from "../condition/condition.js";
import type { Row } from "../condition/schema.js";
import type { Box, Universes } from "./boxes/box.js";

/**
 * The questions that can be put to logic. It knows nothing of segments: conditions come without `member` (analysis writes
 * memberships out), and the answer is about the customers of a space: all valid records on any day of its range.
 */
export interface Space {
  /**
   * Whether some customer on some day meets all conditions of `holds` and none of `fails`. Never guesses: "impossible" is
   * proved, "possible" comes with an example that the production evaluator has confirmed.
   */
  ask(question: Question): Answer;
  /**
   * Whether "impossible" would be the answer. Cheaper than `ask`, as no example is needed: false says nothing. `seen` is told
   * of a customer, confirmed, who answers the question, if one is found without much ado. `most` are the steps it may cost,
   * where that is less than usual.
   */
  refutes(question: Question, seen?: (example: Example) => void, most?: number): boolean;
  /**
   * The condition as boxes: a customer meets it exactly if the quantities it reads lie in one of them. Quantities are
   * numbered alike for all conditions of the space; some depend on each other (a count and a sum of one list, a field and a
   * difference of fields), so two boxes that meet may still have no customer in common: ask. Null if there are more than
   * `most` boxes.
   */
  boxes(condition: Condition, most: number): readonly Box[] | null;
  /** A new version of the program is asked about: the steps of all its questions together are counted from here. */
  renew(): void;
  /** Steps that all questions have cost since then. */
  readonly spent: number;
  readonly universes: Universes;
  /** A quantity in the words of the language: `age`, `income - rent`, `count(orders)`. */
  describe(quantity: number): string;
}

export interface Question {
  readonly holds: readonly Condition[];
  readonly fails: readonly Condition[];
  /** The quantities lie in this box, too. */
  readonly within?: Box;
  /** What the box was made of: asked for nothing, but to blame where nothing can be decided. */
  readonly about?: readonly Condition[];
}

export type Answer =
  | { readonly kind: "impossible" }
  | { readonly kind: "possible"; readonly example: Example }
  | { readonly kind: "undecided"; readonly undecided: Undecided };

/** A complete customer, valid on the day given. */
export interface Example {
  readonly row: Row;
  /** Day number. */
  readonly today: number;
  /** An instant of that day. */
  readonly now: number;
}

export interface Undecided {
  readonly reason: UndecidedReason;
  /** The condition that caused it, of those asked about or of what holds of all customers; null where it is no single one. */
  readonly condition: Condition | null;
  /** In place of a condition: what cannot be compared, as it is not the same in two programs. */
  readonly subject?: string;
  /** Steps taken before giving up. */
  readonly spent: number;
}

export type UndecidedReason =
  /** Too many combinations of `or`, or too large a system of inequalities. */
  | "budget"
  /** Questions before have used up what all of them together may cost. */
  | "spent"
  /** Products or quotients of fields. */
  | "not-linear"
  /** Patterns whose automata grow too large, or a text that could not be built. */
  | "text"
  /** Aggregates or nested lists beyond what counting can decide. */
  | "list"
  /** Dates: shifted fields, parts compared with each other. */
  | "date"
  /** An example was found that the evaluator did not confirm. */
  | "unconfirmed";

/** Confirms an example: whether the record is valid on that day, and meets the question, by the production evaluator. */
export type Confirm = (example: Example, question: Question) => boolean;
