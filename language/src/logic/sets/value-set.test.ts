import fc from "fast-check";
import { expect, test } from "vitest";
import { interval, only, union, WHOLE } from "./intervals.js";
import {
  allTextsBut,
  complementWithin,
  containsValue,
  EITHER,
  equalSets,
  hasValue,
  intersectSets,
  isEmptySet,
  isSubset,
  meets,
  numbers,
  texts,
  uniteSets,
  type ValueSet,
  withMissing,
} from "./value-set.js";

const SEED = 20_261_122;

type Value = number | string | boolean | undefined;

/** Sets of one kind, their universe, and values enough to tell any two of them apart. */
interface Kind {
  readonly sets: fc.Arbitrary<ValueSet>;
  readonly universe: ValueSet;
  readonly values: readonly Value[];
}

const LETTERS = ["a", "b", "c", "d"];
const someLetters = fc.subarray(LETTERS);

const KINDS: readonly Kind[] = [
  {
    universe: numbers([interval(0, 7)], WHOLE, true),
    values: [0, 1, 2, 3, 4, 5, 6, 7, undefined],
    sets: fc
      .tuple(fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]), fc.boolean())
      .map(([kept, missing]) => numbers(union(kept.flatMap(only), WHOLE), WHOLE, missing)),
  },
  {
    universe: texts(LETTERS, true),
    values: [...LETTERS, undefined],
    sets: fc.tuple(someLetters, fc.boolean()).map(([kept, missing]) => texts(kept, missing)),
  },
  {
    universe: allTextsBut([], true),
    // A text that none of the sets names stands for all others.
    values: [...LETTERS, "other", undefined],
    sets: fc
      .tuple(someLetters, fc.boolean(), fc.boolean())
      .map(([kept, missing, but]) => (but ? allTextsBut(kept, missing) : texts(kept, missing))),
  },
  {
    universe: withMissing(EITHER, true),
    values: [true, false, undefined],
    sets: fc
      .tuple(fc.boolean(), fc.boolean(), fc.boolean())
      .map(([missing, yes, no]): ValueSet => ({ kind: "truth", missing, yes, no })),
  },
];

test.each(KINDS.map((kind) => [kind.universe.kind, kind] as const))(
  `sets of %s are what their values say (seed ${SEED})`,
  (_, { sets, universe, values }) => {
    fc.assert(
      fc.property(sets, sets, (left, right) => {
        const holds = (set: ValueSet) => values.map((value) => containsValue(set, value));
        const inLeft = holds(left);
        const inRight = holds(right);
        const both = inLeft.map((value, index) => value && inRight[index]!);
        expect(holds(intersectSets(left, right))).toEqual(both);
        expect(holds(uniteSets(left, right))).toEqual(inLeft.map((value, index) => value || inRight[index]!));
        expect(holds(complementWithin(left, universe))).toEqual(inLeft.map((value) => !value));
        expect(meets(left, right)).toBe(both.includes(true));
        expect(isEmptySet(left)).toBe(!inLeft.includes(true));
        expect(hasValue(left)).toBe(inLeft.slice(0, -1).includes(true));
        expect(isSubset(left, right)).toBe(inLeft.every((value, index) => !value || inRight[index]!));
        expect(equalSets(left, right)).toBe(inLeft.every((value, index) => value === inRight[index]));
        expect(equalSets(complementWithin(complementWithin(left, universe), universe), left)).toBe(true);
        expect(containsValue(withMissing(left, false), undefined)).toBe(false);
      }),
      { seed: SEED, numRuns: 300 },
    );
  },
);

test("sets of different kinds never meet", () => {
  const number = numbers([interval(0, 7)], WHOLE);
  for (const combine of [intersectSets, uniteSets, isSubset]) {
    expect(() => combine(number, texts(["a"]))).toThrow(TypeError);
  }
});

test("nothing falls out of a set that is kept whole: it stays the same object", () => {
  const cities = texts(["Tehran", "Rasht"]);
  expect(intersectSets(cities, cities)).toBe(cities);
  expect((intersectSets(cities, allTextsBut(["Karaj"])) as typeof cities).values).toBe(cities.values);
});
