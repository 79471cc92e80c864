import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFile } from "./format.js";
import { parseFile } from "./parse.js";
import { scan } from "./scanner.js";
import { samples } from "./testing/samples.js";
import { meaningOf } from "./testing/trees.js";

function format(text: string): string {
  const formatted = formatFile(parseFile("t", text));
  expect(formatted).not.toBeNull();
  return formatted!;
}

/** The formatted text means the same, has the same comments, and formatting it again changes nothing. */
function checkFormatting(text: string): string {
  const before = parseFile("t", text);
  const formatted = format(text);
  const after = parseFile("t", formatted);
  expect(meaningOf(after.declarations)).toEqual(meaningOf(before.declarations));
  expect(words(after.comments)).toEqual(words(before.comments));
  expect(after.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(formatFile(after)).toBe(formatted);
  return formatted;
}

/** Sorted, for a comment goes along with a modifier that moves. */
function words(comments: readonly { readonly text: string }[]): readonly string[] {
  return comments.map(({ text }) => text.replace(/\s+/gu, " ").trim()).sort();
}

describe("the formatter", () => {
  it.each(samples)("keeps the meaning of $name, and is idempotent", ({ text }) => {
    checkFormatting(text);
  });

  it.each([
    ["segment  A   where x=1", "segment A where x = 1"],
    ["segment A where not(a)or -b>-1", "segment A where not (a) or -b > -1"],
    ["segment A where x in[1,2,]", "segment A where x in [1, 2]"],
    ["segment A where d in today - 1 day .. today+2 days", "segment A where d in today - 1 day..today + 2 days"],
    ["define x=when a then 1 when b then 2 else 3", "define x = when a then 1 when b then 2 else 3"],
    ["define x = sum( a*b over c . d where e )", "define x = sum(a * b over c.d where e)"],
    ["define x = count( distinct   a.b )", "define x = count(distinct a.b)"],
    ["segment A where x not   starts   with   any of y", "segment A where x not starts with any of y"],
    ["segment A where ۱_۲۳۴ < x and x < 5 % ", null],
    ["list x from 'a'", null],
    ['segment `A` where `x` = "a\\u00e9"', 'segment `A` where `x` = "a\\u00e9"'],
    ["require a\n\n\n\nrequire b", "require a\n\nrequire b"],
    ["define a = 1\ndefine bcd = 2\n\ndefine efghij = 3", "define a   = 1\ndefine bcd = 2\n\ndefine efghij = 3"],
    ["criterion C{segment A where a otherwise B}", "criterion C {\n  segment A where a\n  otherwise B\n}"],
    ['criterion C overlapping "t" exhaustive', 'criterion C "t" exhaustive overlapping'],
    [
      "customer{a:text? folded,bcd:number step 1 0..5 key}",
      "customer {\n  a:   text folded?\n  bcd: number key 0..5 step 1\n}",
    ],
    ["customer{a:list of {x:text,y:text}?}", "customer {\n  a: list of { x: text, y: text }?\n}"],
    [
      "customer{a:list of {\nx:text yy:text}? from rows}",
      "customer {\n  a: list of {\n    x:  text\n    yy: text\n  }? from rows\n}",
    ],
    [
      'persona P as of 2026-01-01 "t"{a:1,b:[{c:2}]}in A,B.C not in D',
      'persona P "t" as of 2026-01-01 { a: 1, b: [{ c: 2 }] } in A, B.C not in D',
    ],
    ["persona P {\na:1,b:{}}", "persona P {\n  a: 1,\n  b: {}\n}"],
    ["customer{}criterion A{}", "customer {\n}\n\ncriterion A {\n}"],
    ["list a=[1،2] list b=[3،4]", "list a = [1، 2]\nlist b = [3، 4]"],
    ["", ""],
    ["// only a comment", "// only a comment"],
  ])("writes %j as %j", (text, expected) => {
    const formatted = formatFile(parseFile("t", text));
    if (expected === null) expect(formatted).toBeNull();
    else expect(formatted).toBe(expected === "" ? "" : `${expected}\n`);
    if (expected !== null) checkFormatting(text);
  });

  it.each([
    [
      "segment A where a // why\n  and b // and how\n  // own line\n  and c",
      "segment A where a // why\n    and b // and how\n    // own line\n    and c",
    ],
    ["segment A /* x */ where a", "segment A /* x */ where a"],
    ["define a = 1 // one\ndefine bb = 22 // two", "define a  = 1   // one\ndefine bb = 22  // two"],
    [
      "criterion C { // first\n// second\n\n\nsegment A where a // third\n// last\n}\n// end",
      "criterion C {  // first\n  // second\n\n  segment A where a  // third\n  // last\n}\n\n// end",
    ],
    ["customer { a: { // inner\n b: text } // after\n}", "customer {\n  a: {  // inner\n    b: text\n  }  // after\n}"],
    ["persona P {\n a: 1, // one\n // two\n b: 2 }", "persona P {\n  a: 1, // one\n  // two\n  b: 2\n}"],
    ["/// doc\n/// more\nsegment A where a", "/// doc\n/// more\nsegment A where a"],
    ["/* a\n   b */\nsegment A where a", "/* a\n   b */\nsegment A where a"],
  ])("keeps the comments of %j", (text, expected) => {
    expect(checkFormatting(text)).toBe(`${expected}\n`);
  });

  it("breaks what is wider than 120 columns", () => {
    const condition = Array.from({ length: 8 }, (_, index) => `someLongFieldName${index} >= ${index + 1}_000`).join(
      " and ",
    );
    const lines = checkFormatting(`segment A where ${condition}`).trimEnd().split("\n");
    expect(lines).toHaveLength(8);
    expect(lines[1]).toBe("    and someLongFieldName1 >= 2_000");
    const list = Array.from({ length: 60 }, (_, index) => `"value ${index}"`).join(",");
    for (const line of checkFormatting(`list a = [${list}]`).split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    const fields = Array.from({ length: 12 }, (_, index) => `field${index}: number 0..`).join(" ");
    expect(checkFormatting(`customer { a: list of { ${fields} } }`).split("\n").length).toBeGreaterThan(12);
  });

  it("keeps the line ends of the file, and a byte order mark", () => {
    expect(format("\ufeffdefine a=1\r\ndefine b=2 // x\r\n")).toBe("\ufeffdefine a = 1\r\ndefine b = 2  // x\r\n");
  });

  it("gives null where there are syntax errors, and not for warnings", () => {
    expect(formatFile(parseFile("t", "segment A where"))).toBeNull();
    expect(formatFile(parseFile("t", "segment A where a or b and c"))).toBe("segment A where a or b and c\n");
  });

  const seed = 20_261_122;
  it(`does not depend on the blanks and line ends between tokens, whatever they are (seed ${seed})`, () => {
    const tokens = samples.map(({ text }) => ({ text, scanned: scan("t", text).tokens }));
    const blanks = fc.array(
      fc.constantFrom(" ", "  ", "\n", "\n\n", "\n\n\n", "\t", " // note\n", " /* note */ ", "\n// own\n"),
      { minLength: 1, maxLength: 7 },
    );
    fc.assert(
      fc.property(fc.nat(tokens.length - 1), blanks, fc.nat(100), (program, between, start) => {
        const { scanned } = tokens[program]!;
        const mangled = scanned
          .map(({ image }, index) => image + between[(index * 7 + start) % between.length])
          .join("");
        checkFormatting(mangled);
      }),
      { seed, numRuns: 60 },
    );
  });
});
