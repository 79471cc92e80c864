import type { Criterion } from "../../src/condition/model.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { CriterionCount } from "./summary.js";

/** Two or more segments of an exclusive criterion that hold for one customer. */
export interface Conflict {
  readonly criterion: string;
  readonly segments: readonly string[];
}

/** Counts outcomes. */
export class Tally {
  readonly #criteria: readonly CriterionTally[];
  /** Customers ambiguous in some criterion. */
  ambiguous = 0;

  constructor(criteria: readonly Criterion[]) {
    this.#criteria = criteria.map((criterion) => new CriterionTally(criterion));
  }

  /** Counts so many customers that have the same outcomes. Answers the conflicts that each of them is in. */
  count(outcomes: readonly Outcome[], customers: number): readonly Conflict[] {
    let conflicts: Conflict[] | null = null;
    for (let index = 0; index < outcomes.length; index += 1) {
      const conflict = this.#criteria[index]!.count(outcomes[index]!, customers);
      if (conflict === null) continue;
      conflicts ??= [];
      conflicts.push(conflict);
    }
    if (conflicts === null) return NO_CONFLICT;
    this.ambiguous += customers;
    return conflicts;
  }

  counts(): CriterionCount[] {
    return this.#criteria.map((tally) => tally.counts());
  }
}

const NO_CONFLICT: readonly Conflict[] = [];

class CriterionTally {
  readonly #criterion: Criterion;
  readonly #customers: Float64Array;
  #unclassified = 0;
  #ambiguous = 0;

  constructor(criterion: Criterion) {
    this.#criterion = criterion;
    this.#customers = new Float64Array(criterion.segments.length);
  }

  count(outcome: Outcome, customers: number): Conflict | null {
    if (typeof outcome === "number") {
      if (outcome === -1) this.#unclassified += customers;
      else this.#customers[outcome]! += customers;
      return null;
    }
    const { name, overlapping, segments } = this.#criterion;
    if (!overlapping) {
      this.#ambiguous += customers;
      return { criterion: name, segments: outcome.map((number) => segments[number]!.name) };
    }
    if (outcome.length === 0) this.#unclassified += customers;
    for (const number of outcome) this.#customers[number]! += customers;
    return null;
  }

  counts(): CriterionCount {
    const { name, title, overlapping, segments } = this.#criterion;
    return {
      name,
      title,
      overlapping,
      segments: segments.map((segment, index) => ({
        id: segment.id,
        name: segment.name,
        title: segment.title,
        customers: this.#customers[index]!,
      })),
      unclassified: this.#unclassified,
      ambiguous: this.#ambiguous,
    };
  }
}
