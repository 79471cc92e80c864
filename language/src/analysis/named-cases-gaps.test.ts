import { expect, test } from "vitest";
import { looksSensible, soundProgram } from "../../../test/kit/verdicts.js";
import { createSpace } from "../logic/space.js";
import { proveWith } from "./prove.js";
import { createReplay } from "./replay.js";

const CUSTOMER = `customer { id: text key age: integer? 0..120 vip: boolean tags: list of text skills: list of text folded
 orders: list of { on: date ..today, total: number 0.., channel: "online" | "store" | "phone", brand: text?, lines: list of { category: text folded, price: number 0.. } } }`;

/** Segments, and the words for each kind of customer that is in none; none where everybody is in one. */
const CASES: readonly (readonly [segments: readonly string[], gaps: readonly string[]])[] = [
  [
    ['tags has "a"', 'tags has none of ["a", "b"]'],
    ['(no tags where it = "a") and (any tags where it in ["a", "b"]): 1 in tags ("b")'],
  ],
  [['tags has "a"', 'not tags has "a"'], []],
  [
    ['tags has "a"', 'skills has "باغبانی"'],
    ['(no skills where it = "باغبانی") and (no tags where it = "a"): no tags, no skills'],
  ],
  [['tags has all of ["a", "b"]', 'not tags has "a"', 'not tags has "b"'], []],
  [["age < 21", "count(orders) > 3 or age is missing"], ["age >= 21 and count(orders) <= 3: age = 80, no orders"]],
  [["count(orders) >= 3", "no orders"], ["1 <= count(orders) <= 2: 1 in orders"]],
  [
    ["sum(orders.total) >= 1000", "sum(orders.total) < 500"],
    ["500 <= sum(orders.total) < 1000: 1 in orders (total = 800)"],
  ],
  [["sum(orders.total) >= 1000", "sum(orders.total) < 500", "500 <= sum(orders.total) < 1000"], []],
  [["average(orders.total) > 100", "average(orders.total) <= 100"], ["average(orders.total) is missing: no orders"]],
  [["average(orders.total) > 100", "average(orders.total) <= 100", "orders is empty"], []],
  [
    ['any orders where channel = "online"', 'any orders where channel = "store"', "no orders"],
    [
      '(no orders where channel = "online") and (no orders where channel = "store") and any orders: 1 in orders (channel = "phone")',
    ],
  ],
  [["any orders where total > 100", "all orders where total <= 100"], []],
  [
    ["count(distinct orders.brand) >= 3", "no orders where brand is present"],
    ['count(distinct orders.brand) < 3 and (any orders where brand is present): 1 in orders (brand = "a")'],
  ],
  [
    ["latest(orders.on) >= today - 30 days", "latest(orders.on) < today - 90 days", "no orders"],
    ["today - 90 days <= latest(orders.on) < today - 30 days: 1 in orders (on = 2025-09-09)"],
  ],
  [["latest(orders.on) >= today - 30 days", "latest(orders.on) < today - 30 days", "no orders"], []],
  [
    ["count(orders) >= 10 and sum(orders.total) >= 1000", "count(orders) < 10 and sum(orders.total) < 1000"],
    [
      "count(orders) >= 10 and sum(orders.total) < 1000: 10 in orders (each with total = 0)",
      "count(orders) < 10 and sum(orders.total) >= 1000: 1 in orders (total = 1000)",
    ],
  ],
];

test.each(CASES)("who is in none of %j: %j", (conditions, expected) => {
  const segments = conditions.map((condition, index) => `segment S${index} where ${condition}`);
  const program = soundProgram({
    "program.seg": `${CUSTOMER}\ncriterion Interest exhaustive overlapping {\n${segments.join("\n")}\n}`,
  });
  const proofs = proveWith((model, options) => {
    const replay = createReplay(model);
    return createSpace(model, {
      ...options,
      confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
    });
  }, program);
  const { coverage } = proofs.criteria.find(({ criterion }) => criterion === "Interest")!;
  expect(coverage.kind).toBe(expected.length === 0 ? "complete" : "gap");
  const found = coverage.kind === "gap" ? coverage.gaps : [];
  expect(found.map(({ region, witness }) => `${region}: ${witness.summary}`)).toEqual(expected);
  expect(found.every(({ witness }) => looksSensible(witness.summary))).toBe(true);
});
