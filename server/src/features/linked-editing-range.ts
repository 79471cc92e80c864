import type { LinkedEditingRangeParams, LinkedEditingRanges } from "vscode-languageserver";
import { nameAt } from "../program/meaning-at.js";
import type { ProgramView } from "../program/view.js";

/**
 * The places that may be typed in together: those of a name that is used in this file only, and written everywhere in the
 * same way. Not of fields, as their names are columns of the data: those are renamed.
 */
export function linkedEditingRange(view: ProgramView, params: LinkedEditingRangeParams): LinkedEditingRanges | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return null;
  const { meanings, occurrence, file } = pointed;
  const { meaning, quoted } = occurrence;
  if (meaning.kind === "customer" || meaning.kind === "element" || meaning.kind === "field" || quoted) return null;
  const all = meanings.of(meaning);
  if (all.length < 2 || all.some((one) => one.file !== file.path || one.quoted)) return null;
  return { ranges: all.map(({ span }) => file.places.range(span)) };
}
