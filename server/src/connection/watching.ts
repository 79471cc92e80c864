import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
  WatchKind,
} from "vscode-languageserver";
import { nameOf } from "../program/uris.js";

/** A folder that is deleted takes its files with it without a word of them: so deletions are told of everything. */
const PROGRAM_FILES: readonly FileSystemWatcher[] = [
  { globPattern: "**/*.seg" },
  { globPattern: "**/seg.json" },
  { globPattern: "**/*", kind: WatchKind.Delete },
];

/** Asks the client to tell of changes, as far as it lets itself be asked: of settings, files of programs, and list files. */
export class Watching {
  readonly #connection: Connection;
  readonly #client: ClientCapabilities;
  #lists: Promise<Disposable> | null = null;
  #names = "";

  constructor(connection: Connection, client: ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  async begin(): Promise<void> {
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: "seg" });
    }
    if (this.#canWatch) await this.#watch(PROGRAM_FILES);
  }

  /** The list and data files that programs read now, or would if they were there: normal URIs. Others are watched no longer. */
  async watchLists(uris: readonly string[]): Promise<void> {
    if (!this.#canWatch) return;
    const names = [...new Set(uris.map(nameOf))].sort();
    const key = names.join("/");
    if (key === this.#names) return;
    this.#names = key;
    const before = this.#lists;
    this.#lists =
      names.length === 0 ? null : this.#watch(names.map((name) => ({ globPattern: `**/${literally(name)}` })));
    (await before)?.dispose();
  }

  get #canWatch(): boolean {
    return this.#client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  #watch(watchers: readonly FileSystemWatcher[]): Promise<Disposable> {
    return this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
  }
}

/** Signs that mean something in a pattern stand for any sign. */
function literally(name: string): string {
  return name.replace(/[*?[\]{},!\\]/g, "?");
}
