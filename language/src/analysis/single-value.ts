import type { ScalarType } from "../condition/schema.js";
import type { Box } from "../logic/boxes/box.js";
import { compareExact, type Exact } from "../logic/exact.js";
import { intersectSets, isEmptySet, isSubset, type ValueSet } from "../logic/sets/value-set.js";
import { hasOtherNumbers, onlyNumber, type Quantities, writeExact } from "./describe-region.js";

/** One value of one quantity: what two conditions share at their edges, or leave out between them. */
export interface SingleValue {
  /** In the words of the language. */
  readonly field: string;
  readonly value: string;
  readonly number: Exact;
}

/** The quantity of which all common customers of two conditions have one and the same value, though each takes in others. */
export function sharedSingleValue(
  left: readonly Box[],
  right: readonly Box[],
  space: Quantities,
  types: ReadonlyMap<string, ScalarType>,
): SingleValue | null {
  let shared: Map<number, Exact> | null = null;
  for (const a of left) {
    for (const b of right) {
      const touching = touchingValues(a, b);
      if (touching === null) continue;
      if (shared === null) shared = touching;
      else for (const [quantity, value] of shared) if (!isSame(touching.get(quantity), value)) shared.delete(quantity);
      if (shared.size === 0) return null;
    }
  }
  if (shared?.size !== 1) return null;
  const [[quantity, value]] = [...shared] as [[number, Exact]];
  return singleValue(quantity, value, space, types);
}

function isSame(left: Exact | undefined, right: Exact): boolean {
  return left !== undefined && compareExact(left, right) === 0;
}

/** Null where the boxes do not meet. */
function touchingValues(a: Box, b: Box): Map<number, Exact> | null {
  const touching = new Map<number, Exact>();
  for (const [quantity, set] of a.sets) {
    const other = b.sets.get(quantity);
    if (other === undefined) continue;
    const common = intersectSets(set, other);
    if (isEmptySet(common)) return null;
    const value = onlyNumber(common);
    if (value !== null && hasOtherNumbers(set, value) && hasOtherNumbers(other, value)) touching.set(quantity, value);
  }
  return touching;
}

/** The one value of the one quantity that a region restricts. */
export function singleValueOf(
  region: Box,
  space: Quantities,
  types: ReadonlyMap<string, ScalarType>,
): SingleValue | null {
  const restricted = [...region.sets].filter(([quantity, set]) => !isSubset(space.universes(quantity), set));
  if (restricted.length !== 1) return null;
  const [[quantity, set]] = restricted as [[number, ValueSet]];
  const value = onlyNumber(set);
  if (value === null || !hasOtherNumbers(space.universes(quantity), value)) return null;
  return singleValue(quantity, value, space, types);
}

function singleValue(
  quantity: number,
  number: Exact,
  space: Quantities,
  types: ReadonlyMap<string, ScalarType>,
): SingleValue | null {
  const field = space.describe(quantity);
  const type = types.get(field);
  if (type === undefined) return null;
  return { field, value: writeExact(number, type), number };
}
