import { createGzip } from "node:zlib";
import type { Output } from "./output.js";
import { Pending } from "./pending.js";

/** Characters or bytes gathered before they are compressed. */
const PIECE = 256 * 1024;

/** Compresses by gzip what is written to another output, one piece while the next is gathered. */
export class GzipOutput implements Output {
  readonly name: string;
  readonly #inner: Output;
  readonly #gzip = createGzip();
  readonly #pending = new Pending();
  #compressed: Buffer[] = [];
  /** The piece that is being compressed and written. */
  #running: Promise<void> = Promise.resolve();

  constructor(inner: Output) {
    this.name = inner.name;
    this.#inner = inner;
    this.#gzip.on("data", (bytes: Buffer) => this.#compressed.push(bytes));
  }

  async write(content: string | Uint8Array): Promise<void> {
    this.#pending.add(content);
    if (this.#pending.length < PIECE) return;
    await this.#running;
    this.#running = this.#pass(this.#pending.take());
    // What goes wrong is thrown where it is waited for: at the next piece, or at the end.
    this.#running.catch(() => {});
  }

  async finish(): Promise<void> {
    await this.#running;
    if (this.#pending.length > 0) await this.#pass(this.#pending.take());
    await new Promise<void>((done) => {
      this.#gzip.once("end", done);
      this.#gzip.end();
    });
    await this.#writeCompressed();
    await this.#inner.finish();
  }

  publish(): Promise<void> {
    return this.#inner.publish();
  }

  async discard(): Promise<void> {
    await this.#running.catch(() => {});
    this.#gzip.destroy();
    await this.#inner.discard();
  }

  async #pass(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((done, failed) => {
      this.#gzip.write(bytes, (error) => (error ? failed(error) : done()));
    });
    await this.#writeCompressed();
  }

  async #writeCompressed(): Promise<void> {
    const pieces = this.#compressed;
    this.#compressed = [];
    for (const piece of pieces) await this.#inner.write(piece);
  }
}
