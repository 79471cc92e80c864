import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, type Rational, rationalFromNumber } from "../values/rational.js";
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactFrom,
  floorExact,
  fractionOf,
  isFiniteExact,
  maxExact,
  minExact,
  multiplyExact,
  negateExact,
  signOf,
  subtractExact,
} from "./exact.js";

const SEED = 20_261_122;
const INFINITE = Number.POSITIVE_INFINITY;

function fraction(numerator: number | bigint, denominator: number | bigint): Exact {
  return exactFrom({ numerator: BigInt(numerator), denominator: BigInt(denominator) });
}

describe("one value has one form", () => {
  test.each<readonly [name: string, value: Exact, expected: Exact]>([
    ["a double", fraction(1, 10), 0.1],
    ["a whole number", fraction(7, 1), 7],
    ["nothing", fraction(0, 1), 0],
    ["a third has no double", fraction(1, 3), { numerator: 1n, denominator: 3n }],
    ["a tenth thrice", addExact(addExact(0.1, 0.1), 0.1), 0.3],
    ["three thirds", multiplyExact(fraction(1, 3), 3), 1],
    ["above the safe integers", addExact(Number.MAX_SAFE_INTEGER, 2), fraction(9_007_199_254_740_993n, 1)],
    ["beyond the doubles", fraction(10n ** 400n, 1), { numerator: 10n ** 400n, denominator: 1n }],
    ["a third of 0.3", divideExact(0.3, 3), 0.1],
    ["minus nothing", negateExact(0), 0],
    ["nothing times minus one", multiplyExact(0, -1), 0],
  ])("%s", (_, value, expected) => {
    expect(value).toEqual(expected);
    expect(Object.is(value, -0)).toBe(false);
  });
});

describe("infinities", () => {
  test.each<readonly [name: string, value: Exact | number, expected: Exact]>([
    ["swallow what is added", addExact(INFINITE, fraction(1, 3)), INFINITE],
    ["swallow what they are added to", addExact(5, -INFINITE), -INFINITE],
    ["times a negative", multiplyExact(INFINITE, fraction(-1, 3)), -INFINITE],
    ["times nothing", multiplyExact(INFINITE, 0), 0],
    ["divided", divideExact(-INFINITE, -2), INFINITE],
    ["the greater", maxExact(INFINITE, fraction(10n ** 400n, 1)), INFINITE],
    ["the lesser", minExact(-INFINITE, fraction(-(10n ** 400n), 1)), -INFINITE],
    ["against each other", Math.sign(compareExact(INFINITE, -INFINITE)), 1],
    ["are equal to themselves", compareExact(INFINITE, INFINITE), 0],
  ])("%s", (_, value, expected) => {
    expect(value).toBe(expected);
  });
});

const values: fc.Arbitrary<Exact> = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
  fc.constantFrom(0.1, 0.2, 0.3, 1e15, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 26, 5e-324, 1.7976931348623157e308),
  fc
    .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 1, max: 30 }))
    .map(([numerator, denominator]) => fraction(numerator, denominator)),
);

/** Numerators over a common denominator: what a sum is, without any reduction. */
function isSame(value: Exact, { numerator, denominator }: Rational): boolean {
  const own = fractionOf(value);
  return own.numerator * denominator === numerator * own.denominator;
}

test(`arithmetic is that of fractions (seed ${SEED})`, () => {
  fc.assert(
    fc.property(values, values, (left, right) => {
      const a = fractionOf(left);
      const b = fractionOf(right);
      const denominator = a.denominator * b.denominator;
      const cross = [a.numerator * b.denominator, b.numerator * a.denominator] as const;
      expect(isSame(addExact(left, right), { numerator: cross[0] + cross[1], denominator })).toBe(true);
      expect(isSame(subtractExact(left, right), { numerator: cross[0] - cross[1], denominator })).toBe(true);
      expect(isSame(multiplyExact(left, right), { numerator: a.numerator * b.numerator, denominator })).toBe(true);
      if (signOf(right) !== 0) expect(compareExact(multiplyExact(divideExact(left, right), right), left)).toBe(0);
      expect(Math.sign(compareExact(left, right))).toBe(compare(a, b));
      expect(signOf(left)).toBe(Number(a.numerator > 0n) - Number(a.numerator < 0n));
      const floor = fractionOf(floorExact(left));
      expect(floor.denominator).toBe(1n);
      expect(floor.numerator * a.denominator <= a.numerator).toBe(true);
      expect((floor.numerator + 1n) * a.denominator > a.numerator).toBe(true);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test(`what a double names is a double, and nothing else is (seed ${SEED})`, () => {
  fc.assert(
    fc.property(values, values, (left, right) => {
      for (const value of [addExact(left, right), multiplyExact(left, right)]) {
        expect(isFiniteExact(value)).toBe(true);
        if (typeof value === "number") expect(exactFrom(rationalFromNumber(value))).toBe(value);
        else expect(exactFrom(value)).toEqual(value);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});
