import type { Location, ReferenceParams } from "vscode-languageserver";
import { choiceAt, usesOfChoice } from "../program/choices.js";
import { nameAt } from "../program/meaning-at.js";
import { locationOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";

/** All places of the program that name what is named here, by file and position. */
export function references(view: ProgramView, params: ReferenceParams): Location[] | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return choiceReferences(view, params);
  return pointed.meanings
    .of(pointed.occurrence.meaning)
    .filter(({ role }) => params.context.includeDeclaration || role !== "declaration")
    .flatMap((occurrence) => locationOf(view, occurrence) ?? []);
}

function choiceReferences(view: ProgramView, params: ReferenceParams): Location[] | null {
  const choice = choiceAt(view, params);
  if (choice === null) return null;
  const declared = params.context.includeDeclaration ? [choice.declared] : [];
  return [...declared, ...usesOfChoice(view, choice)].flatMap((place) => locationOf(view, place) ?? []);
}
