/** So many places are kept at most; half of them, where there were more. */
const MOST_PLACES = 64;

/**
 * Places spread evenly over a sequence whose length is known only at its end: every so many are kept, and whenever there are
 * too many, every other one of them is let go. Memory holds what is kept.
 */
export class SpreadSample<T> {
  /** How much makes a place. */
  readonly #size: number;
  readonly #sizeOf: (item: T) => number;
  readonly #kept: T[][] = [];
  #place: T[] = [];
  #amount = 0;
  #places = 0;
  /** Every so many places one is kept. */
  #stride = 1;
  #last: readonly T[] = [];

  /** `size`: of all that is kept, at most, measured by `sizeOf`. */
  constructor(size: number, sizeOf: (item: T) => number) {
    this.#size = size / MOST_PLACES;
    this.#sizeOf = sizeOf;
  }

  add(item: T): void {
    this.#place.push(item);
    this.#amount += this.#sizeOf(item);
    if (this.#amount >= this.#size) this.#endPlace();
  }

  /** After the last item. Answers the items of each place, in their order; the end of the sequence is one of them. */
  finish(): { readonly places: readonly (readonly T[])[]; readonly isAll: boolean } {
    if (this.#place.length > 0) this.#endPlace();
    const places: (readonly T[])[] = [...this.#kept];
    if (this.#last.length > 0 && places.at(-1) !== this.#last) places.push(this.#last);
    return { places, isAll: this.#stride === 1 };
  }

  #endPlace(): void {
    if (this.#places % this.#stride === 0) {
      this.#kept.push(this.#place);
      if (this.#kept.length > MOST_PLACES) {
        for (let index = 1; 2 * index < this.#kept.length; index += 1) this.#kept[index] = this.#kept[2 * index]!;
        this.#kept.length = Math.ceil(this.#kept.length / 2);
        this.#stride *= 2;
      }
    }
    this.#places += 1;
    this.#last = this.#place;
    this.#place = [];
    this.#amount = 0;
  }
}
