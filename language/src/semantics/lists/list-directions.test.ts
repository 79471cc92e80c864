import { expect, it } from "vitest";
import { applyFix, expectMarked } from "../../../../test/kit/markers.js";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import { analyseProgram } from "../../program.js";

const CUSTOMER = "customer { id: text key, city: text }\n";
const OPEN = "\u202a";
const END = "\u202c";
const OVERRIDE = "\u202e";

function findings(file: string, text: string, program: string) {
  const files = new Map([
    ["main.seg", `${CUSTOMER}${program}`],
    [file, text],
  ]);
  return analyseProgram(inMemoryProgram(files)).diagnostics.filter(({ rule }) => rule === "unbalanced-direction");
}

const LINES = 'list a from "a.txt"\nsegment A where city in a\n';
const COLUMN = 'list a from "a.csv" column "city"\nsegment A where city in a\n';

it("points at what is read otherwise in a file of lines, and says how many lines there are", () => {
  const text = `Rasht\r\nفارس${OPEN}x\r\nQom\r\n${OVERRIDE}b${END}\r\n`;
  const [found, ...others] = findings("a.txt", text, LINES);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    severity: "warning",
    location: { file: "a.txt", span: { start: text.indexOf(OPEN), end: text.indexOf(OPEN) + 1 } },
    related: [{ location: { file: "main.seg" }, message: "the list that reads this file" }],
  });
  expect(found!.message).toContain("left-to-right embedding (U+202A) without the character that ends it");
  expect(found!.message).toMatch(/ 1 other line of this file holds such, too\.$/);
  expect(applyFix(text, found!.fixes[0]!)).toBe(text.replace(OPEN, ""));
  expect(found!.fixes[0]).toMatchObject({ title: "Remove U+202A from `a.txt`", safe: false });
});

it("points at it in a table, whatever column is read", () => {
  const [found] = findings("a.csv", `id,city\n1,"Ra${OVERRIDE}sht"\n`, COLUMN);
  expect(found?.location.span.start).toBe(13);
});

it.each([
  ["ended in its line", `Rasht\n${OPEN}x${END}\n\u2067ب\u2069\n`],
  ["a mark, which steers nothing beyond itself", "Rasht\u200f\nQom\u200e"],
  ["nothing", "رشت\nقم"],
])("says nothing of what is %s", (_, text) => {
  expect(findings("a.txt", text, LINES)).toEqual([]);
});

it("is not ended by what stands in the next line", () => {
  expect(findings("a.txt", `${OPEN}x\n${END}y\n`, LINES)).toHaveLength(1);
});

it("is said once, though two lists read the file", () => {
  const twice = `list a from "a.txt"\nlist b from "a.txt"\nsegment A where city in a and city in b\n`;
  expect(findings("a.txt", `x${OPEN}\n`, twice)).toHaveLength(1);
});

it("is said again where the program changes, and not where the file is mended", () => {
  const input = (program: string, text: string) =>
    inMemoryProgram(
      new Map([
        ["main.seg", `${CUSTOMER}${program}`],
        ["a.txt", text],
      ]),
    );
  const rules = (program: ReturnType<typeof analyseProgram>) => program.diagnostics.map(({ rule }) => rule);
  const first = analyseProgram(input(LINES, `x${OPEN}`));
  const second = analyseProgram(input(`// more\n${LINES}`, `x${OPEN}`), first);
  expect(rules(second)).toContain("unbalanced-direction");
  expect(second.diagnostics.find(({ rule }) => rule === "unbalanced-direction")?.related[0]?.location.span.start).toBe(
    CUSTOMER.length + "// more\nlist a from ".length,
  );
  expect(rules(analyseProgram(input(LINES, "x"), second))).not.toContain("unbalanced-direction");
});

it("can be switched off, as in programs", () => {
  expectMarked(`
${CUSTOMER}${LINES}
=== a.txt
x${OPEN}
=== seg.json
{ "rules": { "unbalanced-direction": "off" } }
`);
});
