import { describe, expect, test } from "vitest";
import { conditionKey, equalConditions, termKey } from "./canonical.js";
import type { Condition, FieldTerm, Term } from "./condition.js";
import { hashText } from "./hash.js";

const age: FieldTerm = { kind: "field", scope: "customer", path: ["age"], type: { kind: "integer" }, optional: false };
const city: FieldTerm = {
  kind: "field",
  scope: "customer",
  path: ["city"],
  type: { kind: "text", folded: false },
  optional: false,
};
const number = (value: number, written: "integer" | "number" = "integer"): Term => ({
  kind: "constant",
  type: { kind: written },
  value,
});
const compare = (operator: "=" | "<" | "<=", left: Term, right: Term): Condition => ({
  kind: "compare",
  operator,
  left,
  right,
});
const and = (...operands: Condition[]): Condition => ({ kind: "and", operands });
const or = (...operands: Condition[]): Condition => ({ kind: "or", operands });
const sum = (left: Term, right: Term, operator: "+" | "-" = "+"): Term => ({
  kind: "arithmetic",
  operator,
  type: { kind: "integer" },
  left,
  right,
});
const oneOf = (name: string | null, ...values: string[]): Condition => ({
  kind: "one-of",
  operand: city,
  values: { name, type: { kind: "text", folded: false }, values },
});

const young = compare("<", age, number(30));
const old = compare("<", number(60), age);

const PAIRS: readonly (readonly [what: string, left: Condition, right: Condition, equal: boolean])[] = [
  ["origins do not count", young, { ...young, origin: { file: "a.seg", span: { start: 1, end: 2 } } }, true],
  ["the order of `and` does not count", and(young, old), and(old, young), true],
  ["repetition does not count", or(young, old, young), or(old, young), true],
  ["`and` is not `or`", and(young, old), or(young, old), false],
  ["the sides of `=` may be exchanged", compare("=", age, number(3)), compare("=", number(3), age), true],
  ["those of `<` may not", compare("<", age, number(3)), compare("<", number(3), age), false],
  ["nor is `<` like `<=`", compare("<", age, number(3)), compare("<=", age, number(3)), false],
  ["3 is 3.0", compare("=", age, number(3)), compare("=", age, number(3, "number")), true],
  ["sums commute", compare("=", sum(age, number(1)), age), compare("=", sum(number(1), age), age), true],
  [
    "differences do not",
    compare("=", sum(age, number(1), "-"), age),
    compare("=", sum(number(1), age, "-"), age),
    false,
  ],
  ["lists are sets", oneOf(null, "a", "b"), oneOf("named", "b", "a"), true],
  ["of values", oneOf(null, "a", "b"), oneOf(null, "a,b"), false],
  ["a text that looks like structure is a text", oneOf(null, 'a","b'), oneOf(null, "a", "b"), false],
  ["a path is its parts", presentAt("a.b"), presentAt("a", "b"), false],
];

function presentAt(...path: string[]): Condition {
  return { kind: "present", operand: { ...city, path } };
}

describe("keys", () => {
  test.each(PAIRS)("%s", (_, left, right, equal) => {
    expect(equalConditions(left, right)).toBe(equal);
  });

  test("are the same in every run", () => {
    expect(conditionKey(and(young, old))).toBe(conditionKey(and({ ...old }, { ...young })));
    expect(hashText("seg")).toBe("06hf4mgz6l70h8zsdtp94g");
  });

  test("stay short and quick where a term is built from itself", () => {
    let term: Term = age;
    for (let step = 0; step < 200; step += 1) term = sum(term, term);
    expect(termKey(term)).toHaveLength(22);
  });
});
