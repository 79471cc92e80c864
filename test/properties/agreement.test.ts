import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareReadings } from "./agreement.js";
import { describeCase, makeCase } from "./generator/program.js";

const seed = 20261122;

describe("the compiled classifier", () => {
  it(`places every customer where the naive reference does (seed ${seed})`, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1500, size: "max" }), (bytes) => {
        const generated = makeCase(bytes);
        const comparison = compareReadings(generated);
        compared += comparison.compared;
        expect(comparison.disagreements, describeCase(generated)).toEqual([]);
      }),
      // A smaller case is found by `npm run fuzz`, which shrinks in bounded time.
      { seed, numRuns: 100, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});
