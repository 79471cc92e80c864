import fc from "fast-check";
import { DENSE, DOUBLES, type Grid, type Interval, interval, nextDouble, union, WHOLE } from "../../sets/intervals.js";
import {
  allTextsBut,
  containsValue,
  intersectSets,
  type NumberSet,
  numbers,
  type TextSet,
  texts,
  type ValueSet,
} from "../../sets/value-set.js";
import type { Box, Universes } from "../box.js";

export type Value = number | string | boolean | undefined;

/** A quantity of which a few points stand for all values: what sets of `set` tell apart, they tell apart. */
export interface Quantity {
  readonly universe: ValueSet;
  readonly points: readonly Value[];
  readonly set: fc.Arbitrary<ValueSet>;
}

const NEXT = nextDouble(1);

function numberQuantity(grid: Grid, ends: readonly number[], points: readonly number[], universe: NumberSet): Quantity {
  const part: fc.Arbitrary<Interval> = fc
    .tuple(
      fc.constantFrom(Number.NEGATIVE_INFINITY, ...ends),
      fc.constantFrom(...ends, Number.POSITIVE_INFINITY),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([low, high, lowOpen, highOpen]) => interval(low, high, { low: lowOpen, high: highOpen }));
  const set = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([parts, missing]) => intersectSets(numbers(union(parts, grid), grid, missing), universe));
  return {
    universe,
    points: [...points, undefined],
    set: fc.oneof({ arbitrary: set, weight: 5 }, { arbitrary: fc.constant(universe), weight: 1 }),
  };
}

function textQuantity(values: readonly string[], universe: TextSet): Quantity {
  const set = fc
    .tuple(fc.subarray([...values]), fc.boolean(), fc.boolean())
    .map(([some, rest, missing]) => intersectSets(rest ? allTextsBut(some, missing) : texts(some, missing), universe));
  return {
    universe,
    points: [...values, "another", undefined],
    set: fc.oneof({ arbitrary: set, weight: 5 }, { arbitrary: fc.constant(universe), weight: 1 }),
  };
}

const truth: Quantity = {
  universe: { kind: "truth", missing: true, yes: true, no: true },
  points: [true, false, undefined],
  set: fc.record({ kind: fc.constant("truth" as const), missing: fc.boolean(), yes: fc.boolean(), no: fc.boolean() }),
};

const every = (grid: Grid, missing: boolean): NumberSet =>
  numbers(union([interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)], grid), grid, missing);

/** One of each kind; the points of each are tested against `containsValue`, which is what decides. */
const quantities: readonly Quantity[] = [
  numberQuantity(
    WHOLE,
    [0, 1, 2, 3, 4],
    [0, 1, 2, 3, 4],
    numbers(union([interval(0, 1), interval(3, 4)], WHOLE), WHOLE, true),
  ),
  numberQuantity(WHOLE, [0, 1, 2, 3], [-1, 0, 1, 2, 3, 4], every(WHOLE, false)),
  numberQuantity(DENSE, [0, 1, 2], [-1, 0, 0.5, 1, 1.5, 2, 3], every(DENSE, true)),
  numberQuantity(DOUBLES, [0, 1, NEXT], [-1, 0, 0.5, 1, NEXT, 2], every(DOUBLES, false)),
  textQuantity(["a", "b", "c"], texts(["a", "b", "c"])),
  textQuantity(["a", "b", "c"], allTextsBut(["c"], true)),
  truth,
];

/** Some quantities, and boxes over them. */
export const boxes = (
  minLength: number,
  maxLength: number,
): fc.Arbitrary<{ chosen: readonly number[]; boxes: Box[] }> =>
  fc
    .subarray(
      quantities.map((_, index) => index),
      { minLength: 2, maxLength: 3 },
    )
    .chain((chosen) =>
      fc.record({ chosen: fc.constant(chosen), boxes: fc.array(boxOver(chosen), { minLength, maxLength }) }),
    );

export const boxOver = (chosen: readonly number[]): fc.Arbitrary<Box> =>
  fc.tuple(...chosen.map((number) => fc.option(quantities[number]!.set, { nil: null, freq: 10 }))).map((sets) => ({
    sets: new Map(sets.flatMap((set, index) => (set === null ? [] : [[chosen[index]!, set] as const]))),
  }));

export const universes: Universes = (quantity) => quantities[quantity]!.universe;

/** All points of the space of some quantities. */
export function pointsOf(chosen: readonly number[]): ReadonlyMap<number, Value>[] {
  let points: ReadonlyMap<number, Value>[] = [new Map()];
  for (const number of chosen) {
    const { universe, points: values } = quantities[number]!;
    const possible = values.filter((value) => containsValue(universe, value));
    points = points.flatMap((point) => possible.map((value) => new Map([...point, [number, value]])));
  }
  return points;
}

export function isIn(point: ReadonlyMap<number, Value>, box: Box): boolean {
  for (const [quantity, set] of box.sets) if (!containsValue(set, point.get(quantity))) return false;
  return true;
}
