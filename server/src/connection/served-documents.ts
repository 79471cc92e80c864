import { type ClientCapabilities, type Connection, TextDocumentContentRefreshRequest } from "vscode-languageserver";
import { type DocumentSubject, readDocumentUri } from "../documents/document-uri.js";
import { pathBelow } from "../program/uris.js";

/** So long (milliseconds) nothing may have changed before a customer is looked for anew in a file of data. */
const QUIET = 400;
/** A document that is told so often that it is new, and never fetched, has been closed. */
const MOST_UNHEARD = 5;

const OF_CHECK = ["description", "predicate"] as const;
const OF_PROOFS = [...OF_CHECK, "proof", "witness", "gap"] as const;
const AT_ONCE: Readonly<Record<"check" | "proofs" | "end", readonly DocumentSubject["kind"][]>> = {
  check: OF_CHECK,
  proofs: OF_PROOFS,
  end: [...OF_PROOFS, "customer"],
};

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
  /** By root: when its customers are explained anew. */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(connection: Connection, client: () => ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  /** A document is being fetched. */
  fetched(uri: string): void {
    const subject = readDocumentUri(uri);
    if (subject !== null && subject.kind !== "rules") this.#served.set(uri, { subject, unheard: 0 });
  }

  /** A program has changed, or is gone. What rests on proofs waits for them. */
  refresh(root: string, after: "check" | "proofs" | "end"): void {
    if (this.#client().workspace?.textDocumentContent === undefined) return;
    this.#tell(root, AT_ONCE[after]);
    if (after === "check") this.#tellOfCustomers(root);
  }

  /** Nothing is told any more. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#served.clear();
  }

  /** The file of customers is read for it: not at every stroke. */
  #tellOfCustomers(root: string): void {
    clearTimeout(this.#timers.get(root));
    this.#timers.delete(root);
    if (![...this.#served.values()].some(({ subject }) => isOf(subject, root) && subject.kind === "customer")) return;
    const tell = () => {
      this.#timers.delete(root);
      this.#tell(root, ["customer"]);
    };
    this.#timers.set(root, setTimeout(tell, QUIET));
  }

  #tell(root: string, kinds: readonly DocumentSubject["kind"][]): void {
    for (const [uri, served] of this.#served) {
      if (!isOf(served.subject, root) || !kinds.includes(served.subject.kind)) continue;
      served.unheard += 1;
      if (served.unheard > MOST_UNHEARD) this.#served.delete(uri);
      else this.#connection.sendRequest(TextDocumentContentRefreshRequest.type, { uri }).catch(() => {});
    }
  }
}

/** A program may get another root, above or below, where a `seg.json` comes or goes. */
function isOf(subject: Served["subject"], root: string): boolean {
  return subject.root === root || pathBelow(root, subject.root) !== null || pathBelow(subject.root, root) !== null;
}
