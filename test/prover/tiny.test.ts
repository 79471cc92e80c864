import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTinyCase, describeTinyCase, makeTinyCase } from "./tiny.js";

const seed = 40_001;

describe("logic", () => {
  it(`answers every question as looking at all customers of a tiny universe does (seed ${seed})`, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 250, size: "max" }), (bytes) => {
        const tiny = makeTinyCase(bytes);
        const findings = checkTinyCase(tiny);
        compared += findings.compared;
        expect(findings.disagreements, describeTinyCase(tiny)).toEqual([]);
      }),
      // A smaller case is found by `npm run fuzz`, which shrinks in bounded time.
      { seed, numRuns: 20, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(200);
  });
});
