import { expect, test } from "vitest";
import { Budget } from "../budget.js";
import { addExact, type Exact, exactFrom, multiplyExact } from "../exact.js";
import {
  containsNumber,
  DENSE,
  DOUBLES,
  EVERY_NUMBER,
  type Grid,
  type Intervals,
  interval,
  union,
  WHOLE,
} from "../sets/intervals.js";
import { isOnGrid } from "./choice.js";
import {
  checkCore,
  type LinearAnswer,
  type LinearConstraint,
  type LinearVariable,
  type Refutation,
  rangeOf,
  solveLinear,
} from "./linear.js";

const INFINITE = Number.POSITIVE_INFINITY;
const CENTS: Grid = { kind: "steps", step: 0.01 };

function variable(grid: Grid, allowed: Intervals = EVERY_NUMBER, prefer?: readonly Exact[]): LinearVariable {
  return prefer === undefined ? { grid, allowed } : { grid, allowed, prefer };
}

function between(low: Exact, high: Exact, grid: Grid = DENSE): Intervals {
  return union([interval(low, high)], grid);
}

function above(low: Exact): Intervals {
  return [interval(low, INFINITE, { low: true })];
}

function atLeast(low: Exact): Intervals {
  return [interval(low, INFINITE)];
}

function not(value: Exact): Intervals {
  return [interval(-INFINITE, value, { high: true }), interval(value, INFINITE, { low: true })];
}

function sum(coefficients: readonly Exact[], allowed: Intervals): LinearConstraint {
  return { terms: coefficients.map((coefficient, index) => [index, coefficient] as const), allowed };
}

/** The answer, after everything that can be checked about it has been. */
function solved(
  variables: readonly LinearVariable[],
  constraints: readonly LinearConstraint[],
  steps = 100_000,
): LinearAnswer {
  const problem = { variables, constraints };
  const answer = solveLinear(problem, new Budget(steps));
  if (answer.kind === "none" && answer.core !== null) expect(checkCore(problem, answer.core)).toBe(true);
  if (answer.kind === "solution") {
    expect(answer.values).toHaveLength(variables.length);
    variables.forEach(({ grid, allowed }, index) => {
      expect(isOnGrid(answer.values[index]!, grid)).toBe(true);
      expect(containsNumber(allowed, answer.values[index]!)).toBe(true);
    });
    for (const { terms, allowed } of constraints) {
      const total = terms.reduce<Exact>(
        (before, [index, coefficient]) => addExact(before, multiplyExact(coefficient, answer.values[index]!)),
        0,
      );
      expect(containsNumber(allowed, total)).toBe(true);
    }
  }
  return answer;
}

function values(answer: LinearAnswer): readonly Exact[] | string {
  return answer.kind === "solution" ? answer.values : answer.kind;
}

