import type { Meaning, Meanings } from "@seg-lang/language";
import type { Location, TextDocumentPositionParams } from "vscode-languageserver";
import { declaredAt, nameAt } from "../program/meaning-at.js";
import type { ProgramView } from "../program/view.js";

/**
 * What kind of thing a name stands for, where that is declared: of a segment its criterion, of a define the field that it
 * leads to, of `it` the list, of a field within a record or list that record or list, of any other the `customer` block.
 */
export function typeDefinition(view: ProgramView, params: TextDocumentPositionParams): Location | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return null;
  const type = typeOf(pointed.occurrence.meaning, pointed.meanings);
  return type === null ? null : declaredAt(view, pointed.meanings, type);
}

function typeOf(meaning: Meaning, meanings: Meanings): Meaning | null {
  switch (meaning.kind) {
    case "segment":
      return meaning.criterion === null ? null : meanings.criterionNamed(meaning.criterion);
    case "element":
      return meaning;
    case "field":
      return meaning.path.length > 1
        ? meanings.fieldAt(meaning.path.slice(0, -1))
        : { kind: "customer", key: "customer", name: "customer" };
    case "define": {
      const type = meanings.typeOfDefine(meaning.name);
      const path =
        type.kind === "value" ? type.field : type.kind === "list" || type.kind === "record" ? type.path : null;
      return path === null ? null : meanings.fieldAt(path);
    }
    default:
      return null;
  }
}
