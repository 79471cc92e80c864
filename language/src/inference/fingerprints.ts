/**
 * Texts by 53 bits of hash: told apart but for one pair in 9e15, in eight bytes a text and some room. Whoever asks whether
 * a column is unique errs, if ever, by saying that it is not.
 */
export class FingerprintTable {
  /** 0 marks a free place. The capacity is a power of two. */
  #table = new Float64Array(1024);
  #numbers = new Uint32Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the text, from 0 in the order of coming; -1 minus that number if it is new. */
  add(text: string): number {
    if (this.#size * 4 >= this.#table.length * 3) this.#grow();
    const fingerprint = fingerprintOf(text);
    const place = placeOf(this.#table, fingerprint);
    if (this.#table[place] === fingerprint) return this.#numbers[place]!;
    this.#table[place] = fingerprint;
    this.#numbers[place] = this.#size;
    this.#size += 1;
    return -this.#size;
  }

  #grow(): void {
    const [table, numbers] = [this.#table, this.#numbers];
    this.#table = new Float64Array(table.length * 2);
    this.#numbers = new Uint32Array(table.length * 2);
    for (let index = 0; index < table.length; index += 1) {
      const fingerprint = table[index]!;
      if (fingerprint === 0) continue;
      const place = placeOf(this.#table, fingerprint);
      this.#table[place] = fingerprint;
      this.#numbers[place] = numbers[index]!;
    }
  }
}

function placeOf(table: Float64Array, fingerprint: number): number {
  const mask = table.length - 1;
  let place = fingerprint % table.length;
  while (table[place] !== 0 && table[place] !== fingerprint) place = (place + 1) & mask;
  return place;
}

/** Two hashes after FNV-1a with different beginnings, each mixed as MurmurHash3 does at its end; never 0. */
export function fingerprintOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    high ^= high >>> 15;
  }
  return (mixed(high) >>> 11) * 0x1_0000_0000 + mixed(low) || 1;
}

function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
