import type { ValueList } from "./condition.js";
import type { Scalar, ScalarType } from "./schema.js";

/** Beside the lists, not in them: a list is plain data. */
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

/**
 * A list of the values of a set, which is remembered for `valueSet`. `inOrder` are the same values in the set's order
 * where the caller holds them already.
 */
export function valueListOf(
  name: string | null,
  type: ScalarType,
  values: ReadonlySet<Scalar>,
  inOrder: readonly Scalar[] = [...values],
): ValueList {
  const list: ValueList = { name, type, values: inOrder };
  sets.set(list, values);
  return list;
}
