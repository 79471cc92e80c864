/**
 * A source of choices drawn from bytes. When they run out, every choice is the first: so a shorter row of bytes makes a
 * simpler program, and shrinking the bytes shrinks the program.
 */
export class Choices {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** 0 … below - 1. */
  below(count: number): number {
    if (count <= 1) return 0;
    const byte = this.#bytes[this.#offset] ?? 0;
    this.#offset += 1;
    return byte % count;
  }

  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** True in about `of` out of `outOf`; false when the bytes have run out. */
  chance(of: number, outOf: number): boolean {
    return this.below(outOf) >= outOf - of;
  }

  /** Between `least` and `most` things. */
  times<T>(least: number, most: number, make: (index: number) => T): T[] {
    const count = least + this.below(most - least + 1);
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
