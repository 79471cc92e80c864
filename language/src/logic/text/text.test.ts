import { describe, expect, it } from "vitest";
import { fold } from "../../values/folding.js";
import { Budget } from "../budget.js";
import { findText, lengthsOf, passes, type TextQuestion, type TextTest } from "./text.js";

const startsWith = (...values: string[]): TextTest => ({ kind: "starts-with", values });
const endsWith = (...values: string[]): TextTest => ({ kind: "ends-with", values });
const contains = (...values: string[]): TextTest => ({ kind: "contains", values });
const matches = (pattern: string, flags = ""): TextTest => ({ kind: "match", pattern, flags });

type Rest = Partial<Omit<TextQuestion, "passes" | "fails">>;

function ask(passed: readonly TextTest[], fails: readonly TextTest[], rest: Rest = {}, budget = 10_000_000) {
  const length = { least: 0, most: Number.POSITIVE_INFINITY };
  const question = { folded: false, passes: passed, fails, length, not: new Set<string>(), ...rest };
  const answer = findText(question, new Budget(budget));
  return answer.kind === "texts" ? answer.texts : answer.kind;
}

const cities = Array.from({ length: 500 }, (_, index) => `city ${index}`);
const manyTexts = Array.from({ length: 60_000 }, (_, index) => `city ${index}`);
const under100 = Array.from({ length: 100 }, (_, index) => String(index));

type Case = [name: string, passed: TextTest[], fails: TextTest[], answer: readonly string[] | "none", rest?: Rest];

describe("a text is found", () => {
  it.each<Case>([
    ["of no tests", [], [], ["a"]],
    ["that ends so", [endsWith("@example.com")], [], ["a@example.com"]],
    ["that begins and ends so", [startsWith("ab"), endsWith("cd")], [], ["abcd"]],
    ["whose ends overlap", [startsWith("abc"), endsWith("bcd")], [], ["abcd"], { length: { least: 0, most: 4 } }],
    ["whose beginnings agree", [startsWith("ab", "x"), startsWith("abc", "y")], [], ["abc"]],
    ["that contains much", [contains("ab"), contains("bc"), contains("xy")], [], ["abcxy"]],
    ["with parts apart", [contains("ab"), contains("cd")], [contains("bc"), contains("da")], ["abacd"]],
    ["that begins otherwise", [contains("Tehran")], [startsWith("Tehran")], ["aTehran"]],
    ["by every value", [contains("")], [], ["a"]],
    ["of a pattern", [matches("^09\\d{9}$")], [], ["09123456789"]],
    ["of one pattern and not another", [matches("^09\\d{9}$")], [matches("^09[1-3]")], ["09412312312"]],
    ["of two patterns", [matches("^[ab]+$"), matches("^(aab|c)+$")], [], ["aab"]],
    ["of a pattern and an end", [matches("^[\\w.]+@[\\w.]+$"), endsWith(".ir")], [matches("^a")], ["b@.ir"]],
    ["of a pattern with any case", [matches("^tehran$", "i")], [matches("^[a-z]*$")], ["tehraN"]],
    ["of any case of ASCII only", [matches("^\u00e9k$", "i")], [matches("k")], ["\u00e9K"]],
    ["where `.` is a line end", [matches("^.$", "s")], [matches("^.$")], ["\n"]],
    ["of Persian letters", [matches("^[\u0628-\u06cc]{3} [\u0628-\u06cc]{2}$")], [], ["بپت ثج"]],
    ["with an end in an option", [matches("a$|^b")], [endsWith("a")], ["b"]],
    ["with both ends in its middle", [matches("(^|,)x(,|$)")], [matches("^x"), matches("x$")], ["a,x,a"]],
    ["that is empty", [matches("^$")], [], [""]],
    ["that is empty by length", [], [], [""], { length: { least: 0, most: 0 } }],
    ["of a length", [startsWith("09")], [], [`09${"a".repeat(8)}`], { length: { least: 10, most: 10 } }],
    ["of a length a pattern allows", [matches("^(abc)+$")], [], ["abcabc"], { length: { least: 5, most: 8 } }],
    ["several times", [matches("^[a-c]$")], [], ["a", "b", "c"], { count: 3 }],
    ["several times beyond some", [matches("^\\d$")], [], ["2", "5"], { count: 2, not: new Set("01346789") }],
    ["outside a set", [], [], ["aa"], { not: new Set(["a", ""]) }],
    ["beyond a long list", [matches("^\\d+$")], [], ["02"], { not: new Set(under100) }],
    ["outside a long list", [matches("^c\\w+ \\d+$")], [], ["ca 1"], { not: new Set(manyTexts) }],
    ["that no list ends", [startsWith(...cities)], [endsWith(...cities)], ["city 0a"]],
    ["that is folded", [startsWith(fold("TEHRAN ")), endsWith(fold("Tehran"))], [], ["tehran"], { folded: true }],
    ["with folded letters", [contains(fold("علي"))], [], ["علی"], { folded: true }],
    ["with a blank inside", [contains("b"), matches("\\s")], [], ["a b"], { folded: true }],
    ["with a blank at its end", [matches("^\\s$")], [], [" "]],
    ["with a mark that could melt in", [endsWith("\u0301")], [matches("^\u0301")], ["b\u0301"]],
    [
      "beyond the basic plane",
      [matches("^[😀-😂]{2}$")],
      [contains("😀")],
      ["😁😂"],
      { length: { least: 2, most: 2 } },
    ],
  ])("%s", (_, passed, fails, answer, rest) => {
    expect(ask(passed, fails, rest)).toEqual(answer);
  });
});

