import { expect, test } from "vitest";
import type { Term } from "./condition.js";
import { describeCondition } from "./describe.js";
import { isFixed } from "./fixed-term.js";

const DATE = { kind: "date" } as const;
const today: Term = { kind: "clock", clock: "today", type: DATE };
const day = (name: string): Term => ({ kind: "field", scope: "customer", path: [name], type: DATE, optional: false });
const monthOf = (operand: Term): Term => ({
  kind: "calendar",
  edge: "first",
  unit: "month",
  offset: 0,
  operand,
  type: DATE,
});

test.each<readonly [string, Term, boolean]>([
  ["today", today, true],
  ["30 days ago", { kind: "shift", operand: today, amount: -30, unit: "day", type: DATE }, true],
  ["the first of this month", monthOf(today), true],
  ["the first of a customer's month", monthOf(day("joined")), false],
  ["a customer's day", day("joined"), false],
  ["the days since", { kind: "difference", left: today, right: day("joined"), type: { kind: "integer" } }, false],
])("%s", (_, term, expected) => {
  expect(isFixed(term)).toBe(expected);
});

test("what depends on the customer stays where its author wrote it", () => {
  const left = monthOf(day("joined"));
  const text = describeCondition({ kind: "compare", operator: "<", left, right: day("left") });
  expect(text).toMatch(/^the first day of this month < left$/);
});
