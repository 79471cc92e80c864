import type { ValueList } from "../../condition/condition.js";
import type { NamedList } from "../../condition/model.js";

/** Named lists as they were read by the types they are used with. */
export type ReadLists = Map<NamedList, Map<string, ValueList | null>>;

/** Make one for each check of a program. */
export function createReadLists(): ReadLists {
  return new Map();
}
