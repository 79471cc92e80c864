import { describe, expect, it } from "vitest";
import { readMarks, splitFiles, writeMarks } from "./markers.js";

describe("marks", () => {
  it("are taken out and put back", () => {
    const marked = "a ⟦b ⟦c⟧⟧ │d⟦⟧";
    const { text, cursor, ranges } = readMarks(marked);
    expect(text).toBe("a b c d");
    expect(cursor).toBe(6);
    expect(ranges).toEqual([
      { start: 2, end: 5 },
      { start: 4, end: 5 },
      { start: 7, end: 7 },
    ]);
    expect(writeMarks(text, ranges, cursor)).toBe(marked);
  });

  it("are put back where ranges meet", () => {
    for (const marked of ["⟦a⟧⟦b⟧", "⟦a⟧│⟦b⟧", "⟦😀⟧"]) {
      const { text, cursor, ranges } = readMarks(marked);
      expect(writeMarks(text, ranges, cursor)).toBe(marked);
    }
  });

  it.each(["││", "⟦a", "a⟧"])("%s is refused", (marked) => {
    expect(() => readMarks(marked)).toThrow();
  });
});

describe("several files in one text", () => {
  it("begin with their headings", () => {
    const files = splitFiles("\n//- a.seg\none\ntwo\n//- in/b c.txt\n\nx\n//- seg.json\n{}");
    expect([...files]).toEqual([
      ["a.seg", "one\ntwo\n"],
      ["in/b c.txt", "\nx\n"],
      ["seg.json", "{}"],
    ]);
  });

  it("are one without headings, or what stands before them", () => {
    expect([...splitFiles("\none\n")]).toEqual([["main.seg", "one\n"]]);
    expect([...splitFiles("one\n//- b.seg\n")]).toEqual([
      ["main.seg", "one\n"],
      ["b.seg", ""],
    ]);
  });
});