describe("there is none", () => {
  it.each<Case>([
    ["of two beginnings", [startsWith("ab"), startsWith("ac")], [], "none"],
    ["of lists of beginnings", [startsWith("ab", "x"), startsWith("ac", "yx")], [], "none"],
    ["of two ends", [endsWith("ab"), endsWith("cb")], [], "none"],
    ["of no values", [contains()], [], "none"],
    ["that contains what it may not", [contains("xay", "ya")], [contains("a")], "none"],
    ["whose beginning is forbidden", [startsWith("abc")], [startsWith("ab")], "none"],
    ["whose end has a forbidden part", [endsWith("abc")], [contains("b")], "none"],
    ["that lacks even nothing", [], [contains("")], "none"],
    ["that begins with nothing else", [], [startsWith("x", "")], "none"],
    ["that lacks what a pattern asks for", [matches("^a+b?$"), contains("b")], [endsWith("b")], "none"],
    ["of a beginning and a pattern", [startsWith("a"), matches("^\\d+$")], [], "none"],
    ["that contains a forbidden pattern", [contains("a1")], [matches("\\d")], "none"],
    ["of two patterns", [matches("^\\d+$"), matches("[a-z]")], [], "none"],
    ["of a pattern and its equal", [matches("^(a|b)*$")], [matches("^[ab]*$")], "none"],
    ["of a pattern and a wider one", [matches("^0912\\d{7}$")], [matches("^09\\d{9}$")], "none"],
    ["of a pattern and its parts", [matches("^[a-z]{2}$")], [matches("^[a-m]"), matches("^[n-z]")], "none"],
    ["of a pattern and itself", [matches("a.c")], [matches("a.c")], "none"],
    ["beside any sign and none", [], [matches(".", "s"), matches("^$")], "none"],
    ["after the end", [matches("a$b")], [], "none"],
    ["before the beginning", [matches("a^b")], [], "none"],
    ["with an end in an option", [matches("(^a|b$)")], [startsWith("a"), endsWith("b")], "none"],
    ["of another case", [matches("^K$", "i")], [matches("^[kK]$")], "none"],
    ["of an impossible class", [matches("[^\\d\\D]")], [], "none"],
    ["so short", [startsWith("abcd")], [], "none", { length: { least: 0, most: 3 } }],
    ["so short by a pattern", [matches("\\d{4}")], [], "none", { length: { least: 0, most: 3 } }],
    ["so long", [matches("^\\d{1,4}$")], [], "none", { length: { least: 5, most: 9 } }],
    ["of such a length", [matches("^(abc)*$")], [], "none", { length: { least: 4, most: 5 } }],
    ["of no length", [], [], "none", { length: { least: 2, most: 1 } }],
    [
      "that is overlapped too shortly",
      [startsWith("abc"), endsWith("cd")],
      [],
      "none",
      { length: { least: 0, most: 3 } },
    ],
    ["outside the set", [matches("^[ab]$")], [], "none", { not: new Set(["a", "b"]) }],
    ["outside the list", [matches("^\\d{1,2}$")], [matches("^0\\d")], "none", { not: new Set(under100) }],
    ["outside the empty one", [], [], "none", { length: { least: 0, most: 0 }, not: new Set([""]) }],
    ["so often", [matches("^[ab]?$")], [], "none", { count: 4 }],
    ["in capitals", [matches("[A-Z]")], [], "none", { folded: true }],
    ["of letters that fold", [matches("[\u064a\u0643]")], [], "none", { folded: true }],
    ["that begins with a blank", [matches("^\\s")], [], "none", { folded: true }],
    ["that ends with a blank", [matches("a\\s*$")], [endsWith("a")], "none", { folded: true }],
    ["of nothing but a blank", [matches("^[ \u00a0\ufeff]+$")], [], "none", { folded: true }],
    ["with a sign that NFC replaces", [matches("\\u212a")], [], "none"],
    ["with U+0000", [matches("[^\\u0001-\\u{10ffff}]")], [], "none"],
    ["that no value ends", [startsWith(...cities)], [contains("city 1", "city 2"), matches("city [03-9]")], "none"],
    [
      "outside the values",
      [matches("^city \\d{1,2}$")],
      [],
      "none",
      { not: new Set([...cities, ...cities.slice(0, 10).map((city) => city.replace(" ", " 0"))]) },
    ],
  ])("%s", (_, passed, fails, answer, rest) => {
    expect(ask(passed, fails, rest)).toEqual(answer);
  });

  it("but not where a text of the set only looks like one", () => {
    // "A" is no folded text, so it takes nothing away.
    expect(ask([matches("^a$", "i")], [], { folded: true, not: new Set(["A"]) })).toEqual(["a"]);
    expect(ask([matches("^a$", "i")], [], { folded: true, not: new Set(["A", "a"]) })).toBe("none");
  });
});

