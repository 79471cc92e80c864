import { describeCondition, type Undecided, undecidedReasons } from "@seg-lang/language";

const LIMIT = 100;

/** Why something could not be decided, in a few words, with the condition that caused it. */
export function undecidedText(undecided: Undecided): string {
  const cause = causeOf(undecided);
  return cause === null ? undecidedReasons[undecided.reason] : `${undecidedReasons[undecided.reason]}: \`${cause}\``;
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
