import { describe, expect, it } from "vitest";
import { parseFile } from "../../language/src/syntax/parse.js";
import { parseIsoDay } from "../../language/src/values/calendar.js";
import { createZone } from "../../language/src/values/zone.js";
import { readProgram } from "./classify.js";
import type { Json } from "./record.js";
import type { Moment } from "./time.js";

/** The reference must itself be right: the sentences of the language, one by one. */
const CUSTOMER = `customer {
  id: text key
  city: text folded
  name: text?
  age: integer
  income: number?
  joined: date
  lastOrder: date?
  lastVisit: datetime?
  vip: boolean?
  tags: list of text
  orders: list of { on: date, total: number, brand: text?, details: list of { price: number, quantity: integer } }
}`;

const CLARA: Json = {
  id: "1",
  city: " Tehran ",
  age: 30,
  joined: "2024-04-30",
  lastVisit: "2024-05-31T22:00:00.000Z",
  tags: ["garden", "vip"],
  orders: [
    { on: "2024-05-31", total: 0.1, details: [{ price: 2, quantity: 3 }] },
    { on: "2024-05-01", total: 0.2, brand: "Rose", details: [] },
  ],
};

function moment(day: string): Moment {
  const zone = createZone("Asia/Tehran");
  const today = parseIsoDay(day);
  if (zone === null || today === null) throw new Error(`no moment ${day}`);
  return { today, now: zone.lastInstantOf(today), zone, weekStart: 5 };
}

function isIn(condition: string, rest = ""): boolean {
  const program = readProgram([
    parseFile("a.seg", `${CUSTOMER}\n${rest}\ncriterion C { segment S where ${condition} }`),
  ]);
  return program.place(CLARA, moment("2024-05-31")).some((placement) => placement.in.includes("C.S"));
}

describe("the reference holds", () => {
  it.each([
    ["sum(orders.total) = 0.3", true],
    ["0.1 + 0.2 = 0.3", true],
    ["income > 100", false],
    ["income <= 100", false],
    ["income = income", false],
    ["income != 100", true],
    ["not (income > 100)", true],
    ["income not in [1, 2]", true],
    ["(income default 0) <= 100", true],
    ["income + 1 is missing", true],
    ["1 / 0 is missing", true],
    ["min(orders.details.price where quantity > 5) is missing", true],
    ["sum(orders.details.price where quantity > 5) = 0", true],
    ["count(orders.brand) = 1", true],
    ["average(orders.total) = 0.15", true],
    ['city = "TEHRAN"', true],
    ["length(city) = 6", true],
    ['name contains ""', false],
    ["vip", false],
    ["not vip", true],
    ["vip = false", false],
    ["joined >= today - 1 month", true],
    ["joined in last 1 month", false],
    ["months since joined = 1", true],
    ["months since joined >= 2", false],
    ["years since 2061-07-09 in -38..-37", true],
    ["months since 2061-07-09 < -440", true],
    ["joined in last month", true],
    ["lastVisit = 2024-06-01", true],
    ["lastVisit in this month", false],
    ["hour(lastVisit) = 1", true],
    ["today - joined = 31", true],
    ["today - joined > 4 weeks", true],
    ["joined - 3000 years is missing", true],
    ['weekday(today) = "friday"', true],
    ["2024-05-25 in this week", true],
    ["2024-05-24 in last week", true],
    ["all orders where total > 0 and total < 1", true],
    ["all orders.details where price > 5", false],
    ["no orders where customer.age < 18", true],
    ['tags has all of ["vip", "garden"]', true],
    ['tags has none of ["cook"]', true],
    ['any tags where it starts with "g"', true],
    ["any orders where any details where price * quantity >= 6 and total < 1", true],
    ["sum(price * quantity over orders.details) = 6", true],
    ['count(distinct orders.brand where brand = "Rose") = 1', true],
    ["(when age < 18 then 1 when age < 65 then 2 else 3) = 2", true],
    ["18 <= age < 30", false],
    ["age in 18..30", true],
    ["age in 18..<30", false],
    ["Late", false],
    ["not Late and any orders", true],
    ["Rest", true],
  ])("%s: %s", (condition, expected) => {
    const ladder =
      "criterion Ladder ordered { segment Early where age >= 18 segment Late where age >= 20 otherwise Never }";
    const others = "criterion Others { segment Young where age < 18 otherwise Rest }";
    expect(isIn(condition, `${ladder}\n${others}`)).toBe(expected);
  });
});
