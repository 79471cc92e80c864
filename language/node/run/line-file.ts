import { closeSync, openSync, readSync, writeSync } from "node:fs";

/** Bytes read at a time: many such files are read side by side. */
const CHUNK = 1 << 16;

/** A temporary file of lines, written first and read then. Throws what the system throws. */
export class LineFile {
  readonly #descriptor: number;
  #size = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "wx+");
  }

  /** None of them holds a line end. */
  append(lines: readonly string[]): void {
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#descriptor, bytes, at, bytes.length - at, this.#size + at);
    this.#size += bytes.length;
  }

  *lines(): Generator<string> {
    let rest = Buffer.alloc(0);
    for (let position = 0; position < this.#size; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(this.#descriptor, chunk, 0, CHUNK, position);
      if (read === 0) throw new Error("a temporary file is shorter than what was written to it");
      position += read;
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      if (end > 0) yield* bytes.toString("utf8", 0, end - 1).split("\n");
      rest = bytes.subarray(end);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
