import { describe, expect, it } from "vitest";
import { parseFile } from "./parse.js";
import { applyFixes } from "./testing/markers.js";
import { outline } from "./testing/outline.js";
import type { SegmentDeclaration } from "./tree.js";

/** source → rule and part of its message → the source after the fix (null: no fix), as a condition. */
const wrong: readonly (readonly [source: string, rule: string, part: string, fixed: string | null])[] = [
  ["x > 007", "malformed-number", "leading zeros", "x > 7"],
  ["x > 00.5", "malformed-number", "leading zeros", "x > 0.5"],
  ["x > .5", "malformed-number", "point", "x > 0.5"],
  ["x > 5.", "malformed-number", "point", "x > 5"],
  ["x > 1.2.3", "malformed-number", "more than one point", null],
  ["x > 1_", "malformed-number", "`_` stands between digits", "x > 1"],
  ["x > 1__000", "malformed-number", "`_`", "x > 1000"],
  ["x > 1_.5", "malformed-number", "`_`", "x > 1.5"],
  ["x > 1e3", "malformed-number", "written out", "x > 1000"],
  ["x > 2.5e-3", "malformed-number", "written out", "x > 0.0025"],
  ["x > 80k", "malformed-number", "written out", "x > 80000"],
  ["x > 1.5M", "malformed-number", "written out", "x > 1500000"],
  ["x > 0x1F", "malformed-number", "letters", null],
  ["x > 80,000", "malformed-number", "grouped", "x > 80_000"],
  ["x > 1,234,567", "malformed-number", "grouped", "x > 1_234_567"],
  ["x > ۱٫۵", "malformed-number", "point", "x > ۱.۵"],
  ["x > 5٪", "foreign-operator", "`%`", "x > 5%"],
  [`x > 1${"0".repeat(400)}`, "number-too-large", "too large", null],
  ["d < today - 30days", "glued-unit", "30 days", "d < today - 30 days"],
  ["d > today - 1.5 years", "duration-amount", "whole number", "d > today - 18 months"],
  ["d > today - 2.5 weeks", "duration-amount", "whole number", null],
  ["d > today - 0.5 days", "duration-amount", "whole number", "d > today - 12 hours"],
  ["d > today - 1.5 months", "duration-amount", "whole number", null],
  ["d = 1998-4-31", "not-a-date", "April has 30 days", "d = 1998-04-30"],
  ["d = 2023-02-29", "not-a-date", "February has 28 days in 2023", "d = 2023-02-28"],
  ["d = 2024-5-1", "not-a-date", "two digits each", "d = 2024-05-01"],
  ["d = 2024-13-01", "not-a-date", "no month 13", null],
  ["d = 2024-01-00", "not-a-date", "January has 31 days", null],
  ["d = 0000-01-01", "not-a-date", "0001", null],
  ["d = 2024-01-011", "not-a-date", "two digits each", "d = 2024-01-11"],
  ["d = 2024-01-01x", "not-a-date", "letters", null],
  ["d = 2024-05-01T10:00", "not-a-date-time", "zone is missing", "d = 2024-05-01T10:00Z"],
  ["d = 2024-05-01t10:00z", "not-a-date-time", "another way", "d = 2024-05-01T10:00Z"],
  ["d = 2024-05-01T10:00+0330", "not-a-date-time", "another way", "d = 2024-05-01T10:00+03:30"],
  ["d = 2024-05-01T24:00Z", "not-a-date-time", "hours", null],
  ["d = 2024-05-01T10:60Z", "not-a-date-time", "minutes", null],
  ["d = 2024-05-01T10:00+19:00", "not-a-date-time", "zones", null],
  ["d = 2024-05-01T10Z", "not-a-date-time", "hours and minutes", null],
  ["d = 2024-02-30T10:00Z", "not-a-date-time", "February has 29 days", "d = 2024-02-29T10:00Z"],
  ['s = "a\\qb"', "bad-escape", "no escape", 's = "a\\\\qb"'],
  ['s = "\\u12"', "bad-escape", "four hexadecimal digits", null],
  ['s = "\\ud800x"', "bad-escape", "surrogate pair", null],
  ['s = "\\u0000"', "bad-escape", "null character", null],
  ['s = "a\u0007b"', "control-in-text", "bell", 's = "ab"'],
  ['s = "a\ud800b"', "unexpected-character", "surrogate pair", 's = "ab"'],
  ['s = "a\u202eb"', "unbalanced-direction", "override", 's = "ab"'],
  ["x = 1 // a\u2067b", "unbalanced-direction", "isolate", "x = 1 // ab"],
  ["x = 1 /* a\u2066b */", "unbalanced-direction", "isolate", "x = 1 /* ab */"],
  ["x = 1 /// a\u202ab", "unbalanced-direction", "embedding", "x = 1 /// ab"],
  ["s matches /a\u2067b/", "unbalanced-direction", "without the character that ends it", "s matches /ab/"],
  ["s matches /a\u202eb/", "unbalanced-direction", "right-to-left override", "s matches /ab/"],
  ["sum\u202eb = 1", "invisible-character", "right-to-left override (U+202E)", "sumb = 1"],
  ["`a\u2067b` = 1", "invisible-character", "right-to-left isolate", "`ab` = 1"],
  ["x\u00a0= 1", "invisible-character", "no-break space (U+00A0)", "x = 1"],
  ["x =\u3000 1", "invisible-character", "ideographic space (U+3000)", "x =  1"],
  ["x\u200b = 1", "invisible-character", "zero-width space (U+200B)", "x = 1"],
  ["ab\u200bcd = 1", "invisible-character", "zero-width space", "abcd = 1"],
  ["x \u200e= 1", "invisible-character", "left-to-right mark (U+200E)", "x = 1"],
  ["x = 1 \u202d", "invisible-character", "override (U+202D)", "x = 1 "],
  ["x = 1 \ufeff", "invisible-character", "U+FEFF", "x = 1 "],
  ["x = 1 \u0000", "invisible-character", "null character (U+0000)", "x = 1 "],
  ["x = 1 \u200c", "invisible-character", "non-joiner outside of a word", "x = 1 "],
  ["\u3164 = 1", "invisible-character", "Hangul filler", null],
  ["`a\u200bb` = 1", "invisible-character", "zero-width space", "`ab` = 1"],
  ["a @ b", "unexpected-character", "`@`", null],
  ["a = 1 # note", "foreign-comment", "Comments start with `//`", "a = 1 // note"],
  ["a = 1 #note", "foreign-comment", "Comments start with `//`", "a = 1 //note"],
  ["a = 1 -- note: and so on", "foreign-comment", "Comments start with `//`", "a = 1 // note: and so on"],
  ["a = 1 <!-- note -->", "foreign-comment", "Comments start with `//`", "a = 1 // note "],
  ["a = <!-- one -->1", "foreign-comment", "Comments start with `//`", "a = /* one */1"],
  ["#a = 1", "unexpected-character", "no meaning", "a = 1"],
  ["_a = 1", "name-start", "starts with a letter", "`_a` = 1"],
  ["__proto__ = 1", "name-start", "starts with a letter", "`__proto__` = 1"],
  ["d > '2024-05-01'", "not-a-date", "without quotation marks", "d > 2024-05-01"],
  ["d = 2024/05/01", "not-a-date", "year, month, day", "d = 2024-05-01"],
  ["d = 25/01/2024", "not-a-date", "year, month, day", "d = 2024-01-25"],
  ["d = 01/25/2024", "not-a-date", "year, month, day", "d = 2024-01-25"],
  ["d = 05/01/2024", "not-a-date", "year, month, day", "d = 2024-01-05"],
  ["d = 05/05/2024", "not-a-date", "year, month, day", "d = 2024-05-05"],
  ["d > 2024-05", "not-a-date", "its day is missing", "d > 2024-05-01"],
  ["s matches //", "pattern-expected", "between slashes", null],
  ["a = $5", "unexpected-character", "`$`", null],
];

