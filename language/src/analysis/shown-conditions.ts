import type { Condition } from "../condition/condition.js";
import { describeCondition } from "../condition/describe.js";
import type { Location } from "../source/source.js";
import type { ProgramText } from "./program-text.js";

/** More signs of a condition than these are not repeated in a message. */
const LONGEST = 80;

/**
 * A condition as its author wrote it, if that is short; else in the words of the language. What is longer still is cut between
 * its parts, and ends with `…`.
 */
export function shownCondition(condition: Condition, text: ProgramText): string {
  if (condition.kind === "not" && condition.origin === undefined) return denied(condition.operand, text);
  const { origin } = condition;
  const written = origin === undefined ? "" : onOneLine(text.at(origin));
  if (!isShort(written)) return shortened(describeCondition(condition));
  if (origin?.negated !== true) return written;
  const described = describeCondition(condition);
  return described.length <= LONGEST ? described : `not (${written})`;
}

/** The opposite of a condition, where nobody wrote that. */
function denied(condition: Condition, text: ProgramText): string {
  const { origin } = condition;
  const written = origin === undefined ? "" : onOneLine(text.at(origin));
  const described = describeCondition({ kind: "not", operand: condition });
  return described.length <= LONGEST || !isShort(written) ? shortened(described) : `not (${written})`;
}

/** What stands at a place; the condition in the words of the language if that is too long. */
export function shownText(location: Location, condition: Condition, text: ProgramText): string {
  const written = onOneLine(text.at(location));
  return isShort(written) ? written : shortened(describeCondition(condition));
}

/** Comments stay what they are: such a text is not repeated. */
function onOneLine(written: string): string {
  return /\/[/*]/u.test(written) ? written : written.replace(/[^\S\n\r]*[\n\r]\s*/gu, " ");
}

function isShort(written: string): boolean {
  return written !== "" && written.length <= LONGEST && !/[\n\r`]/u.test(written);
}

/** Cut before the last `and` or `or` that fits, or else between words. */
function shortened(described: string): string {
  if (described.length <= LONGEST) return described;
  const fitting = described.slice(0, LONGEST);
  const cut = Math.max(fitting.lastIndexOf(" and "), fitting.lastIndexOf(" or "));
  return `${fitting.slice(0, cut > 0 ? cut : Math.max(fitting.lastIndexOf(" "), 1))}…`;
}
