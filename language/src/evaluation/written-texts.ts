/**
 * How the texts of a customer were written, by what they are compared as: folding loses it, and who reads why a customer is
 * in a segment looks for what stands in the record. A text that was written in several ways is shown as it is compared.
 */
export class WrittenTexts {
  readonly #written = new Map<string, string | null>();

  note(compared: string, written: string): void {
    const before = this.#written.get(compared);
    if (before === undefined) {
      if (this.#written.size < MOST_TEXTS) this.#written.set(compared, written);
    } else if (before !== written) this.#written.set(compared, null);
  }

  /** `compared` itself where nothing better is known. */
  of(compared: string): string {
    return this.#written.get(compared) ?? compared;
  }

  clear(): void {
    this.#written.clear();
  }
}

/** Of customers who are made of rows there may be a file full, and nobody reads them all. */
const MOST_TEXTS = 100_000;
