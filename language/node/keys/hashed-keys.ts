import { writeNumber } from "./key-run.js";

/** By the first bits of their hash, keys are kept in so many parts: each grows by itself, so that little is copied at a time. */
const PARTS = 256;
const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;
/** A slot is eight bits of the hash and the place of the key in its part, from 1; 0 is free. */
const PLACE_BITS = 24;
const PLACES = 1 << PLACE_BITS;
const FIRST_SLOTS = 64;
const LONGEST_NUMBER = 5;

/** Keys in any order, each with its line: about 10 bytes and its own length a key. */
export class HashedKeys {
  readonly #parts: Part[] = Array.from({ length: PARTS }, () => new Part(null));

  size = 0;

  /** Takes a key with its line (from 1). Answers 0 if it is new, else the line in which it was read first. */
  add(bytes: Uint8Array, start: number, end: number, line: number): number {
    const hash = hashOfBytes(bytes, start, end);
    const number = hash >>> 24;
    const part = this.#parts[number]!;
    const known = part.line(hash, bytes, start, end);
    if (known !== 0) return known;
    if (part.isFull) this.#parts[number] = new Part(part);
    this.#parts[number]!.add(hash, bytes, start, end, line);
    this.size += 1;
    return 0;
  }
}

/** Keys stand in pages, each as its line, its length and its bytes; an open table over their places finds them. */
class Part {
  /** One that had no room for more. */
  readonly #before: Part | null;
  #slots = new Uint32Array(FIRST_SLOTS);
  #size = 0;
  readonly #pages: Uint8Array[] = [];
  /** In the last page. */
  #used = PAGE;
  /** Where the number that was read last ends. */
  #at = 0;

  constructor(before: Part | null) {
    this.#before = before;
  }

  get isFull(): boolean {
    return (this.#pages.length + 1) << PAGE_BITS > PLACES;
  }

  /** The line of a key, 0 if it is not there. */
  line(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const mark = hash & 0xff;
    let slot = this.#slotOf(hash);
    for (let content = slots[slot]!; content !== 0; content = slots[slot]!) {
      if (content >>> PLACE_BITS === mark) {
        const line = this.#lineAt(content & (PLACES - 1), bytes, start, end);
        if (line !== 0) return line;
      }
      slot += 1;
      if (slot === slots.length) slot = 0;
    }
    return this.#before === null ? 0 : this.#before.line(hash, bytes, start, end);
  }

  add(hash: number, bytes: Uint8Array, start: number, end: number, line: number): void {
    if (this.#size * 7 >= this.#slots.length * 6) this.#grow();
    this.#enter(hash, this.#store(bytes, start, end, line));
    this.#size += 1;
  }

  #slotOf(hash: number): number {
    return Math.floor(((hash & (PLACES - 1)) * this.#slots.length) / PLACES);
  }

  #enter(hash: number, place: number): void {
    const slots = this.#slots;
    let slot = this.#slotOf(hash);
    while (slots[slot] !== 0) {
      slot += 1;
      if (slot === slots.length) slot = 0;
    }
    slots[slot] = ((hash << PLACE_BITS) | place) >>> 0;
  }

  #store(bytes: Uint8Array, start: number, end: number, line: number): number {
    const needed = end - start + 2 * LONGEST_NUMBER;
    if (this.#used + needed > PAGE || this.#pages.length === 0) {
      this.#pages.push(new Uint8Array(Math.max(PAGE, needed + 1)));
      // A place is never 0.
      this.#used = this.#pages.length === 1 ? 1 : 0;
    }
    const page = this.#pages.at(-1)!;
    const from = this.#used;
    let at = writeNumber(page, writeNumber(page, from, line), end - start);
    for (let index = start; index < end; index += 1) {
      page[at] = bytes[index]!;
      at += 1;
    }
    this.#used = at;
    return ((this.#pages.length - 1) << PAGE_BITS) | from;
  }

  /** The line of the key that is kept at a place, 0 if it is another. */
  #lineAt(place: number, bytes: Uint8Array, start: number, end: number): number {
    const page = this.#pages[place >>> PAGE_BITS]!;
    this.#at = place & (PAGE - 1);
    const line = this.#number(page);
    const length = this.#number(page);
    if (length !== end - start) return 0;
    for (let index = 0; index < length; index += 1) if (page[this.#at + index] !== bytes[start + index]) return 0;
    return line;
  }

  #number(page: Uint8Array): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = page[this.#at]!;
      this.#at += 1;
      if (byte < 0x80) return value + byte * factor;
      value += (byte - 0x80) * factor;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(Math.ceil(old.length * 1.5));
    for (const content of old) {
      if (content === 0) continue;
      const place = content & (PLACES - 1);
      const page = this.#pages[place >>> PAGE_BITS]!;
      this.#at = place & (PAGE - 1);
      this.#number(page);
      const length = this.#number(page);
      this.#enter(hashOfBytes(page, this.#at, this.#at + length), place);
    }
  }
}

/** FNV-1a over bytes, with the final mixing of MurmurHash3: short keys that differ in a digit spread well. */
function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