describe("what is too large", () => {
  it.each<[name: string, passed: TextTest[], fails: TextTest[]]>([
    ["two ways to the same choice", [matches("^(a|b)*a(a|b){12}$")], [matches("^(b|a)*a(b|a){12}$")]],
    ["the same, anywhere", [matches("(a|b)*a(a|b){12}c")], [matches("(b|a)*a(b|a){12}c")]],
    ["three choices", [matches("a.{14}b"), matches("c.{15}d")], [matches("[ac].{14,15}[bd]")]],
  ])("stays unknown: %s", (_, passed, fails) => {
    expect(ask(passed, fails)).toBe("unknown");
  });

  it("is a list with too many different signs", () => {
    const signs = Array.from({ length: 3000 }, (_, index) => String.fromCodePoint(0x4e00 + index));
    expect(ask([startsWith(...signs), matches("^..$")], [matches("[a\\u4e00-\\u9fff]$")])).toBe("unknown");
  });

  it.each<[name: string, passed: TextTest[], fails: TextTest[]]>([
    ["greatest counts", [matches("^.{0,255}$")], [matches("^.{0,254}$")]],
    ["counts inside counts", [matches("^(a{0,20}b){20}$")], [matches("^(a{0,19}b){20}$")]],
    ["counts of large parts", [matches("^(.{1,9}x){100}$")], [matches("(.{1,10}y){90}")]],
    ["counts that are equal", [matches("^((a|b|c){0,30}d){30}$")], [matches("^((c|b|a){0,30}d){30}$")]],
    ["rows of counts", [matches("[a-z]{255}[0-9]{255}x")], [matches("[0-9]{255}x")]],
    ["nothing, often", [matches("^((a?)*)*$")], [matches("^(a*){0,50}$")]],
  ])("ends: %s", (_, passed, fails) => {
    const budget = new Budget(10_000_000);
    const length = { least: 0, most: Number.POSITIVE_INFINITY };
    findText({ folded: false, passes: passed, fails, length, not: new Set() }, budget);
    expect(budget.spent).toBeLessThan(350_000);
  });

  it("stays unknown without a budget, whatever was asked before", () => {
    const passed = [matches("^x\\d{3}$")];
    const fails = [matches("^x[1-8]")];
    expect(ask(passed, fails, {}, 10)).toBe("unknown");
    expect(ask(passed, fails)).toEqual(["x912"]);
    expect(ask(passed, fails, {}, 10)).toBe("unknown");
    expect(ask(passed, fails)).toEqual(["x912"]);
  });

  it("is a pattern that is none", () => {
    expect(ask([matches("(")], [])).toBe("unknown");
    expect(lengthsOf({ folded: false, passes: [matches("(")], fails: [], not: new Set() }, new Budget(100))).toEqual({
      least: 0,
      most: Number.POSITIVE_INFINITY,
    });
  });
});

describe("lengths", () => {
  const any = Number.POSITIVE_INFINITY;
  it.each<[name: string, passed: TextTest[], fails: TextTest[], least: number, most: number]>([
    ["of no tests", [], [], 0, any],
    ["of beginnings", [startsWith("abc", "de")], [], 2, any],
    ["in code points", [contains("😀😀")], [], 2, any],
    ["of a pattern anywhere", [matches("\\d{4}x?")], [], 4, any],
    ["of a whole pattern", [matches("^09\\d{9}$")], [], 11, 11],
    ["of whole options", [matches("^a{2}$|^(b|cc){3,4}$")], [], 2, 8],
    ["of options of which one is not", [matches("^a$|b")], [], 1, any],
    ["of several tests", [matches("^.{2,9}$"), matches("^.{3,20}$")], [], 3, 9],
    ["without bound", [matches("^a+$")], [], 1, any],
    ["that cannot be", [matches("^a$"), startsWith("ab")], [], 2, 1],
    ["of no values", [contains()], [], any, any],
    ["where the empty text is excluded", [], [matches("^ *$")], 1, any],
  ])("%s", (_, passed, fails, least, most) => {
    expect(lengthsOf({ folded: false, passes: passed, fails, not: new Set() }, new Budget(1000))).toEqual({
      least,
      most,
    });
  });
});

describe("a test of one text", () => {
  it.each<[TextTest, string, boolean]>([
    [startsWith("a", "b"), "bc", true],
    [startsWith("a"), "ba", false],
    [endsWith("a"), "ba", true],
    [contains(), "a", false],
    [contains(""), "", true],
    [matches("^a.c$"), "abc", true],
    [matches("^a.c$"), "a\nc", false],
    [matches("^a.c$", "s"), "a\nc", true],
    [matches("B", "i"), "abc", true],
  ])("%o on %j: %s", (one, text, expected) => {
    expect(passes(one, text)).toBe(expected);
  });
});
