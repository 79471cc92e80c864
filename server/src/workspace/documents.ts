import type { Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type PositionEncoding, TextPlaces } from "../program/places.js";
import { normalUri } from "../program/uris.js";

/** What an editor holds open: its text is the truth, whatever the disk says. */
export interface OpenDocument {
  /** As the editor spells it. */
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  /** What features remember of it. */
  readonly memory: Map<string, unknown>;
}

export type ContentChange = { readonly text: string } | { readonly range: Range; readonly text: string };

interface Held {
  readonly document: TextDocument;
  readonly memory: Map<string, unknown>;
  open: OpenDocument;
}

/** The open documents, by normal URI. */
export class Documents {
  readonly #held = new Map<string, Held>();
  /** As agreed with the client. */
  encoding: PositionEncoding = "utf-16";

  get(normal: string): OpenDocument | undefined {
    return this.#held.get(normal)?.open;
  }

  /** How many there are. */
  get size(): number {
    return this.#held.size;
  }

  /** Normal URIs. */
  keys(): IterableIterator<string> {
    return this.#held.keys();
  }

  /** Returns the document's normal URI. Opened twice, the later text holds. */
  open(uri: string, languageId: string, version: number, text: string): string {
    const normal = normalUri(uri);
    const document = TextDocument.create(uri, languageId, version, text);
    const memory = new Map<string, unknown>();
    this.#held.set(normal, { document, memory, open: { uri, languageId, version, text, memory } });
    return normal;
  }

  /** Returns the document's normal URI; null where it is not open. */
  change(uri: string, version: number, changes: readonly ContentChange[]): string | null {
    const normal = normalUri(uri);
    const held = this.#held.get(normal);
    if (held === undefined) return null;
    for (const change of changes) {
      const inUnits = "range" in change ? { ...change, range: this.#inUnits(held.document, change.range) } : change;
      TextDocument.update(held.document, [inUnits], version);
    }
    held.open = { ...held.open, version, text: held.document.getText() };
    return normal;
  }

  close(uri: string): string {
    const normal = normalUri(uri);
    this.#held.delete(normal);
    return normal;
  }

  /** A range in UTF-16 units, in which the document counts. */
  #inUnits(document: TextDocument, range: Range): Range {
    if (this.encoding === "utf-16") return range;
    const places = new TextPlaces(document.getText(), this.encoding);
    const inUnits = (position: Range["start"]) => document.positionAt(places.offset(position));
    return { start: inUnits(range.start), end: inUnits(range.end) };
  }
}
