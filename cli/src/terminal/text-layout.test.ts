import { describe, expect, test } from "vitest";
import { displayWidth, layOutLine, oneLine, padEnd, safeText, truncate } from "./text-layout.js";

const plain = { isolate: false };
const terminal = { isolate: true };

describe("the column of a place", () => {
  // Text before the place that is looked for, the column it must fall on.
  test.each([
    ["plain ASCII", "segment Urban where ", 20],
    ["a tab fills up to the next stop of four", "\tcity", 8],
    ["a tab in the middle", "ab\tcd", 6],
    ["Persian letters take one column each", "بخش شهر ", 8],
    ["a letter and its mark are one", "خانهٔ ", 5],
    ["ZWNJ takes no column", "می‌خرد ", 6],
    ["East Asian letters take two", "東京 ", 5],
    ["a letter with a combining accent", "Sa\u0303o ", 4],
    ["an emoji of several code points", "👩‍👩‍👧 ", 3],
    ["a bidi control is named", "a\u202eb", 10],
    ["NBSP is a blank like others", "a\u00a0b", 3],
    ["a bell is named", "\u0007", 8],
    ["a lone surrogate is named", "\ud800", 8],
  ])("%s", (_, before, column) => {
    expect(layOutLine(`${before}HERE`, plain).column(before.length)).toBe(column);
  });

  test("inside a character is the column of the character; beyond the end, the end", () => {
    const layout = layOutLine("東京", plain);
    expect([0, 1, 2, 9].map((offset) => layout.column(offset))).toEqual([0, 2, 4, 4]);
    expect(layOutLine("👍a", plain).column(1)).toBe(0);
  });
});

describe("a value on one line", () => {
  test.each([
    ["line ends", "a\r\nb\nc\rd\u2028e", "a⏎b⏎c⏎d⏎e"],
    ["tabs", "a\tb", "a⇥b"],
    ["other controls", "a\u0000\u001b[0m", "a<U+0000><U+001B>[0m"],
    ["too long", "x".repeat(50), `${"x".repeat(29)}…`],
    ["too long once controls are named", `${"x".repeat(25)}\u0007\u0007`, `${"x".repeat(25)}<U+0…`],
    ["much too long", "تهران\n".repeat(100_000), `${"تهران⏎".repeat(4)}تهران…`],
  ])("%s", (_, value, shown) => {
    expect(oneLine(value, 30, plain)).toBe(shown);
  });

  test("right-to-left words are isolated once they are cut", () => {
    expect(oneLine("تهران", 3, terminal)).toBe("\u2068ته\u2069…");
  });
});

describe("right-to-left text", () => {
  test.each([
    ["each word between other signs stands alone", 'شهر = "تهران"', '\u2068شهر\u2069 = "\u2068تهران\u2069"'],
    ["a phrase stays one, so that it reads in its order", '"خیابان ولی عصر" or', '"\u2068خیابان ولی عصر\u2069" or'],
    ["blanks behind it stay outside", "شهر  x", "\u2068شهر\u2069  x"],
    ["Latin text is left alone", "city = 1", "city = 1"],
  ])("%s", (_, line, shown) => {
    expect(layOutLine(line, terminal).text).toBe(shown);
    expect(layOutLine(line, plain).text).toBe(line);
  });

  test("isolates do not move the columns", () => {
    const line = 'شهر = "تهران" and x';
    const place = line.indexOf("and");
    expect(layOutLine(line, terminal).column(place)).toBe(layOutLine(line, plain).column(place));
  });
});

test("nothing that steers a terminal gets through", () => {
  expect(safeText("a\u001b[31mred\u009b\u202e", plain)).toBe("a<U+001B>[31mred<U+009B><U+202E>");
  expect(safeText("two\nlines", plain)).toBe("two\nlines");
});

test("padding and cutting count columns", () => {
  expect(padEnd("東京", 6)).toBe("東京  ");
  expect(truncate("東京都", 5)).toBe("東京…");
  expect(truncate("Tehran", 6)).toBe("Tehran");
  expect(displayWidth("تهران")).toBe(5);
});
