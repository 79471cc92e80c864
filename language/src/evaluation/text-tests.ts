import type { MatchCondition, TextCondition } from "../condition/condition.js";
import { compilePattern } from "../values/pattern.js";

/** Whether a text starts with, ends with or contains one of the values. */
export function textHolds({ operator, values }: TextCondition, text: string): boolean {
  switch (operator) {
    case "starts-with":
      return values.values.some((value) => text.startsWith(value as string));
    case "ends-with":
      return values.values.some((value) => text.endsWith(value as string));
    case "contains":
      return values.values.some((value) => text.includes(value as string));
  }
}

const matchers = new WeakMap<MatchCondition, (text: string) => boolean>();

/** The matcher of a pattern, compiled when it is first asked for. */
export function matcher(condition: MatchCondition): (text: string) => boolean {
  let match = matchers.get(condition);
  if (match === undefined) {
    match = compilePattern(condition.pattern, condition.flags);
    matchers.set(condition, match);
  }
  return match;
}
