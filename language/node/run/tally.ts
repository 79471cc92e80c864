import type { Criterion } from "../../src/condition/model.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { MembershipCell } from "../writers/memberships.js";
import type { CriterionCount } from "./summary.js";

/** Counts outcomes, and turns each into what is written for it. */
export class Tally {
  readonly #criteria: readonly CriterionTally[];
  /** Customers ambiguous in some criterion. */
  ambiguous = 0;

  constructor(criteria: readonly Criterion[]) {
    this.#criteria = criteria.map((criterion) => new CriterionTally(criterion));
  }

  /** Counts a customer. `cells` receives what is written, `onAmbiguous` the criteria and segments in conflict. */
  count(
    outcomes: readonly Outcome[],
    cells: MembershipCell[],
    onAmbiguous: (criterion: string, segments: readonly string[]) => void,
  ): void {
    let ambiguous = false;
    for (let index = 0; index < outcomes.length; index += 1) {
      const tally = this.#criteria[index]!;
      const outcome = outcomes[index]!;
      const conflict = typeof outcome !== "number" && !tally.criterion.overlapping;
      cells[index] = tally.count(outcome);
      if (conflict) {
        ambiguous = true;
        const { segments, name } = tally.criterion;
        onAmbiguous(
          name,
          outcome.map((number) => segments[number]!.name),
        );
      }
    }
    if (ambiguous) this.ambiguous += 1;
  }

  /** Counts a customer in the segments whose numbers stand at `at`, -1 for none: no criterion has several for it. */
  countPlain(outcomes: Int32Array, at: number): void {
    for (let index = 0; index < this.#criteria.length; index += 1)
      this.#criteria[index]!.countOne(outcomes[at + index]!);
  }

  counts(): CriterionCount[] {
    return this.#criteria.map((tally) => tally.counts());
  }
}

class CriterionTally {
  readonly criterion: Criterion;
  readonly #names: readonly string[];
  readonly #customers: Float64Array;
  #unclassified = 0;
  #ambiguous = 0;

  constructor(criterion: Criterion) {
    this.criterion = criterion;
    this.#names = criterion.segments.map(({ name }) => name);
    this.#customers = new Float64Array(criterion.segments.length);
  }

  count(outcome: Outcome): MembershipCell {
    if (typeof outcome === "number") {
      this.countOne(outcome);
      return this.#names[outcome] ?? null;
    }
    if (!this.criterion.overlapping) {
      this.#ambiguous += 1;
      return null;
    }
    if (outcome.length === 0) this.#unclassified += 1;
    for (const number of outcome) this.#customers[number]! += 1;
    return outcome.map((number) => this.#names[number]!);
  }

  /** `number`: of a segment, -1 for none. */
  countOne(number: number): void {
    if (number === -1) this.#unclassified += 1;
    else this.#customers[number]! += 1;
  }

  counts(): CriterionCount {
    const { name, title, overlapping, segments } = this.criterion;
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
