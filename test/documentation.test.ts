import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../language/src/diagnostics/diagnostic.js";
import { createClock } from "../language/src/evaluation/clock.js";
import { compileCondition } from "../language/src/evaluation/predicate.js";
import { analyseProgram, type Program } from "../language/src/program.js";
import { createDecoder } from "../language/src/records/decoder.js";
import { parseIsoDay } from "../language/src/values/calendar.js";

/**
 * The examples of language/docs/language.md are checked as they stand:
 * - ```seg: declarations without an error; those without a `customer` block are about the customer of the first one;
 * - ```seg fields: one field a line, without an error;
 * - ```seg conditions: one condition a line, without an error;
 * - ```seg wrong: one condition a line, each with exactly one error;
 * - ```seg true: one condition a line, each of which holds for `customer` below, as of 2026-03-31.
 */
const text = readFileSync(new URL("../language/docs/language.md", import.meta.url), "utf8");

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

/** A customer without a name, an income, orders or tags; the city is Karaj, written with an Arabic kaf. */
const customer = {
  id: "1",
  city: " كرج ",
  age: 40,
  gender: "F",
  joined: "01/05/2020",
  subscribed: "Yes",
  tags: [],
  scores: [],
  address: { province: "Alborz" },
  orders: [],
};

function analyse(...texts: readonly string[]): Program {
  return analyseProgram({
    files: texts.map((one, index) => ({ path: `${index}.seg`, text: one })),
    config: null,
    readList: () => ({ kind: "absent" }),
  });
}

function errorsOf(...texts: readonly string[]): readonly string[] {
  return analyse(...texts)
    .diagnostics.filter(isError)
    .map(({ code, message }) => `${code} ${message}`);
}

const isError = ({ severity }: Diagnostic): boolean => severity === "error";

const withCondition = (condition: string): string =>
  `criterion Documentation overlapping { segment Example where ${condition} }`;

describe("language/docs/language.md", () => {
  test("has examples of every kind", () => {
    expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(["", "fields", "conditions", "wrong", "true"]));
  });

  test.each(whole)("the program at line $line has neither error nor warning", ({ code }) => {
    const { diagnostics } = code === first ? analyse(first) : analyse(first, code);
    const grave = diagnostics.filter(({ severity }) => severity === "error" || severity === "warning");
    expect(grave.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
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

  test.each(lines("true"))("line $line holds: $code", ({ code }) => {
    expect(errorsOf(first, withCondition(code))).toEqual([]);
    const { model } = analyse(first, withCondition(code));
    const clock = createClock(model.settings, { asOf: parseIsoDay("2026-03-31")! });
    const decoded = createDecoder(model, clock).decode(customer);
    if (decoded.kind === "rejected") throw new Error(JSON.stringify(decoded.reasons));
    const criterion = model.criteria.find(({ name }) => name === "Documentation")!;
    expect(compileCondition(criterion.segments[0]!.condition, model, clock)(decoded.row)).toBe(true);
  });
});
