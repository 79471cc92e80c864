import type { ValueList } from "../condition/condition.js";
import type { Scalar } from "../condition/schema.js";

const sets = new WeakMap<ValueList, ReadonlySet<Scalar>>();

/** The values of a list as one set, however many conditions ask it: a list of a million values is hashed once. */
export function valueSet(list: ValueList): ReadonlySet<Scalar> {
  let set = sets.get(list);
  if (set === undefined) {
    set = new Set(list.values);
    sets.set(list, set);
  }
  return set;
}
