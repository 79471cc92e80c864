/** So many places are kept at most; half of them, where there were more. */
const MOST_PLACES = 64;

/**
 * Places spread evenly over a sequence whose length is known only at its end: every so many are kept, and whenever there are
 * too many, every other one of them is let go. Items come in batches, as they are read; those of a place wait as bytes of
 * JSON, which take a fifth of the memory.
 */
export class SpreadSample<T> {
  /** How much makes a place. */
  readonly #size: number;
  readonly #sizeOf: (item: T) => number;
  readonly #kept: Buffer[] = [];
  /** The batches of the place that is under way, if it is one to be kept. */
  #place: (readonly T[])[] = [];
  #amount = 0;
  #places = 0;
  /** Every so many places one is kept. */
  #stride = 1;
  #last: readonly T[] = [];

  /** `size`: of all that is kept, about, measured by `sizeOf`. */
  constructor(size: number, sizeOf: (item: T) => number) {
    this.#size = size / MOST_PLACES;
    this.#sizeOf = sizeOf;
  }

  add(batch: readonly T[]): void {
    let from = 0;
    for (const [index, item] of batch.entries()) {
      this.#amount += this.#sizeOf(item);
      if (this.#amount < this.#size) continue;
      this.#hold(batch.slice(from, index + 1));
      this.#endPlace();
      from = index + 1;
    }
    if (from < batch.length) this.#hold(batch.slice(from));
  }

  /** Whether nothing was let go so far. */
  get isAll(): boolean {
    return this.#stride === 1;
  }

  /** After the last batch: the items of each place, in their order. The end of the sequence is one of them. */
  *places(): Generator<readonly T[]> {
    const last = this.#isWanted() ? this.#place.flat() : this.#last;
    for (const bytes of this.#kept) yield JSON.parse(bytes.toString()) as T[];
    if (last.length > 0) yield last;
  }

  #hold(items: readonly T[]): void {
    if (this.#isWanted()) this.#place.push(items);
    else this.#last = items;
  }

  #isWanted(): boolean {
    return this.#places % this.#stride === 0;
  }

  #endPlace(): void {
    if (this.#isWanted()) {
      this.#kept.push(Buffer.from(JSON.stringify(this.#place.flat())));
      if (this.#kept.length > MOST_PLACES) {
        for (let index = 1; 2 * index < this.#kept.length; index += 1) this.#kept[index] = this.#kept[2 * index]!;
        this.#kept.length = Math.ceil(this.#kept.length / 2);
        this.#stride *= 2;
      }
      this.#last = [];
    }
    this.#places += 1;
    this.#place = [];
    this.#amount = 0;
  }
}
