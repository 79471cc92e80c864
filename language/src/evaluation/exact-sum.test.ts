import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, rationalFromNumber, ZERO } from "../values/rational.js";
import { ExactSum } from "./exact-sum.js";

const seed = 221_122;

describe("a sum", () => {
  it(`is that of its fractions, whatever is gathered as money (seed ${seed})`, () => {
    const money = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100);
    const large = fc.constantFrom(9_007_199_254_740_991, -9_007_199_254_740_991, 90_071_992_547_409.91, 1e15, 9.99e12);
    const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(money, large, any), fc.boolean())), (values) => {
        const sum = new ExactSum();
        for (const [value, isFraction] of values) {
          if (isFraction) sum.add(rationalFromNumber(value));
          else sum.addNumber(value);
        }
        const expected = values.map(([value]) => rationalFromNumber(value)).reduce(add, ZERO);
        expect(sum.total()).toEqual(expected);
        expect(sum.total()).toEqual(expected);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
