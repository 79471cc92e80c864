import type { Value } from "../../condition/schema.js";
import { type ByteBlock, IN_STRING, oddInString, sameWords } from "./byte-block.js";

/** So many texts of a field are remembered, each of at most so many words of four bytes. */
const SLOTS = 2048;
const WORDS = 8;

/**
 * What the last texts of a field were read as: cities, plans and days come again and again, and need not be decoded,
 * folded or looked up anew. The same bytes always mean the same.
 */
export class TokenCache {
  readonly #block: ByteBlock;
  readonly #readString: (at: number, end: number) => Value;
  readonly #readOdd: (at: number) => Value;
  readonly #lengths = new Int32Array(SLOTS).fill(-1);
  readonly #words = new Int32Array(SLOTS * WORDS);
  readonly #values: Value[] = new Array<Value>(SLOTS).fill(undefined);

  /**
   * `readString` reads the text between two places, without escapes; `readOdd` any value. Both leave in the block where
   * they ended, -1 for nowhere.
   */
  constructor(block: ByteBlock, readString: (at: number, end: number) => Value, readOdd: (at: number) => Value) {
    this.#block = block;
    this.#readString = readString;
    this.#readOdd = readOdd;
  }

  /** The value at `at`, whatever it is; the block says where it ends. */
  read(at: number): Value {
    const { bytes, view } = this.#block;
    if (bytes[at] !== 0x22) return this.#readOdd(at);
    const start = at + 1;
    let end = start;
    let hash = 0;
    for (let word = view.getInt32(end, true); oddInString(word) === 0; word = view.getInt32(end, true)) {
      hash = Math.imul(hash ^ word, 0x5bd1e995);
      hash ^= hash >>> 15;
      end += 4;
    }
    while (IN_STRING[bytes[end]!] === 0) {
      hash = Math.imul(hash ^ bytes[end]!, 0x01000193);
      end += 1;
    }
    if (bytes[end] !== 0x22) return this.#readOdd(at);
    const length = end - start;
    if (length > 4 * WORDS) return this.#readString(start, end);
    const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    if (this.#lengths[slot] === length && sameWords(view, start, length, this.#words, slot * WORDS)) {
      this.#block.at = end + 1;
      return this.#values[slot];
    }
    const value = this.#readString(start, end);
    if (this.#block.at !== -1) this.#store(view, start, length, slot, value);
    return value;
  }

  #store(view: DataView, start: number, length: number, slot: number, value: Value): void {
    this.#lengths[slot] = length;
    this.#values[slot] = value;
    for (let word = 0; 4 * word < length; word += 1) {
      this.#words[slot * WORDS + word] = view.getInt32(start + 4 * word, true);
    }
  }
}
