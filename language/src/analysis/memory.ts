import { hashText } from "../condition/hash.js";

/** So many versions something is remembered that none of them asked for. */
const KEPT = 100;
/** Longer keys (the sets of a region, the text of a definition) are known by their hashes: they would outweigh what they are keys of. */
const LONGEST_KEY = 100;

interface Remembered {
  readonly value: unknown;
  /** The last version that asked for it. */
  version: number;
}

/**
 * What was found out, by key, over all versions of a program. What no version asked for in a long time is forgotten, so that
 * memory does not grow with the number of edits.
 */
export class Memory {
  readonly #known = new Map<string, Remembered>();
  #version = 0;
  /** So many were left when last some were forgotten. */
  #left = 0;

  /** A new version of the program asks from here on. */
  begin(): void {
    this.#version += 1;
  }

  /** A key must always be asked for with the same type, hence the prefix of each: `refuted …`, `pairs …`. */
  recall<T>(key: string): T | undefined {
    const found = this.#known.get(short(key));
    if (found === undefined) return undefined;
    found.version = this.#version;
    return found.value as T;
  }

  keep<T>(key: string, value: T): void {
    this.#known.set(short(key), { value, version: this.#version });
  }

  /** Remembers what this version does not ask for. */
  carry(key: string): void {
    this.recall(key);
  }

  /** The version was proved to the end. Looking for what to forget waits until there is much more than there was. */
  end(): void {
    if (this.#known.size <= 2 * this.#left + 1000) return;
    for (const [key, { version }] of this.#known) if (version < this.#version - KEPT) this.#known.delete(key);
    this.#left = this.#known.size;
  }
}

/** No hash begins as a key does, with a word and a blank. */
function short(key: string): string {
  return key.length > LONGEST_KEY ? hashText(key) : key;
}
