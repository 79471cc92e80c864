import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, exactFrom } from "../exact.js";
import {
  complement,
  containsNumber,
  DENSE,
  DOUBLES,
  equalIntervals,
  type Grid,
  type Interval,
  type Intervals,
  intersect,
  interval,
  nextDouble,
  onGrid,
  only,
  previousDouble,
  union,
  WHOLE,
} from "./intervals.js";

const SEED = 20_261_122;
const FAR = Number.POSITIVE_INFINITY;
const CENTS: Grid = { kind: "steps", step: 0.01 };
const HALVES: Grid = { kind: "steps", step: 0.5 };
const third = exactFrom({ numerator: 1n, denominator: 3n });

describe("on a grid", () => {
  test.each<readonly [name: string, part: Interval, grid: Grid, expected: Interval | null]>([
    ["whole numbers below", interval(0, 5, { high: true }), WHOLE, interval(0, 4)],
    ["whole numbers above a fraction", interval(0.5, 5), WHOLE, interval(1, 5)],
    ["none between neighbours", interval(4, 5, { low: true, high: true }), WHOLE, null],
    ["cents", interval(0.1, 0.13, { low: true, high: true }), CENTS, interval(0.11, 0.12)],
    ["no cents", interval(0.1, 0.11, { low: true, high: true }), CENTS, null],
    ["dense ends stay open", interval(4, 5, { low: true }), DENSE, interval(4, 5, { low: true })],
    ["doubles close", interval(0.1, 1, { low: true }), DOUBLES, interval(0.1 + 2 ** -56, 1)],
    ["no double is a third", interval(third, third), DOUBLES, null],
    ["next to nothing", interval(0, 1, { low: true }), DOUBLES, interval(5e-324, 1)],
    ["negative", interval(-5, -4, { low: true, high: true }), HALVES, interval(-4.5, -4.5)],
    ["without ends", interval(-FAR, FAR), WHOLE, interval(-FAR, FAR)],
    ["upside down", { low: 2, lowOpen: false, high: 1, highOpen: false }, DENSE, null],
  ])("%s", (_, part, grid, expected) => {
    expect(onGrid(part, grid)).toEqual(expected);
  });
});

test.each([0, 1, -1, 0.1, 5e-324, -5e-324, 1e300, 2 ** 53])("%d has neighbours", (value) => {
  expect(nextDouble(value)).toBeGreaterThan(value);
  expect(previousDouble(value)).toBeLessThan(value);
  expect(previousDouble(nextDouble(value))).toBe(value);
  // Nothing lies between.
  const middle = value / 2 + nextDouble(value) / 2;
  expect([value, nextDouble(value)]).toContain(middle);
});

describe("joined", () => {
  test.each<readonly [name: string, parts: Intervals, grid: Grid, expected: Intervals]>([
    ["whole neighbours", [interval(1, 2), interval(3, 4)], WHOLE, [interval(1, 4)]],
    ["not so of numbers", [interval(1, 2), interval(3, 4)], DOUBLES, [interval(1, 2), interval(3, 4)]],
    ["touching", [interval(1, 2, { high: true }), interval(2, 4)], DENSE, [interval(1, 4)]],
    [
      "one value left out",
      [interval(1, 2, { high: true }), interval(2, 4, { low: true })],
      DENSE,
      [interval(1, 2, { high: true }), interval(2, 4, { low: true })],
    ],
    ["cents", [interval(0.1, 0.12), interval(0.13, 0.2)], CENTS, [interval(0.1, 0.2)]],
    ["one within another", [interval(1, 9), interval(2, 3)], DENSE, [interval(1, 9)]],
  ])("%s", (_, parts, grid, expected) => {
    expect(union(parts, grid)).toEqual(expected);
    expect(union([...parts].reverse(), grid)).toEqual(expected);
  });
});

const GRIDS: readonly (readonly [Grid, step: number])[] = [
  [DENSE, 0.25],
  [DOUBLES, 0.25],
  [WHOLE, 1],
  [HALVES, 0.5],
];

/** All that matters between -4 and 4: every quarter, on the grid. */
function points(step: number): readonly number[] {
  return Array.from({ length: Math.round(8 / step) + 1 }, (_, index) => index * step - 4);
}

const parts = fc.array(
  fc
    .tuple(
      fc.integer({ min: -6, max: 6 }),
      fc.integer({ min: 0, max: 6 }),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(0, 0, 1, 2),
    )
    .map(([low, length, lowOpen, highOpen, far]) =>
      interval(far === 1 ? -FAR : low / 2, far === 2 ? FAR : (low + length) / 2, { low: lowOpen, high: highOpen }),
    ),
  { maxLength: 4 },
);

test(`sets are what their points say (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.constantFrom(...GRIDS), parts, parts, ([grid, step], one, other) => {
      const left = union(one, grid);
      const right = union(other, grid);
      const holds = (set: Intervals) => points(step).map((point) => containsNumber(set, point));
      const inLeft = holds(left);
      const inRight = holds(right);
      expect(inLeft).toEqual(points(step).map((point) => one.some((part) => containsNumber([part], point))));
      expect(holds(union([...one, ...other], grid))).toEqual(inLeft.map((value, index) => value || inRight[index]!));
      expect(holds(intersect(left, right))).toEqual(inLeft.map((value, index) => value && inRight[index]!));
      expect(holds(complement(left, grid))).toEqual(inLeft.map((value) => !value));
      // One set has one form.
      expect(equalIntervals(complement(complement(left, grid), grid), left)).toBe(true);
      expect(equalIntervals(union(intersect(left, right), grid), intersect(left, right))).toBe(true);
      expect(intersect(left, complement(left, grid))).toEqual([]);
      expect(union([...left, ...complement(left, grid)], grid)).toEqual([interval(-FAR, FAR)]);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test.each<Exact>([0.1, 1, third])("a single value", (value) => {
  expect(containsNumber(only(value), value)).toBe(true);
  expect(containsNumber(only(value), 2)).toBe(false);
});
