import { declaredCriterion, declaredName, madeListFile } from "./declaring.js";
import { expectedSegments } from "./expecting.js";
import type { Found, Remedy } from "./remedy.js";
import { removedComment, removedDeclaration, removedItem } from "./removing.js";

/** By the name of the rule whose findings they answer. */
const remedies: Readonly<Record<string, (found: Found) => readonly Remedy[]>> = {
  "unused-define": removedDeclaration,
  "unused-list": removedDeclaration,
  "empty-criterion": removedDeclaration,
  "unused-suppression": removedComment,
  "malformed-suppression": removedComment,
  "repeated-list-item": removedItem,
  "absent-list-file": madeListFile,
  "unknown-criterion": declaredCriterion,
  "unknown-name": declaredName,
  "no-expectation": expectedSegments,
  "unquoted-text": declaredName,
};

/** The ways out of a finding that only an editor offers. */
export function remediesOf(found: Found): readonly Remedy[] {
  return remedies[found.finding.rule]?.(found) ?? [];
}
