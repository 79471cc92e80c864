import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDates, dateCondition } from "./date-relations.js";

const seed = 50_023;

describe("conditions on days and parts of them", () => {
  it(`are apart only if no days of a calendar meet both (seed ${seed})`, () => {
    const decided = { possible: 0, impossible: 0, undecided: 0 };
    fc.assert(
      fc.property(dateCondition, dateCondition, (first, second) => {
        const { kind, against } = checkDates(first, second);
        decided[kind] += 1;
        expect(against, `${first.text}, and ${second.text}`).toBeNull();
      }),
      { seed, numRuns: 40, endOnFailure: true },
    );
    expect(decided.impossible).toBeGreaterThan(0);
    expect(decided.undecided).toBeLessThan(8);
  });
});
