import type { Condition } from "../../language/src/condition/condition.js";
import { keyOf } from "./written-out.js";

/** A condition of which only `and`, `or` and `not` are understood; the rest are numbered atoms. */
type Formula =
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "not"; readonly operand: Formula }
  | { readonly kind: "and" | "or"; readonly operands: readonly Formula[] };

const MOST_STEPS = 200_000;

/**
 * Whether no choice of true and false for the atoms makes all conditions hold, by trying them one after the other and
 * looking at all conditions again each time. Null after too many steps.
 */
export function areContradictory(conditions: readonly Condition[]): boolean | null {
  const atoms = new Map<string, number>();
  const formulas = conditions.map((condition) => formulaOf(condition, atoms));
  const chosen: (boolean | undefined)[] = Array.from({ length: atoms.size }, () => undefined);
  let steps = 0;
  const canHold = (): boolean => {
    steps += 1;
    if (steps > MOST_STEPS) return true;
    const values = formulas.map((formula) => valueOfFormula(formula, chosen));
    if (values.includes(false)) return false;
    const open = values.indexOf(undefined);
    if (open === -1) return true;
    const atom = openAtom(formulas[open]!, chosen)!;
    const found = [true, false].some((value) => {
      chosen[atom] = value;
      return canHold();
    });
    chosen[atom] = undefined;
    return found;
  };
  const found = canHold();
  return steps > MOST_STEPS ? null : !found;
}

function formulaOf(condition: Condition, atoms: Map<string, number>): Formula {
  switch (condition.kind) {
    case "constant":
      return { kind: "constant", value: condition.value };
    case "not":
      return { kind: "not", operand: formulaOf(condition.operand, atoms) };
    case "and":
    case "or":
      return { kind: condition.kind, operands: condition.operands.map((operand) => formulaOf(operand, atoms)) };
    default: {
      const key = keyOf(condition);
      const atom = atoms.get(key) ?? atoms.size;
      atoms.set(key, atom);
      return { kind: "atom", atom };
    }
  }
}

function valueOfFormula(formula: Formula, chosen: readonly (boolean | undefined)[]): boolean | undefined {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "atom":
      return chosen[formula.atom];
    case "not": {
      const value = valueOfFormula(formula.operand, chosen);
      return value === undefined ? undefined : !value;
    }
    default: {
      const values = formula.operands.map((operand) => valueOfFormula(operand, chosen));
      const decisive = formula.kind === "or";
      if (values.includes(decisive)) return decisive;
      return values.includes(undefined) ? undefined : !decisive;
    }
  }
}

/** An atom that decides something and has no value yet. */
function openAtom(formula: Formula, chosen: readonly (boolean | undefined)[]): number | null {
  if (valueOfFormula(formula, chosen) !== undefined) return null;
  switch (formula.kind) {
    case "constant":
      return null;
    case "atom":
      return formula.atom;
    case "not":
      return openAtom(formula.operand, chosen);
    default: {
      const atoms = formula.operands.map((operand) => openAtom(operand, chosen));
      return atoms.find((atom) => atom !== null) ?? null;
    }
  }
}
