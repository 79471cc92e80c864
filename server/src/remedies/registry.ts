import { declaredCriterion, declaredName, madeListFile } from "./declaring.js";
import { declaredCustomer } from "./declaring-customer.js";
import { expectedSegments } from "./expecting.js";
import {
  addedKey,
  dateFormat,
  firstField,
  foldedField,
  optionalField,
  removedSpelling,
  requiredKey,
  usualSplit,
} from "./fields.js";
import { movedBefore } from "./ordering.js";
import { removedEntry, removedExpectation } from "./personas.js";
import type { Found, Remedy } from "./remedy.js";
import { addedReason, removedComment, removedDeclaration, removedItem } from "./removing.js";
import {
  addedElse,
  askedOfList,
  eitherOfBoth,
  hoursAsDays,
  joinedArguments,
  rangeAsComparisons,
  rangeWithOneBound,
  withoutMember,
  withoutPresence,
} from "./rewriting.js";

type Answer = (found: Found) => readonly Remedy[];

/** By the name of the rule whose findings they answer. */
const remedies: Readonly<Record<string, Answer | readonly Answer[]>> = {
  "unused-define": removedDeclaration,
  "unused-list": removedDeclaration,
  "empty-criterion": removedDeclaration,
  "unused-suppression": removedComment,
  "malformed-suppression": removedComment,
  "suppression-without-reason": [addedReason, removedComment],
  "repeated-list-item": removedItem,
  "absent-list-file": madeListFile,
  "unknown-criterion": declaredCriterion,
  "unknown-name": declaredName,
  "no-expectation": expectedSegments,
  "unquoted-text": declaredName,
  "no-customer": declaredCustomer,
  "range-bound": rangeAsComparisons,
  "not-constant": rangeAsComparisons,
  "range-without-bounds": rangeWithOneBound,
  "missing-else": addedElse,
  "hours-of-date": hoursAsDays,
  "nothing-behind-dot": withoutMember,
  "wrong-arguments": joinedArguments,
  "not-a-value": askedOfList,
  "never-missing": [withoutPresence, optionalField],
  "empty-segment": eitherOfBoth,
  "unreachable-segment": movedBefore,
  "folded-against-plain": foldedField,
  "wrong-key": requiredKey,
  "wrong-format": dateFormat,
  "wrong-split": usualSplit,
  "duplicate-spelling": removedSpelling,
  "rows-without-key": addedKey,
  "empty-record": firstField,
  "repeated-entry": removedEntry,
  "repeated-expectation": removedExpectation,
  "contradictory-expectation": removedExpectation,
};

/** The ways out of a finding that only an editor offers. */
export function remediesOf(found: Found): readonly Remedy[] {
  return [remedies[found.finding.rule] ?? []].flat().flatMap((answer) => answer(found));
}
