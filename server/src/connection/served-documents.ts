import { type ClientCapabilities, type Connection, TextDocumentContentRefreshRequest } from "vscode-languageserver";
import { type DocumentSubject, readDocumentUri } from "../documents/document-uri.js";

/** A document that is told so often that it is new, and never fetched, has been closed. */
const MOST_UNHEARD = 5;

interface Served {
  readonly subject: Extract<DocumentSubject, { readonly root: string }>;
  unheard: number;
}

/**
 * The documents written by the server that the editor has fetched, and so may show: no message says which are open. They are
 * told to be new where their program is, and forgotten when they are not fetched again.
 */
export class ServedDocuments {
  readonly #connection: Connection;
  readonly #client: () => ClientCapabilities;
  readonly #served = new Map<string, Served>();

  constructor(connection: Connection, client: () => ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  /** A document is being fetched. */
  fetched(uri: string): void {
    const subject = readDocumentUri(uri);
    if (subject !== null && subject.kind !== "rules") this.#served.set(uri, { subject, unheard: 0 });
  }

  /** A program has changed. What rests on proofs waits for them. */
  refresh(root: string, after: "check" | "proofs"): void {
    if (this.#client().workspace?.textDocumentContent === undefined) return;
    for (const [uri, served] of this.#served) {
      const { subject } = served;
      if (subject.root !== root) continue;
      if (after === "check" && subject.kind !== "description" && subject.kind !== "predicate") continue;
      served.unheard += 1;
      if (served.unheard > MOST_UNHEARD) this.#served.delete(uri);
      else this.#connection.sendRequest(TextDocumentContentRefreshRequest.type, { uri }).catch(() => {});
    }
  }
}
