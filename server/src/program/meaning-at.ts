import { type Meaning, type Meanings, meaningsOf, type Occurrence } from "@seg-lang/language";
import type { Location, TextDocumentPositionParams } from "vscode-languageserver";
import { locationOf, placeOf } from "./places.js";
import type { FileView, ProgramView } from "./view.js";

/** A name that a request points at. */
export interface PointedName {
  readonly meanings: Meanings;
  readonly occurrence: Occurrence;
  readonly file: FileView;
}

/** The name at the position of a request; null where there is none that means anything. */
export function nameAt(view: ProgramView, params: TextDocumentPositionParams): PointedName | null {
  const place = placeOf(view, params);
  const meanings = place === null ? null : meaningsOf(view.program);
  const occurrence = place === null ? null : (meanings?.at(place.file.path, place.offset) ?? null);
  if (place === null || meanings === null || occurrence === null) return null;
  return { meanings, occurrence, file: place.file };
}

/** Where the name of something is declared, as the editor says it. */
export function declaredAt(view: ProgramView, meanings: Meanings, meaning: Meaning): Location | null {
  const place = meanings.declarationOf(meaning);
  return place === null ? null : locationOf(view, { file: place.file, span: place.name });
}

/** What a person calls it: "the field `city`". */
export function titleOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case "customer":
      return "the `customer` block";
    case "field":
      return `the field \`${meaning.path.join(".")}\``;
    case "element":
      return "`it`";
    case "segment":
      return `the segment \`${meaning.criterion === null ? meaning.name : `${meaning.criterion}.${meaning.name}`}\``;
    default:
      return `the ${meaning.kind} \`${meaning.name}\``;
  }
}
