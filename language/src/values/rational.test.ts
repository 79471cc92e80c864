import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absolute,
  add,
  compare,
  divide,
  floor,
  formatRational,
  multiply,
  negate,
  type Rational,
  rational,
  rationalFromNumber,
  subtract,
  toNumber,
} from "./rational.js";

const seed = 3762;
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100);
const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 10n ** 40n }))
  .map(([numerator, denominator]) => rational(numerator, denominator));

function sum(...values: number[]): Rational {
  return values.map(rationalFromNumber).reduce(add);
}

describe("rationals", () => {
  it.each([
    [0.1, 1n, 10n],
    [19.99, 1999n, 100n],
    [-0.5, -1n, 2n],
    [0, 0n, 1n],
    [-0, 0n, 1n],
    [1e21, 10n ** 21n, 1n],
    [1.5e300, 15n * 10n ** 299n, 1n],
    [5e-324, 1n, 2n * 10n ** 323n],
    [2 ** 53 + 2, 9_007_199_254_740_994n, 1n],
    [1.7976931348623157e308, 17_976_931_348_623_157n * 10n ** 292n, 1n],
  ])("%d is its shortest decimal", (double, numerator, denominator) => {
    expect(rationalFromNumber(double)).toEqual({ numerator, denominator });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("%d is none", (double) => {
    expect(() => rationalFromNumber(double)).toThrow(RangeError);
  });

  it("add up as on paper", () => {
    expect(compare(sum(0.1, 0.2), rationalFromNumber(0.3))).toBe(0);
    expect(toNumber(Array.from({ length: 30 }, () => rationalFromNumber(37.62)).reduce(add))).toBe(1128.6);
    expect(toNumber(multiply(rationalFromNumber(1.1), rationalFromNumber(1.1)))).toBe(1.21);
    expect(divide(rationalFromNumber(1), rationalFromNumber(0))).toBeNull();
  });

  it(`come back as the double they were (seed ${seed})`, () => {
    fc.assert(
      fc.property(doubles, (double) => {
        expect(toNumber(rationalFromNumber(double))).toBe(double === 0 ? 0 : double);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it(`are the same for amounts of money as read digit by digit (seed ${seed})`, () => {
    const places = fc.integer({ min: 0, max: 4 });
    const digits = fc.oneof(fc.integer(), fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(Number));
    fc.assert(
      fc.property(digits, places, (whole, shift) => {
        const double = whole / 10 ** shift;
        const [, sign, before, after = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.*))?$/.exec(String(double))!;
        const places = after.length - Number(power);
        const read = BigInt(`${sign}${before}${after}`);
        const [numerator, denominator] = [
          read * 10n ** BigInt(Math.max(0, -places)),
          10n ** BigInt(Math.max(0, places)),
        ];
        expect(rationalFromNumber(double)).toEqual(rational(numerator, denominator));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it(`are in lowest terms, and obey the laws of arithmetic (seed ${seed})`, () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(add(a, b), c)).toEqual(add(multiply(a, c), multiply(b, c)));
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(a.denominator > 0n).toBe(true);
        const quotient = divide(a, b);
        if (quotient !== null) expect(multiply(quotient, b)).toEqual(a);
        else expect(b.numerator).toBe(0n);
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(absolute(negate(a))).toEqual(absolute(a));
      }),
      { seed, numRuns: 500 },
    );
  });

  it(`become the nearest double: none lies between (seed ${seed})`, () => {
    fc.assert(
      fc.property(fractions, doubles.map(Math.abs), (fraction, scale) => {
        const value = scale === 0 ? fraction : multiply(fraction, exactly(scale));
        const nearest = toNumber(value);
        if (!Number.isFinite(nearest)) return;
        const error = absolute(subtract(exactly(nearest), value));
        for (const neighbour of neighbours(nearest)) {
          expect(compare(error, absolute(subtract(exactly(neighbour), value)))).toBeLessThanOrEqual(0);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  it("round ties to even, and grow into infinity", () => {
    expect(toNumber(rational(2n ** 54n + 1n, 2n ** 54n))).toBe(1);
    expect(toNumber(rational(2n ** 53n + 1n, 2n ** 53n))).toBe(1);
    expect(toNumber(rational(2n ** 53n + 3n, 2n ** 53n))).toBe(1 + 2 ** -51);
    expect(toNumber(rational(1n, 2n ** 1075n))).toBe(0);
    expect(toNumber(rational(3n, 2n ** 1075n))).toBe(2 ** -1073);
    expect(toNumber(rational(2n * 10n ** 400n + 1n, 2n))).toBe(Number.POSITIVE_INFINITY);
    expect(toNumber(rational(-(10n ** 400n), 3n))).toBe(Number.NEGATIVE_INFINITY);
  });

  it(`order numbers as doubles do (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.oneof(doubles, cents), fc.oneof(doubles, cents), (a, b) => {
        expect(compare(rationalFromNumber(a), rationalFromNumber(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it.each([
    [rational(1n, 3n), "0.333333333333…"],
    [rational(-5n, 2n), "-2.5"],
    [rational(-1n, 3n), "-0.333333333333…"],
    [rational(7n, 1n), "7"],
    [rational(1999n, 100n), "19.99"],
    [rational(1n, 10n ** 13n), "0.000000000000…"],
  ])("are written for people", (value, expected) => {
    expect(formatRational(value)).toBe(expected);
  });

  it.each([
    [rational(7n, 2n), 3n],
    [rational(-7n, 2n), -4n],
    [rational(-4n, 1n), -4n],
  ])("round down", (value, expected) => {
    expect(floor(value)).toBe(expected);
  });
});

/** The binary value of a double, not its decimal. */
function exactly(double: number): Rational {
  let exponent = 0n;
  let scaled = double;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent += 1n;
  }
  return rational(BigInt(scaled), 2n ** exponent);
}

function neighbours(double: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(double));
  const bits = view.getBigInt64(0);
  return [bits - 1n, bits + 1n]
    .filter((each) => each >= 0n)
    .map((each) => {
      view.setBigInt64(0, each);
      return Math.sign(double || 1) * view.getFloat64(0);
    })
    .filter(Number.isFinite);
}
