import type { Diagnostic, Location } from "@seg-lang/language";
import { describe, expect, it } from "vitest";
import { changeBetween, movedFindings } from "./moved.js";

const at = (file: string, start: number, end: number): Location => ({ file, span: { start, end } });

function finding(location: Location, related: readonly Location[] = []): Diagnostic {
  return {
    code: "SEG4001",
    rule: "overlapping-segments",
    severity: "error",
    message: "they overlap",
    location,
    related: related.map((place) => ({ location: place, message: "here" })),
    fixes: [],
    unnecessary: false,
  };
}

const FIX = { title: "do this", edits: [{ location: at("a.seg", 2, 3), newText: "x" }], safe: false };

describe("findings of an earlier text", () => {
  it.each([
    ["abc", "abc", null],
    ["abc", "abxc", { start: 2, end: 2, by: 1 }],
    ["abc", "", { start: 0, end: 3, by: -3 }],
    ["aaa", "aa", { start: 2, end: 3, by: -1 }],
  ])("%j to %j is the change %j", (before, after, change) => {
    expect(changeBetween(before, after)).toEqual(change);
  });

  const typed = new Map([["a.seg", { start: 10, end: 12, by: 3 }]]);

  it("stay where they are before a change, move behind it, and are dropped where it touched them", () => {
    const [before, behind, within] = [at("a.seg", 4, 10), at("a.seg", 12, 14), at("a.seg", 11, 20)].map((place) =>
      finding(place),
    ) as [Diagnostic, Diagnostic, Diagnostic];
    expect(movedFindings([before, behind, within], typed)).toEqual([before, finding(at("a.seg", 15, 17))]);
  });

  it("follow the places that they point to", () => {
    const elsewhere = at("b.seg", 0, 1);
    expect(movedFindings([finding(elsewhere, [at("a.seg", 30, 31), elsewhere])], typed)).toEqual([
      finding(elsewhere, [at("a.seg", 33, 34), elsewhere]),
    ]);
    expect(movedFindings([finding(elsewhere, [at("a.seg", 11, 12)])], typed)).toEqual([]);
    expect(movedFindings([finding(elsewhere)], new Map([["b.seg", null]]))).toEqual([]);
  });

  it("leave their fixes behind", () => {
    const [moved] = movedFindings([{ ...finding(at("b.seg", 0, 1)), fixes: [FIX] }], typed);
    expect(moved?.fixes).toEqual([]);
  });

  it("keep the place itself where it has not moved: by that it is known again", () => {
    const known = { ...finding(at("b.seg", 0, 1), [at("a.seg", 0, 1)]), fixes: [FIX] };
    const [first] = movedFindings([known], typed);
    expect(first?.location).toBe(known.location);
    expect(first?.related).toBe(known.related);
    expect(movedFindings([first!], typed)[0]).toBe(first);
  });
});
