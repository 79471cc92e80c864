import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSampledCase, describeSampledCase, makeSampledCase } from "./sampled.js";

const seed = 40_004;

describe("logic", () => {
  it(`is never contradicted by a customer, whatever the language has (seed ${seed})`, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 600, maxLength: 1500, size: "max" }), (bytes) => {
        const sampled = makeSampledCase(bytes);
        const findings = checkSampledCase(sampled);
        compared += findings.compared;
        expect(findings.disagreements, describeSampledCase(sampled)).toEqual([]);
      }),
      // A smaller case is found by `npm run fuzz`, which shrinks in bounded time.
      { seed, numRuns: 15, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(80);
  });
});
