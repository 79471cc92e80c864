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
    [
      "in the text of a persona",
      "criterion K { segment A where vip otherwise B }\npersona P { id: } in A",
      ["K"],
      null,
    ],
    [
      "in a persona on several lines",
      "criterion K { segment A where vip otherwise B }\npersona P {\nid: 7,, age\n} in A",
      ["K"],
      null,
    ],
    ["in the text of a segment", "criterion K { segment A where age > segment B where age < 3 }", [], { K: ["A"] }],
    ["in a word of a criterion", "criterion K { segmet A where vip segment B where age > 3 }", [], { K: [] }],
    ["by habit, in a segment", "criterion K { segment A where age == 3 otherwise B }", [], { K: ["A"] }],
    [
      "in the text of a segment that joins",
      "criterion K { segment A where vip }\nsegment B by K where age >",
      [],
      { K: ["B"] },
    ],
    [
      "in the text of a loose segment",
      "segment A where age >\nsegment B where age > 3\ncriterion K { segment C where vip otherwise D }",
      ["K"],
      { age: ["A"] },
    ],
    ["in the text of a define", "define d = age > \ncriterion K { segment A where d }", [], { K: ["A"] }],
    [
      "in the text of a define that nobody names",
      "define d = age > \ncriterion K { segment A where vip otherwise B }",
      ["K"],
      null,
    ],
    ["in the text of a list", "list l = [1,\ncriterion K { segment A where age in l otherwise B }", [], { K: ["A"] }],
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
    ["in a word that is not understood", "segmet A by Sound where vip"],
    ["in a word that may belong to a segment", "segment A by Sound where age > 3 and\nsegmet B by Sound where vip"],
    ["in a line that may belong to a define", "define d = age >\nrule age > 3"],
    ["in a line that may belong to a persona", "persona P { id: 7 } in Some\nrule age > 3"],
    ["in the text of a require", "require age >"],
    ["in the customer block's text", "customer { x: }"],
    ["in a criterion that is not closed", "criterion K { segment A where vip segment B where age > 3"],
    ["in a text that is not closed", 'criterion K { segment A where city = "Tehran }\nsegment B by Sound where vip'],
    ["in a comment that is not closed", "criterion K { segment A where vip }\n/* segment B by Sound where vip"],
    ["by habit, in a define", "define d = age == 3\ncriterion K { segment A where d otherwise B }"],
    ["in a segment of which it is not known where it belongs", "segment A bye Sound where vip"],
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
    const criteria = [{ criterion: "K", segments: ["A"], own: true }];
    expect(found.notProved).toEqual({ reason: "errors", count: 1, criteria });
  });

  test.each([
    ["with an unknown name", "agee > 3"],
    ["that cannot be parsed", "age >"],
    ["put right by guessing", "age == 3"],
  ])("two sound segments overlap, whatever becomes of one %s; nothing is said of the whole", (_, broken) => {
    const found = proved(
      `criterion K exhaustive { segment A where ${broken} segment B where age > 30 segment C where age > 40 segment E where age < 3 and age > 4 }`,
    );
    expect(found.criteria).toEqual([]);
    expect(found.rules).toEqual(["empty-segment", "overlapping-segments"]);
  });

  test.each(["ordered", "overlapping"])("in an %s criterion nothing is said of two", (how) => {
    const found = proved(
      `criterion K ${how} { segment A where age > segment B where age > 30 segment C where age > 40 }`,
    );
    expect(found.rules).toEqual([]);
  });

  test("what names a segment of the criterion itself is not asked", () => {
    const found = proved("criterion K { segment A where age > segment B where vip segment C where vip and not A }");
    expect(found.rules).toEqual([]);
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
    expect(broken.criteria.map(({ criterion }) => criterion)).toEqual(["Sound"]);
    const again = proveProgram(program(whole), { previous: broken });
    expect(again).toEqual(first);
  });
});
