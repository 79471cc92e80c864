/** Bytes that are read by one reader until it is known that another will read them, from the beginning. */
export class Tap {
  readonly #source: AsyncIterator<Buffer>;
  /** What was read so far; null once nobody will want it again. */
  #held: Buffer[] | null = [];

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  /** The first bytes, as far as they were read. */
  get head(): Buffer {
    return this.#held?.[0] ?? Buffer.alloc(0);
  }

  /** For the first reader. */
  async *chunks(): AsyncGenerator<Buffer> {
    try {
      for (let next = await this.#source.next(); !next.done; next = await this.#source.next()) {
        this.#held?.push(next.value);
        yield next.value;
      }
    } finally {
      await this.#source.return?.();
    }
  }

  /** The first reader goes on. */
  keepNothing(): void {
    this.#held = null;
  }

  /** For the second reader: all from a place on, which has been read. The first one is to stop where it is. */
  from(place: number): AsyncGenerator<Buffer> {
    const held = Buffer.concat(this.#held ?? []);
    this.#held = null;
    return this.#rest(held.subarray(place));
  }

  async *#rest(held: Buffer): AsyncGenerator<Buffer> {
    try {
      yield held;
      for (let next = await this.#source.next(); !next.done; next = await this.#source.next()) yield next.value;
    } finally {
      await this.#source.return?.();
    }
  }
}
