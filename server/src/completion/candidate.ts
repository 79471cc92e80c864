import type { CompletionItemKind } from "vscode-languageserver";

/** What is offered at a place, before it is made an item of the protocol. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** The lower, the further up. */
  readonly rank: number;
  /** What is written; the label where nothing else is said. */
  readonly insert?: string;
  /** In place of it, where the client wants such, with places to fill in: `$1`, `‹1:30›`, `‹1|days,weeks|›`. */
  readonly snippet?: string;
  /** What typing is compared with; the label where nothing else is said. */
  readonly filter?: string;
  /** Behind the label: `: text?`. */
  readonly detail?: string;
  /** At the end of the line: where it comes from. */
  readonly description?: string;
  /** What its documentation is about. */
  readonly about?: About;
  /** Typing one of these takes it. */
  readonly commit?: readonly string[];
}

/** Travels with an item, so that its documentation is looked up only when it is looked at. */
export type About =
  | { readonly kind: "field"; readonly path: readonly string[] }
  | { readonly kind: "list" | "define" | "criterion"; readonly name: string }
  | { readonly kind: "segment"; readonly name: string; readonly criterion: string | null }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "rule"; readonly name: string };

/** In which order what can stand at a place is offered. */
export const RANK = {
  /** Of the very type, and of the very field, that is asked for. */
  value: 0,
  list: 1,
  field: 2,
  outer: 3,
  define: 4,
  segment: 5,
  word: 6,
  other: 8,
} as const;
