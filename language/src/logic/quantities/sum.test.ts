import fc from "fast-check";
import { expect, test } from "vitest";
import { addExact, compareExact, type Exact, exactFrom, fractionOf, multiplyExact, signOf } from "../exact.js";
import { containsNumber, DENSE, type Grid, type Interval, interval, onGrid, union, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import type { Quantity } from "./quantity.js";
import {
  addIntervals,
  addSums,
  constantSum,
  greatestCommonDivisor,
  gridOfTerms,
  hullOfSum,
  primitive,
  type Sum,
  scaleIntervals,
  scaleSum,
  shiftInterval,
  sumOf,
} from "./sum.js";
import { Vocabulary } from "./vocabulary.js";

const SEED = 20_261_122;
const vocabulary = new Vocabulary();

function quantity(name: string, part: Interval, grid: Grid): Quantity {
  return vocabulary.quantity(name, () => ({
    nature: { kind: "opaque" },
    universe: numbers(union([part], grid), grid),
    describe: () => name,
  }));
}

const QUANTITIES = [
  quantity("whole", interval(-3, 4), WHOLE),
  quantity("halves", interval(0, 2), { kind: "steps", step: 0.5 }),
  quantity("cents", interval(0, 1), { kind: "steps", step: 0.01 }),
  quantity("any", interval(-1, 1, { low: true, high: true }), DENSE),
];

/** Some values of each, on its grid. */
const VALUES: readonly (readonly number[])[] = [
  [-3, -1, 0, 2, 4],
  [0, 0.5, 1.5, 2],
  [0, 0.01, 0.37, 1],
  [-0.75, 0, 0.25],
];

const coefficient = fc.oneof(
  fc.integer({ min: -6, max: 6 }),
  fc.constantFrom<Exact>(
    0.1,
    -0.25,
    exactFrom({ numerator: 1n, denominator: 3n }),
    exactFrom({ numerator: -2n, denominator: 7n }),
  ),
);
const sums: fc.Arbitrary<Sum> = fc
  .tuple(coefficient, fc.array(fc.tuple(fc.constantFrom(...QUANTITIES), coefficient), { maxLength: 4 }))
  .map(([constant, terms]) =>
    terms.reduce((sum, [one, factor]) => addSums(sum, sumOf(one), factor), constantSum(constant)),
  );
const state = fc.tuple(...VALUES.map((values) => fc.constantFrom(...values)));

type State = readonly number[];

function valueAt({ constant, terms }: Sum, at: State): Exact {
  return terms.reduce<Exact>(
    (total, [one, factor]) => addExact(total, multiplyExact(factor, at[one.number]!)),
    constant,
  );
}

test(`sums are added and scaled as their values are (seed ${SEED})`, () => {
  fc.assert(
    fc.property(sums, sums, coefficient, state, (left, right, factor, at) => {
      const together = addSums(left, right, factor);
      const expected = addExact(valueAt(left, at), multiplyExact(factor, valueAt(right, at)));
      expect(compareExact(valueAt(together, at), expected)).toBe(0);
      expect(compareExact(valueAt(scaleSum(left, factor), at), multiplyExact(factor, valueAt(left, at)))).toBe(0);
      // Sorted, none of them nothing; what cancels out is still needed.
      const order = together.terms.map(([one]) => one.number);
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      expect(together.terms.every(([, one]) => signOf(one) !== 0)).toBe(true);
      expect([...together.needs].sort()).toEqual([...new Set([...left.needs, ...right.needs])].sort());
    }),
    { seed: SEED, numRuns: 400 },
  );
});

test(`a sum lies within its hull, and its terms on their grid (seed ${SEED})`, () => {
  fc.assert(
    fc.property(sums, state, (sum, at) => {
      const value = valueAt(sum, at);
      expect(containsNumber([hullOfSum(sum)!], value)).toBe(true);
      const grid = gridOfTerms(sum.terms);
      const terms = valueAt({ ...sum, constant: 0 }, at);
      const point = { low: terms, lowOpen: false, high: terms, highOpen: false };
      if (sum.terms.length > 0) expect(onGrid(point, grid)).toEqual(point);
    }),
    { seed: SEED, numRuns: 400 },
  );
});

test(`without their common factor terms are whole, and the same (seed ${SEED})`, () => {
  fc.assert(
    fc.property(sums, ({ terms }) => {
      if (terms.length === 0) return;
      const { coefficients, factor } = primitive(terms);
      const whole = coefficients.map((one) => fractionOf(one));
      expect(whole.every(({ denominator }) => denominator === 1n)).toBe(true);
      expect(whole.map(({ numerator }) => numerator).reduce(greatestCommonDivisor, 0n)).toBe(1n);
      expect(signOf(coefficients[0]!)).toBe(1);
      for (const [index, [, own]] of terms.entries()) {
        expect(compareExact(multiplyExact(coefficients[index]!, factor), own)).toBe(0);
      }
    }),
    { seed: SEED, numRuns: 400 },
  );
});

const ends = fc
  .tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.boolean(), fc.boolean())
  .map(([low, length, lowOpen, highOpen]) => interval(low, low + length, { low: lowOpen, high: highOpen }));

test(`intervals are added, moved and scaled as their numbers are (seed ${SEED})`, () => {
  fc.assert(
    fc.property(ends, ends, fc.constantFrom(-2, -1, -0.5, 0.5, 3), (left, right, factor) => {
      const points = (part: Interval) =>
        Array.from({ length: 81 }, (_, index) => index / 2 - 20).filter((point) => containsNumber([part], point));
      const total = addIntervals(left, right);
      const [scaled] = scaleIntervals([left], factor);
      const outside = points(left).filter(
        (one) =>
          points(right).some((other) => !containsNumber([total], one + other)) ||
          !containsNumber([scaled!], one * factor) ||
          !containsNumber([shiftInterval(left, factor)], one + factor),
      );
      expect(outside).toEqual([]);
      expect([total.low, total.high]).toEqual([addExact(left.low, right.low), addExact(left.high, right.high)]);
      expect([total.lowOpen, total.highOpen]).toEqual([left.lowOpen || right.lowOpen, left.highOpen || right.highOpen]);
    }),
    { seed: SEED, numRuns: 200 },
  );
});
