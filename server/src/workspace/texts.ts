import { pathBelow } from "../program/uris.js";
import type { Documents } from "./documents.js";
import type { Files, FileText } from "./files.js";

/** The texts that programs are made of: what the editor holds open, else what was read from the files, each once. */
export class Texts {
  readonly #documents: Documents;
  readonly #files: Files;
  readonly #read = new Map<string, FileText>();

  constructor(documents: Documents, files: Files) {
    this.#documents = documents;
    this.#files = files;
  }

  /** What is known of a file without reading; undefined: it is to be read. */
  get(uri: string): FileText | undefined {
    const open = this.#documents.get(uri);
    return open === undefined ? this.#read.get(uri) : { kind: "text", text: open.text };
  }

  /** Reads what is not known yet. `within`: see `Files.read`. */
  async load(uris: Iterable<string>, within?: string): Promise<void> {
    const missing = [...uris].filter((uri) => this.get(uri) === undefined);
    await Promise.all(
      missing.map(async (uri) => {
        this.#read.set(uri, await this.#files.read(uri, within));
      }),
    );
  }

  /** To be read again when it is needed: a file, or a folder and all below it. */
  forget(uri: string): void {
    this.#read.delete(uri);
    for (const known of this.#read.keys()) if (pathBelow(uri, known) !== null) this.#read.delete(known);
  }

  /** Keeps nothing but what these programs need. */
  keepOnly(uris: ReadonlySet<string>): void {
    for (const known of this.#read.keys()) if (!uris.has(known)) this.#read.delete(known);
  }
}
