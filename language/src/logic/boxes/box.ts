import type { ValueSet } from "../sets/value-set.js";

/**
 * A box: each quantity that it names must have a value of the set; quantities are numbered, and one that a box does not
 * name may have any value of its universe.
 */
export interface Box {
  readonly sets: ReadonlyMap<number, ValueSet>;
}

/** The universe of each quantity by its number: all values it can have. */
export type Universes = (quantity: number) => ValueSet;
