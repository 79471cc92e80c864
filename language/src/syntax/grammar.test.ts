import { describe, expect, it } from "vitest";
import { Grammar } from "./grammar.js";
import { parseFile } from "./parse.js";
import { outline } from "./testing/outline.js";
import { samples } from "./testing/samples.js";
import type { SegmentDeclaration } from "./tree.js";

function conditionOf(text: string): string {
  const file = parseFile("test.seg", `segment A where ${text}`);
  expect(file.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(file.declarations).toHaveLength(1);
  return outline((file.declarations[0] as SegmentDeclaration).condition);
}

describe("the grammar", () => {
  it("passes Chevrotain's self-analysis", () => {
    expect(() => new Grammar(true)).not.toThrow();
  });

  it.each(samples)("parses $name without a diagnostic", ({ text }) => {
    expect(parseFile("test.seg", text).diagnostics).toEqual([]);
  });
});

describe("precedence and forms", () => {
  it.each([
    ["a or b or c", "((a or b) or c)"],
    ["a and not b = 1 and c", "((a and (not [b = 1])) and c)"],
    ["not not a", "(not (not a))"],
    ["a + b * c - d > -e", "[((a + (b * c)) - d) > (- e)]"],
    ["a * b default 0 > 1", "[(a * (b default 0)) > 1]"],
    ["-a default 0 = x default -1", "[(- (a default 0)) = (x default (- 1))]"],
    ["days since a default 0 / b < 3", "[((since(day, a) default 0) / b) < 3]"],
    ["days since a.b <= 30", "[since(day, a.b) <= 30]"],
    ["year since latest(a) > 1", "[since(year, latest(a)) > 1]"],
    ["18 <= age < 30", "[18 <= age < 30]"],
    ["d in today..today + 60 days", "[d in <today..(today + 60 day)>]"],
    ["d in today - 1 day - 2 hours..", "[d in <((today - 1 day) - 2 hour)..>]"],
    ["a in ..<18 and b in 65.. or c", "(([a in <..<18>] and [b in <65..>]) or c)"],
    ["a in -5..<0", "[a in <(- 5)..<0>]"],
    ["a in 1.5..2.5", "[a in <1.5..2.5>]"],
    ["a not in [1, 2,]", "[a not in [1, 2]]"],
    ["a in x.y", "[a in x.y]"],
    [
      "d in last 30 days and d in last month and d not in this quarter",
      "(([d in last(30 day)] and [d in last(month)]) and [d not in this(quarter)])",
    ],
    ["d in last and e in this", "([d in last] and [e in this])"],
    [
      "a is missing and b is not missing and c is present and d is not present",
      "((([a missing] and [b present]) and [c present]) and [d missing])",
    ],
    ["a is empty or b is not empty", "([a empty] or [b not empty])"],
    [
      'a starts with "x" or a not ends with any of ["y"] or a not contains b',
      '(([a starts with "x"] or [a not ends with any of ["y"]]) or [a not contains b])',
    ],
    ["a matches /x[/]\\/y/i or a not matches /z/", "([a matches /x[/]\\/y/i] or [a not matches /z/])"],
    ["a / b / c > 1", "[((a / b) / c) > 1]"],
    ["matches / 2 > 1 / matches", "[(matches / 2) > (1 / matches)]"],
    [
      'a has "x" and a not has all of [1] and a has none of b and a has any of any_',
      '((([a has one "x"] and [a not has all [1]]) and [a has none b]) and [a has any any_])',
    ],
    ["any a where b and c or d", "any(a where ((b and c) or d))"],
    ["(any a where b) and no c", "(any(a where b) and no(c))"],
    ["any a and no b.c where d", "(any(a) and no(b.c where d))"],
    ["any a where any b where c and d", "any(a where any(b where (c and d)))"],
    ["all (a where b) where c", "all(filter(a where b) where c)"],
    ["count(a.b where c = 1) >= 2", "[count(filter(a.b where [c = 1])) >= 2]"],
    ["count(distinct a.b) > 1", "[count(distinct a.b) > 1]"],
    ["sum(a * b over c.d where e) > 1", "[sum((a * b) over filter(c.d where e)) > 1]"],
    ["(a where b).c is empty", "[filter(a where b).c empty]"],
    ["x = (when a then 1 when b then 2 else 3) + 1", "[x = (when(a → 1; b → 2; 3) + 1)]"],
    ["x = when a then when b then 1 else 2 when c then 3 else 4", "[x = when(a → when(b → 1; 2); c → 3; 4)]"],
    ["a = 5% and b = 80_000.5 and c = ۱_۲۳۴", "(([a = 0.05] and [b = 80000.5]) and [c = 1234])"],
    [
      "a = 1970-01-02 and b = 1970-01-01T00:00:01.5Z and c = 1970-01-01T03:30+03:30",
      "(([a = day(1)] and [b = instant(1500)]) and [c = instant(0)])",
    ],
    ['a = "\\u00e9\\n\\"\\/" and b = "\\ud83d\\ude00"', '([a = "é\\n\\"/"] and [b = "😀"])'],
    ["`in` = 1 and `two words`.x", "([in = 1] and two words.x)"],
    ["customer.x = it", "[customer.x = it]"],
    ["سفارش‌ها.مبلغ > ۵", "[سفارش‌ها.مبلغ > 5]"],
  ])("%s", (text, expected) => {
    expect(conditionOf(text)).toBe(expected);
  });

  it("normalises names to NFC", () => {
    expect(conditionOf("e\u0301 = 1")).toBe("[\u00e9 = 1]");
  });

  it("keeps long chains shallow", () => {
    const depth = (kind: string): number => {
      const condition = (
        parseFile("t", `segment A where x = 1${` ${kind} x = 1`.repeat(9_999)}`).declarations[0] as SegmentDeclaration
      ).condition;
      let deepest = 0;
      const visit = (expression: typeof condition, level: number): void => {
        deepest = Math.max(deepest, level);
        if (expression.kind !== "binary") return;
        visit(expression.left, level + 1);
        visit(expression.right, level + 1);
      };
      visit(condition, 0);
      return deepest;
    };
    expect(depth("and")).toBeLessThan(80);
    expect(depth("or")).toBeLessThan(80);
  });
});

describe("declarations", () => {
  it("reads a field's modifiers in any order and names by position", () => {
    const { declarations, diagnostics } = parseFile(
      "t",
      'customer { a: number? missing ["x"] step 0.5 from "A" 0..5 key "1,5" key: list of text? folded split: text }',
    );
    expect(diagnostics).toEqual([]);
    const [customer] = declarations;
    const fields = customer?.kind === "customer" ? customer.fields : [];
    expect(fields.map(({ name }) => name.text)).toEqual(["a", "key", "split"]);
    expect(fields[0]?.modifiers.map(({ kind }) => kind)).toEqual([
      "missing",
      "step",
      "from",
      "domain",
      "key",
      "format",
    ]);
    expect(fields[1]?.type).toMatchObject({ kind: "list-type", element: { kind: "named-type", name: "text" } });
    expect(fields[1]?.optional).not.toBeNull();
  });

  it("keeps documentation, titles, criteria and personas", () => {
    const { declarations } = parseFile("t", samples[0]!.text);
    expect(declarations[0]?.documentation).toBe("One reader.\nExported every night.");
    const loyalty = declarations.find(
      (declaration) => declaration.kind === "criterion" && declaration.name?.text === "Loyalty",
    );
    expect(loyalty).toMatchObject({
      title: { value: "how loyal" },
      modifiers: [{ kind: "ordered" }, { kind: "overlapping" }],
      members: [
        { kind: "segment", name: { text: "Champion" } },
        { kind: "segment", title: { value: "comes back" }, documentation: "Bought three times." },
        { kind: "otherwise", name: { text: "Visitor" }, title: { value: "all others" } },
      ],
    });
    const sara = declarations.find(({ kind }) => kind === "persona");
    expect(sara).toMatchObject({ title: { value: "reads at night" }, asOf: { kind: "date" } });
    expect(
      sara?.kind === "persona" && sara.within.map(({ criterion, segment }) => `${criterion?.text}.${segment.text}`),
    ).toEqual(["undefined.North", "Age.Adult", "Loyalty.Champion"]);
  });

  it("needs no line ends between declarations", () => {
    const text =
      "customer{a:text}list b=[1]define c=b segment D where a in b segment E by F where D criterion F segment G where E criterion H{segment I where a otherwise J}persona K{}in D require a";
    const file = parseFile("t", text);
    expect(file.diagnostics).toEqual([]);
    expect(file.declarations.map(({ kind }) => kind).join(" ")).toBe(
      "customer list define segment segment criterion segment criterion persona require",
    );
  });
});
