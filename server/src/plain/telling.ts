import type { Condition, Model, Term } from "@seg-lang/language";

/** What is being told of: the customer, or the elements of a list. */
export interface Telling {
  readonly model: Model;
  /** Lists that enclose the place, by their spoken names, the innermost first. None: it is told of customers. */
  readonly lists: readonly string[];
  /** Parts that may still be told: a condition may hold the same define a thousand times over. */
  readonly left: { parts: number };
  /** Of conditions within terms, and terms within conditions. */
  readonly clause: (condition: Condition, telling: Telling) => string;
  readonly noun: (term: Term, telling: Telling) => string;
}

/** Told of the elements of lists, the outermost first. */
export function within(telling: Telling, lists: readonly string[]): Telling {
  return { ...telling, lists: [...[...lists].reverse(), ...telling.lists] };
}
