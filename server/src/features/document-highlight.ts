import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from "vscode-languageserver";
import { choiceAt, usesOfChoice } from "../program/choices.js";
import { nameAt } from "../program/meaning-at.js";
import { fileOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";

/** The places of this file that name what is named here. Declared, or given a value by a persona, is written. */
export function documentHighlight(view: ProgramView, params: DocumentHighlightParams): DocumentHighlight[] | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return choiceHighlights(view, params);
  const { meanings, occurrence, file } = pointed;
  return meanings
    .in(file.path)
    .filter(({ meaning }) => meaning.key === occurrence.meaning.key)
    .map(({ span, role }) => ({
      range: file.places.range(span),
      kind: role === "use" ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
    }));
}

/** Values of choices, `"female"`. */
function choiceHighlights(view: ProgramView, params: DocumentHighlightParams): DocumentHighlight[] | null {
  const choice = choiceAt(view, params);
  const file = fileOf(view, params.textDocument.uri);
  if (choice === null || file === null) return null;
  const written = [choice.declared, ...usesOfChoice(view, choice, file)].filter((place) => place.file === file.path);
  return written.map((place) => ({
    range: file.places.range(place.span),
    kind: place === choice.declared ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
