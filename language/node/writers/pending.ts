/** Text and bytes that wait to be written together. */
export class Pending {
  #pieces: (string | Uint8Array)[] = [];
  /** Characters and bytes. */
  length = 0;

  /** Bytes are copied: their owner may use them again. */
  add(content: string | Uint8Array): void {
    this.#pieces.push(typeof content === "string" ? content : Uint8Array.prototype.slice.call(content));
    this.length += content.length;
  }

  /** All of it as bytes; what waits then is nothing. */
  take(): Uint8Array {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.length = 0;
    if (pieces.every((piece) => typeof piece === "string")) return Buffer.from(pieces.join(""));
    return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
  }
}
