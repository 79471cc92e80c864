import { LineIndex } from "@seg-lang/language";
import { describe, expect, test } from "vitest";
import { changedLines, type Excerpt, excerptOf } from "./excerpt.js";

const plain = { isolate: false };

/** Draws an excerpt in plain letters: each line, and under it its marks. */
function draw(excerpt: Excerpt): string[] {
  return excerpt.flatMap((line) => {
    if (line === "gap") return ["⋮"];
    const marks = line.marks.reduce((row, { start, length }) => row.padEnd(start) + "^".repeat(length), "");
    return [`${line.number} ${line.text}`, ...(marks === "" ? [] : [`  ${marks}`])];
  });
}

function source(text: string) {
  return { text, lines: new LineIndex(text) };
}

/** `«` and `»` mark the span. */
function marked(text: string) {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  return { source: source(text.replace(/[«»]/g, "")), span: { start, end } };
}

describe("the excerpt of a span", () => {
  test.each<[string, string, string[]]>([
    ["one word", "a\nsegment U where «cty» = 1\nb", ["2 segment U where cty = 1", "                  ^^^"]],
    ["an empty place shows too", "segment U where«»", ["1 segment U where", "                 ^"]],
    ["a Persian word", "segment «روستایی» where x", ["1 segment روستایی where x", "          ^^^^^^^"]],
    ["behind a tab", "\twhere «x»", ["1     where x", "            ^"]],
    ["behind wide letters", '"東京" = «x»', ['1 "東京" = x', "           ^"]],
    ["two lines", "  «a {\n  }» x", ["1   a {", "    ^^^", "2   } x", "    ^"]],
    ["many lines: first and last", "«a\nb\nc\nd»", ["1 a", "  ^", "⋮", "4 d", "  ^"]],
    ["a span that ends with its line end", "«a b\n»c", ["1 a b", "  ^^^"]],
    ["line ends of Windows", "a\r\n«b»\r\nc", ["2 b", "  ^"]],
    ["the end of the file", "a\n«»", ["2 ", "  ^"]],
  ])("%s", (_, text, drawn) => {
    const { source, span } = marked(text);
    expect(draw(excerptOf(source, span, plain))).toEqual(drawn);
  });

  test("a line of ten megabytes is cut around the place", () => {
    const text = `${"x".repeat(5_000_000)}HERE${"😀".repeat(2_500_000)}`;
    const [line] = excerptOf(source(text), { start: 5_000_000, end: 5_000_004 }, plain);
    expect(line).not.toBe("gap");
    if (line === undefined || line === "gap") return;
    expect(line.text.length).toBeLessThan(200);
    const [mark] = line.marks;
    expect(line.text.slice(mark!.start, mark!.start + mark!.length)).toBe("HERE");
    expect(line.text).not.toMatch(/\p{Surrogate}/u);
  });
});

describe("the lines that a fix changes", () => {
  const edit = (start: number, end: number, newText: string) => ({
    location: { file: "a.seg", span: { start, end } },
    newText,
  });
  const changed = (text: string, ...edits: ReturnType<typeof edit>[]) =>
    changedLines(source(text), edits, plain).map(({ kind, lines }) => [kind, ...draw(lines)]);

  test("what is new is marked", () => {
    expect(changed("a\ncty = 1", edit(2, 5, "city"))).toEqual([["written", "2 city = 1", "  ^^^^"]]);
  });
  test("two edits in one line are one line", () => {
    expect(changed("a or b and c", edit(5, 5, "("), edit(12, 12, ")"))).toEqual([
      ["written", "1 a or (b and c)", "       ^       ^"],
    ]);
  });
  test("edits in lines apart are apart", () => {
    expect(changed("a\nb\nc", edit(0, 1, "x"), edit(4, 5, "z"))).toEqual([
      ["written", "1 x", "  ^"],
      ["written", "3 z", "  ^"],
    ]);
  });
  test("a line that goes is shown as it was", () => {
    expect(changed("a\ndefine x = 1\nb", edit(2, 14, ""))).toEqual([["removed", "2 define x = 1"]]);
    expect(changed("Natanz\nRasht\nMasal\n", edit(7, 13, ""))).toEqual([["removed", "2 Rasht"]]);
    expect(changed("Natanz\r\nRasht\r\nMasal", edit(8, 15, ""))).toEqual([["removed", "2 Rasht"]]);
    expect(changed("Natanz\nRasht", edit(7, 12, ""))).toEqual([["removed", "2 Rasht"]]);
  });
  test("what is taken out from the middle of a line joins it with the next", () => {
    expect(changed("ab\ncd", edit(1, 3, ""))).toEqual([["written", "1 acd"]]);
  });
  test("new lines are numbered on", () => {
    expect(changed("a\nb", edit(1, 1, "\nnew"))).toEqual([["written", "1 a", "2 new", "  ^^^"]]);
  });
});