const CASES: readonly [
  name: string,
  variables: readonly LinearVariable[],
  constraints: readonly LinearConstraint[],
  answer: readonly Exact[] | "none" | "unknown",
][] = [
  ["nothing at all", [], [], []],
  ["no number allowed", [variable(DENSE), variable(WHOLE, [])], [], "none"],
  ["no number allowed beside a sum", [variable(DENSE), variable(WHOLE, [])], [sum([1], above(3))], "none"],
  ["an empty sum that must be 0", [], [sum([], between(0, 0))], []],
  ["an empty sum that must not be", [], [sum([], above(0))], "none"],
  ["an empty sum in a hole", [], [sum([], not(0))], "none"],
  ["a sum that may be nothing", [variable(DENSE)], [sum([1], [])], "none"],
  ["x > 0 and x < 0", [variable(DENSE)], [sum([1], above(0)), sum([-1], above(0))], "none"],
  ["x >= 0 and x <= 0", [variable(DENSE)], [sum([1], atLeast(0)), sum([-1], atLeast(0))], [0]],
  [
    "x - y > 100 and y - x > -50",
    [variable(DOUBLES, atLeast(0)), variable(DOUBLES, atLeast(0))],
    [sum([1, -1], above(100)), sum([-1, 1], above(-50))],
    "none",
  ],
  [
    "income - rent > 100",
    [variable(DOUBLES, atLeast(0)), variable(DOUBLES, atLeast(0))],
    [sum([1, -1], above(100))],
    [110, 0],
  ],
  [
    "rent > income beside income - rent > 100",
    [variable(DOUBLES, atLeast(0)), variable(DOUBLES, atLeast(0))],
    [sum([1, -1], above(100)), sum([-1, 1], above(0))],
    "none",
  ],
  [
    "whole x < y < x + 1",
    [variable(WHOLE), variable(WHOLE)],
    [sum([-1, 1], above(0)), sum([1, -1], above(-1))],
    "none",
  ],
  [
    "dense x < y < x + 1",
    [variable(DENSE), variable(DENSE)],
    [sum([-1, 1], above(0)), sum([1, -1], above(-1))],
    [0, 0.1],
  ],
  ["2x = 2y + 1, whole", [variable(WHOLE), variable(WHOLE)], [sum([2, -2], between(1, 1))], "none"],
  ["2x = 2y + 1, dense", [variable(DENSE), variable(DENSE)], [sum([2, -2], between(1, 1))], [0, -0.5]],
  [
    "a circle of less-than",
    [variable(DENSE), variable(DENSE), variable(DENSE)],
    [sum([1, -1], above(0)), sum([0, 1, -1], above(0)), sum([-1, 0, 1], above(0))],
    "none",
  ],
  [
    "cents that add up",
    [variable(CENTS, between(0, 1, CENTS)), variable(CENTS, between(0, 1, CENTS))],
    [sum([1, 1], between(0.3, 0.3))],
    [0, 0.3],
  ],
  [
    "cents between cents",
    [variable(CENTS), variable(CENTS)],
    [sum([1, 1], [interval(0.3, 0.31, { low: true, high: true })])],
    "none",
  ],
  [
    "one tenth and two tenths",
    [variable(DOUBLES, between(0.1, 0.1)), variable(DOUBLES, between(0.2, 0.2))],
    [sum([1, 1], not(0.3))],
    "none",
  ],
  ["a third is no double", [variable(DOUBLES)], [sum([3], between(1, 1))], "unknown"],
  [
    "a third is a fraction",
    [variable(DENSE)],
    [sum([3], between(1, 1))],
    [exactFrom({ numerator: 1n, denominator: 3n })],
  ],
  [
    "thirds go by another way",
    [variable(DOUBLES, between(1, 2)), variable(DOUBLES)],
    [sum([1, -3], between(0, 0))],
    [1.2, 0.4],
  ],
  [
    "holes in a variable",
    [variable(WHOLE, [interval(-9, 3), interval(7, 9)]), variable(WHOLE, between(0, 1))],
    [sum([1, -1], atLeast(4))],
    [7, 0],
  ],
  [
    "holes in a sum",
    [variable(WHOLE, between(0, 1)), variable(WHOLE, between(0, 1))],
    [sum([1, 1], [interval(-INFINITE, -1), interval(3, INFINITE)])],
    "none",
  ],
  [
    "different from each other",
    [variable(WHOLE, between(0, 1)), variable(WHOLE, between(0, 1)), variable(WHOLE, between(0, 1))],
    [sum([1, -1], not(0)), sum([0, 1, -1], not(0)), sum([1, 0, -1], not(0))],
    "none",
  ],
  [
    "x + y = 2z and x - y = 1, whole",
    [variable(WHOLE), variable(WHOLE), variable(WHOLE)],
    [sum([1, 1, -2], between(0, 0)), sum([1, -1], between(1, 1))],
    "none",
  ],
  [
    "the same in cents",
    [variable(CENTS), variable(CENTS), variable(CENTS)],
    [sum([1, 1, -2], between(0, 0)), sum([1, -1], between(0.01, 0.01))],
    "none",
  ],
  [
    "6x + 10y + 15z = 1",
    [variable(WHOLE, atLeast(0)), variable(WHOLE), variable(WHOLE)],
    [sum([6, 10, 15], between(1, 1))],
    [1, 1, -1],
  ],
  [
    "even numbers and odd numbers",
    [
      variable(
        WHOLE,
        Array.from({ length: 200 }, (_, index) => interval(2 * index, 2 * index)),
      ),
      variable(
        WHOLE,
        Array.from({ length: 200 }, (_, index) => interval(2 * index + 1, 2 * index + 1)),
      ),
    ],
    [sum([1, -1], between(0, 0))],
    "none",
  ],
  [
    "days against instants",
    [variable(WHOLE, between(20_000, 20_010)), variable(WHOLE)],
    [sum([86_400_000, -1], between(-86_399_999, 0)), sum([0, 1], atLeast(1_728_864_000_000))],
    [20_010, 1_728_900_000_000],
  ],
  [
    "preferred if possible",
    [variable(WHOLE, between(0, 100), [30, 50]), variable(WHOLE, between(0, 100), [45, 20])],
    [sum([1, -1], above(0))],
    [30, 20],
  ],
  [
    "more than the greatest",
    [variable(DOUBLES, between(0, 1e300)), variable(DOUBLES, between(0, 1e300))],
    [sum([1, 1], above(2e300))],
    "none",
  ],
  [
    "the only double",
    [variable(DOUBLES, union(above(17), DOUBLES)), variable(DOUBLES, between(0, 17.000000000000004, DOUBLES))],
    [sum([1, -1], between(0, 0))],
    [17.000000000000004, 17.000000000000004],
  ],
  [
    "no double in between",
    [variable(DOUBLES, union(above(17), DOUBLES)), variable(DOUBLES, between(0, 17.000000000000004, DOUBLES))],
    [sum([-1, 1], above(0))],
    "none",
  ],
  [
    "less than a double above another",
    [
      variable(DOUBLES, union([interval(17, INFINITE, { low: true })], DOUBLES)),
      variable(DOUBLES, union([interval(17, INFINITE, { low: true })], DOUBLES)),
    ],
    [sum([1, -1], above(0)), sum([-1], above(-17.5))],
    [17.1, 17.01],
  ],
];

