import type { Meanings, Span, TextEdit } from "@seg-lang/language";
import type { CodeActionKind } from "vscode-languageserver";
import type { FileView, ProgramView } from "../program/view.js";

/** Where a refactoring is asked for. */
export interface Selection {
  readonly view: ProgramView;
  readonly file: FileView;
  /** Without the blanks at its ends; empty for a cursor. */
  readonly span: Span;
  readonly meanings: Meanings;
}

/** A way to write the same program otherwise. */
export interface Refactoring {
  readonly id: string;
  /** What it can do at a place. Looks at the place alone, as editors ask at each step of the cursor. */
  offers(selection: Selection): readonly Offer[];
}

export interface Offer {
  readonly title: string;
  readonly kind: CodeActionKind;
  /** Tells it from other offers of the same refactoring at the same place. */
  readonly key: string;
  /** Made when somebody chooses it. */
  change(): Change;
}

export interface Change {
  readonly edits: readonly TextEdit[];
  /** Declarations that go, with the comments about them. Of what `edits` take away, comments are kept. */
  readonly removals?: readonly TextEdit[];
  /** Segments are compared with others than before: what the proofs say of them may not become worse. */
  readonly regroups?: boolean;
  /** A list or define that has been given a name, which the author may like to change at once. */
  readonly named?: { readonly file: string; readonly name: string };
  /** Segments that have another id afterwards: new ones by old ones. */
  readonly renamed?: ReadonlyMap<string, string>;
}

/** A text written in place of a span, or inserted where it is empty. */
export function edit(file: string, { start, end }: Span, newText: string): TextEdit {
  return { location: { file, span: { start, end } }, newText };
}
