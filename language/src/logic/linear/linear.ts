import type { Budget } from "../budget.js";
import type { Exact } from "../exact.js";
import { branch } from "./branching.js";
import { coreOf } from "./core.js";
import { parityConflict } from "./parity.js";
import type { LinearAnswer, LinearProblem } from "./problem.js";
import { scale } from "./scaled.js";
import { firstChoice, rangeWithin, settle, settleAlone } from "./settling.js";
import { Simplex } from "./simplex.js";

export { checkCore } from "./core.js";
export type {
  LinearAnswer,
  LinearConstraint,
  LinearProblem,
  LinearVariable,
  Refutation,
} from "./problem.js";

/** Splits at first, and once it is known that the equations alone have whole solutions. */
const FEW_NODES = 30;
const MOST_NODES = 3000;

/**
 * Values for all variables that satisfy all constraints, natural ones where there is a choice; or a proof that there are
 * none. Exact; the same problem always gets the same answer.
 */
export function solveLinear(problem: LinearProblem, budget: Budget): LinearAnswer {
  if (problem.constraints.length === 0) return solveAlone(problem);
  const answer = solve(problem, budget, true);
  if (answer.kind !== "unknown" || budget.exhausted) return answer;
  if (!problem.variables.some(({ grid }) => grid.kind === "doubles")) return answer;
  return solve(problem, budget, false);
}

function solveAlone(problem: LinearProblem): LinearAnswer {
  const values: Exact[] = [];
  let unknown = false;
  for (let index = 0; index < problem.variables.length; index += 1) {
    const variable = problem.variables[index]!;
    if (variable.allowed.length === 0) {
      const term = { of: "variable", index, side: "low", multiplier: 1 } as const;
      return {
        kind: "none",
        core: { variables: [index], constraints: [], refutation: { kind: "sum", terms: [term] } },
      };
    }
    const value = firstChoice(variable);
    if (value === null) unknown = true;
    else values.push(value);
  }
  return unknown ? { kind: "unknown" } : { kind: "solution", values };
}

function solve(problem: LinearProblem, budget: Budget, relaxed: boolean): LinearAnswer {
  if (!budget.spend(1 + problem.variables.length + problem.constraints.length)) return { kind: "unknown" };
  const scaled = scale(problem, relaxed);
  const simplex = new Simplex(scaled, budget);
  let outcome = branch(scaled, simplex, budget, FEW_NODES);
  if (outcome.kind === "unknown" && !budget.exhausted) {
    const terms = parityConflict(scaled, budget);
    if (terms !== null) return { kind: "none", core: coreOf(scaled, { kind: "parity", terms }) };
    outcome = branch(scaled, simplex, budget, MOST_NODES);
  }
  if (outcome.kind === "refuted") return { kind: "none", core: coreOf(scaled, outcome.proof) };
  if (outcome.kind === "unknown") return outcome;
  const values = settleAlone(problem, scaled) ?? settle(problem, scaled, simplex, outcome.point, budget);
  return values === null ? { kind: "unknown" } : { kind: "solution", values };
}

/**
 * Bounds of a variable over all solutions of the relaxation (the hulls of the unions, no grids but those of the ends): every
 * solution lies within. Null if the relaxation has none.
 */
export function rangeOf(
  problem: LinearProblem,
  variable: number,
  budget: Budget,
): { readonly low: Exact; readonly high: Exact } | null | "unknown" {
  if (!budget.spend(1 + problem.variables.length + problem.constraints.length)) return "unknown";
  const scaled = scale(problem, true);
  const simplex = new Simplex(scaled, budget);
  const conflict = simplex.check();
  if (conflict !== null) return conflict === "unknown" ? "unknown" : null;
  const range = rangeWithin(scaled, simplex, variable);
  return range === null ? "unknown" : { low: range.low, high: range.high };
}
