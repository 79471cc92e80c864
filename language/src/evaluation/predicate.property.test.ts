import fc from "fast-check";
import { expect, test } from "vitest";
import { createClock } from "./clock.js";
import { customerFrame, Evaluation } from "./exact.js";
import { compileCondition } from "./predicate.js";
import { modelOf, SETTINGS } from "./testing/programs.js";
import { customerCondition, RECORD, row, TODAY } from "./testing/random-conditions.js";

const SEED = 20_261_122;

test.each(["UTC", "Asia/Tehran", "America/St_Johns"])(
  `compiled conditions mean what exact evaluation says, in %s (seed ${SEED})`,
  (timeZone) => {
    const model = modelOf(RECORD);
    const clock = createClock({ ...SETTINGS, timeZone }, { asOf: TODAY });
    let held = 0;
    fc.assert(
      fc.property(customerCondition(3), fc.array(row, { minLength: 6, maxLength: 6 }), (condition, rows) => {
        const test = compileCondition(condition, model, clock);
        for (const one of rows) {
          const expected = new Evaluation(model, clock).holds(condition, customerFrame(model, one));
          if (expected) held += 1;
          expect(test(one)).toBe(expected);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
    // Neither nothing nor everything: the comparison has seen both answers.
    expect(held).toBeGreaterThan(100);
    expect(held).toBeLessThan(1700);
  },
);
