import { describe, expect, test } from "vitest";
import type { TextEdit } from "../diagnostics/diagnostic.js";
import { analyseProgram } from "../program.js";
import { proveProgram } from "./prove.js";

function proved(segment: string) {
  const text = `customer { id: text key age: integer 18..99 income: integer? c: boolean? l: list of integer }
criterion C overlapping { segment A where income > 7 segment B where ${segment} }`;
  const program = analyseProgram({
    files: [{ path: "main.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  const idle = proveProgram(program).diagnostics.filter(({ rule }) => rule === "condition-without-effect");
  return idle.map(({ location: { span }, fixes }) => {
    const edits = fixes.filter(({ safe }) => safe).flatMap((fix) => fix.edits);
    return {
      at: text.slice(span.start, span.end),
      fixed: edits.length === 0 ? null : edited(text, edits),
    };
  });
}

function edited(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.location.span.start - a.location.span.start)
    .reduce((all, { location: { span }, newText }) => all.slice(0, span.start) + newText + all.slice(span.end), text);
}

test("a double negation is left out as a whole", () => {
  const [found] = proved("not (age not in 18..99) and income > 5");
  expect(found?.at).toBe("not (age not in 18..99)");
  expect(found?.fixed).toContain("segment B where income > 5 }");
});

test("both bounds of a range are made of one value: a branch is not dead because one bound fails there", () => {
  expect(proved("(when c = true then 10 else 1.5) in 0..<2").map(({ at }) => at)).toEqual([]);
});

describe("brackets that are needed no more are left out, too", () => {
  test.each([
    ["age > 30 and (age > 20 and c)", "age > 30 and c"],
    ["age > 30 and (c and age > 20)", "age > 30 and c"],
    ["age > 30 and(age > 20 and c)", "age > 30 and c"],
    ["age > 30 and(c and age > 20)and income > 5", "age > 30 and c and income > 5"],
    ["age > 30 and not(age <= 20 or c)", "age > 30 and not c"],
    ["(age > 20)and age > 30", "age > 30"],
    ["age > 30 and ( c and (age > 20) ) and income > 5", "age > 30 and c and income > 5"],
    ["age > 30 and not (age <= 20 or c)", "age > 30 and not c"],
    ["age > 30 and (c or age < 20)", "age > 30 and c"],
    ["age > 30 and ((age > 20 and c) or income > 5)", "age > 30 and (c or income > 5)"],
    ["age > 30 and (age > 20 and (c or income > 5))", "age > 30 and (c or income > 5)"],
    ["age > 30 and ((c or income > 5) and age > 20)", "age > 30 and (c or income > 5)"],
    ["age > 30 and ((l has 1 or income > (5)) and age > 20) and c", "age > 30 and (l has 1 or income > (5)) and c"],
  ])("%s", (before, after) => {
    expect(proved(before).map(({ fixed }) => fixed)).toContainEqual(expect.stringContaining(`where ${after} }`));
  });

  test.each([
    ["of several", "age > 30 and (c and income > 5 and age > 20)", "age > 30 and (c and income > 5)"],
    [
      "around what goes on as far as it can",
      "age > 30 and (age > 20 and any l where it > 1) and c",
      "age > 30 and (any l where it > 1) and c",
    ],
    ["behind `not`, of another", "age > 30 and not (age <= 20 or not c)", "age > 30 and not (not c)"],
    ["with a comment", "age > 30 and (age > 20 and /* ( */ c)", "age > 30 and ( /* ( */ c)"],
  ])("but not those %s", (_, before, after) => {
    expect(proved(before).map(({ fixed }) => fixed)).toContainEqual(expect.stringContaining(`where ${after} }`));
  });
});
