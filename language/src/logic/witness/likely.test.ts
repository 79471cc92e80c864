import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, exactFrom } from "../exact.js";
import { containsNumber, DENSE, DOUBLES, type Grid, interval, onGrid, union, WHOLE } from "../sets/intervals.js";
import { type NumberSet, numbers } from "../sets/value-set.js";
import { type LikelyKind, likelyValues } from "./likely.js";

const SEED = 20_261_122;
const TODAY = 20_527;
const CENTS: Grid = { kind: "steps", step: 0.01 };
const INFINITY = Number.POSITIVE_INFINITY;

type Part = readonly [low: Exact, high: Exact, open?: { low?: boolean; high?: boolean }];

function setOf(grid: Grid, ...parts: readonly Part[]): NumberSet {
  return numbers(
    union(
      parts.map(([low, high, open]) => interval(low, high, open)),
      grid,
    ),
    grid,
  );
}

const third = exactFrom({ numerator: 1n, denominator: 3n });

describe("the first value looks like a customer's", () => {
  test.each<[string, NumberSet, LikelyKind, number, Exact]>([
    ["an age", setOf(WHOLE, [18, 65]), "integer", 0, 40],
    ["any age", setOf(WHOLE, [0, 120]), "integer", 0, 0],
    ["from a limit on", setOf(DOUBLES, [80_000, INFINITY]), "amount", 0, 80_000],
    ["above a limit", setOf(DOUBLES, [80_000, INFINITY, { low: true }]), "amount", 0, 90_000],
    ["below a limit", setOf(DOUBLES, [-INFINITY, -85_000]), "amount", 0, -90_000],
    ["between neighbours", setOf(DOUBLES, [0.1, 0.2, { low: true, high: true }]), "number", 0, 0.15],
    ["less than nothing", setOf(DOUBLES, [-INFINITY, 0, { high: true }]), "number", 0, -1],
    ["more than a hair", setOf(DOUBLES, [1e-323, INFINITY]), "number", 0, 1],
    ["just above a number", setOf(DOUBLES, [3, 3.3, { low: true, high: true }]), "number", 0, 3.1],
    ["one cent", setOf(CENTS, [0.07, 0.07]), "amount", 0, 0.07],
    ["more than nothing", setOf(WHOLE, [1, INFINITY]), "count", 0, 1],
    ["nothing", setOf(WHOLE, [0, INFINITY]), "count", 0, 0],
    ["a day", setOf(WHOLE, [-INFINITY, TODAY]), "date", TODAY, TODAY - 30],
    ["a day of this week", setOf(WHOLE, [TODAY - 5, TODAY]), "date", TODAY, TODAY - 1],
    ["long ago", setOf(WHOLE, [-INFINITY, 10_000]), "date", TODAY, 10_000],
    ["the nearer of two", setOf(WHOLE, [100, 120], [20, 30]), "integer", 0, 25],
    ["an exact third", setOf(DENSE, [third, third]), "number", 0, third],
    [
      "a morning",
      setOf(WHOLE, [0, TODAY * 86_400_000]),
      "datetime",
      TODAY * 86_400_000,
      (TODAY - 30) * 86_400_000 + 36e6,
    ],
  ])("%s", (_, set, kind, near, expected) => {
    expect(likelyValues(set, kind, near)[0]).toEqual(expected);
  });
});

const end = fc.oneof(
  fc.integer({ min: -2000, max: 2000 }).map((value) => value / 100),
  fc.integer({ min: -1e9, max: 1e9 }),
  fc
    .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 1, max: 7 }))
    .map(([numerator, denominator]) => exactFrom({ numerator: BigInt(numerator), denominator: BigInt(denominator) })),
  fc.constantFrom<Exact>(-INFINITY, INFINITY, 0, 5e-324, 1.7976931348623157e308, 1e15, 0.1, 0.1 + 0.2),
);
const grids: readonly Grid[] = [DENSE, DOUBLES, WHOLE, CENTS, { kind: "steps", step: 7 }];
const kinds: readonly LikelyKind[] = ["integer", "number", "date", "datetime", "count", "amount"];

test(`there is a likely value for every set that has one, and all are of the set (seed ${SEED})`, () => {
  let some = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(end, end, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...grids),
      fc.constantFrom(...kinds),
      fc.constantFrom(0, TODAY, TODAY * 86_400_000),
      (parts, grid, kind, near) => {
        const set = setOf(
          grid,
          ...parts.map(([low, high, open, close]): Part => [low, high, { low: open, high: close }]),
        );
        const values = likelyValues(set, kind, near);
        expect(values.length > 0).toBe(set.intervals.length > 0);
        expect(values.length).toBeLessThanOrEqual(8);
        some += values.length;
        for (const value of values) {
          expect(containsNumber(set.intervals, value)).toBe(true);
          expect(onGrid(interval(value, value), grid)).not.toBeNull();
        }
        const written = values.map((value) =>
          typeof value === "number" ? value : `${value.numerator}/${value.denominator}`,
        );
        expect(new Set(written).size).toBe(values.length);
      },
    ),
    { seed: SEED, numRuns: 2000 },
  );
  expect(some).toBeGreaterThan(2000);
});
