import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileLinear, compileNative, compilePattern, foldPattern, isFoldedPattern, parsePattern } from "./pattern.js";
import { printPattern } from "./pattern-tree.js";

const seed = 20260107;

describe("patterns match", () => {
  it.each([
    ["b", "", "abc", true],
    ["^b", "", "abc", false],
    ["^abc$", "", "abc", true],
    ["^abc$", "", "abc\n", false],
    ["c$", "", "abc", true],
    ["", "", "", true],
    ["^$", "", "a", false],
    ["a.c", "", "a\nc", false],
    ["a.c", "s", "a\nc", true],
    ["a.c", "", "a\rc", true], // only LF ends a line
    ["^.$", "", "😀", true],
    ["^..$", "", "😀", false],
    ["[😀-😂]", "", "😁", true],
    ["k", "i", "K", true],
    ["k", "i", "\u212a", false],
    ["[j-l]+", "i", "\u212a", false],
    ["s", "i", "ſ", false],
    ["[^k]", "i", "K", false],
    ["é", "i", "É", false],
    ["ی", "i", "ی", true],
    ["\\d", "", "۱", false],
    ["[۰-۹]", "", "۱", true],
    ["\\D", "", "۱", true],
    ["^\\w+$", "", "az_09AZ", true],
    ["\\w", "", "é", false],
    ["^\\s+$", "", " \t\n\v\f\r", true],
    ["\\s", "", "\u00a0", false],
    ["\\S", "", "\u00a0", true],
    ["^[^\\W\\d]$", "", "a", true],
    ["^[^\\W\\d]$", "", "5", false],
    ["[^\\d\\D]", "", "a5", false],
    ["^(ab|c){2,3}$", "", "abcab", true],
    ["^(ab|c){2,3}$", "", "ab", false],
    ["^(?:ab|)c$", "", "c", true],
    ["^a{0}b$", "", "b", true],
    ["^a{2,}$", "", "aaaa", true],
    ["^a{2,}$", "", "a", false],
    ["\\$5\\.00\\/x", "", "$5.00/x", true],
    ["[]\\-\\]]".replace("[]", "["), "", "]", true],
    ["[a-]", "", "-", true],
    ["[-a]", "", "-", true],
    ["[\\^a]", "", "^", true],
    ["a^", "", "a", false],
    ["$a", "", "a", false],
    ["(^a|b$)", "", "xb", true],
    ["e\u0301", "", "é", true], // a pattern is read in NFC
    ["\\u{1F600}\\x41\\u0042", "", "😀AB", true],
    ["^09\\d{9}$", "", "09123456789", true],
    ["^09\\d{9}$", "", "0912345678", false],
    ["@(gmail|googlemail)\\.com$", "i", "Lea@GoogleMail.com", true],
  ])("/%s/%s on %j: %s", (pattern, flags, text, expected) => {
    expect(compilePattern(pattern, flags)(text)).toBe(expected);
  });

  it.each([
    ["^(a+)+$", `${"a".repeat(40_000)}b`],
    ["(a|aa)+$", `${"a".repeat(40_000)}b`],
    ["(.*)(.*)(.*)x", "y".repeat(40_000)],
    ["\\d+x", "1".repeat(100_000)],
    ["^\\d+[a-z]*\\d+$", `${"1".repeat(100_000)}x`],
  ])("in linear time: /%s/", (pattern, text) => {
    // A backtracking matcher would need years, or minutes; that this ends is the assertion.
    expect(compilePattern(pattern, "")(text)).toBe(false);
  });

  it("only when they are patterns", () => {
    expect(() => compilePattern("(", "")).toThrow(RangeError);
  });
});

