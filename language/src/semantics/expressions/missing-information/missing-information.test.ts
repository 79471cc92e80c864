import { describe, expect, test } from "vitest";
import { check, fixed } from "../../../../../test/kit/expressions.js";

/** A condition; of whom and what it is told; the condition after the fix, of which nothing more is told. */
const TOLD: readonly (readonly [written: string, told: string, fixed: string | null])[] = [
  ['note != "x"', "customers without `note`", 'note is present and note != "x"'],
  ['note not in ["x"]', "customers without `note`", 'note is present and note not in ["x"]'],
  ['note not ends with "x"', "customers without `note`", 'note is present and note not ends with "x"'],
  ['not (note = "x" or age > 3)', "customers without `note`", 'note is present and not (note = "x" or age > 3)'],
  ['age > 3 or note != "x"', "customers without `note`", 'age > 3 or (note is present and note != "x")'],
  ['note != "x" or age > 3', "customers without `note`", '(note is present and note != "x") or age > 3'],
  ['age > 3 and note != "x"', "customers without `note`", 'age > 3 and note is present and note != "x"'],
  ["not vip", "customers without `vip`", "vip is present and not vip"],
  ["not (income > 20 * score)", "customers without `income`", "income is present and not (income > 20 * score)"],
  [
    "not (days since lastVisit < 30)",
    "customers without `lastVisit`",
    "lastVisit is present and not (days since lastVisit < 30)",
  ],
  ["not rich", "customers without `income`", "income is present and not rich"],
  ["notRich", "customers without `income`", "income is present and notRich"],
  ["age > 3 or notRich", "customers without `income`", "age > 3 or (income is present and notRich)"],
  [
    'address.postcode != "x"',
    "customers without `address.postcode`",
    'address.postcode is present and address.postcode != "x"',
  ],
  ['work.firm != "x"', "customers without `work.firm`", 'work.firm is present and work.firm != "x"'],
  ["lastBuy != today", "customers without `lastBuy`", "lastBuy is present and lastBuy != today"],
  [
    "not (average(orders.total) > 3)",
    "customers without `average(orders.total)`",
    "average(orders.total) is present and not (average(orders.total) > 3)",
  ],
  ["any paid and lastBuy not in last 30 days and age > 3 or lastBuy != today", "customers without `lastBuy`", null],
  ['any orders where brand != "x"', "orders without `brand`", 'any orders where brand is present and brand != "x"'],
  [
    'any orders where any lines where colour != "x"',
    "lines without `colour`",
    'any orders where any lines where colour is present and colour != "x"',
  ],
  [
    'any orders.lines where brand != "x"',
    "orders without `brand`",
    'any orders.lines where brand is present and brand != "x"',
  ],
  [
    'any orders where total > 3 or brand != "x"',
    "orders without `brand`",
    'any orders where total > 3 or (brand is present and brand != "x")',
  ],
  [
    'no orders where brand = "x"',
    "in spite of orders without `brand`",
    'no orders where brand is missing or brand = "x"',
  ],
  [
    'any orders and all orders where brand != "x"',
    "orders without `brand`",
    'any orders and all orders where brand is present and brand != "x"',
  ],
  [
    'count(orders where brand != "x") > 3',
    "orders without `brand`",
    'count(orders where brand is present and brand != "x") > 3',
  ],
  [
    "any orders where customer.note != brand and brand is present",
    "customers without `note`",
    "any orders where customer.note is present and customer.note != brand and brand is present",
  ],
  [
    "no orders where on >= customer.lastVisit",
    "customers without `lastVisit`",
    "lastVisit is present and no orders where on >= customer.lastVisit",
  ],
  ["all orders where total > 3", "customers without `orders`", "any orders and all orders where total > 3"],
  [
    "all orders.lines where price > 3",
    "customers without `orders`",
    "any orders.lines and all orders.lines where price > 3",
  ],
  ["all paid where total > 3", "customers without `paid`", "any paid and all paid where total > 3"],
  [
    "any orders and all paid where total > 3",
    "customers without `paid`",
    "any orders and any paid and all paid where total > 3",
  ],
  [
    "any orders where all lines where price > 3",
    "orders without `lines`",
    "any orders where any lines and all lines where price > 3",
  ],
  ["not (score / visits > 3)", "customers without `visits`", "visits is present and not (score / visits > 3)"],
  ["not (score / age > 3)", "customers whose `age` is 0", "age != 0 and not (score / age > 3)"],
  ["not (score / count(orders) > 3)", "customers without `orders`", "any orders and not (score / count(orders) > 3)"],
  ["city not in nothing", "list `nothing` is empty", "true"],
  ["tags has none of []", "the list is empty", "true"],
  ["tags has all of []", "the list is empty", "true"],
];

/** Conditions whose author has said what is meant, or where nothing can be missing. */
const SILENT: readonly string[] = [
  'note is present and note not in ["x"]',
  'note is missing or note not in ["x"]',
  'not (note is missing) and note != "x"',
  'note = "x"',
  'city != "x"',
  "not (income default 0 > 3)",
  "(income default 0) != 3",
  "not (income > 3) and income > 1",
  "any orders and lastBuy != today",
  "any paid and lastBuy != today",
  "count(orders) >= 3 and lastBuy != today",
  "lastBuy is present and lastBuy != today",
  "lastBuy > 2024-01-01 and lastBuy != today",
  "no orders",
  "no orders where total > 3",
  "count(orders) != 3",
  "sum(orders.total) != 3",
  'any orders where brand is present and brand != "x"',
  "any orders and all orders where total > 3",
  "not (all orders where total > 3)",
  "lastVisit is present and no orders where on >= customer.lastVisit",
  "lastVisit in last 7 days and no orders where on >= customer.lastVisit",
  '(when note != "x" then 1 else 2) = 1',
  "age != 0 and not (score / age > 3)",
  "age > 0 and not (score / age > 3)",
  "visits is present and not (score / visits > 3)",
  'orders.brand has none of ["x"]',
  'work is present and work.firm != "x"',
  "not Gold",
  "vip = false",
];

const INFORMATION = /^SEG401/;

describe("also holds where something is missing", () => {
  test.each(TOLD)("%s: %s", (written, told, repaired) => {
    const all = check(written).diagnostics.filter(({ code }) => INFORMATION.test(code));
    expect(all.map(({ message }) => message)).toEqual([expect.stringContaining(told)]);
    if (repaired === null) return;
    const fix = all[0]!.fixes[0];
    expect(fix === undefined ? "no fix" : fixed(written, fix)).toBe(repaired);
    expect(check(repaired).diagnostics.map(({ message }) => message)).toEqual([]);
  });

  test.each(SILENT.map((written) => [written]))("nothing is told of %s", (written) => {
    const { condition, diagnostics } = check(written);
    expect(condition).not.toBeNull();
    expect(diagnostics.filter(({ code }) => INFORMATION.test(code))).toEqual([]);
  });
});
