import { describe, expect, it } from "vitest";
import { parseFile } from "./parse.js";
import { applyFixes } from "./testing/markers.js";
import { meaningOf } from "./testing/trees.js";

/** What people type → what they meant; and the rules, one for each habit in the line. */
const habits: readonly (readonly [typed: string, meant: string, ...rules: string[]])[] = [
  ['segment A where city is "x"', 'segment A where city = "x"', "words-for-operator"],
  ['segment A where city is not "x"', 'segment A where city != "x"', "words-for-operator"],
  ['segment A where city == "x"', 'segment A where city = "x"', "foreign-operator"],
  ["segment A where x === 1 or x !== 2", "segment A where x = 1 or x != 2", "foreign-operator", "foreign-operator"],
  ["segment A where x <> 1", "segment A where x != 1", "foreign-operator"],
  ["segment A where a && b", "segment A where a and b", "foreign-operator"],
  ["segment A where a||b", "segment A where a or b", "foreign-operator"],
  ["segment A where a | b", "segment A where a or b", "foreign-operator"],
  [
    "segment A where !a and !(b or c)",
    "segment A where not a and not (b or c)",
    "foreign-operator",
    "foreign-operator",
  ],
  ["segment A where x ≥ 1", "segment A where x >= 1", "foreign-operator"],
  ["segment A where x≤1", "segment A where x<=1", "foreign-operator"],
  ["segment A where x ≠ 1", "segment A where x != 1", "foreign-operator"],
  ["segment A where x => 1 or x =< 2", "segment A where x >= 1 or x <= 2", "foreign-operator", "foreign-operator"],
  ["segment A where x := 1", "segment A where x = 1", "foreign-operator"],
  ["segment A where x in 1...5", "segment A where x in 1..5", "foreign-operator"],
  [
    "segment A where x − 1 × 2 ÷ 3 > 0",
    "segment A where x - 1 * 2 / 3 > 0",
    "foreign-operator",
    "foreign-operator",
    "foreign-operator",
  ],
  ["segment A where city = 'x'", 'segment A where city = "x"', "foreign-quotes"],
  ["segment A where city = “x”", 'segment A where city = "x"', "foreign-quotes"],
  ["segment A where city = «تهران»", 'segment A where city = "تهران"', "foreign-quotes"],
  ["segment A where city in [‘x’, „y“]", 'segment A where city in ["x", "y"]', "foreign-quotes", "foreign-quotes"],
  ["segment A where x between 18 and 30", "segment A where x in 18..30", "between"],
  ["segment A where x not between 18 and 30 and y", "segment A where x not in 18..30 and y", "between"],
  ["segment A where a.b is between low and high + 1 or y", "segment A where low <= a.b <= high + 1 or y", "between"],
  ["segment A where f(x) not between low and high", "segment A where not (low <= f(x) <= high)", "between"],
  ["segment A where d between today - 3 days and today", "segment A where d in today - 3 days..today", "between"],
  ["segment A where x at least 5", "segment A where x >= 5", "words-for-operator"],
  ["segment A where x is at most 5", "segment A where x <= 5", "words-for-operator"],
  [
    "segment A where x more than 5 and y less than 3",
    "segment A where x > 5 and y < 3",
    "words-for-operator",
    "words-for-operator",
  ],
  ["segment A where x is greater than or equal to 5", "segment A where x >= 5", "words-for-operator"],
  ["segment A where x is not greater than 5", "segment A where x <= 5", "words-for-operator"],
  [
    "segment A where x equals 5 or x is equal to 6",
    "segment A where x = 5 or x = 6",
    "words-for-operator",
    "words-for-operator",
  ],
  ["segment A where d is before today", "segment A where d < today", "words-for-operator"],
  [
    "segment A where x is in [1] or x is not in [2]",
    "segment A where x in [1] or x not in [2]",
    "words-for-operator",
    "words-for-operator",
  ],
  ["segment A where x is one of [1]", "segment A where x in [1]", "words-for-operator"],
  ["segment A where x not = 5", "segment A where x != 5", "words-for-operator"],
  ['segment A where x in ("a", "b")', 'segment A where x in ["a", "b"]', "words-for-operator"],
  ['segment A where x IN ("a","b")', 'segment A where x in ["a","b"]', "words-for-operator"],
  ['segment A where x NOT IN ("a")', 'segment A where x not in ["a"]', "words-for-operator"],
  ["segment A where x is not in (1, 2)", "segment A where x not in [1, 2]", "words-for-operator"],
  ['segment A where x is "a" or "b"', 'segment A where x in ["a", "b"]', "alternatives"],
  ['segment A where x is not "a" or "b" and y', 'segment A where x not in ["a", "b"] and y', "alternatives"],
  ['segment A where t has "x" or "y" or "z"', 'segment A where t has any of ["x", "y", "z"]', "alternatives"],
  ['segment A where t has "x" and "y" or z', 'segment A where t has all of ["x", "y"] or z', "alternatives"],
  ['segment A where (t starts with "x" or "y")', 'segment A where (t starts with any of ["x", "y"])', "alternatives"],
  ["segment A where email == null", "segment A where email is missing", "null-value"],
  ["segment A where email === null", "segment A where email is missing", "null-value"],
  ["segment A where x =~ /x/", "segment A where x matches /x/", "foreign-operator"],
  ["segment A where x is over 18", "segment A where x > 18", "words-for-operator"],
  ["segment A where x is not over limit", "segment A where x <= limit", "words-for-operator"],
  [
    "segment A where x over 18 or x under 3",
    "segment A where x > 18 or x < 3",
    "words-for-operator",
    "words-for-operator",
  ],
  ["segment A where x in 18 to 30 and y", "segment A where x in 18..30 and y", "words-for-operator"],
  [
    "segment A where d not in today - 3 days to today",
    "segment A where d not in today - 3 days..today",
    "words-for-operator",
  ],
  ["segment A where d > today() - 3 days", "segment A where d > today - 3 days", "words-for-operator"],
  ['segment A where x.contains("a")', 'segment A where x contains "a"', "words-for-operator"],
  ["segment A where a.b.startsWith(c) and d", "segment A where a.b starts with c and d", "words-for-operator"],
  ['segment A where x like "a%b_/."', "segment A where x matches /^a.*b.\\/\\.$/", "like"],
  ['segment A where x not like "%a%b%"', "segment A where x not matches /a.*b/", "like"],
  ["# one\nsegment A where x = 1 -- two", "// one segment A where x = 1 // two", "foreign-comment", "foreign-comment"],
  ["<!-- one -->\nsegment A where x = 1", "// one segment A where x = 1", "foreign-comment"],
  ['customer { d: date "dd/MM/yyyy"? e: text }', 'customer { d: date? "dd/MM/yyyy" e: text }', "optional-field"],
  ["customer { n: list of integer 0..5? }", "customer { n: list of integer? 0..5 }", "optional-field"],
  ["customer { a: text, optional b: text }", "customer { a: text? b: text }", "optional-field"],
  ["customer { a: text folded nullable }", "customer { a: text folded? }", "optional-field"],
  ["segment A were x = 1", "segment A where x = 1", "misspelt-word"],
  ["segment A by C wher x = 1", "segment A by C where x = 1", "misspelt-word"],
  ["criterion C orderd { segment A where x = 1 }", "criterion C ordered { segment A where x = 1 }", "misspelt-word"],
  ["persona P { a: 1 } in [A, C.B]", "persona P { a: 1 } in A, C.B", "segments-in-brackets"],
  ["segment 1X where x = 1", "segment `1X` where x = 1", "name-start"],
  ["segment A where email = null", "segment A where email is missing", "null-value"],
  ["segment A where email!=NULL", "segment A where email is present", "null-value"],
  [
    "segment A where email is null and b is not null",
    "segment A where email is missing and b is present",
    "null-value",
    "null-value",
  ],
  ['segment A where name like "%x%"', 'segment A where name contains "x"', "like"],
  ['segment A where name not like "x%"', 'segment A where name not starts with "x"', "like"],
  [
    'segment A where name like "%x" or name like "x"',
    'segment A where name ends with "x" or name = "x"',
    "like",
    "like",
  ],
  ['segment A where tags includes "x"', 'segment A where tags has "x"', "like"],
  ['segment A where name begins with "x"', 'segment A where name starts with "x"', "words-for-operator"],
  ['segment A where name does not contain "x"', 'segment A where name not contains "x"', "words-for-operator"],
  ['segment A where name startsWith "x"', 'segment A where name starts with "x"', "words-for-operator"],
  ["segment A where every orders where x", "segment A where all orders where x", "words-for-operator"],
  [
    "segment A where vip = TRUE or old = False",
    "segment A where vip = true or old = false",
    "letter-case",
    "letter-case",
  ],
  ["segment A where a AND b OR NOT c", "segment A where a and b or not c", "letter-case", "letter-case", "letter-case"],
  [
    "segment A where x IN [1] and y IS MISSING",
    "segment A where x in [1] and y is missing",
    "letter-case",
    "letter-case",
  ],
  ['segment A where x STARTS WITH "a"', 'segment A where x starts with "a"', "letter-case", "letter-case"],
  ["segment A where ANY orders WHERE x", "segment A where any orders where x", "letter-case", "letter-case"],
  ["segment A WHERE x", "segment A where x", "letter-case"],
  ["segment A where x;", "segment A where x", "semicolon"],
  ["segment A where x in [1; 2]", "segment A where x in [1, 2]", "semicolon"],
  ["persona P { a: 1; b: 2 }", "persona P { a: 1, b: 2 }", "semicolon"],
  ["customer { a: text; b: text; }", "customer { a: text, b: text }", "semicolon", "semicolon"],
  ["define x = if a then 1 else 2", "define x = when a then 1 else 2", "if-then"],
  [
    "define x = if (a) then 1 else if b then 2 else 3",
    "define x = when (a) then 1 when b then 2 else 3",
    "if-then",
    "if-then",
  ],
  ["define x = case when a then 1 else 2 end", "define x = when a then 1 else 2 ", "if-then", "if-then"],
  ["segment A where d in the last 30 days", "segment A where d in last 30 days", "foreign-period"],
  [
    "segment A where d in past month or d in last day",
    "segment A where d in last month or d in last 1 day",
    "foreign-period",
    "foreign-period",
  ],
  ["segment A where d in next 30 days", "segment A where d in today..today + 30 days", "foreign-period"],
  ["segment A where d within 30 days", "segment A where d in last 30 days", "foreign-period"],
  ["segment A where d > 30 days ago", "segment A where d > today - 30 days", "foreign-period"],
  ["segment A: x = 1", "segment A where x = 1", "words-for-operator"],
  ["segment A if x = 1", "segment A where x = 1", "words-for-operator"],
  ["define x: 1", "define x = 1", "words-for-operator"],
  ['list x = "a", "b"', 'list x = ["a", "b"]', "words-for-operator"],
  ['list x = ("a", "b")', 'list x = ["a", "b"]', "words-for-operator"],
];

