import { describe, expect, test } from "vitest";
import { check } from "../../../../test/kit/expressions.js";
import { conditionKey } from "../../condition/canonical.js";
import { describeCondition } from "../../condition/describe.js";

/** What is written, and what it means, in words without defines. The same text twice: it already says it all. */
const MEANINGS: readonly (readonly [written: string, means: string])[] = [
  // Comparisons
  ["age >= 18", "age >= 18"],
  ["age > 18", "age > 18"],
  ["age != 18", "age != 18"],
  ["18 <= age < 30", "18 <= age < 30"],
  ["30 > age >= 18", "age < 30 and age >= 18"],
  // What is folded is shown as it was written.
  ['city = "TEHRAN"', 'city = "TEHRAN"'],
  ['home = "Tehran"', 'home = "Tehran"'],
  ["city = someCity", 'city = "Tehran"'],
  ['gender = "female"', 'gender = "female"'],
  ['grade = "low"', '(when age < 18 then "low" when age < 60 then "middle" else "high") = "low"'],
  ["vip = false", "vip = false"],
  ["not vip", "not vip"],
  ["not not vip", "vip"],
  ["subscribed and (vip and age > 3)", "subscribed and vip and age > 3"],
  ["subscribed or vip or age > 3", "subscribed or vip or age > 3"],
  ["(age > 18) = vip", "(age > 18) = vip"],
  // Dates
  ["seen > joined", "seen > joined"],
  ["joined > now", "joined > now"],
  ["seen >= 2024-05-01", "seen >= 2024-05-01"],
  ["joined = 2024-05-01T10:00Z", "joined = 2024-05-01T10:00Z"],
  ["lastVisit in last 30 days", "today - 30 days < lastVisit <= today"],
  ["lastVisit not in last 2 weeks", "not (today - 14 days < lastVisit <= today)"],
  ["seen in last 1 year", "today - 12 months < seen <= today"],
  ["seen in last 4 hours", "now - 4 hours < seen <= now"],
  ["seen in last week", "seen in last week"],
  ["joined in this quarter", "joined in this quarter"],
  ["today - lastVisit > 30 days", "today - lastVisit > 30"],
  ["2 weeks <= today - lastVisit", "today - lastVisit >= 14"],
  ["today - joined in 30 days..60 days", "30 <= today - joined <= 60"],
  ["joined in 2024-01-01..<2024-02-01", "2024-01-01 <= joined < 2024-02-01"],
  ["joined in days", "joined in days"],
  ["seen in days", "seen in days"],
  ["joined in dates", "joined in dates"],
  ["joined in today..today + 60 days", "today <= joined <= today + 60 days"],
  ["days since seen < 30", "days since seen < 30"],
  ["hours since seen < 3", "hours since seen < 3"],
  ["joined < today - week", "joined < today - 7 days"],
  ['weekday(joined) in ["monday", "friday"]', 'weekday(joined) in ["monday", "friday"]'],
  ["hour(seen) < 6", "hour(seen) < 6"],
  ["year(seen) * 100 + month(joined) = 202405", "year(seen) * 100 + month(joined) = 202405"],
  // Membership of constants
  ["age in 18..29", "18 <= age <= 29"],
  ["age in 65..", "age >= 65"],
  ["age in band", "18 <= age <= 29"],
  ["age in [1, 2, 2]", "age in [1, 2]"],
  ["age in numbers", "age in numbers"],
  ["home in codes", "home in codes"],
  ["city in cities", "city in cities"],
  ["plan in plans", "plan in plans"],
  ["joined in [today, 2024-05-01]", "joined in [2024-05-01] or joined = today"],
  // Text
  ['home starts with "a"', 'home starts with "a"'],
  ['city contains any of ["A", "b"]', 'city contains any of ["A", "b"]'],
  ["city ends with any of cities", "city ends with any of cities"],
  ['home not ends with "x" or home matches /^[A-Z]+$/', 'home not ends with "x" or home matches /^[A-Z]+$/'],
  ["length(city) > 3", "length(city) > 3"],
  // Missing
  ["note is missing", "note is missing"],
  ["note is not missing", "note is present"],
  ['work is present and work.firm = "x"', 'work is present and work.firm = "x"'],
  ["(income default 0) <= 3", "income default 0 <= 3"],
  ['(plan default "basic") = "gold"', 'plan default "basic" = "gold"'],
  // Lists
  ["any orders", "any orders"],
  ["no orders where total > 3", "no orders where total > 3"],
  ["all orders where total > 3", "no orders where not (total > 3)"],
  ['all orders where brand != "x"', 'no orders where brand = "x"'],
  ["orders is empty", "no orders"],
  ["orders is not empty", "any orders"],
  ['tags has "VIP"', 'any tags where it = "vip"'],
  ['tags has any of ["a", "b"]', 'any tags where it in ["a", "b"]'],
  ['tags has all of ["a", "b"]', 'tags has all of ["a", "b"]'],
  ["tags has none of cities", "no tags where it in cities"],
  ['tags not has "x"', 'no tags where it = "x"'],
  ['any tags where it starts with "a"', 'any tags where it starts with "a"'],
  ["calls has 2024-05-01", "any calls where it in [2024-05-01]"],
  ["any orders.lines where price > total", "any orders.lines where price > total"],
  [
    "any orders where any lines where price > 3 and total < 3",
    "any orders where any lines where price > 3 and total < 3",
  ],
  ["any orders where total > customer.score", "any orders where total > customer.score"],
  ["any orders where on = lastBuy", "any orders where on = latest(customer.orders.on)"],
  [
    "any orders where any customer.events where kind = brand",
    "any orders where any customer.events where kind = brand",
  ],
  ["any orders where count(lines) > 2", "any orders where count(lines) > 2"],
  ["any paid where total > 3", 'any orders where channel = "online" and total > 3'],
  ["any paid.lines where price > 3", 'any (orders where channel = "online").lines where price > 3'],
  ['orders.brand has "x"', 'any orders where brand is present and brand = "x"'],
  ["orders.brand is empty", "no orders where brand is present"],
  ['any orders.brand where it = "x"', 'any orders where brand is present and brand = "x"'],
  ['any colours where it = "red"', 'any orders.lines where colour is present and colour = "red"'],
  ['any orders.shipping where country = "x"', 'any orders where shipping.country = "x"'],
  [
    'orders.channel has all of ["online", "store"]',
    '(any orders where channel in ["online"]) and (any orders where channel in ["store"])',
  ],
  // Aggregates
  ["count(orders) > 3", "count(orders) > 3"],
  ["count(orders.total) > 3", "count(orders) > 3"],
  ["count(orders.brand) > 3", "count(orders where brand is present) > 3"],
  ["count(orders.lines where price > 3) = 1", "count(orders.lines where price > 3) = 1"],
  ["count(distinct orders.brand) >= 3", "count(distinct orders.brand) >= 3"],
  ["count(distinct paid.lines.sku) >= 3", 'count(distinct sku over (orders where channel = "online").lines) >= 3'],
  [
    "sum(price * quantity over orders.lines where total > 3) > 10",
    "sum(price * quantity over orders.lines where total > 3) > 10",
  ],
  ['sum(orders.total where brand = "x") > 10', 'sum(orders.total where brand = "x") > 10'],
  ['sum(total over orders where brand = "x") > 10', 'sum(orders.total where brand = "x") > 10'],
  ["average(marks) > 3", "average(marks) > 3"],
  ["latest(orders.at) > earliest(calls)", "latest(orders.at) > earliest(calls)"],
  ["count(paid) / 2 < 3", 'count(orders where channel = "online") / 2 < 3'],
  // Arithmetic
  ["score - (income - 3) > -5", "score - (income - 3) > -5"],
  ["abs(score) <= 5% * income", "abs(score) <= 0.05 * income"],
  ["-score < 1", "-score < 1"],
  // Segments
  ["Gold and not Young", "Value.Gold and not Age.Young"],
  ["Value.Silver", "Value.Silver"],
  ["rich", "income > 1000"],
];

describe("an expression means", () => {
  test.each(MEANINGS)("%s → %s", (written, means) => {
    const { condition, diagnostics } = check(written);
    expect(diagnostics.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
    expect(describeCondition(condition!)).toBe(means);
  });
});

describe("what a description says is what was described", () => {
  test.each(MEANINGS.map(([written]) => [written]))("%s", (written) => {
    const { condition } = check(written);
    const again = check(describeCondition(condition!)).condition;
    expect(again === null ? null : conditionKey(again)).toBe(conditionKey(condition!));
  });
});
