import type { Budget } from "../budget.js";
import type { Exact } from "../exact.js";
import { type Interval, type Intervals, intersect, interval, union } from "../sets/intervals.js";
import { branch } from "./branching.js";
import { choices, firstChoiceOf, isOnGrid } from "./choice.js";
import type { LinearProblem, LinearVariable } from "./problem.js";
import { add, countOf, multipleOf, multiply, type Ratio, sign } from "./ratio.js";
import { isPossible, pieceAt, type ScaledProblem } from "./scaled.js";
import type { Bounds, Near, Simplex } from "./simplex.js";

/** Splits allowed while a nicer value is tried. */
const FEW_NODES = 40;

/** The value of each variable that it would choose alone, if these go together; else null. */
export function settleAlone(problem: LinearProblem, scaled: ScaledProblem): readonly Exact[] | null {
  const values: Exact[] = [];
  const ratios: Ratio[] = [];
  for (let item = 0; item < problem.variables.length; item += 1) {
    const value = firstChoice(problem.variables[item]!);
    if (value === null) return null;
    values.push(value);
    ratios.push(countOf(value, scaled.items[item]!.unit));
  }
  return fits(scaled, ratios) ? values : null;
}

export function firstChoice(variable: LinearVariable): Exact | null {
  return firstChoiceOf(variable.allowed, variable.grid, variable.prefer);
}

function fits(scaled: ScaledProblem, values: readonly Ratio[]): boolean {
  for (let item = scaled.variables; item < scaled.items.length; item += 1) {
    const start = (item - scaled.variables) * scaled.variables;
    let sum: Ratio = 0;
    for (let variable = 0; variable < scaled.variables; variable += 1) {
      const coefficient = scaled.rows[start + variable]!;
      if (coefficient !== 0) sum = add(sum, multiply(coefficient, values[variable]!));
    }
    if (!isPossible(scaled.items[item]!, sum, 0)) return false;
  }
  return true;
}

/**
 * Moves each variable in turn to the first value it would like that leaves the others a solution, from a point that is one.
 * Null if some variable of doubles finds none that a double names, or the budget is spent.
 */
export function settle(
  problem: LinearProblem,
  scaled: ScaledProblem,
  simplex: Simplex,
  start: readonly Near[],
  budget: Budget,
): readonly Exact[] | null {
  const original = scaled.items.map((_, item) => simplex.bounds(item));
  const items = problem.variables.map((_, item) => item);
  const isFree = (item: number): boolean => problem.variables[item]!.free === true;
  let order = [...items.filter((item) => !isFree(item)), ...items.filter(isFree)];
  // Whoever finds no value goes first the next time.
  for (let round = 0; round <= problem.variables.length; round += 1) {
    const settled = settleInOrder(problem, scaled, simplex, start, budget, order);
    original.forEach((bounds, item) => {
      simplex.setBounds(item, bounds);
    });
    if (typeof settled !== "number") return settled;
    if (order[0] === settled || budget.exhausted) return null;
    order = [settled, ...order.filter((item) => item !== settled)];
  }
  return null;
}

/** The values; or the variable that found none. */
function settleInOrder(
  problem: LinearProblem,
  scaled: ScaledProblem,
  simplex: Simplex,
  start: readonly Near[],
  budget: Budget,
  order: readonly number[],
): readonly Exact[] | number {
  let point = start;
  const values: Exact[] = [];
  for (const item of order) {
    const variable = problem.variables[item]!;
    const { unit } = scaled.items[item]!;
    const value = settled(item, variable);
    if (value === null) return item;
    values[item] = value;
    const scaledValue = countOf(value, unit);
    simplex.setBounds(item, exactly(scaledValue));
  }
  return values;

  function settled(item: number, variable: LinearVariable): Exact | null {
    if (variable.free === true) return fromPoint(item, variable);
    const own = firstChoice(variable);
    if (own !== null && (!simplex.isTied(item) || attempt(item, own))) return own;
    const range = rangeWithin(scaled, simplex, item);
    if (range !== null) {
      for (const value of choices(within(variable, range), variable.grid, variable.prefer)) {
        if (value !== own && attempt(item, value)) return value;
      }
    }
    return fromPoint(item, variable);
  }

  /** Whether the rest has a solution with this value; if so, that is the point from now on. */
  function attempt(item: number, value: Exact): boolean {
    const bounds = simplex.bounds(item);
    simplex.setBounds(item, exactly(countOf(value, scaled.items[item]!.unit)));
    const outcome = branch(scaled, simplex, budget, FEW_NODES);
    simplex.setBounds(item, bounds);
    if (outcome.kind !== "found") return false;
    point = outcome.point;
    return true;
  }

  /** The value in the point; or, where that is no value of the grid, one of those near it that lie in no other holes. */
  function fromPoint(item: number, variable: LinearVariable): Exact | null {
    const { value, tiny } = point[item]!;
    const exact = multipleOf(scaled.items[item]!.unit, value);
    if (sign(tiny) === 0 && isOnGrid(exact, variable.grid)) return exact;
    const before = scaled.items.map((_, other) => simplex.bounds(other));
    for (let other = 0; other < scaled.items.length; other += 1) {
      simplex.setBounds(other, cellOf(other, before[other]!));
    }
    let found: Exact | null = null;
    if (simplex.check() === null) {
      const range = rangeWithin(scaled, simplex, item);
      if (range !== null) {
        found =
          choices(within(variable, range), variable.grid, variable.prefer).find((one) => attempt(item, one)) ?? null;
      }
    }
    before.forEach((bounds, other) => {
      simplex.setBounds(other, bounds);
    });
    return found;
  }

  /** Bounds without a hole around the point. */
  function cellOf(item: number, bounds: Bounds): Bounds {
    const { whole, pieces } = scaled.items[item]!;
    const { value, tiny } = point[item]!;
    if (whole) return exactly(value);
    const place = pieceAt(pieces, value, tiny);
    if (pieces.length === 1 || !("inside" in place) || isFixed(bounds)) return bounds;
    const { low, lowOpen, high, highOpen } = place.inside;
    return { low, lowTiny: lowOpen && low !== null ? 1 : 0, high, highTiny: highOpen && high !== null ? -1 : 0 };
  }
}

function exactly(value: Ratio): Bounds {
  return { low: value, lowTiny: 0, high: value, highTiny: 0 };
}

/** Both ends the same object, as `exactly` makes them. */
function isFixed(bounds: Bounds): boolean {
  return bounds.low !== null && bounds.low === bounds.high;
}

function within(variable: LinearVariable, range: Interval): Intervals {
  return intersect(variable.allowed, union([range], variable.grid));
}

/** The values an item can have as far as the present bounds say, in the numbers of the problem; null without budget. */
export function rangeWithin(scaled: ScaledProblem, simplex: Simplex, item: number): Interval | null {
  if (simplex.check() !== null) return null;
  const { unit } = scaled.items[item]!;
  const least = simplex.extreme(item, false);
  if (least === "unknown") return null;
  const greatest = simplex.extreme(item, true);
  if (greatest === "unknown") return null;
  return interval(
    least === null ? Number.NEGATIVE_INFINITY : multipleOf(unit, least.value),
    greatest === null ? Number.POSITIVE_INFINITY : multipleOf(unit, greatest.value),
    { low: least !== null && sign(least.tiny) !== 0, high: greatest !== null && sign(greatest.tiny) !== 0 },
  );
}
