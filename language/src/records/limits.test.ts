import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divide, rationalFromNumber } from "../values/rational.js";
import { multipleOf } from "./limits.js";

const SEED = 20261122;

describe("multipleOf", () => {
  it.each([
    [0.01, 0.07, true],
    [0.01, 1.005, false],
    [0.01, 1e21, true],
    [0.01, 2251799813685249.5, true],
    [0.1, 0.30000000000000004, false],
    [0.25, -2.75, true],
    [5, -15, true],
    [5, 12, false],
    [1e-7, 3e-7, true],
    [1e-7, 3.5e-7, false],
    [0.3, 0.9, true],
    [0.01, 0, true],
  ])("step %d, value %d: %s", (step, value, expected) => {
    expect(multipleOf(step)(value)).toBe(expected);
  });

  it(`agrees with exact arithmetic (seed ${SEED})`, () => {
    const steps = fc.constantFrom(0.01, 0.05, 0.1, 0.25, 1, 3, 5, 0.001, 12.5, 1e-9, 1e6);
    const values = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.tuple(fc.integer(), fc.integer({ min: 0, max: 12 })).map(([digits, places]) => Number(`${digits}e-${places}`)),
      fc
        .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 3 }))
        .map(([digits, places]) => Number(`${digits}e-${places}`)),
    );
    fc.assert(
      fc.property(steps, values, (step, value) => {
        const exact = divide(rationalFromNumber(value), rationalFromNumber(step))?.denominator === 1n;
        expect(multipleOf(step)(value)).toBe(exact);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
