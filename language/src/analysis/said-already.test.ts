import { expect, test } from "vitest";
import { analyseProgram, reportFindings } from "../program.js";
import { proveProgram } from "./prove.js";

function said(text: string): readonly string[] {
  const program = analyseProgram({
    files: [{ path: "main.seg", text: `customer { id: text key age: integer 0..130 vip: boolean }\n${text}` }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  return reportFindings(program, proveProgram(program).diagnostics)
    .map(({ rule }) => rule)
    .filter((rule) => rule !== "unused-define");
}

test.each([
  ["a segment is empty", "age > 130", ["never-true"]],
  ["a segment is empty by one of its parts", "vip and age > 130", ["never-true"]],
  ["a part is never true", "vip or age > 130", ["never-true"]],
  ["a part is always true", "vip and age <= 130", ["condition-without-effect"]],
  ["a segment takes in everybody", "age >= 0", ["condition-without-effect"]],
  ["a value is never missing", "age is present", ["never-missing"]],
  ["what the check does not see is said by the proofs", "age + age > 260", ["empty-segment"]],
  ["parts that exclude each other are said by the proofs", "age > 30 and age < 20", ["empty-segment"]],
])("one mistake, one message: %s", (_, condition, rules) => {
  expect(said(`criterion K overlapping { segment A where ${condition} }`)).toEqual(rules);
});

test("also in a define", () => {
  expect(said("define d = vip or age > 130")).toEqual(["never-true"]);
});
