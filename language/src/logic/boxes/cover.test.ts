import { describe, expect, test } from "vitest";
import { Budget } from "../budget.js";
import { DENSE, DOUBLES, EVERY_NUMBER, type Grid, interval, nextDouble, union, WHOLE } from "../sets/intervals.js";
import { allTextsBut, numbers, texts, type ValueSet } from "../sets/value-set.js";
import type { Box, Universes } from "./box.js";
import { mergeRegions, uncovered } from "./cover.js";
import { meetingPairs } from "./join.js";

const box = (...sets: (ValueSet | null)[]): Box => ({
  sets: new Map(sets.flatMap((set, quantity) => (set === null ? [] : [[quantity, set] as const]))),
});

function gapsOf(boxes: readonly Box[], universes: Universes): readonly Box[] {
  const { gaps, complete } = uncovered(boxes, universes, {
    budget: new Budget(10_000),
    most: 100,
    visit: () => ({ kind: "gap" }),
  });
  expect(complete).toBe(true);
  return gaps;
}

const INFINITY = Number.POSITIVE_INFINITY;

describe("one number", () => {
  const upTo = (high: number, grid: Grid, open = false) =>
    numbers(union([interval(-INFINITY, high, { high: open })], grid), grid);
  const from = (low: number, grid: Grid, open = false) =>
    numbers(union([interval(low, INFINITY, { low: open })], grid), grid);
  const every = (grid: Grid) => () => numbers(EVERY_NUMBER, grid);

  test.each([
    ["<= 4 and >= 5 of whole numbers", WHOLE, upTo(4, WHOLE), from(5, WHOLE), "apart", "no gap"],
    ["< 5 and > 4 of whole numbers", WHOLE, upTo(5, WHOLE, true), from(4, WHOLE, true), "apart", "no gap"],
    ["<= 4 and >= 5 of any numbers", DENSE, upTo(4, DENSE), from(5, DENSE), "apart", "gap"],
    ["< 5 and >= 5", DENSE, upTo(5, DENSE, true), from(5, DENSE), "apart", "no gap"],
    ["<= 5 and >= 5", DENSE, upTo(5, DENSE), from(5, DENSE), "meet", "no gap"],
    ["< 5 and > 5", DENSE, upTo(5, DENSE, true), from(5, DENSE, true), "apart", "gap"],
    ["< 5 and > 5 of doubles", DOUBLES, upTo(5, DOUBLES, true), from(5, DOUBLES, true), "apart", "gap"],
    ["<= 1 and >= the next double", DOUBLES, upTo(1, DOUBLES), from(nextDouble(1), DOUBLES), "apart", "no gap"],
    ["<= 1 and >= the next double, of any numbers", DENSE, upTo(1, DENSE), from(nextDouble(1), DENSE), "apart", "gap"],
  ] as const)("%s", (_, grid, low, high, meeting, gap) => {
    const pairs = meetingPairs([[box(low)], [box(high)]], every(grid));
    expect(pairs).toEqual(meeting === "meet" ? [{ groups: [0, 1], boxes: [0, 0] }] : []);
    expect(gapsOf([box(low), box(high)], every(grid)).length).toBe(gap === "gap" ? 1 : 0);
  });

  test("a gap of one value is that value", () => {
    expect(gapsOf([box(upTo(4, WHOLE)), box(from(6, WHOLE))], every(WHOLE))).toEqual([
      box(numbers([interval(5, 5)], WHOLE)),
    ]);
  });

  test("a fraction that no double names", () => {
    const third = { numerator: 1n, denominator: 3n };
    const low = numbers([interval(-INFINITY, third)], DENSE);
    const high = numbers([interval(third, INFINITY, { low: true })], DENSE);
    expect(meetingPairs([[box(low)], [box(high)]], every(DENSE))).toEqual([]);
    expect(gapsOf([box(low), box(high)], every(DENSE))).toEqual([]);
  });
});

describe("texts and missing", () => {
  const cities: Universes = () => allTextsBut([], true);

  test("all texts but two lists, and missing, are the gap", () => {
    const lists = [box(texts(["Tehran", "Isfahan"])), box(texts(["Natanz"]))];
    expect(gapsOf(lists, cities)).toEqual([box(allTextsBut(["Natanz", "Isfahan", "Tehran"], true))]);
  });

  test("two boxes meet where both may be missing", () => {
    expect(meetingPairs([[box(texts(["a"], true))], [box(texts(["b"], true))]], cities)).toHaveLength(1);
    expect(meetingPairs([[box(texts(["a"], true))], [box(texts(["b"]))]], cities)).toEqual([]);
  });

  test("two lists of 500 with one text in common", () => {
    const list = (from: number) => texts(Array.from({ length: 500 }, (_, index) => `city ${from + index}`));
    expect(meetingPairs([[box(list(0))], [box(list(499))], [box(list(1_000))]], cities)).toEqual([
      { groups: [0, 1], boxes: [0, 0] },
    ]);
  });
});

test("a space without values has no gap", () => {
  expect(gapsOf([box(texts(["a"]))], () => texts([]))).toEqual([]);
});

test("no box at all leaves everything", () => {
  expect(gapsOf([], () => texts([]))).toEqual([box()]);
});

test("neighbouring regions are joined", () => {
  const universes: Universes = () => numbers(EVERY_NUMBER, WHOLE);
  const range = (low: number, high: number) => numbers([interval(low, high)], WHOLE);
  expect(
    mergeRegions(
      [
        box(range(0, 4), range(0, 1)),
        box(range(5, 9), range(0, 1)),
        box(range(0, 9), range(2, 5)),
        box(range(0, 9), range(8, 9)),
        box(range(3, 3), range(8, 8)),
      ],
      universes,
    ),
  ).toEqual([box(range(0, 9), numbers([interval(0, 5), interval(8, 9)], WHOLE))]);
});

/** Clauses of three as boxes that forbid: a hard question of logic as a question of cover. */
test("a hard cover ends within its budget", () => {
  const variables = 120;
  const truth = [0, 1].map((value) => numbers([interval(value, value)], WHOLE));
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % below;
  };
  const clauses = Array.from({ length: variables * 5 }, (): Box => {
    const sets = new Map<number, ValueSet>();
    while (sets.size < 3) sets.set(random(variables), truth[random(2)]!);
    return { sets };
  });
  const budget = new Budget(20_000);
  const result = uncovered(clauses, () => numbers([interval(0, 1)], WHOLE), {
    budget,
    most: 1,
    visit: () => ({ kind: "gap" }),
  });
  expect(result).toEqual({ gaps: [], unknown: [], complete: false });
  expect(budget.exhausted).toBe(true);
});
