import { readFileSync } from "node:fs";
import { parseFile } from "@seg-lang/language";
import { describe, expect, test } from "vitest";

const configuration = JSON.parse(readFileSync(new URL("language-configuration.json", import.meta.url), "utf8"));
const pattern = ({ pattern: source, flags }: { pattern: string; flags: string }) => new RegExp(source, `g${flags}`);

describe("how the editor takes a text apart", () => {
  test.each([
    ["segment جوان where سن<=30", ["segment", "جوان", "where", "سن", "30"]],
    // With a joiner, which is part of the word, and in backticks, which hold blanks.
    ["کلان‌شهرها.`شهر خانه` = 1_000", ["کلان‌شهرها", "`شهر خانه`", "1_000"]],
    ["۱۲ = مُبلغ", ["۱۲", "مُبلغ"]],
  ])("the words of %s are those that a double click selects", (text, words) => {
    expect(text.match(pattern(configuration.wordPattern))).toEqual(words);
  });

  test("its comments and brackets are those of the language", () => {
    const { lineComment, blockComment } = configuration.comments;
    const commented = `${lineComment} segment\n${blockComment[0]} segment ${blockComment[1]}\n`;
    const { comments, declarations } = parseFile("a.seg", commented);
    expect([comments.length, declarations.length]).toEqual([2, 0]);
    const pairs: readonly (readonly [string, string])[] = configuration.brackets;
    expect(pairs.map((pair) => pair.join(""))).toEqual(["{}", "[]", "()"]);
    for (const name of ["surroundingPairs", "colorizedBracketPairs"]) {
      expect(configuration[name]).toEqual(expect.arrayContaining([...pairs]));
    }
  });

  test.each([
    ["  segment A {", true],
    ["list l = [", true],
    ["customer { id: text }", false],
    ["segment A where age > 3", false],
  ])("behind %j a line is indented: %s", (line, isIndented) => {
    expect(new RegExp(configuration.indentationRules.increaseIndentPattern).test(line)).toBe(isIndented);
  });

  test("documentation goes on in the next line, until one is left empty", () => {
    const rules: readonly { readonly beforeText: string; readonly action: { readonly appendText?: string } }[] =
      configuration.onEnterRules;
    const actionAt = (line: string) => rules.find(({ beforeText }) => new RegExp(beforeText).test(line))?.action;
    expect(actionAt("  /// خریداران")?.appendText).toBe("/// ");
    expect(actionAt("  ///")?.appendText).toBeUndefined();
    expect(actionAt("// no documentation")).toBeUndefined();
  });
});
