import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeTinyCase, makeTinyCase } from "./tiny.js";
import { checkTinyProofs } from "./tiny-proofs.js";

const seed = 40_002;

describe("verdicts, witnesses and certificates", () => {
  it(`are those of looking at all customers of a tiny universe (seed ${seed})`, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 250, size: "max" }), (bytes) => {
        const tiny = makeTinyCase(bytes);
        const findings = checkTinyProofs(tiny);
        compared += findings.compared;
        expect(findings.disagreements, describeTinyCase(tiny)).toEqual([]);
      }),
      { seed, numRuns: 8, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(150);
  });
});
