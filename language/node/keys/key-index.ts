import { HashedKeys } from "./hashed-keys.js";
import type { KeyRun } from "./key-run.js";
import { OrderedKeys } from "./ordered-keys.js";

/** With so many keys out of order, and so many times as many as there are in order, looking for these costs more than it saves. */
const LEAST_OTHERS = 64;
const MOST_OTHERS = 4;

/**
 * Which keys were read, and in which line first. Most files are in the order of their keys: then a key costs two or three
 * bytes. Keys out of order cost their own length and about ten bytes, where a `Map` of strings takes 100 and keeps the
 * pieces of the file alive from which the strings were cut.
 */
export class KeyIndex {
  /** Null once the keys have shown that they are in none. */
  #ordered: OrderedKeys | null = new OrderedKeys();
  /** Keys that came before one that was read already, in the order of the others. */
  #others: HashedKeys | null = null;
  /** For keys that come as text. */
  #text: Uint8Array = new Uint8Array(256);
  readonly #encoder = new TextEncoder();

  /** Takes a key with its line (from 1). Answers 0 if it is new, else the line in which it was read first. */
  add(key: string, line: number): number {
    if (3 * key.length > this.#text.length) this.#text = new Uint8Array(6 * key.length);
    return this.addBytes(this.#text, 0, this.#encoder.encodeInto(key, this.#text).written, line);
  }

  /** The same for a key whose UTF-8 stands between two places of `bytes`. */
  addBytes(bytes: Uint8Array, start: number, end: number, line: number): number {
    const ordered = this.#ordered;
    if (ordered !== null) {
      // What is among the others came before a key that had been read already: nothing that goes on in the order is there.
      if (ordered.append(bytes, start, end, line)) return 0;
      const known = ordered.line(bytes, start, end);
      if (known !== 0) return known;
    }
    this.#others ??= new HashedKeys();
    const known = this.#others.add(bytes, start, end, line);
    if (ordered !== null && this.#others.size > LEAST_OTHERS + MOST_OTHERS * ordered.size) this.#giveUpOrder(ordered);
    return known;
  }

  /** Takes all keys of a run if it is plain that all are new. `linesBefore`: to be added to the lines of the run. */
  addRun(run: KeyRun, linesBefore: number): boolean {
    return this.#ordered?.appendRun(run, linesBefore) ?? false;
  }

  #giveUpOrder(ordered: OrderedKeys): void {
    ordered.forEach((bytes, length, line) => {
      this.#others?.add(bytes, 0, length, line);
    });
    this.#ordered = null;
  }
}
