import type { Budget } from "../budget.js";
import type { Exact } from "../exact.js";
import type { UndecidedReason } from "../logic.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Bound, Solution, System } from "./system.js";

/** Something that inequalities do not say, and that a solution of them breaks. */
export interface Violation {
  readonly reason: UndecidedReason;
  readonly quantity: Quantity;
  /** Ways to go on, most promising first, each as further bounds. */
  readonly ways: Iterable<readonly Bound[]>;
  /** Whether every true solution lies in one of the ways. */
  readonly exhaustive: boolean;
}

export interface Refinement {
  /**
   * The first thing that even a rough solution breaks, as it is about differences only. Left out where there is no such
   * thing.
   */
  readonly rough?: {
    readonly between: (solution: ReadonlyMap<Quantity, Exact>) => Violation | null;
    /** If that is nothing, of a likely one: whatever a rough solution can break. */
    readonly within: (solution: ReadonlyMap<Quantity, Exact>) => Violation | null;
  };
  /** The first thing a solution breaks; `taken` are the bounds that were added on the way. */
  violation(solution: ReadonlyMap<Quantity, Exact>, taken: readonly Bound[]): Violation | null;
  /** Is told why nothing can be said. */
  note(reason: UndecidedReason, quantity: Quantity | null): void;
  /** Is told how many steps a solution took, and what it breaks, if anything. */
  book(broken: Quantity | null, steps: number): void;
}

/** Deeper than this nothing new is to be hoped for. */
const DEEPEST = 24;

/** A solution that breaks nothing; "none" only where all ways were looked at and refuted. */
export function refined(system: System, refinement: Refinement, budget: Budget): Solution {
  // Days can be looked at for ever: something is left for other states.
  const most = refinement.rough === undefined ? budget.allowed : (budget.allowed + budget.spent) / 2;
  /** A solution, and what it breaks; rough ones are asked first, where they tell. */
  const step = (taken: readonly Bound[]): { readonly answer: Solution; readonly violation: Violation | null } => {
    const { rough } = refinement;
    for (const values of rough === undefined ? [] : (["any", "likely"] as const)) {
      const answer = system.solve(taken, budget, { rough: true, values });
      if (answer.kind !== "solution") return { answer, violation: null };
      const violation = values === "any" ? rough!.between(answer.values) : rough!.within(answer.values);
      if (violation !== null) return { answer, violation };
    }
    const answer = system.solve(taken, budget);
    return { answer, violation: answer.kind === "solution" ? refinement.violation(answer.values, taken) : null };
  };
  const explore = (taken: readonly Bound[], depth: number): Solution => {
    const before = budget.spent;
    const { answer, violation } = step(taken);
    refinement.book(violation?.quantity ?? null, budget.spent - before);
    if (answer.kind === "unknown") refinement.note(budget.exhausted ? "budget" : "not-linear", null);
    if (answer.kind !== "solution") return answer;
    if (violation === null) return answer;
    if (depth >= DEEPEST) {
      refinement.note(violation.reason, violation.quantity);
      return { kind: "unknown" };
    }
    let open = !violation.exhaustive;
    for (const way of violation.ways) {
      if (!budget.spend(1) || budget.spent > most) {
        open = true;
        break;
      }
      const found = explore([...taken, ...way], depth + 1);
      if (found.kind === "solution") return found;
      if (found.kind === "unknown") open = true;
    }
    if (!open) return { kind: "none" };
    refinement.note(violation.reason, violation.quantity);
    return { kind: "unknown" };
  };
  return explore([], 0);
}
