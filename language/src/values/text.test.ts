import { describe, expect, it } from "vitest";
import { codePointLength, isBlank, isWellFormed, normalise, toAsciiDigits, trimBlanks } from "./text.js";

describe("text", () => {
  it("is compared in NFC", () => {
    expect(normalise("e\u0301")).toBe("é");
    expect(normalise("abc")).toBe("abc");
    expect(normalise("ﬁ")).toBe("ﬁ");
  });

  it.each([
    ["abc", true],
    ["", true],
    ["تهران 😀", true],
    ["a\ud83d", false],
    ["\ude00a", false],
    ["\ude00\ud83d", false],
    ["a\0", false],
    ["\0é", false],
    ["\ufffe\uffff", true],
  ])("%j is well formed: %s", (text, expected) => {
    expect(isWellFormed(text)).toBe(expected);
  });

  it.each([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["😀a😀", 3],
    ["تهران", 5],
  ])("%j has %d code points", (text, expected) => {
    expect(codePointLength(text)).toBe(expected);
    expect([...text].length).toBe(expected);
  });

  it("knows every blank of Unicode, and the byte order mark", () => {
    const disagreed: string[] = [];
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const sign = String.fromCharCode(unit);
      if (isBlank(sign) !== /^[\p{White_Space}\ufeff]$/u.test(sign)) disagreed.push(unit.toString(16));
    }
    expect(disagreed).toEqual([]);
  });

  it("loses blanks at its ends only", () => {
    expect(trimBlanks(" \u00a0a b\u3000\r\n")).toBe("a b");
    expect(trimBlanks("\u200ca ")).toBe("\u200ca");
    expect(isBlank(" \t\u00a0")).toBe(true);
  });

  it("has the digits of every script read", () => {
    expect(toAsciiDigits("۱۲٣४５𝟛𝟡x½²")).toBe("1234539x½²");
    let digits = 0;
    for (let codePoint = 0; codePoint <= 0x1ffff; codePoint += 1) {
      const sign = String.fromCodePoint(codePoint);
      if (!/\p{Nd}/u.test(sign)) continue;
      expect(toAsciiDigits(sign)).toBe(String(digits % 10));
      digits += 1;
    }
    expect(digits).toBeGreaterThan(600);
  });
});
