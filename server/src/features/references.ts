import type { Location, ReferenceParams } from "vscode-languageserver";
import { nameAt } from "../program/meaning-at.js";
import { locationOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";

/** All places of the program that name what is named here, by file and position. */
export function references(view: ProgramView, params: ReferenceParams): Location[] | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return null;
  return pointed.meanings
    .of(pointed.occurrence.meaning)
    .filter(({ role }) => params.context.includeDeclaration || role !== "declaration")
    .flatMap((occurrence) => locationOf(view, occurrence) ?? []);
}
