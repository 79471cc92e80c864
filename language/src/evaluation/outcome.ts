import type { Criterion } from "../condition/model.js";

/**
 * Where a customer stands in one criterion: the index of the segment in `criterion.segments`, -1 for none. For an
 * overlapping criterion always an array of all that hold, possibly empty; for an exclusive one an array only if two or
 * more hold: the customer is ambiguous. Indexes ascend. Equal arrays are one object, frozen.
 */
export type Outcome = number | readonly number[];

interface OutcomeNode {
  readonly outcome: Outcome;
  readonly next: Map<number, OutcomeNode>;
}

/** So many different combinations are kept; ones beyond are made anew. */
const MOST_KEPT = 10_000;

/** Makes the outcomes of one criterion from the segments whose own conditions hold. */
export class Outcomes {
  readonly #criterion: Criterion;
  readonly #root: OutcomeNode;
  /** The index of `otherwise`, which has no condition of its own; -1 if there is none. */
  readonly #rest: number;
  #kept = 0;

  constructor(criterion: Criterion) {
    this.#criterion = criterion;
    this.#rest = criterion.segments.findIndex(({ otherwise }) => otherwise);
    this.#root = { outcome: this.#outcomeOf(this.#rest === -1 ? [] : [this.#rest]), next: new Map() };
  }

  get none(): Outcome {
    return this.#root.outcome;
  }

  /** From ascending indexes of segments, `otherwise` not among them. */
  of(indexes: Iterable<number>): Outcome {
    const held: number[] = [];
    let node = this.#root;
    for (const index of indexes) {
      if (this.#criterion.ordered && held.length > 0) break;
      held.push(index);
      let next = node.next.get(index);
      if (next === undefined) {
        next = { outcome: this.#outcomeOf([...held]), next: new Map() };
        if (this.#kept < MOST_KEPT) node.next.set(index, next);
        this.#kept += 1;
      }
      node = next;
    }
    return node.outcome;
  }

  #outcomeOf(indexes: number[]): Outcome {
    if (this.#criterion.overlapping || indexes.length > 1) return Object.freeze(indexes);
    return indexes[0] ?? -1;
  }
}

/** The positions of the bits that are set, from the least; words of 32. */
export function* bitsOf(words: Iterable<number>): Generator<number> {
  let base = 0;
  for (const word of words) {
    for (let rest = word; rest !== 0; rest &= rest - 1) yield base + 31 - Math.clz32(rest & -rest);
    base += 32;
  }
}
