import type { Example, Undecided } from "../logic/logic.js";
import type { SingleValue } from "./single-value.js";
import type { Witness } from "./verdict.js";

/** What two segments were found to have in common. */
export type PairVerdict =
  | {
      readonly kind: "overlap";
      readonly example: Example;
      readonly witness: Witness;
      readonly single: SingleValue | null;
    }
  | { readonly kind: "undecided"; readonly undecided: Undecided };

/**
 * What is known of the pairs of a criterion over all its versions, by the keys of the conditions. Kept as it is found, so
 * that nothing is lost where a proof is given up on its way.
 */
export class KnownPairs {
  /** Of conditions all pairs of which were decided: those of which nothing is kept have nobody in common. */
  #decided: ReadonlySet<string> | null = null;
  /** By the smaller key, then by the greater. */
  readonly #verdicts = new Map<string, Map<string, PairVerdict>>();
  /** Overlaps whose examples the classifier has placed in both. */
  readonly #placed = new WeakSet<PairVerdict>();
  /** Pairs without anybody in common, found since all were decided. */
  readonly #apart = new Set<string>();

  /** Whether no version of the criterion was decided to the end. */
  get isNew(): boolean {
    return this.#decided === null;
  }

  /** Whether the condition is one of those all pairs of which were decided. */
  has(key: string): boolean {
    return this.#decided?.has(key) ?? false;
  }

  *found(): Iterable<readonly [string, string, PairVerdict]> {
    for (const [left, row] of this.#verdicts) for (const [right, verdict] of row) yield [left, right, verdict];
  }

  /** What two conditions were found to have in common, in whatever order. */
  verdict(one: string, other: string): PairVerdict | undefined {
    return one < other ? this.#verdicts.get(one)?.get(other) : this.#verdicts.get(other)?.get(one);
  }

  isPlaced(verdict: PairVerdict): boolean {
    return this.#placed.has(verdict);
  }

  addPlaced(verdict: PairVerdict): void {
    this.#placed.add(verdict);
  }

  areApart(one: string, other: string): boolean {
    return this.#apart.has(pairKey(one, other));
  }

  addApart(one: string, other: string): void {
    this.#apart.add(pairKey(one, other));
  }

  settle(one: string, other: string, verdict: PairVerdict): void {
    const [left, right] = one < other ? [one, other] : [other, one];
    const row = this.#verdicts.get(left);
    if (row === undefined) this.#verdicts.set(left, new Map([[right, verdict]]));
    else row.set(right, verdict);
  }

  /** All pairs of these conditions are decided now; others are forgotten. */
  complete(conditions: ReadonlyMap<string, unknown>): void {
    this.#decided = new Set(conditions.keys());
    this.#apart.clear();
    for (const [left, row] of this.#verdicts) {
      if (!conditions.has(left)) this.#verdicts.delete(left);
      else for (const right of row.keys()) if (!conditions.has(right)) row.delete(right);
    }
  }
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
