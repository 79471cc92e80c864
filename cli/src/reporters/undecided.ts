import { describeCondition, type Undecided, type UndecidedReason } from "@seg-lang/language";

const LIMIT = 100;

const REASONS: Readonly<Record<UndecidedReason, string>> = {
  budget: "it takes too many combinations to try",
  "not-linear": "fields are multiplied or divided by each other",
  text: "its text patterns are too involved to compare",
  list: "its questions about lists are more than can be counted out",
  date: "its dates depend on each other",
  unconfirmed: "the example that was found did not hold when it was tried",
};

/** Why something could not be decided, in a few words, with the condition that caused it. */
export function undecidedText({ reason, condition }: Undecided): string {
  return condition === null ? REASONS[reason] : `${REASONS[reason]}: \`${conditionText(condition)}\``;
}

/** For programs. */
export function jsonUndecided({ reason, condition, spent }: Undecided): object {
  return { reason, condition: condition === null ? null : conditionText(condition), spent };
}

function conditionText(condition: NonNullable<Undecided["condition"]>): string {
  const line = describeCondition(condition).replace(/\s+/g, " ");
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT - 1)}…`;
}
