import type { Location, TextDocumentPositionParams } from "vscode-languageserver";
import { declaredAt, nameAt } from "../program/meaning-at.js";
import type { ProgramView } from "../program/view.js";

/** Of a criterion its segments, in whichever files they are: those in its braces, and those that join by `by`. */
export function implementation(view: ProgramView, params: TextDocumentPositionParams): Location[] | null {
  const pointed = nameAt(view, params);
  if (pointed?.occurrence.meaning.kind !== "criterion") return null;
  const { meanings, occurrence } = pointed;
  const { name } = occurrence.meaning;
  return meanings
    .declared()
    .filter((meaning) => meaning.kind === "segment" && meaning.criterion === name)
    .flatMap((segment) => declaredAt(view, meanings, segment) ?? []);
}
