import { analyseProgram } from "@seg-lang/language";
import { describe, expect, test } from "vitest";
import { featureContext, programView, type ViewOptions } from "../testing/view.js";
import { legend } from "../tokens/token-table.js";
import { semanticTokens, semanticTokensDelta, semanticTokensRange } from "./semantic-tokens.js";

const PROGRAM = `customer { city: text folded  سن: integer? 0..120 }
list big = ["Tehran"]
/* two
   lines */
segment Urban where city in big and سن >= 18`;

/** \`text type+modifiers\` for each token, as a client reads the numbers. */
function read(text: string, data: readonly number[]): readonly string[] {
  const lines = text.split(/\r?\n/);
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lineStep, step, length, type, bits] = data.slice(at, at + 5) as [number, number, number, number, number];
    line += lineStep;
    character = lineStep === 0 ? character + step : step;
    const modifiers = legend.tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
    found.push(
      [lines[line]!.slice(character, character + length), [legend.tokenTypes[type], ...modifiers].join("+")].join(" "),
    );
  }
  return found;
}

function tokensOf(text: string, options?: ViewOptions) {
  const { view, uriOf } = programView(text, options);
  const textDocument = { uri: uriOf("main.seg") };
  return { view, textDocument, context: featureContext(), text: view.files.get("main.seg")!.text };
}

describe.each([false, true])("with CRLF: %s", (crlf) => {
  test("words, literals and comments are what they are, names what they mean", () => {
    const { view, textDocument, context, text } = tokensOf(PROGRAM, { crlf });
    expect(read(text, semanticTokens(view, { textDocument }, context)!.data)).toEqual([
      "customer keyword",
      "city property+declaration",
      "text type+defaultLibrary",
      "folded type+defaultLibrary",
      "سن property+declaration",
      "integer type+defaultLibrary",
      "? operator",
      "0 number",
      ".. operator",
      "120 number",
      "list keyword",
      "big enum+declaration",
      "= operator",
      '"Tehran" string',
      "/* two comment",
      "   lines */ comment",
      "segment keyword",
      "Urban class+declaration",
      "where keyword",
      "city property",
      "in keyword",
      "big enum",
      "and keyword",
      "سن property",
      ">= operator",
      "18 number",
    ]);
  });
});

test("in a range, only what touches it", () => {
  const { view, textDocument, text } = tokensOf(PROGRAM);
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 30 } };
  expect(read(text, semanticTokensRange(view, { textDocument, range })!.data)).toEqual([
    "list keyword",
    "big enum+declaration",
    "= operator",
    '"Tehran" string',
  ]);
});

test("in a range that ends within a comment of several lines, only what is on the lines of the range", () => {
  const { view, textDocument, text } = tokensOf("list l = [1] /* a\n b */ segment Z where l");
  const range = (line: number, to: number) => ({ start: { line, character: 0 }, end: { line, character: to } });
  expect(read(text, semanticTokensRange(view, { textDocument, range: range(0, 17) })!.data).at(-1)).toBe(
    "/* a comment",
  );
  expect(read(text, semanticTokensRange(view, { textDocument, range: range(1, 9) })!.data)).toEqual([
    " b */ comment",
    "segment keyword",
  ]);
});

test("a change is one edit of the numbers, applied by the client", () => {
  const before = tokensOf(PROGRAM);
  const first = semanticTokens(before.view, before, before.context)!;
  const after = tokensOf(PROGRAM.replace("18", "18 or city = big"));
  const previousResultId = first.resultId!;
  const delta = semanticTokensDelta(after.view, { ...after, previousResultId }, before.context)!;
  if (!("edits" in delta)) throw new Error("all tokens were sent");
  expect(delta.edits.length).toBe(1);
  const data = [...first.data];
  for (const { start, deleteCount, data: inserted = [] } of delta.edits) data.splice(start, deleteCount, ...inserted);
  expect(data).toEqual(semanticTokens(after.view, after, featureContext())!.data);
  const again = semanticTokensDelta(after.view, { ...after, previousResultId: delta.resultId! }, before.context)!;
  expect(again).toMatchObject({ edits: [] });
});

test("what the client had is not known any more: all is sent", () => {
  const { view, textDocument, context } = tokensOf(PROGRAM);
  const sent = semanticTokensDelta(view, { textDocument, previousResultId: "77" }, context)!;
  expect("data" in sent && sent.data.length).toBeGreaterThan(50);
});

test("in broken code the rest keeps its colours", () => {
  const { view, textDocument, context, text } = tokensOf(
    "customer { age: integer }\nsegment Old where age > \nsegment Young where age <",
  );
  expect(read(text, semanticTokens(view, { textDocument }, context)!.data)).toEqual(
    expect.arrayContaining(["Old class+declaration", "Young class+declaration", "where keyword", "age property"]),
  );
});

test("a program that has been taken over is no mistake: its words keep their colours", () => {
  const { view, textDocument, context, text } = tokensOf(PROGRAM);
  analyseProgram(view.program.input, view.program);
  expect(read(text, semanticTokens(view, { textDocument }, context)!.data)).toContain("where keyword");
});
