import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOn } from "../kit/verdicts.js";

const seed = 61_007;
const SCHEMA = "customer { id: text key x: integer -4..4 y: integer -4..4 z: integer 0..3 }";

type Numbers = Readonly<Record<"x" | "y" | "z", number>>;

interface NumberCondition {
  readonly text: string;
  readonly holds: (numbers: Numbers) => boolean;
}

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "=": (left, right) => left === right,
  "<": (left, right) => left < right,
  ">=": (left, right) => left >= right,
  "!=": (left, right) => left !== right,
};
const name = fc.constantFrom("x" as const, "y" as const, "z" as const);
const operator = fc.constantFrom(...Object.keys(COMPARISONS));
const ends = fc.integer({ min: -6, max: 17 });

const condition: fc.Arbitrary<NumberCondition> = fc.oneof(
  fc.tuple(name, operator, fc.integer({ min: -5, max: 5 })).map(([one, compared, end]) => ({
    text: `${one} ${compared} ${end}`,
    holds: (at: Numbers) => COMPARISONS[compared]!(at[one], end),
  })),
  fc.tuple(name, name, operator, ends).map(([one, other, compared, end]) => ({
    text: `${one} * ${other} ${compared} ${end}`,
    holds: (at: Numbers) => COMPARISONS[compared]!(at[one] * at[other], end),
  })),
  fc.tuple(name, name, name, operator, fc.integer({ min: 1, max: 3 })).map(([one, other, third, compared, factor]) => ({
    text: `${one} * ${other} ${compared} ${factor} * ${third}`,
    holds: (at: Numbers) => COMPARISONS[compared]!(at[one] * at[other], factor * at[third]),
  })),
  fc.tuple(name, name, name, fc.constantFrom("=", "<", ">=")).map(([one, other, third, compared]) => ({
    text: `${one} / ${other} ${compared} ${third}`,
    // What is divided by 0 is missing, and compares with nothing.
    holds: (at: Numbers) => at[other] !== 0 && compareFractions(at[one], at[other], compared, at[third]),
  })),
);

function compareFractions(above: number, below: number, compared: string, whole: number): boolean {
  const sign = Math.sign(below);
  return COMPARISONS[compared]!(above * sign, whole * below * sign);
}

const some = fc.array(condition, { minLength: 1, maxLength: 2 });

describe("products, squares and quotients of fields", () => {
  it(`are apart only if no numbers meet both, and meet where numbers do (seed ${seed})`, () => {
    const decided = { possible: 0, impossible: 0, undecided: 0 };
    fc.assert(
      fc.property(some, some, (first, second) => {
        const both = [...first, ...second];
        const [one, other] = [first, second].map((parts) => parts.map(({ text }) => text).join(" and "));
        const { kind } = verdictOn(SCHEMA, one!, other!);
        decided[kind] += 1;
        const range = Array.from({ length: 9 }, (_, index) => index - 4);
        const meets = range.some((x) =>
          range.some((y) => [0, 1, 2, 3].some((z) => both.every(({ holds }) => holds({ x, y, z })))),
        );
        if (kind !== "undecided") expect(kind, `${one}, and ${other}`).toBe(meets ? "possible" : "impossible");
      }),
      { seed, numRuns: 100, endOnFailure: true },
    );
    expect(decided.impossible).toBeGreaterThan(8);
    expect(decided.undecided).toBeLessThan(10);
  });
});