describe("a badly written literal", () => {
  it.each(wrong)("%j: %s", (source, rule, part, fixed) => {
    const text = `segment A where ${source}`;
    const { diagnostics } = parseFile("t", text);
    expect(diagnostics.map((diagnostic) => diagnostic.rule)).toEqual([rule]);
    expect(diagnostics[0]?.message).toContain(part);
    if (fixed === null) return;
    const [fix] = diagnostics[0]!.fixes;
    expect(fix).toBeDefined();
    const after = applyFixes(text, [fix!]);
    expect(after).toBe(`segment A where ${fixed}`);
    expect(parseFile("t", after).diagnostics).toEqual([]);
  });
});

describe("letters that are shown back to front, though it ends", () => {
  it.each([
    ['x = "a\u202eb\u202c"', 'x = "ab"'],
    ["x = 1 // a\u202eb\u202c", "x = 1 // ab"],
    ["x = 1 /* \u202dfi /*\u202c */", "x = 1 /* fi /* */"],
    ["s matches /\u2066a\u202eb\u202c\u2069/", "s matches /\u2066ab\u2069/"],
  ])("%j", (source, plain) => {
    const text = `segment A where ${source}`;
    const [found, ...others] = parseFile("t", text).diagnostics;
    expect(others).toEqual([]);
    expect(found?.rule).toBe("unbalanced-direction");
    expect(found?.message).toContain("override");
    // What ended it is left, and does nothing.
    expect(applyFixes(text, found?.fixes ?? []).replace("\u202c", "")).toBe(`segment A where ${plain}`);
  });
});

