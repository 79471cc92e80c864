import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { analyseProgram } from "../program.js";
import { proveProgram } from "./prove.js";

const CUSTOMER = "customer { id: text key age: integer 0..120 city: text folded vip: boolean }";
const ORDERED = "Make `K` ordered: the earlier segment wins";

function proved(text: string) {
  return proveProgram(analyseProgram(inMemoryProgram(new Map([["main.seg", text]])))).diagnostics;
}

/** A fix must not leave a segment without anybody. */
test.each<readonly [string, string, string, readonly string[]]>([
  [
    "neither is within the other",
    "age > 20",
    "age in 10..30",
    ["Draw the line in `A`: write `age > 30`", "Exclude `A` from `B`", ORDERED],
  ],
  ["the later one is within the earlier", "age > 20", "age in 30..40", ["Exclude `B` from `A`"]],
  ["the earlier one is within the later", "age in 30..40", "age > 20", ["Exclude `A` from `B`", ORDERED]],
  ["both are the same", 'city = "Rasht" or vip', 'vip or city = "RASHT"', []],
])("%s", (_, one, other, titles) => {
  const text = `${CUSTOMER}\ncriterion K { segment A where ${one} segment B where ${other} otherwise C }`;
  const found = proved(text).find(({ rule }) => rule === "overlapping-segments");
  expect(found?.fixes.map(({ title }) => title)).toEqual(titles);
  for (const { edits } of found?.fixes ?? []) {
    const fixed = [...edits]
      .reverse()
      .reduce(
        (before, { location: { span }, newText }) => before.slice(0, span.start) + newText + before.slice(span.end),
        text,
      );
    const rules = proved(fixed).map(({ rule }) => rule);
    expect(rules.filter((rule) => rule !== "condition-without-effect")).toEqual([]);
  }
});
