import { meaningsOf } from "@seg-lang/language";
import { type CompletionList, type CompletionParams, CompletionTriggerKind } from "vscode-languageserver";
import { candidatesAt } from "../completion/candidates.js";
import { completionList } from "../completion/items.js";
import { ruleNameAt } from "../completion/rule-names.js";
import { placeOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/** Signs behind which a client asks by itself. */
export const TRIGGERS = [" ", ".", '"', ":", "[", "{", ","];

/** What can be written at a place, the likeliest first. Waits for nothing: neither proofs nor data. */
export function completion(
  view: ProgramView,
  params: CompletionParams,
  context: FeatureContext,
): CompletionList | null {
  const found = placeOf(view, params);
  const meanings = found === null ? null : meaningsOf(view.program);
  if (found === null || meanings === null) return null;
  const { file, offset } = found;
  const surroundings = meanings.surroundingsAt(file.path, offset);
  if (surroundings === null) return null;
  const rule = ruleNameAt(view, file, offset);
  if (rule !== null) {
    const { candidates, replaced, typed } = rule;
    return completionList(candidates, { ...surroundings, replaced, typed, inText: false }, offset, file, context);
  }
  const { place, typed } = surroundings;
  // Who ends a condition with a blank and goes to the next line is not to be given an `and`.
  const unasked =
    params.context?.triggerKind === CompletionTriggerKind.TriggerCharacter && params.context.triggerCharacter === " ";
  if (unasked && (place.kind === "declaration" || place.kind === "modifier")) return null;
  if (unasked && place.kind === "operator" && place.operand.kind === "condition") return null;
  const declared = meanings.declaredAround(file.path, Math.max(0, surroundings.replaced.start - 1));
  const own = declared?.kind === "segment" ? { name: declared.name, criterion: declared.criterion } : null;
  const define = declared?.kind === "define" ? declared.name : null;
  const candidates = candidatesAt(surroundings, file, { view, meanings, typed, own, define });
  return completionList(candidates, surroundings, offset, file, context);
}
