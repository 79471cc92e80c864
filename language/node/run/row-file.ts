import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { endOfRow } from "./row-bytes.js";

/** Bytes read at a time: many such files are read side by side. */
const CHUNK = 1 << 16;

/** A temporary file of rows, written first and read then. Throws what the system throws. */
export class RowFile {
  readonly #descriptor: number;
  size = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "wx+");
  }

  append(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(this.#descriptor, bytes, at, bytes.length - at, this.size + at);
    }
    this.size += bytes.length;
  }

  /** All of it, into the beginning of `bytes`. */
  readInto(bytes: Buffer): void {
    for (let at = 0; at < this.size; ) at += this.#read(bytes, at, this.size - at, at);
  }

  /** Some whole rows at a time; what was given is overwritten by the next. */
  *pieces(): Generator<Buffer> {
    let chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK, this.size));
    let held = 0;
    for (let position = 0; position < this.size; ) {
      const read = this.#read(chunk, held, Math.min(chunk.length - held, this.size - position), position);
      position += read;
      held += read;
      const bytes = chunk.subarray(0, held);
      const end = endOfWholeRows(bytes);
      if (end > 0) {
        yield bytes.subarray(0, end);
        chunk.copyWithin(0, end, held);
        held -= end;
      } else if (held === chunk.length) {
        // A row longer than what is read at a time.
        const larger = Buffer.allocUnsafeSlow(2 * chunk.length);
        chunk.copy(larger, 0, 0, held);
        chunk = larger;
      }
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #read(bytes: Buffer, at: number, length: number, position: number): number {
    const read = readSync(this.#descriptor, bytes, at, length, position);
    if (read === 0) throw new Error("a temporary file is shorter than what was written to it");
    return read;
  }
}

function endOfWholeRows(bytes: Buffer): number {
  let at = 0;
  for (let end = endOfRow(bytes, at); end !== -1; end = endOfRow(bytes, at)) at = end;
  return at;
}
