import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from "vscode-languageserver";
import { nameAt } from "../program/meaning-at.js";
import type { ProgramView } from "../program/view.js";

/** The places of this file that name what is named here. Declared, or given a value by a persona, is written. */
export function documentHighlight(view: ProgramView, params: DocumentHighlightParams): DocumentHighlight[] | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return null;
  const { meanings, occurrence, file } = pointed;
  return meanings
    .in(file.path)
    .filter(({ meaning }) => meaning.key === occurrence.meaning.key)
    .map(({ span, role }) => ({
      range: file.places.range(span),
      kind: role === "use" ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
    }));
}