describe("patterns outside the core", () => {
  it.each([
    ["a(?=b)", "", "the lookahead `(?=`", 1, 4, "Write a second condition on the same text, joined by `and`."],
    ["(?!b)", "", "the lookahead `(?!`", 0, 3, "Write a second condition on the same text, joined by `and not`."],
    ["(?<=b)a", "", "the lookbehind `(?<=`", 0, 4, "Write a second condition on the same text, joined by `and`."],
    ["(?<n>a)", "", "a group with a name", 0, 3, "Write `(`: groups need no names."],
    ["(?P<n>a)", "", "a group with a name", 0, 4, "Write `(`: groups need no names."],
    ["(?i)a", "", "the flags `(?i)` inside the pattern", 0, 4, "Write flags after the pattern: `/…/i`."],
    ["(?>a)", "", "the group `(?>`", 0, 3, "Write `(`."],
    ["(a)\\1", "", "the backreference `\\1`", 3, 5, "Write the alternatives out, with `|` between them."],
    ["a*?", "", "the lazy repetition `*?`", 1, 3, "Write `*`: a condition asks only whether the pattern occurs."],
    [
      "a{2,3}?",
      "",
      "the lazy repetition `{2,3}?`",
      1,
      7,
      "Write `{2,3}`: a condition asks only whether the pattern occurs.",
    ],
    ["a++", "", "the possessive repetition `++`", 1, 3, "Write `+`: a condition asks only whether the pattern occurs."],
    ["\\bab\\b", "", "the word boundary `\\b`", 0, 2, "Write `(^|\\W)` before the word and `(\\W|$)` after it."],
    ["\\p{L}", "", "the Unicode class `\\p`", 0, 2, "List the letters, such as `[A-Za-zآ-ی]`."],
    ["\\Aa", "", "the escape `\\A`", 0, 2, "Write `^`."],
    ["a\\Z", "", "the escape `\\Z`", 1, 3, "Write `$`."],
    ["\\h", "", "the escape `\\h`", 0, 2, "Write `h` for the sign itself."],
    ["a**", "", "a repetition repeated", 1, 3, "Put a group around the first: `(a+)*`."],
    ["*a", "", "`*` with nothing before it to repeat", 0, 1, "Write `\\*` for the sign itself."],
    ["a|+", "", "`+` with nothing before it to repeat", 2, 3, "Write `\\+` for the sign itself."],
    ["^*", "", "`^*`, an end of the text repeated", 0, 2, null],
    ["a{256}", "", "the count `{256}`", 1, 6, "Repeat at most 255 times; `length` compares longer texts."],
    ["a{3,2}", "", "the count `{3,2}`, which runs backwards", 1, 6, "Write `{2,3}`."],
    ["a{,3}", "", "the count `{,3}`", 1, 5, "Write `{0,3}`."],
    [
      "a{x}",
      "",
      "`{` that begins no count",
      1,
      2,
      "Write `\\{` for the sign itself, `{2}`, `{2,}` or `{2,5}` to repeat.",
    ],
    ["a}", "", "`}` by itself", 1, 2, "Write `\\}` for the sign itself."],
    ["(a", "", "`(` without `)`", 0, 1, "Close the group, or write `\\(` for the sign itself."],
    ["a)", "", "`)` without `(`", 1, 2, "Write `\\)` for the sign itself."],
    ["[a", "", "`[` without `]`", 0, 1, "Close the class, or write `\\[` for the sign itself."],
    ["[]", "", "an empty class", 0, 2, "Write `\\]` for a bracket inside a class, and at least one sign."],
    ["[z-a]", "", "the range `z-a`, which runs backwards", 1, 4, "Write `a-z`."],
    ["[\\d-x]", "", "the range `\\d-x`", 1, 5, "Write `\\-` for the sign itself."],
    ["[[:alpha:]]", "", "the class `[:alpha:]`", 1, 10, "Write the signs themselves: `[A-Za-z]`."],
    ["a\\", "", "`\\` at the end", 1, 2, "Write `\\\\` for the sign itself."],
    ["\\u12", "", "`\\u`, which names no character", 0, 2, "Write the character itself, `\\u0041` or `\\u{1F600}`."],
    [
      "\\ud83d",
      "",
      "`\\ud83d`, which names no character",
      0,
      6,
      "Write the character itself, `\\u0041` or `\\u{1F600}`.",
    ],
    ["a", "g", "the flag `g`", 0, 1, "Leave it out: a condition asks only whether the pattern occurs."],
    ["a", "ii", "the flag `i` twice", 1, 2, "Write it once."],
    ["a", "iq", "the flag `q`", 1, 2, "The flags are `i` (any case) and `s` (`.` matches line ends)."],
  ])("/%s/%s: %s", (pattern, flags, what, start, end, suggestion) => {
    const result = parsePattern(pattern, flags);
    expect(result.kind === "error" && [result.what, result.start, result.end, result.suggestion]).toEqual([
      what,
      start,
      end,
      suggestion,
    ]);
  });

  it.each(["(a{255}){255}", "((a{20}){20}){20}", "(a{5}b{200}){50}", `${"a{255}".repeat(30)}`])(
    "grow too large: /%s/",
    (pattern) => {
      expect(parsePattern(pattern, "")).toMatchObject({
        kind: "error",
        what: expect.stringContaining("grows too large"),
      });
    },
  );

  it("may be deep, never too deep for the reader", () => {
    expect(parsePattern(`${"(".repeat(100)}a${")".repeat(100)}`, "").kind).toBe("ok");
    expect(parsePattern(`${"(".repeat(100_000)}a`, "")).toMatchObject({
      kind: "error",
      what: "groups more than 100 deep",
    });
  });
});

