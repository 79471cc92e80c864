import type { ExactValue } from "../../src/evaluation/exact.js";
import { compareRanks } from "../../src/evaluation/predicate.js";

/** Keeps the first `limit` items in an order, or all; equal ones in the order they came. */
export class Ranking<T extends { readonly value: ExactValue }> {
  readonly #limit: number;
  readonly #compare: ((a: T, b: T) => number) | null;
  #items: T[] = [];
  total = 0;

  /** `descending` null: in the order they come. */
  constructor(limit: number, descending: boolean | null) {
    this.#limit = limit;
    this.#compare = descending === null ? null : (a, b) => compareValues(a.value, b.value, descending);
  }

  add(item: T): void {
    this.total += 1;
    if (this.#compare === null) {
      if (this.#items.length < this.#limit) this.#items.push(item);
      return;
    }
    this.#items.push(item);
    // Sorting now and then, not each time: the cost stays that of one sort of twice the limit.
    if (this.#items.length >= 2 * this.#limit + 1000) this.#trim();
  }

  items(): readonly T[] {
    this.#trim();
    return this.#items;
  }

  #trim(): void {
    if (this.#compare !== null) this.#items.sort(this.#compare);
    if (this.#items.length > this.#limit) this.#items.length = this.#limit;
  }
}

/** Missing values come last either way. */
export function compareValues(a: ExactValue, b: ExactValue, descending: boolean): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const order = compareRanks(a, b);
  return descending ? -order : order;
}
