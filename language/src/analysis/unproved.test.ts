import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { analyseProgram } from "../program.js";
import { proveProgram } from "./prove.js";

const CUSTOMER = "customer { id: text key age: integer 0..120 income: number? vip: boolean city: text }";
const SOUND = "criterion Sound exhaustive { segment Some where age > 30 }";

function proved(text: string, strict = false) {
  const program = analyseProgram({ ...inMemoryProgram(new Map([["main.seg", `${CUSTOMER}\n${text}`]])), strict });
  const { criteria, notProved, diagnostics } = proveProgram(program);
  return {
    criteria: criteria.map(({ criterion }) => criterion),
    notProved,
    rules: diagnostics.map(({ rule }) => rule),
  };
}

describe("a program with errors", () => {
  test.each<readonly [string, string, readonly string[], Readonly<Record<string, readonly string[]>> | null]>([
    ["without any", "criterion K { segment A where age > 3 }", ["K"], null],
    ["in a segment", "criterion K { segment A where agee > 3 segment B where age < 3 }", [], { K: ["A"] }],
    ["in a segment that joins", "criterion K { segment A where vip }\nsegment B by K where agee > 1", [], { K: ["B"] }],
    ["in a define that a segment names", "define d = agee > 3\ncriterion K { segment A where d }", [], { K: ["A"] }],
    ["in a list that a segment names", "list l = [age]\ncriterion K { segment A where city in l }", [], { K: ["A"] }],
    [
      "in a define that nobody names",
      "define d = agee > 3\ncriterion K { segment A where vip otherwise B }",
      ["K"],
      null,
    ],
    [
      "in a segment that another criterion names",
      "criterion K { segment A where agee > 3 segment B where vip }\ncriterion L { segment C where K.B otherwise D }",
      [],
      { K: ["A"], L: [] },
    ],
    [
      "in a segment that another criterion names by way of a third",
      "criterion K { segment A where agee > 3 segment B where vip }\ncriterion L { segment C where K.B segment D where vip }\ncriterion M { segment E where L.D otherwise F }",
      [],
      { K: ["A"], L: [], M: [] },
    ],
    [
      "in a loose segment",
      "segment A where agee > 3\nsegment B where age > 3\ncriterion K { segment C where vip otherwise D }",
      ["K"],
      { age: ["A"] },
    ],
    ["in a persona", "criterion K { segment A where vip otherwise B }\npersona P { id: 7 } in A", ["K"], null],
  ])("%s", (_, text, criteria, unproved) => {
    const found = proved(`${text}\n${SOUND}`);
    expect([...found.criteria].sort()).toEqual([...criteria, "Sound"].sort());
    const named = found.notProved?.criteria?.map(({ criterion, segments }) => [criterion, segments]);
    expect(named ?? null).toEqual(unproved === null ? null : Object.entries(unproved));
    expect(found.rules).toContain("gap-in-criterion");
  });

  test.each([
    ["in the customer block", "customer { x: strange }"],
    ["in a require", "require agee > 3"],
    ["in a define that a require names", "define d = agee > 3\nrequire d"],
    [
      "in a segment that a require names",
      "criterion K { segment A where agee > 3 segment B where vip }\nrequire not K.B",
    ],
    ["in a word that is not understood", "criterion K { segmet A where vip segment B where age > 3 }"],
    ["in the head of a criterion", "criterion K ordered overlapping { segment A where vip }"],
    ["in the criterion that a segment joins", "segment A by Snd where age > 3"],
    ["in a name that is taken", "criterion Sound { segment A where vip }"],
  ])("%s: nothing is proved", (_, text) => {
    const found = proved(`${text}\n${SOUND}`);
    expect(found.criteria).toEqual([]);
    expect(found.rules).toEqual([]);
    expect(found.notProved?.criteria).toBeNull();
    expect(found.notProved?.count).toBeGreaterThan(0);
  });

  test("nothing is left to prove", () => {
    const found = proved("criterion K { segment A where agee > 3 }");
    expect(found.notProved).toEqual({ reason: "errors", count: 1, criteria: null });
  });

  test("a segment without a criterion is whole in a strict check", () => {
    const found = proved(`segment A where age > 3\n${SOUND}`, true);
    expect(found.criteria).toEqual(["Sound", "age"]);
    expect(found.notProved).toBeNull();
  });

  test("what was proved before stays known while a segment is broken", () => {
    const program = (text: string) =>
      analyseProgram(inMemoryProgram(new Map([["main.seg", `${CUSTOMER}\n${text}\n${SOUND}`]])));
    const whole = "criterion K { segment A where age > 3 segment B where age <= 3 }";
    const first = proveProgram(program(whole));
    const broken = proveProgram(program(whole.replace("> 3", "> ")), { previous: first });
    expect(broken.criteria).toEqual([]);
    const again = proveProgram(program(whole), { previous: broken });
    expect(again).toEqual(first);
  });
});
