import { describe, expect, it } from "vitest";
import { isPlainName, quoteName } from "./names.js";
import { contextualWords, reservedWords, words } from "./words.js";

describe("quoteName", () => {
  it.each([
    ["city", "city"],
    ["سفارش‌ها", "سفارش‌ها"],
    ["has5G", "has5G"],
    ["segment", "segment"],
    ["in", "`in`"],
    ["two words", "`two words`"],
    ["5G", "`5G`"],
    ["_x", "`_x`"],
    ["", "``"],
    ["a\u200b", "`a\u200b`"],
    ["a`b", "`ab`"],
    ["__proto__", "`__proto__`"],
    ["constructor", "constructor"],
  ])("%j is written %j", (name, written) => {
    expect(quoteName(name)).toBe(written);
  });
});

describe("the table of words", () => {
  it("reserves the sixteen words of the language and no other", () => {
    expect([...reservedWords].join(" ")).toBe("and or not in is where any all no true false today now when then else");
    expect(contextualWords.filter((word) => !isPlainName(word))).toEqual([]);
  });

  it("lists each word once, each with help", () => {
    expect(new Set(words.map(({ word }) => word)).size).toBe(words.length);
    expect(words.filter(({ help }) => help.length < 10)).toEqual([]);
  });
});
