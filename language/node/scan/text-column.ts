import type { TextColumn } from "./scanned-block.js";

/** Room for so many texts, and for bytes of them, to begin with. */
const ROOM = 4096;

/** Gathers texts in UTF-8. */
export class TextColumnWriter {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(16 * ROOM);
  length = 0;
  /** Where the text that came last begins; it ends at `length`. */
  lastStart = 0;
  #ends = new Uint32Array(ROOM);
  #count = 0;
  readonly #encoder = new TextEncoder();

  clear(): void {
    this.length = 0;
    this.#count = 0;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    const own = this.bytes;
    let place = this.length;
    for (let at = start; at < end; at += 1) {
      own[place] = bytes[at]!;
      place += 1;
    }
    this.#finish(place);
  }

  addText(text: string): void {
    this.#reserve(3 * text.length);
    this.#finish(this.length + this.#encoder.encodeInto(text, this.bytes.subarray(this.length)).written);
  }

  /** Takes over the first texts of another column in place of its own. */
  copy(other: TextColumnWriter, count: number): void {
    this.clear();
    const { bytes, ends } = other.take();
    for (let index = 0; index < count; index += 1) this.add(bytes, index === 0 ? 0 : ends[index - 1]!, ends[index]!);
  }

  take(): TextColumn {
    return { bytes: this.bytes.slice(0, this.length), ends: this.#ends.slice(0, this.#count) };
  }

  #finish(end: number): void {
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.lastStart = this.length;
    this.length = end;
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  #reserve(length: number): void {
    if (this.length + length <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + length));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
