/**
 * Keeps an object the same object for as long as it says the same, so that whoever remembers something of it may look
 * for it by its identity. Objects are equal here if their properties are: the same values, arrays of the same values, or
 * locations of the same span, which moves with what stands there.
 */
export class SameObjects<V extends object> {
  readonly #known = new WeakMap<object, V>();

  /** The object known by `key` if it is equal to `fresh`, else `fresh`, which is known from then on. */
  keep(key: object, fresh: V): V {
    const known = this.#known.get(key);
    if (known !== undefined && isSame(known, fresh)) return known;
    this.#known.set(key, fresh);
    return fresh;
  }
}

function isSame(known: object, fresh: object): boolean {
  for (const name in fresh) {
    const before = known[name as keyof typeof known] as unknown;
    const now = fresh[name as keyof typeof fresh] as unknown;
    if (before !== now && !isSameArray(before, now) && !isSameLocation(before, now)) return false;
  }
  return true;
}

function isSameArray(before: unknown, now: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(now) || before.length !== now.length) return false;
  for (let index = 0; index < now.length; index += 1) if (before[index] !== now[index]) return false;
  return true;
}

function isSameLocation(before: unknown, now: unknown): boolean {
  if (typeof before !== "object" || typeof now !== "object" || before === null || now === null) return false;
  if (!("span" in before && "span" in now && "file" in before && "file" in now)) return false;
  return before.span === now.span && before.file === now.file;
}
