import { expect, it } from "vitest";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import { analyseProgram } from "../../program.js";

const CUSTOMER =
  "customer { id: text key, tags: list of text, orders: list of { total: number, on: date, channel: text } }\n";

it.each([
  ["orders.total > 5", "`count(orders.total)`, `sum(orders.total)`, `max(orders.total)`, or test"],
  ["orders.on > today", "`count(orders.on)`, `earliest(orders.on)`, `latest(orders.on)`, or test"],
  ["orders.channel + 1 > 2", "one: `count(orders.channel)`, or test its elements: `any orders.channel where …`."],
  ["orders > 3", "`count(orders)`, `sum(orders.…)`, or test"],
])("a list where a value is needed is told by what can be made of it: %s", (condition, expected) => {
  const files = new Map([["a.seg", `${CUSTOMER}segment A where ${condition}\n`]]);
  const found = analyseProgram(inMemoryProgram(files)).diagnostics.find(({ rule }) => rule === "not-a-value");
  expect(found?.message).toContain(expected);
});
