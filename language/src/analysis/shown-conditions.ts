import type { Condition } from "../condition/condition.js";
import { describeCondition } from "../condition/describe.js";
import type { Location } from "../source/source.js";
import type { ProgramText } from "./program-text.js";

/** More signs of a condition than these are not repeated in a message. */
const LONGEST = 60;

/** A condition as its author wrote it, if that is short and stands on one line; else in the words of the language. */
export function shownCondition(condition: Condition, text: ProgramText): string {
  const { origin } = condition;
  if (origin !== undefined && origin.negated !== true) {
    const written = text.at(origin);
    if (isShort(written)) return written;
  }
  return shortened(describeCondition(condition));
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
