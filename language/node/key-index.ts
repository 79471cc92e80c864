/**
 * Which keys were read, and in which line first. Holds the keys as bytes in large blocks and an open-addressing table of
 * numbers over them: about 20 bytes and the key's own length a key, where a `Map` of strings takes 100 and keeps the
 * pieces of the file alive from which the strings were cut.
 */
export class KeyIndex {
  /** Four numbers an entry: hash, line, block, place in the block; line 0 marks a free one. Capacity is a power of two. */
  #table = new Uint32Array(4 * 1024);
  #capacity = 1024;
  #size = 0;
  readonly #blocks: Buffer[] = [];
  #used = 0;

  get size(): number {
    return this.#size;
  }

  /** Takes a key with its line (from 1). Answers 0 if it is new, else the line in which it was read first. */
  add(key: string, line: number): number {
    if (this.#size * 4 >= this.#capacity * 3) this.#grow();
    const length = Buffer.byteLength(key);
    const hash = hashOf(key);
    for (let slot = hash & (this.#capacity - 1); ; slot = (slot + 1) & (this.#capacity - 1)) {
      const entry = slot * 4;
      const known = this.#table[entry + 1]!;
      if (known === 0) {
        this.#table[entry] = hash;
        this.#table[entry + 1] = line;
        this.#store(key, length, entry);
        this.#size += 1;
        return 0;
      }
      if (this.#table[entry] === hash && this.#equals(entry, key, length)) return known;
    }
  }

  /** A key in the blocks is its length in four bytes, then its UTF-8. */
  #store(key: string, length: number, entry: number): void {
    const needed = length + 4;
    if (this.#used + needed > (this.#blocks.at(-1)?.length ?? 0)) {
      this.#blocks.push(Buffer.allocUnsafe(Math.max(BLOCK_SIZE, needed)));
      this.#used = 0;
    }
    const block = this.#blocks.at(-1)!;
    block.writeUInt32LE(length, this.#used);
    block.write(key, this.#used + 4, "utf8");
    this.#table[entry + 2] = this.#blocks.length - 1;
    this.#table[entry + 3] = this.#used;
    this.#used += needed;
  }

  #equals(entry: number, key: string, length: number): boolean {
    const block = this.#blocks[this.#table[entry + 2]!]!;
    const at = this.#table[entry + 3]!;
    if (block.readUInt32LE(at) !== length) return false;
    return block.toString("utf8", at + 4, at + 4 + length) === key;
  }

  #grow(): void {
    const old = this.#table;
    this.#capacity *= 2;
    this.#table = new Uint32Array(4 * this.#capacity);
    const table = this.#table;
    const mask = this.#capacity - 1;
    for (let entry = 0; entry < old.length; entry += 4) {
      if (old[entry + 1] === 0) continue;
      let slot = (old[entry]! & mask) * 4;
      while (table[slot + 1] !== 0) slot = (slot + 4) & (4 * mask);
      for (let part = 0; part < 4; part += 1) table[slot + part] = old[entry + part]!;
    }
  }
}

const BLOCK_SIZE = 1 << 20;

/** FNV-1a over UTF-16 units, with the final mixing of MurmurHash3: short keys that differ in a digit spread well. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
