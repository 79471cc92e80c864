import {
  addExact,
  compareExact,
  type Exact,
  floorExact,
  isFiniteExact,
  multiplyExact,
  negateExact,
  signOf,
} from "../exact.js";
import { DENSE, type Grid, type Intervals, intersect, interval, union } from "../sets/intervals.js";
import type { Proof } from "./branching.js";
import type { ParityTerms } from "./parity.js";
import type { Bounded, FarkasTerm, LinearCore, LinearProblem, ParityTerm, Refutation } from "./problem.js";
import { commonMeasure, divide, exactOf, multipleOf, multiply, type Ratio, ratioOf } from "./ratio.js";
import type { ScaledProblem } from "./scaled.js";

/** The proof in the terms of the problem, and what it uses. */
export function coreOf(scaled: ScaledProblem, proof: Proof): LinearCore {
  const used: boolean[] = [];
  const refutation = translated(proof);
  const variables: number[] = [];
  const constraints: number[] = [];
  for (let item = 0; item < scaled.items.length; item += 1) {
    if (used[item] !== true) continue;
    if (item < scaled.variables) variables.push(item);
    else constraints.push(item - scaled.variables);
  }
  return { variables, constraints, refutation };

  function translated(part: Proof): Refutation {
    if (part.kind === "split") {
      used[part.item] = true;
      const at = multipleOf(scaled.items[part.item]!.unit, part.at);
      const on = bounded(part.item);
      return { kind: "split", on, at, below: translated(part.below), above: translated(part.above) };
    }
    if (part.kind === "parity") return { kind: "parity", terms: part.terms.map(translatedTerm) };
    const terms: FarkasTerm[] = [];
    for (const term of part.conflict.terms) terms.push({ ...translatedTerm(term), side: term.side });
    return { kind: "sum", terms };
  }

  function translatedTerm({ item, multiplier }: ParityTerms[number]): ParityTerm {
    used[item] = true;
    const { unit } = scaled.items[item]!;
    const exact = exactOf(unit === 1 ? multiplier : divide(multiplier, ratioOf(unit)));
    return { ...bounded(item), multiplier: exact };
  }

  function bounded(item: number): Bounded {
    return item < scaled.variables
      ? { of: "variable", index: item }
      : { of: "constraint", index: item - scaled.variables };
  }
}

/**
 * Whether the refutation holds, by plain multiplication and addition. It trusts nothing of how the refutation was found:
 * only the problem, and the sets of `sets/intervals.ts`.
 */
export function checkCore(problem: LinearProblem, core: LinearCore): boolean {
  return holds(core.refutation, new Map());

  /** `narrowed` has what earlier splits left of the sets of variables and sums. */
  function holds(refutation: Refutation, narrowed: ReadonlyMap<string, Intervals>): boolean {
    if (refutation.kind === "split") {
      const { on, at } = refutation;
      const allowed = allowedOf(on, narrowed);
      const grid = gridOf(on);
      const below = intersect(allowed, union([interval(Number.NEGATIVE_INFINITY, at)], grid));
      const above = intersect(allowed, union([interval(at, Number.POSITIVE_INFINITY, { low: true })], grid));
      return (
        isListed(on) &&
        holds(refutation.below, new Map(narrowed).set(key(on), below)) &&
        holds(refutation.above, new Map(narrowed).set(key(on), above))
      );
    }
    if (refutation.kind === "parity") return isBroken(refutation.terms, narrowed);
    const sums: Sums = new Map();
    let bound: Exact = 0;
    let strict = false;
    for (const term of refutation.terms) {
      if (!isListed(term) || signOf(term.multiplier) <= 0) return false;
      const allowed = allowedOf(term, narrowed);
      const first = allowed[0];
      const last = allowed[allowed.length - 1];
      if (first === undefined || last === undefined) return true;
      // Of `sum >= low` as it stands, of `sum <= high` as `-sum >= -high`.
      const low = term.side === "low";
      const end = low ? first.low : last.high;
      if (!isFiniteExact(end)) return false;
      strict = strict || (low ? first.lowOpen : last.highOpen);
      const factor = low ? term.multiplier : negateExact(term.multiplier);
      bound = addExact(bound, multiplyExact(factor, end));
      addTo(sums, term, factor);
    }
    for (const sum of sums.values()) if (signOf(sum) !== 0) return false;
    const order = compareExact(bound, 0);
    return order > 0 || (order === 0 && strict);
  }

  /** Whether a sum of whole numbers would have to be a fraction. */
  function isBroken(terms: readonly ParityTerm[], narrowed: ReadonlyMap<string, Intervals>): boolean {
    const sums: Sums = new Map();
    let total: Exact = 0;
    for (const term of terms) {
      const allowed = allowedOf(term, narrowed);
      const only = allowed[0];
      if (!isListed(term) || only === undefined || allowed.length > 1) return false;
      if (compareExact(only.low, only.high) !== 0) return false;
      addTo(sums, term, term.multiplier);
      total = addExact(total, multiplyExact(term.multiplier, only.low));
    }
    for (const [variable, sum] of sums) {
      const { grid } = problem.variables[variable]!;
      if (signOf(sum) === 0) continue;
      if (grid.kind !== "steps" || !isWholeNumber(multiplyExact(sum, grid.step))) return false;
    }
    return !isWholeNumber(total);
  }

  function addTo(sums: Sums, bounded: Bounded, times: Exact): void {
    for (const [variable, coefficient] of sumOf(bounded)) {
      sums.set(variable, addExact(sums.get(variable) ?? 0, multiplyExact(times, coefficient)));
    }
  }

  function isListed({ of, index }: Bounded): boolean {
    return (of === "variable" ? core.variables : core.constraints).includes(index);
  }

  function sumOf({ of, index }: Bounded): readonly (readonly [number, Exact])[] {
    return of === "variable" ? [[index, 1]] : problem.constraints[index]!.terms;
  }

  function allowedOf(bounded: Bounded, narrowed: ReadonlyMap<string, Intervals>): Intervals {
    const known = narrowed.get(key(bounded));
    if (known !== undefined) return known;
    const owner = bounded.of === "variable" ? problem.variables[bounded.index]! : problem.constraints[bounded.index]!;
    return union(owner.allowed, gridOf(bounded));
  }

  /** A sum of multiples of steps is a multiple of what measures all its terms. */
  function gridOf({ of, index }: Bounded): Grid {
    if (of === "variable") return problem.variables[index]!.grid;
    const factors = new Map<number, Exact>();
    for (const [variable, coefficient] of problem.constraints[index]!.terms) {
      factors.set(variable, addExact(factors.get(variable) ?? 0, coefficient));
    }
    let measure: Ratio = 0;
    for (const [variable, factor] of factors) {
      if (signOf(factor) === 0) continue;
      const { grid } = problem.variables[variable]!;
      if (grid.kind !== "steps") return DENSE;
      measure = commonMeasure(measure, multiply(ratioOf(factor), ratioOf(grid.step)));
    }
    return measure === 0 ? DENSE : { kind: "steps", step: exactOf(measure) };
  }
}

/** Coefficients by variable. */
type Sums = Map<number, Exact>;

function isWholeNumber(value: Exact): boolean {
  return compareExact(floorExact(value), value) === 0;
}

function key({ of, index }: Bounded): string {
  return `${of} ${index}`;
}
