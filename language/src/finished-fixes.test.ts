import { describe, expect, test } from "vitest";
import { proveProgram } from "./analysis/prove.js";
import { applySafeFixes } from "./fixing.js";
import { keepingComments } from "./kept-comments.js";
import { analyseProgram, reportFindings } from "./program.js";
import { parseFile } from "./syntax/parse.js";

const CUSTOMER = `customer { id: text key, age: integer 0..120, city: text, o: list of { t: number } }\n`;

/** What stands behind the customer block once the first fix with the title, or else the first one, is made. */
function fixed(source: string, title?: RegExp): string {
  const text = CUSTOMER + source;
  const program = analyseProgram({
    files: [{ path: "a.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  const findings = reportFindings(program, proveProgram(program).diagnostics);
  const fix = findings.flatMap(({ fixes }) => fixes).find((each) => title === undefined || title.test(each.title));
  if (fix === undefined) throw new Error(`No such fix: ${findings.map(({ message }) => message).join("\n")}`);
  return [...fix.edits]
    .sort((a, b) => b.location.span.start - a.location.span.start)
    .reduce(
      (result, { location: { span }, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    )
    .slice(CUSTOMER.length);
}

describe("fixes keep comments", () => {
  test.each([
    ['segment A where city = "x" /* law */ or "y"\n', /^Write/, 'segment A where city in ["x", "y"] /* law */\n'],
    [
      'segment A where age > 3 and (city = "x" /* law */ or "y") and age < 9\n',
      /^Write/,
      'segment A where age > 3 and (city in ["x", "y"] /* law */) and age < 9\n',
    ],
    [
      'segment A where (city = "x" // law\n  or "y") and age > 3\n',
      /^Write `city in/,
      'segment A where (city in ["x", "y"] // law\n) and age > 3\n',
    ],
    [
      "segment A where age > 5 // big\n  and age > 3 // small\n",
      /^Leave out/,
      "segment A where age > 5 // big\n  // small\n",
    ],
    [
      'segment A where age > 5 // big\n  and age > 3 and city = "x"\n',
      /^Leave out/,
      'segment A where age > 5 // big\n  and city = "x"\n',
    ],
    ["segment A where age > /* low */ 3 and age > 5\n", /^Leave out/, "segment A where /* low */ age > 5\n"],
  ])("%j", (before, title, after) => {
    expect(fixed(before, title)).toBe(after);
  });

  test("also where all safe ones are made", () => {
    const text = `${CUSTOMER}segment A where city = "x" /* law */ or "y"\n`;
    const check = (files: readonly { readonly path: string; readonly text: string }[]) =>
      analyseProgram({ files, config: null, readList: () => ({ kind: "absent" }) }).diagnostics;
    const { files } = applySafeFixes({ files: [{ path: "a.seg", text }], check, wants: () => true });
    expect(files[0]!.text).toContain("/* law */");
  });
});

describe("fixes leave no blanks", () => {
  test.each([
    ["segment A where sum(distinct o.t) > 3\n", /^Leave/, "segment A where sum(o.t) > 3\n"],
    [
      "criterion C ordered ordered { segment A where age > 3 }\n",
      /^Remove it/,
      "criterion C ordered { segment A where age > 3 }\n",
    ],
    ["segment A where age > 3)\n", /^Remove it/, "segment A where age > 3\n"],
    ["segment A where age > 3\n  )\n", /^Remove it/, "segment A where age > 3\n  \n"],
  ])("%j", (before, title, after) => {
    expect(fixed(before, title)).toBe(after);
  });
});

describe("edits keep comments", () => {
  /** The part between the marks is replaced. */
  function edited(marked: string, newText: string): string {
    const start = marked.indexOf("⟦");
    const end = marked.indexOf("⟧") - 1;
    const text = marked.replace("⟦", "").replace("⟧", "");
    const files = new Map([["a.seg", parseFile("a.seg", text)]]);
    const edit = { location: { file: "a.seg", span: { start, end } }, newText };
    return keepingComments([edit], files).reduce(
      (result, { location: { span }, newText: written }) =>
        result.slice(0, span.start) + written + result.slice(span.end),
      text,
    );
  }

  test.each([
    ["segment A where ⟦x /* one */ or /* two */ y⟧ and z", "q", "segment A where q /* one */ /* two */ and z"],
    ["segment A where ⟦x // one\n  or // two\n  y⟧ and z", "q", "segment A where q // one\n// two\n and z"],
    ["segment A where f(⟦x /* one */ ⟧y)", "", "segment A where f( /* one */ y)"],
    ["segment A where x // one⟦\n  or⟧ y", "", "segment A where x // one\n y"],
    ["segment A where x // one⟦\n  or y⟧\n", "", "segment A where x // one\n"],
    ["segment A where ⟦x /* one */⟧", "y /* one */", "segment A where y /* one */"],
    ["⟦// one ⟧\nsegment A where x", "// two", "// two\nsegment A where x"],
  ])("%j", (marked, newText, after) => {
    expect(edited(marked, newText)).toBe(after);
  });
});
