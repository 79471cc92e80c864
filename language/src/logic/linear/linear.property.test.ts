import fc from "fast-check";
import { expect, test } from "vitest";
import * as rational from "../../values/rational.js";
import { Budget } from "../budget.js";
import { addExact, compareExact, type Exact, fractionOf, isFiniteExact, multiplyExact } from "../exact.js";
import {
  containsNumber,
  DENSE,
  DOUBLES,
  type Grid,
  type Interval,
  type Intervals,
  interval,
  union,
  WHOLE,
} from "../sets/intervals.js";
import { isOnGrid } from "./choice.js";
import { checkCore, type LinearAnswer, type LinearProblem, rangeOf, solveLinear } from "./linear.js";

const SEED = 20_261_122;
const RUNS = 300;
const STEPS = 200_000;
const HALVES: Grid = { kind: "steps", step: 0.5 };
const CENTS: Grid = { kind: "steps", step: 0.01 };

/** Whether all that the answer claims is true, as far as it can be seen from itself. */
function expectHonest(problem: LinearProblem, answer: LinearAnswer): void {
  if (answer.kind === "none") {
    expect(answer.core).not.toBeNull();
    expect(checkCore(problem, answer.core!)).toBe(true);
  }
  if (answer.kind === "solution") expect(isSolution(problem, answer.values)).toBe(true);
}

function isSolution(problem: LinearProblem, values: readonly Exact[]): boolean {
  return (
    problem.variables.every(
      ({ grid, allowed }, index) => isOnGrid(values[index]!, grid) && containsNumber(allowed, values[index]!),
    ) &&
    problem.constraints.every(({ terms, allowed }) =>
      containsNumber(
        allowed,
        terms.reduce<Exact>((sum, [index, factor]) => addExact(sum, multiplyExact(factor, values[index]!)), 0),
      ),
    )
  );
}

const end = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -6, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(-2.5, 0.1, 0.3, 1.5, 3.25) },
);
const part: fc.Arbitrary<Interval> = fc
  .tuple(end, end, fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 9 }))
  .map(([a, b, low, high, infinite]) =>
    interval(
      infinite === 0 || infinite === 1 ? Number.NEGATIVE_INFINITY : Math.min(a, b),
      infinite === 1 || infinite === 2 ? Number.POSITIVE_INFINITY : Math.max(a, b),
      { low, high },
    ),
  );
const parts = fc.array(part, { minLength: 1, maxLength: 3 });
const factor = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(1, -1) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, -0.1) },
);

function sums(variables: number, most: number, sets: fc.Arbitrary<readonly Interval[]>) {
  const terms = fc.array(fc.tuple(fc.nat(variables - 1), factor), { minLength: 1, maxLength: 3 });
  return fc.array(fc.record({ terms, allowed: sets.map((set): Intervals => union(set, DENSE)) }), { maxLength: most });
}

/** All that lies in a small box. */
function boxed(part: Interval): Interval {
  return {
    low: isFiniteExact(part.low) ? part.low : -6,
    lowOpen: isFiniteExact(part.low) && part.lowOpen,
    high: isFiniteExact(part.high) ? part.high : 6,
    highOpen: isFiniteExact(part.high) && part.highOpen,
  };
}

const steppedProblem: fc.Arbitrary<LinearProblem> = fc.record({
  variables: fc.array(
    fc
      .tuple(parts, fc.constantFrom(WHOLE, WHOLE, HALVES))
      .map(([set, grid]) => ({ grid, allowed: union(set.map(boxed), grid) })),
    { minLength: 3, maxLength: 3 },
  ),
  constraints: sums(3, 4, parts),
});

/** In fortieths of a factor times a value, so that all numbers are whole. */
function bruteForce(problem: LinearProblem): boolean {
  const variables = problem.variables.map(({ grid, allowed }) => {
    const step = grid.kind === "steps" ? (grid.step as number) : 1;
    const values = Array.from({ length: 12 / step + 1 }, (_, index) => -6 + index * step);
    return values.filter((value) => containsNumber(allowed, value)).map((value) => 2 * value);
  });
  const constraints = problem.constraints.map(({ terms, allowed }) => ({
    terms: terms.map(([index, factor]) => [index, Math.round(20 * (factor as number))] as const),
    allowed: allowed.map((part) => ({ ...part, low: 40 * (part.low as number), high: 40 * (part.high as number) })),
  }));
  const chosen: number[] = [];
  function from(index: number): boolean {
    if (index < variables.length) {
      return variables[index]!.some((value) => {
        chosen[index] = value;
        return from(index + 1);
      });
    }
    return constraints.every(({ terms, allowed }) => {
      const sum = terms.reduce((before, [variable, factor]) => before + factor * chosen[variable]!, 0);
      return allowed.some(
        ({ low, lowOpen, high, highOpen }) =>
          (sum > low || (sum === low && !lowOpen)) && (sum < high || (sum === high && !highOpen)),
      );
    });
  }
  return from(0);
}