const signs = fc.constantFrom("a", "b", "A", "B", "k", "1", "_", " ", "-", "ی", "۱", "é", "😀", "\n");
const literals = signs.map((sign) => (sign === "\n" ? "\\n" : sign));
const classLiterals = literals.map((sign) => (sign === "-" ? "\\-" : sign));
const classes = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof(classLiterals, fc.constantFrom("a-c", "0-9", "\\d", "\\w", "\\S", "😀-😂")), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([negated, items]) => `[${negated ? "^" : ""}${items.join("")}]`);
const { pattern: patterns } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: "small" },
    literals,
    classes,
    fc.constantFrom(".", "\\d", "\\W", "\\s"),
    tie("pattern").map((inner) => `(${inner})`),
  ),
  pattern: fc
    .array(
      fc.array(
        fc
          .tuple(tie("atom"), fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,2}", "{0,}"))
          .map(([atom, count]) => atom + count),
        { maxLength: 3 },
      ),
      {
        minLength: 1,
        maxLength: 2,
      },
    )
    .chain((options) =>
      fc.tuple(
        fc.constant(options.map((parts) => parts.join("")).join("|")),
        fc.constantFrom("", "^"),
        fc.constantFrom("", "$"),
      ),
    )
    .map(([inner, start, end]) => `${start}${inner}${end}`),
}));
const texts = fc.string({ unit: signs, maxLength: 8 });

describe("patterns of the core", () => {
  it(`mean what JavaScript's do, as far as those are the same (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        patterns,
        fc.constantFrom("", "s"),
        fc.array(texts, { minLength: 1, maxLength: 5 }),
        (pattern, flags, samples) => {
          // JavaScript's `.` stops at CR, U+2028 and U+2029 too and its \s is Unicode's; none of those are in the samples.
          const expected = new RegExp(pattern, `u${flags}`);
          const parsed = parsePattern(pattern, flags);
          if (parsed.kind === "error") throw new Error(parsed.what);
          const matches = compilePattern(pattern, flags);
          const linear = compileLinear(parsed.tree, parsed.flags);
          const native = compileNative(parsed.tree, parsed.flags);
          for (const text of samples) {
            expect(matches(text)).toBe(expected.test(text));
            expect(linear(text)).toBe(expected.test(text));
            if (native !== null) expect(native(text)).toBe(expected.test(text));
          }
        },
      ),
      { seed, numRuns: 800 },
    );
  });

  it(`with the flag i take ASCII letters in both cases (seed ${seed})`, () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        // Without u JavaScript's i is not Unicode's; so compare on the ASCII part of the texts.
        const ascii = text.replace(/[^ -~\n]/g, "");
        expect(compilePattern(pattern, "i")(ascii)).toBe(new RegExp(pattern, "ui").test(ascii));
      }),
      { seed, numRuns: 1000 },
    );
  });

  it(`can be printed and read again (seed ${seed})`, () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const parsed = parsePattern(pattern, "");
        if (parsed.kind === "error") throw new Error(parsed.what);
        const printed = printPattern(parsed.tree);
        const again = parsePattern(printed, "");
        expect(again.kind === "ok" && printPattern(again.tree)).toBe(printed);
        expect(again.kind === "ok" && compileLinear(again.tree, again.flags)("ab1 ی")).toBe(
          compileLinear(parsed.tree, parsed.flags)("ab1 ی"),
        );
      }),
      { seed, numRuns: 1000 },
    );
  });
});

describe("folded patterns", () => {
  it.each([
    ["^تهران$", true, "^تهران$"],
    ["^Tehran$", false, "^tehran$"],
    ["كتاب|[A-Zي]", false, "کتاب|[a-zی]"],
    ["می\u200c?خواهم", false, "میخواهم"],
    ["\\D[\\W]\\S", true, "\\D[\\W]\\S"],
    ["[A-z]", false, "[\\[-z]"],
    ["[۰-۹]{2}", false, "[0-9]{2}"],
    ["[آ-ی]+", false, "[ا-ی]+"],
    ["[\u064b\u200c]x", false, "x"],
    ["[^\u200c]x", false, ".x"],
    ["\\u0041\\.", false, "a\\."],
    ["a|\u200c", false, "a|"],
    ["(?:ab)+", true, "(?:ab)+"],
  ])("/%s/ is one: %s; folded it is /%s/", (pattern, isFolded, folded) => {
    expect(isFoldedPattern(pattern)).toBe(isFolded);
    expect(foldPattern(pattern)).toBe(folded);
  });

  it("come of patterns only", () => {
    expect([foldPattern("("), isFoldedPattern("(")]).toEqual([null, false]);
  });

  it(`are folded indeed (seed ${seed})`, () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const folded = foldPattern(pattern);
        expect(isFoldedPattern(folded ?? "(")).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
  });
});
