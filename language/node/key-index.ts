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
  /** The last of them. */
  #block = Buffer.alloc(0);
  #used = 0;
  /** For keys that come as text. */
  #text = Buffer.allocUnsafe(256);

  get size(): number {
    return this.#size;
  }

  /** Takes a key with its line (from 1). Answers 0 if it is new, else the line in which it was read first. */
  add(key: string, line: number): number {
    if (3 * key.length > this.#text.length) this.#text = Buffer.allocUnsafe(6 * key.length);
    return this.addBytes(this.#text, 0, this.#text.write(key, 0, "utf8"), line);
  }

  /** The same for a key whose UTF-8 stands between two places of `bytes`. */
  addBytes(bytes: Uint8Array, start: number, end: number, line: number): number {
    if (this.#size * 4 >= this.#capacity * 3) this.#grow();
    const hash = hashOfBytes(bytes, start, end);
    const table = this.#table;
    for (let slot = hash & (this.#capacity - 1); ; slot = (slot + 1) & (this.#capacity - 1)) {
      const entry = slot * 4;
      const known = table[entry + 1]!;
      if (known === 0) {
        table[entry] = hash;
        table[entry + 1] = line;
        this.#store(bytes, start, end, entry);
        this.#size += 1;
        return 0;
      }
      if (table[entry] === hash && this.#equals(entry, bytes, start, end)) return known;
    }
  }

  /** A key in the blocks is its length in four bytes, then its UTF-8. */
  #store(bytes: Uint8Array, start: number, end: number, entry: number): void {
    const length = end - start;
    const needed = length + 4;
    if (this.#used + needed > this.#block.length) {
      this.#block = Buffer.allocUnsafeSlow(Math.max(BLOCK_SIZE, needed));
      this.#blocks.push(this.#block);
      this.#used = 0;
    }
    const block = this.#block;
    const at = this.#used;
    for (let place = 0; place < 4; place += 1) block[at + place] = length >>> (8 * place);
    for (let place = 0; place < length; place += 1) block[at + 4 + place] = bytes[start + place]!;
    this.#table[entry + 2] = this.#blocks.length - 1;
    this.#table[entry + 3] = at;
    this.#used += needed;
  }

  #equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const block = this.#blocks[this.#table[entry + 2]!]!;
    const at = this.#table[entry + 3]!;
    const length = end - start;
    if (block.readUInt32LE(at) !== length) return false;
    for (let place = 0; place < length; place += 1) if (block[at + 4 + place] !== bytes[start + place]) return false;
    return true;
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

/** FNV-1a over bytes, with the final mixing of MurmurHash3: short keys that differ in a digit spread well. */
function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
