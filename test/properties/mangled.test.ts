import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAnswer, makeMangled } from "./mangled.js";

const seed = 404;

describe("a text that is no program", () => {
  it(`gets diagnostics, never an exception: mangled programs (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200, size: "max" }), (bytes) => {
        const text = makeMangled(bytes);
        expect(checkAnswer(text), text).toBe("");
      }),
      { seed, numRuns: 100, endOnFailure: true },
    );
  });

  it(`gets diagnostics, never an exception: any bytes (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ maxLength: 200 })), (text) => {
        expect(checkAnswer(text), text).toBe("");
      }),
      { seed, numRuns: 300, endOnFailure: true },
    );
  });

  it("gets diagnostics, never an exception: far too deep", () => {
    for (const open of ["(", "[", "{", "not ", "-", "when a then "]) {
      const text = `customer { id: text key a: integer }\nsegment A where ${open.repeat(100_000)}a > 1`;
      expect(checkAnswer(text), open).toBe("");
    }
  });
});
