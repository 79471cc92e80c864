import { conditionKey } from "../condition/canonical.js";
import { describeCondition, describeTerm } from "../condition/describe.js";
import type { Box } from "../logic/boxes/box.js";
import { compareExact, type Exact } from "../logic/exact.js";
import { intersectSets, isEmptySet, isSubset, type ValueSet } from "../logic/sets/value-set.js";
import { hasOtherNumbers, isCount, onlyNumber, type Words, writeExact, writeText } from "./describe-region.js";

/** One value of one quantity: what two conditions share at their edges, or leave out between them. */
export interface SingleValue {
  /** In the words of the language: `age`, `count(orders)`. */
  readonly field: string;
  /** `30`, `today - 30 days`, `"gold"`, `true`. */
  readonly value: string;
  /** Both together: `age = 30`, `not vip`. */
  readonly condition: string;
  readonly kind:
    | { readonly of: "number"; readonly number: Exact }
    /** A bound that is no constant; `key` is that of the `=` between both. */
    | { readonly of: "bound"; readonly key: string }
    | { readonly of: "text"; readonly text: string }
    | { readonly of: "truth" };
}

/** The quantity of which all common customers of two conditions have one and the same value, though each takes in others. */
export function sharedSingleValue(left: readonly Box[], right: readonly Box[], words: Words): SingleValue | null {
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
  return numberAt(quantity, value, words);
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
export function singleValueOf(region: Box, words: Words): SingleValue | null {
  const { space } = words;
  const restricted = [...region.sets].filter(([quantity, set]) => !isSubset(space.universes(quantity), set));
  if (restricted.length !== 1) return null;
  const [[quantity, restriction]] = restricted as [[number, ValueSet]];
  const set = intersectSets(restriction, space.universes(quantity));
  const number = onlyNumber(set);
  if (number !== null) {
    return hasOtherNumbers(space.universes(quantity), number) ? numberAt(quantity, number, words) : null;
  }
  const field = space.describe(quantity);
  if (set.missing || !words.types.has(field)) return null;
  if (set.kind === "truth" && set.yes !== set.no) {
    // Who is left out by a test of a text is no single value.
    if (!NAME.test(field)) return null;
    return { field, value: String(set.yes), condition: set.yes ? field : `not ${field}`, kind: { of: "truth" } };
  }
  if (set.kind !== "texts" || set.allBut || set.values.size !== 1) return null;
  const [text = ""] = set.values;
  const value = writeText(text, words.types.get(field) ?? null, words);
  return { field, value, condition: `${field} = ${value}`, kind: { of: "text", text } };
}

const NAME = /^\S+$/u;

function numberAt(quantity: number, number: Exact, { space, types, author }: Words): SingleValue | null {
  const field = space.describe(quantity);
  const type = types.get(field);
  if (type !== undefined || isCount(field)) {
    const value = writeExact(number, type ?? null);
    return { field, value, condition: `${field} = ${value}`, kind: { of: "number", number } };
  }
  const universe = space.universes(quantity);
  if (universe.kind !== "numbers") return null;
  const at = { low: number, lowOpen: false, high: number, highOpen: false };
  const equality = author.equality(quantity, { ...universe, missing: false, intervals: [at] });
  if (equality === null) return null;
  return {
    field: describeTerm(equality.left),
    value: describeTerm(equality.right),
    condition: describeCondition(equality),
    kind: { of: "bound", key: conditionKey(equality) },
  };
}