describe("a well-written literal", () => {
  it.each([
    ["x = 0 and y = 0.5", "([x = 0] and [y = 0.5])"],
    ["x = 1_000_000.000_1", "[x = 1000000.0001]"],
    ["x = ٤٢ or x = ۴۲", "([x = 42] or [x = 42])"],
    ["x = 12.5% and y = 100%", "([x = 0.125] and [y = 1])"],
    ["x = 12000-10-5", "[x = ((12000 - 10) - 5)]"],
    ["d = ۲۰۲۴-۰۵-۰۱", "[d = day(19844)]"],
    ["d in 2024-05-01..2024-05-31", "[d in <day(19844)..day(19874)>]"],
    ["d = 9999-12-31T23:59:59.9999Z", "[d = instant(253402300799999)]"],
    ['s = "a\tb « » “” \u200c سلام"', '[s = "a\\tb « » “” \u200c سلام"]'],
    ['s = "a\u2067b\u2069c" // \u202ax\u202c', '[s = "a\u2067b\u2069c"]'],
    ["کتاب‌ها = 1 // نیم‌فاصله \u200c", "[کتاب‌ها = 1]"],
    ["x = 2024/12/5 or x = 2024-12", "([x = ((2024 / 12) / 5)] or [x = (2024 - 12)])"],
    ["s matches // a pattern\n/a/", "[s matches /a/]"],
    ["x - -1 = - -1", "[(x - (- 1)) = (- (- 1))]"],
    ["x in [1,200,300]", "[x in [1, 200, 300]]"],
    ["f(1,200) = 1", "[f(1, 200) = 1]"],
  ])("%j", (source, expected) => {
    const file = parseFile("t", `segment A where ${source}`);
    expect(file.diagnostics).toEqual([]);
    expect(outline((file.declarations[0] as SegmentDeclaration).condition)).toBe(expected);
  });

  it("may follow a byte order mark", () => {
    const file = parseFile("t", "\ufeffsegment A where x");
    expect(file.diagnostics).toEqual([]);
    expect(file.declarations[0]?.span.start).toBe(1);
  });
});
