import type { Condition } from "../condition/condition.js";
import { describeCondition } from "../condition/describe.js";
import type { Location } from "../source/source.js";
import type { ProgramText } from "./program-text.js";

/** More signs of a condition than these are not repeated in a message. */
const LONGEST = 60;

/** A condition as its author wrote it, if that is short and stands on one line; else in the words of the language. */
export function shownCondition(condition: Condition, text: ProgramText): string {
  if (condition.kind === "not" && condition.origin === undefined) return denied(condition.operand, text);
  const { origin } = condition;
  const written = origin === undefined ? "" : text.at(origin);
  if (!isShort(written)) return shortened(describeCondition(condition));
  if (origin?.negated !== true) return written;
  const described = describeCondition(condition);
  return described.length <= LONGEST ? described : `not (${written})`;
}

/** The opposite of a condition, where nobody wrote that. */
function denied(condition: Condition, text: ProgramText): string {
  const { origin } = condition;
  const written = origin === undefined ? "" : text.at(origin);
  const described = describeCondition({ kind: "not", operand: condition });
  return described.length <= LONGEST || !isShort(written) ? shortened(described) : `not (${written})`;
}

/** What stands at a place; the condition in the words of the language if that is too long. */
export function shownText(location: Location, condition: Condition, text: ProgramText): string {
  const written = text.at(location);
  return isShort(written) ? written : shortened(describeCondition(condition));
}

function isShort(written: string): boolean {
  return written !== "" && written.length <= LONGEST && !/[\n\r`]/u.test(written);
}

function shortened(described: string): string {
  return described.length <= LONGEST ? described : `${described.slice(0, LONGEST - 1)}…`;
}
