import { describe, expect, test } from "vitest";
import type { Diagnostic, TextEdit } from "./diagnostics/diagnostic.js";
import { applySafeFixes } from "./fixing.js";
import type { SourceFile } from "./source/source.js";

type Replacement = readonly [pattern: string, by: string];

/**
 * A made-up language: each pattern found in a file is an error with a fix that replaces it; `patterns` without a fix are
 * errors only.
 */
function language(fixes: readonly Replacement[], errors: readonly string[] = [], unsafe: readonly Replacement[] = []) {
  const finding = (file: string, start: number, wrong: string, by: string | null, safe: boolean): Diagnostic => {
    const location = { file, span: { start, end: start + wrong.length } };
    const edits: TextEdit[] = by === null ? [] : [{ location, newText: by }];
    return {
      code: "SEG2001",
      rule: `no-${wrong}`,
      severity: "error",
      message: `No ${wrong}.`,
      location,
      related: [],
      fixes: by === null ? [] : [{ title: `Write ${by}`, edits, safe }],
      unnecessary: false,
    };
  };
  const check = (files: readonly SourceFile[]): Diagnostic[] =>
    files.flatMap(({ path, text }) =>
      [
        ...fixes.map(([wrong, by]) => ({ wrong, by, safe: true })),
        ...unsafe.map(([wrong, by]) => ({ wrong, by, safe: false })),
        ...errors.map((wrong) => ({ wrong, by: null, safe: true })),
      ].flatMap(({ wrong, by, safe }) =>
        [...text.matchAll(new RegExp(wrong, "g"))].map(({ 0: found, index }) => finding(path, index, found, by, safe)),
      ),
    );
  return check;
}

function fixed(
  text: string,
  check: ReturnType<typeof language>,
  wants: (diagnostic: Diagnostic) => boolean = () => true,
) {
  const result = applySafeFixes({ files: [{ path: "a.seg", text }], check, wants });
  return { ...result, text: result.files[0]!.text };
}

describe("safe fixes", () => {
  test.each([
    ["one\r\nab\r\n", "one\r\nx\r\ny\r\n"],
    ["one\nab\n", "one\nx\ny\n"],
  ])("lines that are added end as the others do: %j", (before, after) => {
    expect(fixed(before, language([["ab", "x\ny"]])).text).toBe(after);
  });

  test("none that makes a text unreadable, though fewer errors are found in it then", () => {
    const readable = language([["ab", "x"]]);
    const unreadable = language([], ["x"]);
    const check = (files: readonly SourceFile[]): Diagnostic[] => {
      const broken = unreadable(files).map((each) => ({ ...each, code: "SEG1001" }));
      return broken.length > 0 ? broken.slice(0, 1) : readable(files);
    };
    const { text, takenBack, findings } = fixed("ab ab", check);
    expect([text, takenBack.length, findings.length]).toEqual(["ab ab", 2, 2]);
  });

  test("all of them, in one go and in the rounds after it", () => {
    const { text, applied, findings } = fixed(
      "ab ab cd",
      language([
        ["ab", "x"],
        ["cd", "ce"],
        ["ce", "cf"],
      ]),
    );
    expect(text).toBe("x x cf");
    expect(applied.map(({ fix }) => fix.title)).toEqual(["Write x", "Write x", "Write ce", "Write cf"]);
    expect(findings).toEqual([]);
  });

  test("edits that touch wait for the next round", () => {
    const { text } = fixed(
      "aabb",
      language([
        ["aa", "x"],
        ["abb", "y"],
        ["bb", "z"],
      ]),
    );
    expect(text).toBe("xz");
  });

  test("those that are not safe are left", () => {
    const { text, applied, findings } = fixed("ab cd", language([["ab", "x"]], [], [["cd", "y"]]));
    expect({ text, applied: applied.length, left: findings.length }).toEqual({ text: "x cd", applied: 1, left: 1 });
  });

  test("only those that are wanted", () => {
    const { text } = fixed(
      "ab cd",
      language([
        ["ab", "x"],
        ["cd", "y"],
      ]),
      ({ rule }) => rule === "no-cd",
    );
    expect(text).toBe("ab y");
  });

  test("one that leads to more errors is taken back, the others stay", () => {
    const check = language(
      [
        ["ab", "!!"],
        ["cd", "y"],
        ["ef", "z"],
      ],
      ["!"],
    );
    const { text, takenBack, applied } = fixed("cd ab ef", check);
    expect(text).toBe("y ab z");
    expect(takenBack.map(({ fix }) => fix.title)).toEqual(["Write !!"]);
    expect(applied).toHaveLength(2);
  });

  test("fixes that undo each other come to an end", () => {
    expect(
      fixed(
        "ab",
        language([
          ["ab", "cd"],
          ["cd", "ab"],
        ]),
      ).text,
    ).toMatch(/^(ab|cd)$/);
  });

  test("one that never ends ends", () => {
    expect(fixed("a", language([["a", "aa"]])).text.length).toBeLessThan(10);
    expect(fixed("a", language([["a(?!.)", "ba"]])).text).toBe("bbbbba");
  });

  test("edits in files that may not be changed are left alone", () => {
    const check = language([["ab", "x"]]);
    const other = (files: readonly SourceFile[]) => check([...files, { path: "other.seg", text: "ab" }]);
    expect(applySafeFixes({ files: [{ path: "a.seg", text: "ab" }], check: other, wants: () => true })).toMatchObject({
      files: [{ text: "x" }],
      applied: [{ diagnostic: { location: { file: "a.seg" } } }],
      findings: [{ location: { file: "other.seg" } }],
    });
  });
});
