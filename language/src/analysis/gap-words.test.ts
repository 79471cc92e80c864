import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { analyseProgram, type Program } from "../program.js";
import { proveProgram } from "./prove.js";
import type { Gap } from "./verdict.js";

const CUSTOMER = `customer {
  id: text key
  age: integer 0..120
  spent: number 0..
  limit: number 0..
  rent: number?
  last: date? ..today
  plan: "basic" | "plus" | "pro"
  vip: boolean
  city: text folded
  email: text?
  orders: list of { total: number 0.., paid: boolean }
}
list rural = ["Natanz", "Masal", "Abyaneh"]
list many = ["a", "b", "c", "d", "e", "f"]`;

function programOf(segments: readonly string[]): Program {
  const lines = segments.map((condition, index) => `  segment S${index} where ${condition}`);
  const text = `${CUSTOMER}\ncriterion K exhaustive overlapping {\n${lines.join("\n")}\n}`;
  const program = analyseProgram(inMemoryProgram(new Map([["main.seg", text]])));
  expect(program.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  return program;
}

function gapsOf(segments: readonly string[]): readonly Gap[] {
  const { coverage } = proveProgram(programOf(segments)).criteria[0]!;
  return coverage.kind === "gap" ? coverage.gaps : [];
}

describe("who is left out is said in conditions of the language", () => {
  test.each<readonly [readonly string[], readonly (string | null)[]]>([
    [["last > today - 30 days", "last < today - 30 days", "last is missing"], ["last = today - 30 days"]],
    [
      ["last > today - 30 days", "last < today - 30 days"],
      ["last is missing", "last = today - 30 days"],
    ],
    [["rent > limit", "rent < limit", "rent = limit"], ["rent is missing"]],
    [["rent < limit and age > 20", "age <= 20"], ["age > 20 and (rent is missing or rent >= limit)"]],
    [
      ["last > today - 30 days", "last < today - 60 days or last is missing"],
      ["today - 60 days <= last <= today - 30 days"],
    ],
    [["last >= today - 30 days", "last is missing"], ["last < today - 30 days"]],
    [["spent < limit", "spent > limit"], ["spent = limit"]],
    [["spent > limit", "spent < limit"], ["spent = limit"]],
    [["spent < limit"], ["spent >= limit"]],
    [["spent - limit > 10", "spent - limit <= 5"], ["5 < spent - limit <= 10"]],
    [['plan = "basic"', 'plan = "plus"'], ['plan = "pro"']],
    [["not vip"], ["vip"]],
    [["city not in rural"], ["city in rural"]],
    [["city in rural"], ["city not in rural"]],
    [['city not in ["Natanz"]'], ['city = "Natanz"']],
    [['city != "Bandar Abbas"'], ['city = "Bandar Abbas"']],
    [['city not starts with "Te"'], ['city starts with "Te"']],
    [['city != "بندر‌عباس" and city != "كرج"'], ['city in ["بندر‌عباس", "كرج"]']],
    [["age <= 20", "age > 40"], ["20 < age <= 40"]],
    [["age < 18", "20 < age"], ["18 <= age <= 20"]],
    [
      ["age < 18 or age > 30 and vip", "18 <= age < 20"],
      ["20 <= age <= 30", "age > 30 and not vip"],
    ],
    [["rent <= 20"], ["rent is missing", "rent > 20"]],
    [["rent > 20 or age <= 3"], ["age > 3 and (rent is missing or rent <= 20)"]],
    [['city not starts with "t"'], ['city starts with "t"']],
    [["any orders"], ["no orders"]],
    [["no orders", "count(orders) > 3"], ["1 <= count(orders) <= 3"]],
    [["count(orders where paid) < 2", "count(orders where paid) > 2"], ["count(orders where paid) = 2"]],
    [["no orders where paid"], ["any orders where paid"]],
    [["any orders where paid", "vip"], ["(no orders where paid) and not vip"]],
    [['email = "x"', 'email != "x" and email is present'], ["email is missing"]],
    [
      ['email = "x" and rent > 3', 'email != "x" and email is present and rent <= 3'],
      [
        "email is missing",
        'email is present and email != "x" and (rent is missing or rent > 3)',
        'email = "x" and (rent is missing or rent <= 3)',
      ],
    ],
    [["spent * limit > 3"], ["spent * limit <= 3"]],
  ])("%j: %j", (segments, regions) => {
    const gaps = gapsOf(segments);
    expect(gaps.map(({ region }) => region).sort()).toEqual([...regions].sort());
    // Whoever is described, and nobody else, was missing.
    const added = gaps.flatMap(({ region }) => region ?? []);
    const { coverage, pairs } = proveProgram(programOf([...segments, ...added])).criteria[0]!;
    expect(coverage.kind).toBe("complete");
    expect(pairs.undecided).toBe(0);
    for (const region of added) {
      const text = programOf([...segments, region]);
      const apart = {
        ...text,
        model: { ...text.model, criteria: [{ ...text.model.criteria[0]!, overlapping: false }] },
      };
      const { overlaps } = proveProgram(apart).criteria[0]!;
      expect(overlaps.filter(({ segments: pair }) => pair.includes(`K.S${segments.length}`))).toEqual([]);
    }
  });

  test("a list of values is cut short, and that is said", () => {
    const segments = ['plan = "basic"', "city not in many"];
    const message = (all: readonly string[]) =>
      proveProgram(programOf(all)).diagnostics.find(({ rule }) => rule === "gap-in-criterion")!.message;
    expect(message(segments)).toContain('`city in many and plan != "basic"`');
    const cut = message(['city not in ["a", "b", "c", "d", "e", "f"] or city = "a"']);
    expect(cut).toMatch(/^Customers with `city in \["b", "c", "d", "e"\]`, among others, are in no segment/);
  });
});
