import { describe, expect, test } from "vitest";
import { check } from "../../../../test/kit/expressions.js";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import { conditionKey } from "../../condition/canonical.js";
import { deserialiseModel, serialiseModel } from "../../condition/serialise.js";
import { analyseProgram } from "../../program.js";

const analyse = (text: string) => analyseProgram(inMemoryProgram(new Map([["main.seg", text]])));
const errors = (text: string) => analyse(text).diagnostics.filter(({ severity }) => severity === "error");

describe("size", () => {
  test("defines that double themselves are stopped, and said once", () => {
    const chain = Array.from({ length: 60 }, (_, step) => `define d${step + 1} = d${step} + d${step}`);
    const found = errors(`customer { age: integer } define d0 = age ${chain.join("\n")} segment A where d60 > 3`);
    expect(found.map(({ rule }) => rule)).toEqual(["expression-too-large"]);
  });

  test("defines that go ever deeper are stopped, and said once", () => {
    const chain = Array.from({ length: 5000 }, (_, step) => `define d${step + 1} = d${step} + 1`);
    const found = errors(`customer { age: integer } define d0 = age ${chain.join("\n")} segment A where d5000 > 3`);
    expect(found.map(({ rule }) => rule)).toEqual(["expression-too-large"]);
  });

  test("a long row of `or`s is no deeper than a short one", () => {
    const either = Array.from({ length: 3000 }, (_, number) => `age = ${number}`).join(" or ");
    expect(errors(`customer { age: integer } segment A where ${either}`)).toEqual([]);
  });

  test("thousands of negated tests on what may be missing are told of once", () => {
    const all = Array.from({ length: 3000 }, (_, number) => `age != ${number}`).join(" and ");
    const { diagnostics } = analyse(`customer { age: integer? } segment A where ${all}`);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["holds-without-value"]);
  });
});

test("a model comes back from its serial form, with its lists shared", () => {
  const { model, condition } = check(
    'city in cities and not (age in numbers or marks has any of numbers) and gender = "male"',
  );
  const text = serialiseModel(model);
  const back = deserialiseModel(text);
  expect(serialiseModel(back)).toBe(text);
  expect(back).toEqual(model);
  const probe = back.criteria.find((criterion) => criterion.name === "Probe")!.segments[0]!.condition;
  expect(conditionKey(probe)).toBe(conditionKey(condition!));
  expect(() => deserialiseModel("{}")).toThrow(SyntaxError);
});

test("a list that is used twice with one type is one object", () => {
  const { condition } = check("age in numbers or visits in numbers or score in numbers");
  if (condition?.kind !== "or") throw new Error("not an or");
  const [age, visits] = condition.operands.map((one) => (one.kind === "one-of" ? one.values : null));
  expect(age).toBe(visits);
});
