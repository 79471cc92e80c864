import { describeCondition, type Undecided, type UndecidedReason } from "@seg-lang/language";

const LIMIT = 100;

const REASONS: Readonly<Record<UndecidedReason, string>> = {
  budget: "it takes too many combinations to try",
  "not-linear": "fields are multiplied or divided by each other",
  text: "its text patterns are too involved to compare",
  list: "its questions about lists are more than can be counted out",
  date: "its dates depend on each other",
  unconfirmed: "no example could be built that holds",
};

/** Why something could not be decided, in a few words, with the condition that caused it. */
export function undecidedText(undecided: Undecided): string {
  const cause = causeOf(undecided);
  return cause === null ? REASONS[undecided.reason] : `${REASONS[undecided.reason]}: \`${cause}\``;
}

/** The condition, or the value that caused it where no condition did. */
function causeOf({ condition, subject }: Undecided): string | null {
  return condition === null ? (subject ?? null) : conditionText(condition);
}

/** For programs. */
export function jsonUndecided(undecided: Undecided): object {
  const { reason, condition, subject, spent } = undecided;
  return {
    reason,
    condition: condition === null ? null : conditionText(condition),
    subject: subject ?? null,
    spent,
  };
}

function conditionText(condition: NonNullable<Undecided["condition"]>): string {
  const line = describeCondition(condition).replace(/\s+/g, " ");
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT - 1)}…`;
}
