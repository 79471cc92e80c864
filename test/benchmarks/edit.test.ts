import { expect, test } from "vitest";
import { analyseProgram } from "../../language/src/program.js";
import { inManyFiles, inOneFile, inputOf } from "./edit/programs.js";
import { typing } from "./edit/typing.js";

// The benchmark types in programs that are whole, and that are broken only while somebody types.
test.each([inManyFiles(), inOneFile()])("$name have nothing to be reported", ({ files }) => {
  const { model, diagnostics } = analyseProgram(inputOf(files));
  expect(diagnostics).toEqual([]);
  expect(model.criteria.flatMap(({ segments }) => segments)).toHaveLength(1_500);
});

test("somebody types and deletes", () => {
  const lines = [...typing([{ path: "a.seg", text: "segment A where x\n" }], 1)].map(([file]) => file!.text);
  expect(lines).toHaveLength(25);
  expect(lines[3]).toBe("segment A where x and\n");
  expect(lines[12]).toBe("segment A where x and age < 60\n");
  expect(lines[24]).toBe("segment A where x \n");
});
