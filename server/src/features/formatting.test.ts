import { describe, expect, test } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { programView, type ViewOptions } from "../testing/view.js";
import { formatting, onTypeFormatting, rangeFormatting, rangesFormatting } from "./formatting.js";

const options = { tabSize: 8, insertSpaces: false };

function applied(
  marked: ReturnType<typeof programView>,
  edits: readonly TextEdit[] | null,
  path = "main.seg",
): string | null {
  if (edits === null) return null;
  const { text, places } = marked.view.files.get(path)!;
  return [...edits]
    .sort((a, b) => places.offset(b.range.start) - places.offset(a.range.start))
    .reduce((changed, { range, newText }) => {
      const { start, end } = places.span(range);
      return changed.slice(0, start) + newText + changed.slice(end);
    }, text);
}

function formatted(source: string, settings?: ViewOptions): string | null {
  const marked = programView(source, settings);
  return applied(marked, formatting(marked.view, { textDocument: { uri: marked.uriOf("main.seg") }, options }));
}

const UNTIDY = `customer { age: integer   شهر: text }
// comment
segment   Young where age<30
segment جوان where شهر="تهران"   and age<30
`;
const TIDY = `customer { age: integer, شهر: text }

// comment
segment Young where age < 30
segment جوان where شهر = "تهران" and age < 30
`;

describe("a document", () => {
  test("is laid out as by seg fmt, comments kept", () => {
    const text = formatted(UNTIDY)!;
    expect(text).toContain("segment Young where age < 30");
    expect(text).toContain('شهر = "تهران" and age < 30');
    expect(text).toContain("// comment");
    expect(formatted(text)).toBe(text);
  });

  test("keeps its line ends", () => {
    const text = formatted(UNTIDY, { crlf: true })!;
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text.replaceAll("\r\n", "\n")).toBe(formatted(UNTIDY));
  });

  test("that is laid out already is not touched", () => {
    const marked = programView(formatted(TIDY)!);
    expect(formatting(marked.view, { textDocument: { uri: marked.uriOf("main.seg") }, options })).toEqual([]);
  });

  test("with syntax errors is left alone", () => {
    expect(formatted("segment A where (age")).toBeNull();
  });

  test("is changed where it differs, and nowhere else", () => {
    const marked = programView("customer {\n  age: integer\n}\n\nsegment Young where age<30\n");
    const edits = formatting(marked.view, { textDocument: { uri: marked.uriOf("main.seg") }, options })!;
    expect(edits).toEqual([
      { range: { start: { line: 4, character: 23 }, end: { line: 4, character: 24 } }, newText: " < " },
    ]);
  });
});

test("a range changes the declarations it touches", () => {
  const marked = programView(
    "customer { age: integer }\nsegment A where age<30\nsegment ⟦B where⟧ age<40\nsegment C where age<50\n",
  );
  const { range } = marked.ranges[0]!;
  const text = applied(
    marked,
    rangeFormatting(marked.view, { textDocument: { uri: marked.uriOf("main.seg") }, range, options }),
  );
  expect(text).toBe(
    "customer { age: integer }\nsegment A where age<30\nsegment B where age < 40\nsegment C where age<50\n",
  );
});

test("several ranges change what they touch, each declaration once", () => {
  for (const crlf of [false, true]) {
    const marked = programView(
      "⟦segment   A where⟧ age<3⟦0\nsegment B⟧ where age<40\nsegment   C where age<50\nsegment D where ⟦شهر=1⟧\n",
      { crlf },
    );
    const ranges = marked.ranges.map(({ range }) => range);
    const text = applied(
      marked,
      rangesFormatting(marked.view, { textDocument: { uri: marked.uriOf("main.seg") }, ranges, options }),
    );
    expect(text?.replaceAll("\r\n", "\n")).toBe(
      "segment A where age < 30\nsegment B where age < 40\nsegment   C where age<50\nsegment D where شهر = 1\n",
    );
  }
});

test.each([
  [
    "errors elsewhere are not in the way",
    "segment   ⟦A⟧ where age<3 // one\n\nsegment B where (",
    "segment A where age < 3 // one\n\nsegment B where (",
  ],
  ["errors in it are", "segment A where age<3\nsegment   ⟦B⟧ where (", null],
])("in a broken file, %s", (_, source, expected) => {
  const marked = programView(source);
  const { range } = marked.ranges[0]!;
  const edits = rangeFormatting(marked.view, { textDocument: { uri: marked.uriOf("main.seg") }, range, options });
  expect(applied(marked, edits)).toBe(expected);
});

describe("while typing", () => {
  const typed = (source: string, ch: string, settings?: ViewOptions) => {
    const marked = programView(source, settings);
    return applied(marked, onTypeFormatting(marked.view, { ...marked.at, ch, options }));
  };

  test("a closed block is laid out", () => {
    expect(
      typed(
        "customer { age: integer }\ncriterion Age {\nsegment A where age<30\n  otherwise B }│\nsegment C where age>3",
        "}",
      ),
    ).toBe(
      "customer { age: integer }\ncriterion Age {\n  segment A where age < 30\n  otherwise B\n}\nsegment C where age>3",
    );
  });

  test.each([
    ["in a block", "criterion Age { // {\n│", "criterion Age { // {\n  "],
    ["before what closes it", "criterion Age {\n│}", "criterion Age {\n}"],
    ["behind it", "criterion Age {\n}\n  │", "criterion Age {\n}\n"],
    ["within brackets within it", 'persona سارا {\n  tags: ["{",\n│', 'persona سارا {\n  tags: ["{",\n    '],
    ["behind an operator", "segment A where age > 3 and // old\n│", "segment A where age > 3 and // old\n    "],
    ["behind where", "segment سارا where\n│age > 3", "segment سارا where\n    age > 3"],
    ["before an operator", "segment A where age > 3\n│and age < 5", "segment A where age > 3\n    and age < 5"],
    [
      "as the formatter does in a block",
      "criterion C {\n  segment A where age > 3 or\n│\n}",
      "criterion C {\n  segment A where age > 3 or\n      \n}",
    ],
    ["behind a whole segment", "segment A where age > 3 // or\n  │", "segment A where age > 3 // or\n"],
    ["behind a value", 'segment A where city in [\n│"x"]', 'segment A where city in [\n  "x"]'],
    ["in the customer", "customer {\n  age: integer 0..\n│", "customer {\n  age: integer 0..\n  "],
    [
      "whatever a declaration before has left open",
      "segment A where (age\nlist l = [1\ncriterion C {\n│segment B where age > 3",
      "segment A where (age\nlist l = [1\ncriterion C {\n  segment B where age > 3",
    ],
    [
      "whatever a segment before has left open",
      "criterion C {\n  segment A where (age in [3\n│segment B where age > 3\n}",
      "criterion C {\n  segment A where (age in [3\n  segment B where age > 3\n}",
    ],
    [
      "as what it begins, though the line before goes on",
      "segment A where\n  │segment B where age > 3",
      "segment A where\nsegment B where age > 3",
    ],
    ["at the margin behind them", "segment A where (age\n  │define d = 3", "segment A where (age\ndefine d = 3"],
  ])("a new line is indented %s", (_, source, expected) => {
    expect(typed(source, "\n")).toBe(expected);
    expect(typed(source, "\n", { crlf: true })?.replaceAll("\r\n", "\n")).toBe(expected);
  });
});
