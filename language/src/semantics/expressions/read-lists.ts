import type { ValueList } from "../../condition/condition.js";
import type { NamedList } from "../../condition/model.js";

/** Constants as values of what they are compared with. Against date-times, the dates among them stand apart. */
export interface ReadValues {
  readonly values: ValueList;
  readonly dates: ValueList | null;
}

/** Named lists as they were read by the types they are used with. */
export type ReadLists = Map<NamedList, Map<string, ReadValues | null>>;

/** Make one for each check of a program. */
export function createReadLists(): ReadLists {
  return new Map();
}
