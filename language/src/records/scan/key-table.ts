import { type ByteBlock, IN_STRING, PADDING, sameWords } from "./byte-block.js";

/** Keys that nobody declared are learned too, so that they are known at sight: at most so many. */
const LEARNED = 256;
const LONGEST = PADDING - 8;

/**
 * The keys of one kind of object, each with a number: the declared ones first, in their order; then `start` and `any`;
 * then the undeclared ones, as they come. Objects of one file mostly have their keys in one order, so the key that
 * followed last time is tried first, in words of four bytes; only otherwise it is looked for.
 */
export class KeyTable {
  /** Stands for "before the first key". */
  readonly start: number;
  /** An undeclared key that was not learned: its length is that of the key found last. */
  readonly any: number;
  /** Bytes of each key, its quotes among them. */
  readonly lengths: Int32Array;
  /** Which key came after each. */
  readonly following: Int32Array;
  /** The bytes of each key in words, the last one filled up with zeros. */
  readonly #words: Int32Array;
  readonly #places: Int32Array;
  #wordCount = 0;
  #count = 0;
  /** Open addressing over the numbers, by hash; -1 marks a free place. */
  readonly #slots: Int32Array;

  /** `keys`: the UTF-8 of the declared keys, without quotes. None may need an escape, or be longer than `fits` says. */
  constructor(keys: readonly Uint8Array[]) {
    const room = keys.length + 2 + LEARNED;
    this.lengths = new Int32Array(room);
    this.following = new Int32Array(room).fill(keys.length);
    this.#places = new Int32Array(room);
    this.#words = new Int32Array(room * ((LONGEST + 3) >> 2));
    this.#slots = new Int32Array(1 << (33 - Math.clz32(room))).fill(-1);
    for (const key of keys) this.#add(Uint8Array.of(0x22, ...key, 0x22));
    this.start = this.#count;
    this.any = this.#count + 1;
    // Neither is ever equal to what stands in a file: no key is nothing but a zero.
    for (let number = this.start; number <= this.any; number += 1) {
      this.lengths[number] = 1;
      this.#places[number] = this.#wordCount;
      this.#wordCount += 1;
    }
    this.#count += 2;
  }

  /** Whether a key can be a declared one of such a table. */
  static fits(key: Uint8Array): boolean {
    return key.length + 2 <= LONGEST && key.every((byte) => IN_STRING[byte] === 0);
  }

  /** Whether the key of that number stands at `at`. */
  matches(view: DataView, at: number, number: number): boolean {
    const length = number === this.any ? 0 : this.lengths[number]!;
    return length > 0 && sameWords(view, at, length, this.#words, this.#places[number]!);
  }

  /**
   * The number of the key at `at` (its opening quote), which is then expected after `previous`. -1: no key, or one with an
   * escape in it, which may be any.
   */
  find({ bytes, view }: ByteBlock, at: number, previous: number): number {
    let place = at + 1;
    let hash = 0;
    while (IN_STRING[bytes[place]!] === 0) {
      hash = Math.imul(hash ^ bytes[place]!, 0x01000193);
      place += 1;
    }
    if (bytes[at] !== 0x22 || bytes[place] !== 0x22) return -1;
    const length = place + 1 - at;
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    for (; this.#slots[slot] !== -1; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]!;
      if (this.lengths[number] === length && this.matches(view, at, number)) {
        this.following[previous] = number;
        return number;
      }
    }
    if (length > LONGEST || this.#count === this.lengths.length) {
      this.lengths[this.any] = length;
      return this.any;
    }
    this.#add(bytes.subarray(at, place + 1));
    this.following[previous] = this.#count - 1;
    return this.#count - 1;
  }

  #add(quoted: Uint8Array): void {
    const number = this.#count;
    this.#count += 1;
    this.lengths[number] = quoted.length;
    this.#places[number] = this.#wordCount;
    let hash = 0;
    for (const [index, byte] of quoted.entries()) {
      this.#words[this.#wordCount + (index >> 2)]! |= byte << (8 * (index & 3));
      if (index > 0 && index < quoted.length - 1) hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.#wordCount += (quoted.length + 3) >> 2;
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
    this.#slots[slot] = number;
  }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
