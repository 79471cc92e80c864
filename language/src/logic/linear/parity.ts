import type { Budget } from "../budget.js";
import { compare, divide, floor, isWhole, multiply, negate, type Ratio, sign, subtract } from "./ratio.js";
import type { ScaledProblem } from "./scaled.js";

/** Equations, each taken so many times (of either sign), that add up to whole multiples of whole numbers being a fraction. */
export type ParityTerms = readonly { readonly item: number; readonly multiplier: Ratio }[];

/** Where some number is `sums · values = total`; `origin` says how often each of the equations at the start is in it. */
interface Equation {
  readonly factors: Ratio[];
  total: Ratio;
  readonly origin: Ratio[];
}

/**
 * Why the equations among whole items have no whole solution, null if they have one (or the budget is spent): `x + y = 2z` and `x - y = 1`. Splitting
 * alone would never end on these. Elimination with steps that can be undone in whole numbers (as for the normal form of
 * Hermite): the variables are replaced by as many others, each the other way round a whole sum of them.
 */
export function parityConflict(problem: ScaledProblem, budget: Budget): ParityTerms | null {
  const items: number[] = [];
  const equations: Equation[] = [];
  for (let item = 0; item < problem.items.length; item += 1) {
    const { whole, pieces } = problem.items[item]!;
    const only = pieces[0];
    if (!whole || only === undefined || pieces.length > 1) continue;
    if (only.low === null || only.high === null || compare(only.low, only.high) !== 0) continue;
    items.push(item);
    equations.push({ factors: factorsOf(problem, item), total: only.low, origin: [] });
  }
  equations.forEach((equation, index) => {
    for (let other = 0; other < equations.length; other += 1) equation.origin.push(other === index ? 1 : 0);
  });
  for (let index = 0; index < equations.length; index += 1) {
    if (!budget.spend(equations.length * problem.variables)) return null;
    const equation = equations[index]!;
    const rest = equations.slice(index);
    const column = gather(equation, rest);
    if (column < 0) continue;
    const factor = equation.factors[column]!;
    if (!isWhole(divide(equation.total, factor))) return termsOf(equation, factor, items);
    for (const other of rest) {
      if (other !== equation) substitute(other, equation, column);
    }
  }
  return null;
}

function factorsOf(problem: ScaledProblem, item: number): Ratio[] {
  const factors: Ratio[] = [];
  const start = (item - problem.variables) * problem.variables;
  for (let variable = 0; variable < problem.variables; variable += 1) {
    factors.push(item < problem.variables ? (variable === item ? 1 : 0) : problem.rows[start + variable]!);
  }
  return factors;
}

/** Replaces variables until the equation has but one, whose column it gives; -1 if it has none. Euclid's algorithm. */
function gather(equation: Equation, all: readonly Equation[]): number {
  while (true) {
    let least = -1;
    for (let column = 0; column < equation.factors.length; column += 1) {
      if (equation.factors[column] === 0) continue;
      if (least < 0 || compare(size(equation.factors[column]!), size(equation.factors[least]!)) < 0) least = column;
    }
    if (least < 0) return -1;
    let single = true;
    for (let column = 0; column < equation.factors.length; column += 1) {
      if (column === least || equation.factors[column] === 0) continue;
      const times = floor(divide(equation.factors[column]!, equation.factors[least]!));
      for (const { factors } of all) factors[column] = subtract(factors[column]!, multiply(times, factors[least]!));
      single = single && equation.factors[column] === 0;
    }
    if (single) return least;
  }
}

function size(value: Ratio): Ratio {
  return sign(value) < 0 ? negate(value) : value;
}

/** Takes the only variable of one equation out of another. */
function substitute(other: Equation, equation: Equation, column: number): void {
  const times = divide(other.factors[column]!, equation.factors[column]!);
  if (times === 0) return;
  other.factors[column] = 0;
  other.total = subtract(other.total, multiply(times, equation.total));
  for (let index = 0; index < other.origin.length; index += 1) {
    other.origin[index] = subtract(other.origin[index]!, multiply(times, equation.origin[index]!));
  }
}

function termsOf(equation: Equation, factor: Ratio, items: readonly number[]): ParityTerms {
  return items
    .map((item, index) => ({ item, multiplier: divide(equation.origin[index]!, factor) }))
    .filter(({ multiplier }) => multiplier !== 0);
}
