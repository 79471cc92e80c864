import { describe, expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { plainMeaning, plainSegment } from "./plain-meaning.js";

const CUSTOMER = `customer {
  id: text key
  شهر: text folded
  city: text? folded
  age: integer 0..120
  income: number 0..
  rent: number 0..
  gender: "female" | "male"
  joined: date
  lastOrder: date?
  seen: datetime
  subscribed: boolean
  tags: list of text
  address: { province: text, postcode: text? }
  orders: list of { on: date, total: number 0.., paidBack: number, channel: "online" | "store", lines: list of { price: number } }
}
list towns = ["Tehran", "Isfahan", "Shiraz"]
criterion Income { segment High "Well off" where income > 5 otherwise Other }
`;

function meaning(condition: string, options = {}): string {
  const { view } = programView(`${CUSTOMER}segment Asked where ${condition}`, options);
  const segment = view.program.model.criteria.flatMap(({ segments }) => segments).find(({ name }) => name === "Asked");
  if (segment === undefined) throw new Error(view.program.diagnostics.map(({ message }) => message).join("\n"));
  return plainMeaning(segment.condition, view.program.model);
}

it("a choice between values is called as its author has called it", () => {
  const level = "when age < 18 then 1 else 2";
  const { view } = programView(`${CUSTOMER}define سطح = ${level}\nsegment Asked where سطح = 2 and (${level}) = 1`);
  const asked = view.program.model.criteria.flatMap(({ segments }) => segments).find(({ name }) => name === "Asked")!;
  expect(plainMeaning(asked.condition, view.program.model)).toBe(
    `Customers whose \u2068سطح\u2069 is 2 and whose \`${level}\` is 1`,
  );
});

describe("a condition in plain words", () => {
  it.each([
    ["age = 18", "whose age is 18"],
    ["age != 18", "whose age is not 18"],
    ["age < 18 or age >= 65", "whose age is under 18 or whose age is at least 65"],
    ["18 <= age < 30", "whose age is at least 18 and under 30"],
    ["not age > 3", "whose age is not over 3"],
    ["income > 80_000", "whose income is over 80,000"],
    ["income > rent", "whose income is over their rent"],
    ["income - rent * 2 > 0.5", "whose income minus (rent times 2) is over 0.5"],
    [
      'gender = "female" and (age < 3 or age > 60)',
      'whose gender is "female" and (whose age is under 3 or whose age is over 60)',
    ],
    ['city = "Tehran"', 'whose city is "tehran"'],
    ['city != "Tehran"', 'whose city is not "tehran" (or is missing)'],
    ["city in towns", "whose city is one of the 3 values of towns"],
    ["city not in towns", "whose city is none of the 3 values of towns (or is missing)"],
    ['gender in ["female", "male"]', 'whose gender is "female" or "male"'],
    ["age in [1, 2, 3]", "whose age is one of 1, 2, 3"],
    ["age in [1, 2, 3, 4, 5, 6]", "whose age is one of 6 values (1, 2, 3, …)"],
    ["age not in [1, 2]", "whose age is neither 1 nor 2"],
    ["city is missing", "whose city is missing"],
    ["address.postcode is present", "whose address postcode is known"],
    ["subscribed", "whose subscribed is true"],
    ["not subscribed", "whose subscribed is not true"],
    ['city starts with "T"', 'whose city starts with "t"'],
    ['id not contains any of ["x", "y"]', 'whose id does not contain any of "x", "y"'],
    ["id matches /^[A-Z]{2}/i", "whose id matches /^[A-Z]{2}/i"],
    ['tags has "vip"', 'whose tags include "vip"'],
    ['tags has none of ["a", "b"]', 'whose tags do not include any of "a", "b"'],
    ['tags has all of ["a", "b"]', 'whose tags include all of "a", "b"'],
    ['any tags where it starts with "v"', 'who have tags that start with "v"'],
    ["orders is empty", "who have no orders"],
    ["any orders", "who have any orders"],
    ["any orders where total > 100", "who have orders whose total is over 100"],
    ["no orders where total > customer.income", "who have no orders whose total is over income of the customer"],
    ["any orders where total > paidBack", "who have orders whose total is over their paid back"],
    ["all orders where total > 1", "whose orders, if any, are all ones whose total is over 1"],
    [
      "any orders.lines where price > total",
      "who have lines of orders whose price is over total of the enclosing orders",
    ],
    ["count(orders) >= 3", "whose number of orders is at least 3"],
    [
      'sum(orders.total where channel = "online") > 10',
      'whose sum of total of orders whose channel is "online" is over 10',
    ],
    ["sum(total - paidBack over orders) > 10", "whose sum of total minus paid back of orders is over 10"],
    ["latest(orders.on) < 2024-05-01", "whose latest on of orders is before 2024-05-01"],
    ["count(distinct orders.channel) = 2", "whose number of different values of channel of orders is 2"],
    ["lastOrder < today - 90 days", "whose last order is before 90 days ago"],
    ["lastOrder not in last 30 days", "whose last order is not in the last 30 days (or is missing)"],
    ["not (18 <= age < 30)", "whose age is not both at least 18 and under 30"],
    [
      "any (orders where total > 3).lines where price > 1",
      "who have lines of orders (whose total is over 3) whose price is over 1",
    ],
    ["joined in last 30 days", "whose joined is in the last 30 days"],
    ["joined in last 1 year", "whose joined is in the last year"],
    ["joined in this month", "whose joined is in this month"],
    ["joined >= today - 1 year", "whose joined is on or after 1 year ago"],
    ["seen >= 2024-05-01T10:00Z", "whose seen is at or after 2024-05-01T10:00Z"],
    ["lastOrder >= joined + 2 weeks", "whose last order is on or after their 14 days after joined"],
    ["days since joined <= 30", "whose number of full days since joined is at most 30"],
    ["year(joined) = 2024", "whose year of joined is 2024"],
    ['weekday(joined) = "friday"', 'whose weekday of joined is "friday"'],
    ["length(id) = 3", "whose length of id is 3"],
    ["abs(income - rent) < 3", "whose income minus rent without its sign is under 3"],
    ["(lastOrder - joined) > 10", "whose days from joined to last order is over 10"],
    ['(city default "x") = "x"', 'whose city ("x" where it is missing) is "x"'],
    ["(when age > 3 then 1 else 2) = 1", "whose `when age > 3 then 1 else 2` is 1"],
    [
      '(city != "Tehran" and age > 3) or age < 1',
      'whose city is not "tehran" (or is missing) and whose age is over 3, or whose age is under 1',
    ],
    [
      "(18 <= age < 30 or (age > 60 and income > 3)) and subscribed",
      "(whose age is at least 18 and under 30, or whose age is over 60 and whose income is over 3) and whose subscribed is true",
    ],
    ["Income.High", "who are in Income.High (“Well off”)"],
    ["not High", "who are not in Income.High (“Well off”)"],
    ["not (age > 3 and income > 3)", "whose age is not over 3 or whose income is not over 3"],
    ["not (age > 3 or income > 3)", "whose age is not over 3 and whose income is not over 3"],
    ['شهر in ["تهران", "شیراز"]', 'whose \u2068شهر\u2069 is \u2068"تهران"\u2069 or \u2068"شیراز"\u2069'],
  ])("%s", (condition, expected) => {
    expect(meaning(condition)).toBe(`Customers ${expected}`);
    expect(meaning(condition, { crlf: true })).toBe(`Customers ${expected}`);
  });

  it("stops where nobody would read on", () => {
    const many = Array.from({ length: 400 }, (_, index) => `age + ${index} > rent`).join(" or ");
    expect(meaning(many)).toMatch(/ or …/);
  });
});

describe("a segment in plain words", () => {
  it("says what its place in the criterion means", () => {
    const { view } = programView(`${CUSTOMER}criterion Steps ordered {
  segment First where age > 60
  segment Second where age > 30
  otherwise Rest
}`);
    const { model } = view.program;
    const steps = model.criteria.find(({ name }) => name === "Steps")!;
    expect(steps.segments.map((segment) => plainSegment(segment, model))).toEqual([
      "Customers whose age is over 60",
      "Customers whose age is over 30, and who are not in First",
      "Customers who are in no other segment of Steps",
    ]);
  });
});
