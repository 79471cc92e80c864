import { describe, expect, test } from "vitest";
import { analyseProgram } from "../program.js";
import { parseIsoDay } from "../values/calendar.js";
import { createClock } from "./clock.js";
import { runPersona } from "./persona.js";

const PROGRAM = `
customer {
  id: text key
  city: text folded
  age: integer 0..120
  income: number 0.. step 0.01
  plan: "basic" | "gold"
  lastOrder: date? ..today
  seen: datetime?
  address: { province: text, postcode: text? }
  orders: list of { on: date, total: number 0.., channel: "online" | "store" }
}
require income > 0 or age < 18
segment Urban by Place where city = "كرج"
segment Adult by Years where age >= 18
segment Rich by Money where income >= 100
segment North by Region where address.province = "north"
criterion Place criterion Years criterion Money criterion Region
criterion Buying ordered {
  segment Recent where lastOrder in last 30 days
  segment Buyer where any orders where total > 10
  otherwise Never
}
criterion Plans { segment Gold where plan = "gold" }
criterion Seen { segment Today where seen >= now - 24 hours }
`;

const clock = { asOf: parseIsoDay("2026-11-22")! };

function run(record: string, expectations: string, name = "P"): string {
  const text = `${PROGRAM}\npersona ${name} ${record} ${expectations}`;
  const { model, diagnostics } = analyseProgram({
    files: [{ path: "test.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  const result = runPersona(model.personas[0]!, model, createClock(model.settings, clock));
  if (result.kind === "not-run") return result.reasons.map(({ path, code }) => `${path} ${code}`).join(", ");
  const wrong = result.expectations.filter(({ expected, member }) => expected !== member);
  return [result.kind, ...wrong.map(({ expectation, member }) => `${expectation.segment} ${member}`)].join(" ");
}

describe("personas", () => {
  const table: readonly [string, string, string, string][] = [
    ["texts are folded", '{ city: "كرج " }', "in Urban", "passed"],
    ["what is not read may be left out", "{ age: 18 }", "in Adult", "passed"],
    ["an expectation that fails", "{ age: 17 }", "in Adult", "failed Years.Adult false"],
    ["one not wanted that holds", "{ age: 17 }", "not in Adult", "passed"],
    ["a required field that is read", "{}", "in Adult", "age SEG5003"],
    ["outside the domain", "{ age: 130 }", "in Adult", "age SEG5011"],
    ["a day after today", "{ lastOrder: today + 1 day }", "in Recent", "lastOrder SEG5011"],
    ["off the step", "{ income: 100.005 }", "in Rich", "income SEG5012"],
    ["siblings of an ordered criterion are read", "{ orders: [] }", "in Never", "passed"],
    ["nested fields that are not read", "{ orders: [{ total: 11 }] }", "in Buyer", "passed"],
    [
      "nested fields that are",
      "{ orders: [{ on: today }, { on: today }] }",
      "in Buyer",
      "orders[0].total SEG5003, orders[1].total SEG5003",
    ],
    ["bad data in an element", "{ orders: [{ total: -1 }] }", "in Buyer", "orders[0].total SEG5011"],
    ["a record left out", "{}", "in North", "address.province SEG5003"],
    ["a record given", '{ address: { province: "north" } }', "in North", "passed"],
    ["a rule about fields left out is not asked", "{ income: 0 }", "not in Rich", "passed"],
    ["a rule that is broken", "{ income: 0, age: 20 }", "not in Rich", " SEG5014"],
    ["a choice", '{ plan: "gold" }', "in Gold", "passed"],
    ["an instant", "{ seen: now - 3 hours }", "in Today", "passed"],
    ["a day stands for its beginning", "{ seen: today - 1 day }", "not in Today", "passed"],
  ];
  test.each(table)("%s", (_, record, expectations, expected) => {
    expect(run(record, expectations)).toBe(expected);
  });

  test("as of a day of its own", () => {
    expect(run("{ lastOrder: 2024-02-10, orders: [] }", "in Recent", "P as of 2024-02-29")).toBe("passed");
    expect(run("{ lastOrder: 2024-02-10, orders: [] }", "in Recent")).toBe("failed Buying.Recent false");
  });
});
