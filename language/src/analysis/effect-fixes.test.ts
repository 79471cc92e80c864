import { expect, test } from "vitest";
import { analyseProgram } from "../program.js";
import { proveProgram } from "./prove.js";

function proved(segment: string) {
  const text = `customer { id: text key age: integer 18..99 income: integer? c: boolean? }
criterion C overlapping { segment A where income > 7 segment B where ${segment} }`;
  const program = analyseProgram({
    files: [{ path: "main.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  const idle = proveProgram(program).diagnostics.filter(({ rule }) => rule === "condition-without-effect");
  return idle.map(({ location: { span }, fixes }) => {
    const [edit] = fixes.filter(({ safe }) => safe).flatMap(({ edits }) => edits);
    return {
      at: text.slice(span.start, span.end),
      fixed:
        edit === undefined
          ? null
          : text.slice(0, edit.location.span.start) + edit.newText + text.slice(edit.location.span.end),
    };
  });
}

test("a double negation is left out as a whole", () => {
  const [found] = proved("not (age not in 18..99) and income > 5");
  expect(found?.at).toBe("not (age not in 18..99)");
  expect(found?.fixed).toContain("segment B where income > 5 }");
});

test("both bounds of a range are made of one value: a branch is not dead because one bound fails there", () => {
  expect(proved("(when c = true then 10 else 1.5) in 0..<2").map(({ at }) => at)).toEqual([]);
});
