import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineChanges } from "./line-changes.js";

const SEED = 20_261_124;

describe("changes of lines", () => {
  it("lead from one text to the other, in order", () => {
    const text = fc
      .array(fc.constantFrom("a\n", "b\r\n", "ab\n", "\n", "😀\n", "😁x\n", "\r\n", "c"), { maxLength: 8 })
      .map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        let result = "";
        let from = 0;
        for (const { span, newText } of lineChanges(before, after)) {
          expect(span.start).toBeGreaterThanOrEqual(from);
          result += before.slice(from, span.start) + newText;
          from = span.end;
        }
        expect(result + before.slice(from)).toBe(after);
      }),
      { seed: SEED },
    );
  });

  it("are small", () => {
    expect(lineChanges("a\nb c\nd\n", "a\nb x c\nd\n")).toEqual([{ span: { start: 4, end: 4 }, newText: "x " }]);
    expect(lineChanges("a\nb\nc\n", "x\nb\nc\nd\n")).toHaveLength(2);
    expect(lineChanges("a\n", "a\n")).toEqual([]);
  });
});