describe("a habit of another language", () => {
  it.each(habits)("%s → %s", (typed, meant, ...rules) => {
    const file = parseFile("t", typed);
    const errors = file.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule }) => rule)).toEqual(rules);
    const fixed = applyFixes(
      typed,
      errors.map(({ fixes }) => fixes[0]!),
    );
    expect(fixed.replace(/\s+/g, " ").trim()).toBe(
      meant.replace(/,? }$/, (end) => (fixed.includes(", }") ? end : end)).trim(),
    );
    const meantFile = parseFile("t", fixed);
    expect(meantFile.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    // It is read as meant before anybody fixes it.
    expect(spellingless(file.declarations)).toEqual(spellingless(meantFile.declarations));
  });

  it.each([
    "customer { null: text, TRUE: boolean } segment A where null = null and TRUE",
    "segment A where at > most and least.than = between",
    "customer { between: integer, like: text, equals: text, ago: date } segment A where between = 1 and like = equals and ago < today",
    "customer { over: integer, to: integer, under: integer } segment A where over > under and sum(x over to) = 1",
    "segment A where a.contains = 1 and (b or (c))",
    'define if = 1 segment A where if = 2 and else_ = "x"',
    "segment AND where OR = 1",
    "segment True where x segment None where y",
  ])("is not seen in %s", (text) => {
    expect(parseFile("t", text).diagnostics).toEqual([]);
  });
});

/** The meaning without the spelling of numbers. */
function spellingless(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(meaningOf(tree)));
}
