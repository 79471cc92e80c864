import type { ValueList } from "../../condition/condition.js";
import type { NamedList } from "../../condition/model.js";

/** Constants as values of what they are compared with. Against date-times, the dates among them stand apart. */
export interface ReadValues {
  readonly values: ValueList;
  readonly dates: ValueList | null;
}

/** Named lists as they were read by the types they are used with. */
export class ReadLists {
  /** A list that could be read is never read again, whatever program it is used in. */
  readonly #read = new WeakMap<NamedList, Map<string, ReadValues>>();
  #failed = new Map<NamedList, Set<string>>();

  /** Null where it could not be read, which has been reported; undefined where nobody has tried. */
  get(list: NamedList, key: string): ReadValues | null | undefined {
    return this.#failed.get(list)?.has(key) === true ? null : this.#read.get(list)?.get(key);
  }

  set(list: NamedList, key: string, values: ReadValues | null): void {
    if (values === null) {
      const failed = this.#failed.get(list);
      if (failed === undefined) this.#failed.set(list, new Set([key]));
      else failed.add(key);
      return;
    }
    const read = this.#read.get(list);
    if (read === undefined) this.#read.set(list, new Map([[key, values]]));
    else read.set(key, values);
  }

  /** Lets the next check report again what cannot be read. */
  forgetFailures(): void {
    this.#failed = new Map();
  }
}
