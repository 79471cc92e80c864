import { describe, expect, test } from "vitest";
import { check, fixed, marked } from "../../../../test/kit/expressions.js";

/** What is written wrong; the rule; the text that is marked; and the text after the first fix, which must be right. */
const ERRORS: readonly (readonly [written: string, rule: string, marked: string, fixed: string | null])[] = [
  // Names
  ["agee > 3", "unknown-name", "agee", "age > 3"],
  ["qqqqq > 3", "unknown-name", "qqqqq", null],
  ["code in codes", "unknown-name", "code", null],
  ["home in citiess", "unknown-name", "citiess", "home in cities"],
  ["any orders where totl > 3", "unknown-name", "totl", "any orders where total > 3"],
  ['address.provinc = "x"', "unknown-member", "provinc", 'address.province = "x"'],
  ["customer.agee > 3", "unknown-member", "agee", "customer.age > 3"],
  ["any orders.lins", "unknown-member", "lins", "any orders.lines"],
  ['city.name = "x"', "nothing-behind-dot", "name", null],
  ["Value.Golden", "unknown-segment", "Golden", "Value.Gold"],
  ["Silver", "ambiguous-name", "Silver", "Value.Silver"],
  ["gender = female", "unquoted-text", "female", 'gender = "female"'],
  ['gender in ["male", female]', "unquoted-text", "female", 'gender in ["male", "female"]'],
  ["gender in female", "unquoted-text", "female", 'gender in ["female"]'],
  ["home in Isfahan", "unquoted-text", "Isfahan", 'home in ["Isfahan"]'],
  ["home = Isfahan", "unquoted-text", "Isfahan", 'home = "Isfahan"'],
  ["note = missing", "unknown-name", "missing", "note is missing"],
  ["joined = yesterday", "unknown-name", "yesterday", "joined = today - 1 day"],
  ["joined < tomorrow", "unknown-name", "tomorrow", "joined < today + 1 day"],
  ["age in [18..30]", "misplaced", "18..30", "age in 18..30"],
  ["age in [18, 20..30]", "misplaced", "20..30", null],
  ['Value = "Gold"', "unknown-name", "Value", "Value.Gold"],
  ["Value = Gold", "unknown-name", "Value", "Value.Gold"],
  ["Value > 3", "unknown-name", "Value", null],
  ["note != missing", "unknown-name", "missing", "note is present"],
  ['it = "x"', "it-outside", "it", null],
  ['any orders where it = "x"', "it-outside", "it", null],
  [
    'no orders where on > 2024-05-01 and address.province = "x"',
    "customer-field-in-filter",
    "address",
    '(no orders where on > 2024-05-01) and address.province = "x"',
  ],
  [
    "any orders where on > 2024-05-01 and total > 3 and age > 3",
    "customer-field-in-filter",
    "age",
    "(any orders where on > 2024-05-01 and total > 3) and age > 3",
  ],
  [
    "any orders where age > 3 and total > 3",
    "customer-field-in-filter",
    "age",
    "any orders where customer.age > 3 and total > 3",
  ],
  [
    "any orders where total > 3 and age > 3 and total < 9",
    "customer-field-in-filter",
    "age",
    "any orders where total > 3 and customer.age > 3 and total < 9",
  ],
  [
    "any orders where any lines where price > 3 and age > 3",
    "customer-field-in-filter",
    "age",
    "(any orders where any lines where price > 3) and age > 3",
  ],
  [
    "count(orders where total > 3 and age > 3) > 1",
    "customer-field-in-filter",
    "age",
    "count(orders where total > 3 and customer.age > 3) > 1",
  ],
  ["total > 3", "element-field-outside", "total", "any orders where total > 3"],
  ["age > 3 and total > 3", "element-field-outside", "total", "age > 3 and (any orders where total > 3)"],
  ["sum(total) > 3", "element-field-outside", "total", "sum(orders.total) > 3"],
  ["any orders where price > 3", "element-field-outside", "price", "any orders where any lines where price > 3"],
  // Unlike things
  ['age >= "12"', "number-in-quotes", '"12"', "age >= 12"],
  ['age = "twelve"', "number-in-quotes", '"twelve"', null],
  ['age in [1, "2"]', "number-in-quotes", '"2"', "age in [1, 2]"],
  ["home = 5", "number-against-text", "5", 'home = "5"'],
  ['plan = "golden"', "not-a-choice", '"golden"', 'plan = "gold"'],
  ['weekday(joined) = "Monday"', "not-a-choice", '"Monday"', 'weekday(joined) = "monday"'],
  ["grade = plan", "not-a-choice", '"low"', null],
  ['gender = "F"', "code-for-choice", '"F"', 'gender = "female"'],
  ['subscribed = "Yes"', "boolean-against-value", '"Yes"', "subscribed"],
  ['subscribed = "No"', "boolean-against-value", '"No"', "not subscribed"],
  ['subscribed != "Yes"', "boolean-against-value", '"Yes"', "not subscribed"],
  ["(age > 3) = 1", "boolean-against-value", "1", "(age > 3)"],
  ['joined > "2024-05-01"', "date-in-quotes", '"2024-05-01"', "joined > 2024-05-01"],
  ["joined > 5", "date-in-quotes", "5", null],
  ["home = age", "unlike-types", "age", null],
  ["gender = home", "unlike-types", "home", null],
  ["city = home", "folded-against-plain", "home", null],
  ['home < "x"', "no-order", "<", 'home starts with "x"'],
  ['gender > "male"', "no-order", ">", 'gender = "male"'],
  [
    "today - lastVisit > 6 months",
    "days-against-months",
    "today - lastVisit > 6 months",
    "lastVisit < today - 6 months",
  ],
  ["1 year >= today - joined", "days-against-months", "1 year >= today - joined", "joined >= today - 1 year"],
  ["now - seen > 4 hours", "days-against-months", "now - seen > 4 hours", "seen < now - 4 hours"],
  ["lastVisit < 30 days", "duration-without-date", "30 days", "lastVisit < today - 30 days"],
  ["days since joined > 30 days", "duration-without-date", "30 days", "days since joined > 30"],
  ["age + 3 days > today", "duration-without-date", "age + 3 days", null],
  ["joined in last 4 hours", "hours-of-date", "joined in last 4 hours", null],
  ["today - 4 hours < seen", "hours-of-date", "today - 4 hours", "now - 4 hours < seen"],
  ["hours since joined > 3", "hours-of-date", "hours since joined", "days since joined > 3"],
  ["age in 30..18", "reversed-range", "30..18", "age in 18..30"],
  ["joined in today..today - 3 days", "reversed-range", "today..today - 3 days", "joined in today - 3 days..today"],
  // Never true
  ["age = 200", "never-true", "age = 200", null],
  ["age < 0", "never-true", "age < 0", null],
  ["age in 130..150", "never-true", "age in 130..150", null],
  ["age = 1.5", "never-true", "age = 1.5", null],
  ["income = 0.005", "never-true", "income = 0.005", null],
  ["gender = plan", "never-true", "gender = plan", null],
  ["score / 0 > 1", "division-by-zero", "score / 0", null],
  // Forms
  ["age", "not-a-condition", "age", null],
  ['city = "a" or "b"', "not-a-condition", '"b"', 'city in ["a", "b"]'],
  ["orders", "not-a-condition", "orders", "any orders"],
  ["orders > 3", "not-a-value", "orders", "count(orders) > 3"],
  ['address = "x"', "not-a-value", "address", null],
  ["any age", "not-a-list", "age", null],
  ['home has "x"', "not-a-list", "home", 'home = "x"'],
  ['orders has "x"', "not-a-list", "orders", null],
  ["home is empty", "not-a-list", "home", null],
  ["home starts with city", "not-constants", "city", null],
  ['home starts with any of "x"', "not-constants", '"x"', 'home starts with any of ["x"]'],
  ['tags has any of "x"', "not-constants", '"x"', 'tags has any of ["x"]'],
  ['"vip" in tags', "nothing-to-be-in", "tags", 'tags has "vip"'],
  ['city in "x"', "nothing-to-be-in", '"x"', 'city = "x"'],
  ["joined in 30 days", "nothing-to-be-in", "30 days", "joined in last 30 days"],
  ['(when age > 3 then 1 else "x") = 1', "unlike-branches", '"x"', null],
  ['(income default "x") = 1', "unlike-branches", '"x"', null],
  ['age starts with "x"', "wrong-operand", "age", null],
  ['tags contains "x"', "wrong-operand", "tags", 'tags has "x"'],
  ['tags has ["x"]', "wrong-operand", '["x"]', 'tags has any of ["x"]'],
  ['home starts with ["x"]', "wrong-operand", '["x"]', 'home starts with any of ["x"]'],
  ['home + home = "x"', "wrong-operand", "home", null],
  ["(age > 3) + 1 > 1", "wrong-operand", "(age > 3)", "(when (age > 3) then 1 else 0) + 1 > 1"],
  ["today - 30 < joined", "wrong-operand", "30", "today - 30 days < joined"],
  ['tags = "x"', "not-a-value", "tags", 'tags has "x"'],
  ['"x" != tags', "not-a-value", "tags", 'tags not has "x"'],
  ['tags in ["x"]', "not-a-value", "tags", 'tags has any of ["x"]'],
  ['tags not in ["x"]', "not-a-value", "tags", 'tags has none of ["x"]'],
  ["age in 18-30", "nothing-to-be-in", "18-30", "age in 18..30"],
  ["age in Gold", "nothing-to-be-in", "Gold", null],
  ["today - joined > 3 hours", "days-against-months", "today - joined > 3 hours", null],
  ["days since joined > 2 weeks", "duration-without-date", "2 weeks", "days since joined > 14"],
  ["sum(orders) > 3", "wrong-operand", "orders", null],
  ["sum(orders.brand) > 3", "wrong-operand", "orders.brand", null],
  ["max(orders.on) > today", "wrong-operand", "orders.on", "latest(orders.on) > today"],
  ["length(age) > 3", "wrong-operand", "age", null],
  ["hour(joined) > 3", "wrong-operand", "joined", null],
  ["days since age > 3", "wrong-operand", "age", null],
  ["age in last 3 days", "wrong-operand", "age", null],
  ["gender in 1..3", "wrong-operand", "gender", null],
  [
    "sum(orders.total * orders.total) > 3",
    "not-a-value",
    "orders.total * orders.total",
    "sum(total * total over orders) > 3",
  ],
  ["avg(marks) > 3", "unknown-function", "avg", "average(marks) > 3"],
  ["len(home) > 3", "unknown-function", "len", "length(home) > 3"],
  ["size(orders) > 3", "unknown-function", "size", "count(orders) > 3"],
  ["coun(orders) > 3", "unknown-function", "coun", "count(orders) > 3"],
  ["city matches /São/", "unfolded-pattern", "/São/", "city matches /são/"],
  ["home matches /(?=x)/", "bad-pattern", "(?=", null],
  ["Gold is missing", "missing-of-condition", "Gold is missing", "not Gold"],
  ["Gold is present", "missing-of-condition", "Gold is present", "Gold"],
  ["rich is missing", "missing-of-condition", "rich is missing", "not rich"],
  ["orders is missing", "missing-of-condition", "orders is missing", "orders is empty"],
  ["orders is present", "missing-of-condition", "orders is present", "orders is not empty"],
  ["age is missing", "never-missing", "age is missing", null],
  ["count(orders) is missing", "never-missing", "count(orders) is missing", null],
  ["age = 3 or 4 or 5", "not-a-condition", "4", "age in [3, 4, 5]"],
  ["age = 3 or 4 or (5) or rich", "not-a-condition", "4", "age in [3, 4, 5] or rich"],
  ["age in [1, 2..3]", "misplaced", "2..3", null],
  // Lists read by a type that does not fit
  ["age in codes", "unreadable-list-values", "codes", null],
  ["age in cities", "number-in-quotes", '"Tehran"', null],
];

describe("one mistake, one message", () => {
  test.each(ERRORS)("%s → %s", (written, rule, text, repaired) => {
    const { diagnostics } = check(written);
    expect(diagnostics.map((one) => one.rule)).toEqual([rule]);
    const [only] = diagnostics;
    expect(marked(written, only!)).toBe(text);
    const fix = only!.fixes[0];
    expect(fix === undefined ? null : fixed(written, fix)).toBe(repaired);
    if (repaired === null) return;
    expect(
      check(repaired).diagnostics.filter(({ severity }) => severity === "error" || severity === "warning"),
    ).toEqual([]);
  });
});

describe("every fix leaves a program without that message", () => {
  const withFixes = ERRORS.filter(([, , , repaired]) => repaired !== null);
  test.each(withFixes.map(([written, rule]) => [written, rule]))("%s", (written, rule) => {
    for (const fix of check(written).diagnostics.flatMap(({ fixes }) => fixes)) {
      expect(check(fixed(written, fix)).diagnostics.map((one) => one.rule)).not.toContain(rule);
    }
  });
});
