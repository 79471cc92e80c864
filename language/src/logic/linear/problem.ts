import type { Exact } from "../exact.js";
import type { Grid, Intervals } from "../sets/intervals.js";

/**
 * A number to be found. `allowed` lies on the grid; values of `prefer` that are possible are chosen first, in this order. A
 * number that is `free` is nobody's: once the others are chosen, any value will do.
 */
export interface LinearVariable {
  readonly grid: Grid;
  readonly allowed: Intervals;
  readonly prefer?: readonly Exact[];
  readonly free?: boolean;
}

/** The sum of `coefficient · variable` lies in one of the intervals, whose finite ends need not lie on any grid. */
export interface LinearConstraint {
  readonly terms: readonly (readonly [variable: number, coefficient: Exact])[];
  readonly allowed: Intervals;
}

export interface LinearProblem {
  readonly variables: readonly LinearVariable[];
  readonly constraints: readonly LinearConstraint[];
}

export type LinearAnswer =
  /** A value for each variable, on its grid; for one on the grid of doubles a number. */
  | { readonly kind: "solution"; readonly values: readonly Exact[] }
  | { readonly kind: "none"; readonly core: LinearCore | null }
  /** The budget was spent, or the only solutions found were fractions that no double names. */
  | { readonly kind: "unknown" };

/** A part of a problem that has no solution whatever the rest says, and why. */
export interface LinearCore {
  /** Variables whose bounds are used, and constraints that are used, ascending. The grids of all variables count as known. */
  readonly variables: readonly number[];
  readonly constraints: readonly number[];
  readonly refutation: Refutation;
}

/** What has bounds: a variable, or the sum of a constraint. */
export interface Bounded {
  readonly of: "variable" | "constraint";
  readonly index: number;
}

export type Refutation =
  /** Multiplied and added, these inequalities say that 0 is greater than 0 (Farkas' lemma). */
  | { readonly kind: "sum"; readonly terms: readonly FarkasTerm[] }
  /**
   * Multiplied and added, these equations (each of something that can have but one value) say that a sum of whole multiples
   * of steps is a fraction. The multipliers may be negative.
   */
  | { readonly kind: "parity"; readonly terms: readonly ParityTerm[] }
  /** At most `at`, or more: refuted either way. */
  | {
      readonly kind: "split";
      readonly on: Bounded;
      readonly at: Exact;
      readonly below: Refutation;
      readonly above: Refutation;
    };

/** The bound below (or above) of a variable or sum, taken so many times; the multiplier is positive. */
export interface FarkasTerm extends Bounded {
  readonly side: "low" | "high";
  readonly multiplier: Exact;
}

/** The one value of a variable or sum, taken so many times. */
export interface ParityTerm extends Bounded {
  readonly multiplier: Exact;
}
