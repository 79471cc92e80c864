import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import { analyseProgram } from "../../program.js";

const HEAD = `customer {
  id: text key, age: integer 0..120, city: text folded, gender: "female" = "F" | "male", joined: date, seen: datetime?, vip: boolean,
  income: number, tags: list of text, address: { province: text, street: { name: text } }, orders: list of { on: date, total: number }
}
define far = age + 1
segment Adult where age >= 18
persona Sara { `;
const TAIL = " } in Adult";

function check(entries: string) {
  const text = HEAD + entries + TAIL;
  const { diagnostics, model } = analyseProgram(inMemoryProgram(new Map([["main.seg", text]])));
  const found = diagnostics.filter(({ severity }) => severity === "error");
  return {
    found,
    model,
    marked: found.map(({ rule, location: { span } }) => `${rule}: ${text.slice(span.start, span.end)}`),
  };
}

const WRONG: readonly (readonly [entries: string, marked: string])[] = [
  ["aeg: 19", "unknown-member: aeg"],
  ['age: 19, address: { provinz: "x" }', "unknown-member: provinz"],
  ["age: 19, age: 20", "repeated-entry: age"],
  ['age: "19"', 'number-in-quotes: "19"'],
  ["age: 19.5", "wrong-shape: 19.5"],
  ['age: 19, gender: "F"', 'code-for-choice: "F"'],
  ["age: 19, gender: female", "unquoted-text: female"],
  ['age: 19, tags: "x"', 'wrong-shape: "x"'],
  ['age: 19, address: "x"', 'wrong-shape: "x"'],
  ['age: 19, city: ["x"]', 'wrong-shape: ["x"]'],
  ['age: 19, vip: "Yes"', 'boolean-against-value: "Yes"'],
  ['age: 19, joined: "2024-05-01"', 'date-in-quotes: "2024-05-01"'],
  ["age: 19, orders: [{ totl: 3 }]", "unknown-member: totl"],
  ["age: far", "not-constant: far"],
  ["age: 19, income: today", "wrong-shape: today"],
];

describe("a persona's record", () => {
  test.each(WRONG)("%s → %s", (entries, marked) => {
    expect(check(entries).marked).toEqual([marked]);
  });

  test("takes constants of the types of its fields", () => {
    const entries =
      'age: 10 + 9, city: "TEHRAN", gender: "female", joined: today - 1 year, seen: now - 4 hours, income: -1.5, tags: ["a"], address: { street: { name: "x" } }, orders: [{ on: today, total: 5% * 10 }]';
    const { found, model } = check(entries);
    expect(found).toEqual([]);
    const names = model.personas[0]!.record.entries.map(({ name }) => name);
    expect(names).toEqual(["age", "city", "gender", "joined", "seen", "income", "tags", "address", "orders"]);
  });
});
