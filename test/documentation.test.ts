import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../language/src/diagnostics/diagnostic.js";
import { analyseProgram } from "../language/src/program.js";

/**
 * The examples of docs/language.md are checked as they stand:
 * - ```seg: declarations without an error; those without a `customer` block are about the customer of the first one;
 * - ```seg fields: one field a line, without an error;
 * - ```seg conditions: one condition a line, without an error;
 * - ```seg wrong: one condition a line, each with exactly one error.
 */
const text = readFileSync(new URL("../docs/language.md", import.meta.url), "utf8");

const blocks = [...text.matchAll(/^```seg ?(?<kind>\w*)\n(?<code>[\s\S]*?)^```/gm)].map(({ groups, index }) => ({
  kind: groups!.kind!,
  code: groups!.code!,
  line: text.slice(0, index).split("\n").length,
}));

const whole = blocks.filter(({ kind }) => kind === "");
const first = whole[0]!.code;
const lines = (kind: string): { line: number; code: string }[] =>
  blocks
    .filter((block) => block.kind === kind)
    .flatMap(({ code, line }) => code.split("\n").map((one, index) => ({ line: line + index + 1, code: one })))
    .filter(({ code }) => code.trim() !== "");

function errorsOf(...texts: readonly string[]): readonly string[] {
  const { diagnostics } = analyseProgram({
    files: texts.map((one, index) => ({ path: `${index}.seg`, text: one })),
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  return diagnostics.filter(isError).map(({ code, message }) => `${code} ${message}`);
}

const isError = ({ severity }: Diagnostic): boolean => severity === "error";

const withCondition = (condition: string): string =>
  `criterion Documentation overlapping { segment Example where ${condition} }`;

describe("docs/language.md", () => {
  test("has examples of every kind", () => {
    expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(["", "fields", "conditions", "wrong"]));
  });

  test.each(whole)("the program at line $line has no error", ({ code }) => {
    expect(code === first ? errorsOf(first) : errorsOf(first, code)).toEqual([]);
  });

  test.each(lines("fields"))("line $line: $code", ({ code }) => {
    expect(errorsOf(`customer {\n${code}\n}`)).toEqual([]);
  });

  test.each(lines("conditions"))("line $line: $code", ({ code }) => {
    expect(errorsOf(first, withCondition(code))).toEqual([]);
  });

  test.each(lines("wrong"))("line $line is one error: $code", ({ code }) => {
    expect(errorsOf(first, withCondition(code))).toHaveLength(1);
  });
});
