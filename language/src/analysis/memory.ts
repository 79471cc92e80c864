/**
 * What was found out before, by key. A version of a program begins with the memory of the one before; what it does not
 * ask for again is forgotten, so that memory does not grow with the number of edits.
 */
export class Memory {
  readonly #before: ReadonlyMap<string, unknown>;
  readonly #known = new Map<string, unknown>();

  constructor(before?: Memory) {
    this.#before = before === undefined ? new Map() : before.#known;
  }

  /** A key must always be asked for with the same type, hence the prefix of each: `empty …`, `pairs …`. */
  recall<T>(key: string, find: () => T): T {
    if (this.#known.has(key)) return this.#known.get(key) as T;
    const found = this.#before.has(key) ? (this.#before.get(key) as T) : find();
    this.#known.set(key, found);
    return found;
  }

  /** What the version before knew, without keeping it. */
  before<T>(key: string): T | undefined {
    return this.#before.get(key) as T | undefined;
  }

  keep<T>(key: string, value: T): void {
    this.#known.set(key, value);
  }
}
