import type { Budget } from "../budget.js";

/** Steps that one question may take, whatever the budget still allows: some tenths of a second. */
const MOST_STEPS = 300_000;
/** Numbers that the states of one question may keep: some megabytes. */
const MOST_KEPT = 1_000_000;

/** What one question costs. Work is counted as it is done and stops, soon, once `isOver`. */
export class Meter {
  readonly #budget: Budget;
  #steps = 0;
  #kept = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  get steps(): number {
    return this.#steps;
  }

  get isOver(): boolean {
    return this.#steps >= MOST_STEPS || this.#kept >= MOST_KEPT || this.#budget.exhausted;
  }

  spend(steps: number): void {
    this.#steps += steps;
    this.#budget.spend(steps);
  }

  /** Counts memory, besides the step of filling it. */
  keep(numbers: number): void {
    this.#kept += numbers + 8;
    this.spend(1);
  }
}
