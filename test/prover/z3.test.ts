import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOracle, type Z3Oracle } from "./z3.js";
import { checkZ3Case, makeZ3Case } from "./z3-cases.js";

const seed = 40_003;

describe("logic", () => {
  let oracle: Z3Oracle;
  beforeAll(async () => {
    oracle = await openOracle();
  });
  afterAll(() => oracle.close());

  it(`answers as Z3 does about numbers, dates, choices and texts (seed ${seed})`, async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 60, maxLength: 200, size: "max" }), async (bytes) => {
        const made = makeZ3Case(bytes);
        const findings = await checkZ3Case(made, oracle);
        compared += findings.compared;
        expect(findings.disagreements, made.text).toEqual([]);
      }),
      { seed, numRuns: 5, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(40);
  });
});