test.each(CASES)("%s", (_, variables, constraints, expected) => {
  const answer = solved(variables, constraints);
  expect(values(answer)).toEqual(expected);
});

test("ranges", () => {
  const problem = {
    variables: [variable(WHOLE, atLeast(18)), variable(DOUBLES, between(0, 30, DOUBLES)), variable(DENSE)],
    constraints: [sum([1, -1], [interval(-INFINITE, 0, { high: true })])],
  };
  expect(rangeOf(problem, 0, new Budget(1000))).toEqual({ low: 18, high: 30 });
  expect(rangeOf(problem, 1, new Budget(1000))).toEqual({ low: 18, high: 30 });
  expect(rangeOf(problem, 2, new Budget(1000))).toEqual({ low: -INFINITE, high: INFINITE });
  expect(rangeOf(problem, 2, new Budget(1))).toBe("unknown");
  const impossible = { ...problem, constraints: [sum([-1, 1], above(20))] };
  expect(rangeOf(impossible, 2, new Budget(1000))).toBeNull();
});

test("what could be split for ever ends", () => {
  const budget = new Budget(1_000_000);
  const whole = variable(WHOLE);
  // Between 1/3 and 2/3 of a whole number in a sum, with a third variable that hides it from rounding.
  const problem = {
    variables: [whole, whole, variable(DENSE, between(-0.1, 0.1))],
    constraints: [sum([3, -3, 1], between(1, 2))],
  };
  expect(solveLinear(problem, budget).kind).toBe("unknown");
  expect(budget.spent).toBeLessThan(100_000);
});

test("a refutation that does not refute is found out", () => {
  const problem = {
    variables: [variable(WHOLE, between(0, 10)), variable(WHOLE, between(0, 10))],
    constraints: [sum([1, -1], above(3)), sum([-1, 1], above(-5))],
  };
  const low = { of: "constraint", index: 0, side: "low", multiplier: 1 } as const;
  const other = { of: "constraint", index: 1, side: "low", multiplier: 1 } as const;
  const claims: readonly Refutation[] = [
    { kind: "sum", terms: [] },
    { kind: "sum", terms: [low] },
    { kind: "sum", terms: [low, other] },
    { kind: "sum", terms: [low, { ...other, multiplier: -1 }] },
    { kind: "sum", terms: [low, { ...other, side: "high" }] },
    { kind: "parity", terms: [] },
    { kind: "parity", terms: [{ of: "constraint", index: 0, multiplier: 0.5 }] },
    {
      kind: "split",
      on: { of: "variable", index: 0 },
      at: 5,
      below: { kind: "sum", terms: [low, other] },
      above: { kind: "sum", terms: [low, other] },
    },
  ];
  for (const refutation of claims) {
    expect(checkCore(problem, { variables: [0, 1], constraints: [0, 1], refutation })).toBe(false);
  }
  // A true one, which uses more than it says.
  const stricter = { ...problem, constraints: [sum([1, -1], above(5)), sum([-1, 1], above(-5))] };
  const refutation = { kind: "sum", terms: [low, other] } as const;
  expect(checkCore(stricter, { variables: [], constraints: [0, 1], refutation })).toBe(true);
  expect(checkCore(stricter, { variables: [], constraints: [0], refutation })).toBe(false);
});
