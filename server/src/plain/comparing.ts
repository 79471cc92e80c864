import type { CompareCondition, Term } from "@seg-lang/language";

export type Sign = "<" | "<=" | "=" | ">" | ">=";

/** What is asked about stands first. */
export const TURNED = { "<": ">", "<=": ">=", "=": "=" } as const;

const NUMBERS: Readonly<Record<Sign, string>> = {
  "<": "under",
  "<=": "at most",
  "=": "",
  ">": "over",
  ">=": "at least",
};
const DAYS: Readonly<Record<Sign, string>> = {
  "<": "before",
  "<=": "on or before",
  "=": "",
  ">": "after",
  ">=": "on or after",
};
const MOMENTS: Readonly<Record<Sign, string>> = { ...DAYS, "<=": "at or before", ">=": "at or after" };

/** What follows `is`: "at least 18", "not after 30 days ago". */
export function comparedWith(sign: Sign, other: Term, negated: boolean, value: string): string {
  const { kind } = other.type;
  const signs = kind === "date" ? DAYS : kind === "datetime" ? MOMENTS : NUMBERS;
  return [...(negated ? ["not"] : []), ...(signs[sign] === "" ? [] : [signs[sign]]), value].join(" ");
}

/** "in this month", "in the last 30 days"; null where two bounds make no such period. */
export function periodOf(
  { operator, left }: CompareCondition,
  { operator: upper, right }: CompareCondition,
): string | null {
  if (left.kind === "calendar" && right.kind === "calendar" && operator === "<=" && upper === "<=") {
    if (left.edge !== "first" || right.edge !== "last") return null;
    if (left.unit !== right.unit || left.offset !== right.offset || left.operand.kind !== "clock") return null;
    if (left.offset === 0) return `in this ${left.unit}`;
    return left.offset === -1 ? `in last ${left.unit}` : null;
  }
  const now = right.kind === "date-of" ? right.operand : right;
  if (operator !== "<" || upper !== "<=" || now.kind !== "clock") return null;
  const start = left.kind === "date-of" ? left.operand : left;
  if (start.kind !== "shift" || start.operand.kind !== "clock" || start.operand.clock !== now.clock) return null;
  if (start.amount >= 0) return null;
  const many = -start.amount;
  const years = start.unit === "month" && many % 12 === 0;
  const size = years ? many / 12 : many;
  const unit = years ? "year" : start.unit;
  return size === 1 ? `in the last ${unit}` : `in the last ${size} ${unit}s`;
}
