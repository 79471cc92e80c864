import { analyseProgram } from "@seg-lang/language";
import { describe, expect, it } from "vitest";
import { meansTheSame } from "./same-meaning.js";

function modelOf(text: string) {
  const customer = "customer { id: text key, age: integer, income: number, city: text }\n";
  const readList = () => ({ kind: "absent" }) as const;
  return analyseProgram({ files: [{ path: "a.seg", text: customer + text }], config: null, readList }).model;
}

describe("programs mean the same", () => {
  it.each([
    ["segment A where age = 1 or age = 2", "segment A where age in [2, 1]"],
    ["segment A where age != 1 and age != 2 and income > 3", "segment A where income > 3 and age not in [1, 2]"],
    ["segment A where age = 1", "segment A where age in [1]"],
    ["segment A where not (age = 1 or age = 2)", "segment A where age not in [1, 2]"],
    ['list l = ["x", "y"] segment A where city in l', 'segment A where city in ["x", "y"]'],
    ["define d = age > 3 segment A where d and income > 2", "segment A where income > 2 and 3 < age"],
  ])("%s; %s", (first, second) => {
    expect(meansTheSame(modelOf(first), modelOf(second))).toBe(true);
    expect(meansTheSame(modelOf(second), modelOf(first))).toBe(true);
  });

  it.each([
    ["segment A where age = 1 or age = 2", "segment A where age in [1, 3]"],
    ["segment A where age = 1 or income = 1", "segment A where income in [1]"],
    ["segment A where age = 1 and age = 2", "segment A where age in [1, 2]"],
    ["segment A where age != 1 or age != 2", "segment A where age not in [1, 2]"],
    ["segment A where age > 1", "segment A where age >= 1"],
    ["segment A where age > 1 and income > 1", "segment A where age > 1 or income > 1"],
    ["segment A where age > 1", "segment B where age > 1"],
    ["segment A where age > 1", "segment A where age > 1 segment B where age > 1"],
    ["segment A where age > 1", "require age > 0 segment A where age > 1"],
    ['segment A where city = "1"', "segment A where age = 1"],
    ["segment A where age - income > 1", "segment A where income - age > 1"],
    [
      "criterion C ordered { segment A where age > 1 segment B where age > 2 }",
      "criterion C ordered { segment B where age > 2 segment A where age > 1 }",
    ],
  ])("not: %s; %s", (first, second) => {
    expect(meansTheSame(modelOf(first), modelOf(second))).toBe(false);
  });

  it("where a segment has another id", () => {
    const loose = modelOf("segment A where age > 1 segment B where not A");
    const inside = modelOf("criterion C { segment A where age > 1 } segment B where not A");
    expect(meansTheSame(loose, inside)).toBe(false);
    expect(meansTheSame(loose, inside, new Map([["A", "C.A"]]))).toBe(true);
  });
});
