interface Remembered {
  readonly value: unknown;
  /** The last version that asked for it. */
  version: number;
}

/**
 * What was found out, by key, over all versions of a program. What a version that was proved to the end did not ask for is
 * forgotten, so that memory does not grow with the number of edits; one that was given up forgets nothing.
 */
export class Memory {
  readonly #known = new Map<string, Remembered>();
  #version = 0;
  #asked = 0;

  /** A new version of the program asks from here on. */
  begin(): void {
    this.#version += 1;
    this.#asked = 0;
  }

  /** A key must always be asked for with the same type, hence the prefix of each: `refuted …`, `pairs …`. */
  recall<T>(key: string): T | undefined {
    const found = this.#known.get(key);
    if (found === undefined) return undefined;
    if (found.version !== this.#version) {
      found.version = this.#version;
      this.#asked += 1;
    }
    return found.value as T;
  }

  keep<T>(key: string, value: T): void {
    this.#known.set(key, { value, version: this.#version });
    this.#asked += 1;
  }

  /** Remembers what this version does not ask for. */
  carry(key: string): void {
    this.recall(key);
  }

  /** The version has asked for all that it needs. Looking for what to forget waits until that is half of all. */
  end(): void {
    if (this.#known.size <= 2 * this.#asked + 64) return;
    for (const [key, { version }] of this.#known) if (version !== this.#version) this.#known.delete(key);
  }
}
