import { type ClientCapabilities, type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";
import { encodedUri } from "../program/uris.js";
import type { EditorSettings } from "../program/view.js";
import { readSettings } from "../workspace/settings.js";
import type { WorkspaceSettings } from "../workspace/workspace.js";

/** Reads the settings of the editor, for each of its folders, and says once of each value that it cannot be used. */
export class SettingsReader {
  readonly #connection: Connection;
  readonly #client: ClientCapabilities;
  readonly #initial: unknown;
  readonly #told = new Set<string>();

  /** `initial`: what came with `initialize`, for editors that cannot be asked. */
  constructor(connection: Connection, client: ClientCapabilities, initial: unknown) {
    this.#connection = connection;
    this.#client = client;
    this.#initial = initial;
  }

  /** `sent`: what came with the notice of a change. Only editors that can be asked know of folders. */
  async read(sent: unknown, folders: readonly string[]): Promise<WorkspaceSettings> {
    if (this.#client.workspace?.configuration !== true) {
      const given = isObject(sent) && "seg" in sent ? sent.seg : (sent ?? this.#initial);
      return { general: this.#usable(given), folders: new Map() };
    }
    const asked = [{ section: "seg" }, ...folders.map((uri) => ({ section: "seg", scopeUri: encodedUri(uri) }))];
    const answer: unknown = await this.#connection.workspace.getConfiguration(asked);
    const given: readonly unknown[] = Array.isArray(answer) ? answer : [];
    const general = this.#usable(given[0]);
    // An editor that knows nothing of folders says nothing of them.
    const found = folders.map((uri, index) => {
      const own = given[index + 1];
      return [uri, own === undefined || own === null ? general : this.#usable(own)] as const;
    });
    return { general, folders: new Map(found) };
  }

  #usable(given: unknown): EditorSettings {
    const { settings, problems } = readSettings(given);
    for (const problem of problems) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      // As a notice: nobody waits for an answer to it.
      void this.#connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message: problem,
      });
    }
    return settings;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
