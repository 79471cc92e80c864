import type { Condition } from "../condition/condition.js";
import type { Row } from "../condition/schema.js";

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
}

export interface Question {
  readonly holds: readonly Condition[];
  readonly fails: readonly Condition[];
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
  /** The condition that caused it, or null where no single one did. */
  readonly condition: Condition | null;
  /** Steps taken before giving up. */
  readonly spent: number;
}

export type UndecidedReason =
  /** Too many combinations of `or`, or too large a system of inequalities. */
  | "budget"
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
