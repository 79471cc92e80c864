import { join } from "node:path";
import { LineIndex } from "../../../language/src/source/line-index.js";
import type { SourceFile } from "../../../language/src/source/source.js";
import { fileUri } from "../../../server/src/testing/client.js";
import type { ServerProcess } from "./server-process.js";

/** What was typed last, and where. */
export interface Typed {
  readonly uri: string;
  readonly version: number;
  readonly position: { readonly line: number; readonly character: number };
}

interface Open {
  version: number;
  text: string;
}

/** The files of a program as an editor holds them: opened when something is typed there, told piece by piece. */
export class EditedFiles {
  readonly #server: ServerProcess;
  readonly #folder: string;
  readonly #disk: ReadonlyMap<string, string>;
  readonly #open = new Map<string, Open>();

  constructor(server: ServerProcess, folder: string, files: readonly SourceFile[]) {
    this.#server = server;
    this.#folder = folder;
    this.#disk = new Map(files.map(({ path, text }) => [path, text]));
  }

  uri(path: string): string {
    return fileUri(join(this.#folder, path));
  }

  text(path: string): string {
    return this.#open.get(path)?.text ?? this.#disk.get(path)!;
  }

  open(path: string): string {
    const uri = this.uri(path);
    const text = this.text(path);
    if (!this.#open.has(path)) {
      this.#open.set(path, { version: 1, text });
      this.#server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "seg", version: 1, text } });
    }
    return uri;
  }

  close(path: string): void {
    if (this.#open.delete(path)) {
      this.#server.notify("textDocument/didClose", { textDocument: { uri: this.uri(path) } });
    }
  }

  /** The paths of open files. */
  get opened(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Makes the files what they are to be. Returns the last change; null where there is none. */
  become(files: readonly SourceFile[]): Typed | null {
    let typed: Typed | null = null;
    for (const { path, text } of files) {
      if (text !== this.text(path)) typed = this.#change(path, text);
    }
    return typed;
  }

  #change(path: string, text: string): Typed {
    const uri = this.open(path);
    const open = this.#open.get(path)!;
    const before = open.text;
    const shorter = Math.min(before.length, text.length);
    let start = 0;
    while (start < shorter && before[start] === text[start]) start += 1;
    let tail = 0;
    while (tail < shorter - start && before.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
    const lines = new LineIndex(before);
    const range = { start: lines.position(start), end: lines.position(before.length - tail) };
    const inserted = text.slice(start, text.length - tail);
    open.version += 1;
    open.text = text;
    this.#server.notify("textDocument/didChange", {
      textDocument: { uri, version: open.version },
      contentChanges: [{ range, text: inserted }],
    });
    return { uri, version: open.version, position: new LineIndex(text).position(start + inserted.length) };
  }
}