test(`steps in a small box: as trying all values says (seed ${SEED})`, () => {
  const seen = { solution: 0, none: 0, unknown: 0 };
  fc.assert(
    fc.property(steppedProblem, (problem) => {
      const answer = solveLinear(problem, new Budget(STEPS));
      expectHonest(problem, answer);
      expect(answer.kind).toBe(bruteForce(problem) ? "solution" : "none");
      seen[answer.kind] += 1;
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(seen.solution).toBeGreaterThan(RUNS / 8);
  expect(seen.none).toBeGreaterThan(RUNS / 8);
});

const denseProblem: fc.Arbitrary<LinearProblem> = fc.record({
  variables: fc.array(
    parts.map((set) => ({ grid: DENSE, allowed: union(set, DENSE) })),
    { minLength: 3, maxLength: 3 },
  ),
  constraints: sums(3, 4, fc.array(part, { minLength: 1, maxLength: 2 })),
});

/** Σ factors · variables >= bound, or > if strict. */
interface Inequality {
  readonly factors: readonly rational.Rational[];
  readonly bound: rational.Rational;
  readonly strict: boolean;
}

/** Fourier and Motzkin: adds up each pair that bounds a variable from below and from above. */
function eliminate(system: readonly Inequality[], variable: number): readonly Inequality[] {
  const sign = ({ factors }: Inequality) => rational.compare(factors[variable]!, rational.ZERO);
  const result = system.filter((one) => sign(one) === 0);
  for (const low of system.filter((one) => sign(one) > 0)) {
    for (const high of system.filter((one) => sign(one) < 0)) {
      const [times, plus] = [rational.negate(high.factors[variable]!), low.factors[variable]!];
      const mixed = (a: rational.Rational, b: rational.Rational) =>
        rational.add(rational.multiply(a, times), rational.multiply(b, plus));
      result.push({
        factors: low.factors.map((one, index) => mixed(one, high.factors[index]!)),
        bound: mixed(low.bound, high.bound),
        strict: low.strict || high.strict,
      });
    }
  }
  return result;
}

function isFeasible(system: readonly Inequality[], variables: number): boolean {
  let rest = system;
  for (let variable = 0; variable < variables; variable += 1) rest = eliminate(rest, variable);
  return rest.every(({ bound, strict }) => {
    const order = rational.compare(bound, rational.ZERO);
    return order < 0 || (order === 0 && !strict);
  });
}

/** The inequalities of each choice of one interval for each variable and constraint. */
function* systems(problem: LinearProblem, hulls: boolean): Generator<readonly Inequality[]> {
  const owners = [
    ...problem.variables.map(({ allowed }, index) => ({ terms: [[index, 1] as const], allowed })),
    ...problem.constraints,
  ];
  function* from(at: number): Generator<readonly Inequality[]> {
    const owner = owners[at];
    if (owner === undefined) {
      yield [];
      return;
    }
    const [first, last] = [owner.allowed[0], owner.allowed[owner.allowed.length - 1]];
    if (first === undefined || last === undefined) return;
    const choices = hulls ? [{ ...first, high: last.high, highOpen: last.highOpen }] : owner.allowed;
    for (const rest of from(at + 1)) {
      for (const choice of choices) yield [...inequalities(owner.terms, choice), ...rest];
    }
  }
  function inequalities(terms: LinearProblem["constraints"][number]["terms"], part: Interval): Inequality[] {
    const factors = problem.variables.map(() => rational.ZERO);
    for (const [index, factor] of terms) factors[index] = rational.add(factors[index]!, fractionOf(factor));
    const found: Inequality[] = [];
    if (isFiniteExact(part.low)) found.push({ factors, bound: fractionOf(part.low), strict: part.lowOpen });
    if (isFiniteExact(part.high)) {
      const bound = rational.negate(fractionOf(part.high));
      found.push({ factors: factors.map(rational.negate), bound, strict: part.highOpen });
    }
    return found;
  }
  yield* from(0);
}

test(`dense numbers: as Fourier and Motzkin say (seed ${SEED})`, () => {
  const seen = { solution: 0, none: 0, unknown: 0 };
  fc.assert(
    fc.property(denseProblem, (problem) => {
      const answer = solveLinear(problem, new Budget(STEPS));
      expectHonest(problem, answer);
      let feasible = false;
      for (const system of systems(problem, false)) feasible ||= isFeasible(system, problem.variables.length);
      expect(answer.kind).toBe(feasible ? "solution" : "none");
      seen[answer.kind] += 1;
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(seen.solution).toBeGreaterThan(RUNS / 8);
  expect(seen.none).toBeGreaterThan(RUNS / 8);
});

test(`ranges are as wide as Fourier and Motzkin say (seed ${SEED})`, () => {
  fc.assert(
    fc.property(denseProblem, (problem) => {
      const range = rangeOf(problem, 0, new Budget(STEPS));
      const [system] = [...systems(problem, true)];
      if (system === undefined || !isFeasible(system, problem.variables.length)) {
        expect(range).toBeNull();
        return;
      }
      let rest = system;
      for (let variable = 1; variable < problem.variables.length; variable += 1) rest = eliminate(rest, variable);
      let [low, high]: Exact[] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const { factors, bound } of rest) {
        const sign = rational.compare(factors[0]!, rational.ZERO);
        const end = rational.divide(bound, factors[0]!);
        if (end === null) continue;
        if (sign > 0 && compareExact(end, low!) > 0) low = end;
        if (sign < 0 && compareExact(end, high!) < 0) high = end;
      }
      expect(range).not.toBe("unknown");
      if (range === null || range === "unknown") throw new Error("The problem has a solution");
      expect(compareExact(range.low, low!)).toBe(0);
      expect(compareExact(range.high, high!)).toBe(0);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

const mixedProblem: fc.Arbitrary<LinearProblem> = fc.record({
  variables: fc.array(
    fc
      .tuple(parts, fc.constantFrom(WHOLE, CENTS, DOUBLES, DOUBLES, DENSE), fc.array(end, { maxLength: 2 }))
      .map(([set, grid, prefer]) => ({ grid, allowed: union(set, grid), prefer })),
    { minLength: 4, maxLength: 4 },
  ),
  constraints: sums(4, 4, parts),
});

test(`any mixture, without ends: nothing but the truth, and seldom nothing (seed ${SEED})`, () => {
  const seen = { solution: 0, none: 0, unknown: 0 };
  fc.assert(
    fc.property(mixedProblem, (problem) => {
      const answer = solveLinear(problem, new Budget(STEPS));
      expectHonest(problem, answer);
      seen[answer.kind] += 1;
      expect(solveLinear(problem, new Budget(STEPS))).toEqual(answer);
      // However little may be spent, it is never the contrary.
      const hasty = solveLinear(problem, new Budget(20));
      expectHonest(problem, hasty);
      if (answer.kind !== "unknown" && hasty.kind !== "unknown") expect(hasty.kind).toBe(answer.kind);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(seen.unknown).toBeLessThan(RUNS / 50);
});

const equations: fc.Arbitrary<LinearProblem> = fc.record({
  variables: fc.array(
    fc.tuple(fc.constantFrom(WHOLE, WHOLE, CENTS), fc.integer({ min: -3, max: 9 })).map(([grid, low]) => ({
      grid,
      allowed: union([interval(low > 3 ? Number.NEGATIVE_INFINITY : low, Number.POSITIVE_INFINITY)], grid),
    })),
    { minLength: 4, maxLength: 4 },
  ),
  constraints: fc.array(
    fc.record({
      terms: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -6, max: 6 })), { minLength: 2, maxLength: 4 }),
      allowed: fc.integer({ min: -5, max: 5 }).map((value): Intervals => [interval(value, value)]),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

test(`equations in whole numbers without ends: nothing but the truth, and seldom nothing (seed ${SEED})`, () => {
  const seen = { solution: 0, none: 0, unknown: 0, parity: 0 };
  fc.assert(
    fc.property(equations, (problem) => {
      const answer = solveLinear(problem, new Budget(STEPS));
      expectHonest(problem, answer);
      seen[answer.kind] += 1;
      if (answer.kind === "none" && answer.core?.refutation.kind === "parity") seen.parity += 1;
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(seen.unknown).toBeLessThan(RUNS / 20);
  expect(seen.parity).toBeGreaterThan(0);
});
