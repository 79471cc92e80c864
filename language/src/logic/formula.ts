import type { Quantity } from "./quantities/quantity.js";
import { complementWithin, intersectSets, isEmptySet, isSubset, uniteSets, type ValueSet } from "./sets/value-set.js";

/** What a condition comes to: literals about quantities, joined by `and` and `or`. There is no `not`: a literal turns over. */
export type Formula = ConstantFormula | LiteralFormula | JoinedFormula;

interface ConstantFormula {
  readonly kind: "constant";
  readonly value: boolean;
}

/** The quantity has a value of the set (missing, if the set says so). */
export interface LiteralFormula {
  readonly kind: "literal";
  readonly quantity: Quantity;
  readonly set: ValueSet;
}

/** Two operands or more, none of them constant or of the same kind. */
export interface JoinedFormula {
  readonly kind: "and" | "or";
  readonly operands: readonly Formula[];
}

export const ALWAYS: Formula = { kind: "constant", value: true };
export const NEVER: Formula = { kind: "constant", value: false };

export function literal(quantity: Quantity, set: ValueSet): Formula {
  if (isEmptySet(set)) return NEVER;
  return isSubset(quantity.universe, set) ? ALWAYS : { kind: "literal", quantity, set };
}

export function and(...operands: readonly Formula[]): Formula {
  return join("and", operands);
}

export function or(...operands: readonly Formula[]): Formula {
  return join("or", operands);
}

/** Literals of one quantity become one: however many values are named, they are one set. */
function join(kind: "and" | "or", operands: readonly Formula[]): Formula {
  const neutral = kind === "and";
  const kept: Formula[] = [];
  const at = new Map<Quantity, number>();
  const add = (operand: Formula): boolean => {
    if (operand.kind === "constant") return operand.value === neutral;
    if (operand.kind === kind) return operand.operands.every(add);
    if (operand.kind !== "literal") {
      if (!kept.includes(operand)) kept.push(operand);
      return true;
    }
    const index = at.get(operand.quantity);
    if (index === undefined) {
      at.set(operand.quantity, kept.length);
      kept.push(operand);
      return true;
    }
    const { set } = kept[index] as LiteralFormula;
    const merged = literal(operand.quantity, neutral ? intersectSets(set, operand.set) : uniteSets(set, operand.set));
    kept[index] = merged;
    return merged.kind !== "constant" || merged.value === neutral;
  };
  if (!operands.every(add)) return neutral ? NEVER : ALWAYS;
  const left = kept.filter((operand) => operand.kind !== "constant");
  if (left.length === 0) return neutral ? ALWAYS : NEVER;
  return left.length === 1 ? left[0]! : { kind, operands: left };
}

const negations = new WeakMap<Formula, Formula>();

/** True exactly where the formula is false. Negating twice gives the same object. */
export function negation(formula: Formula): Formula {
  if (formula.kind === "constant") return formula.value ? NEVER : ALWAYS;
  const known = negations.get(formula);
  if (known !== undefined) return known;
  const negated =
    formula.kind === "literal"
      ? literal(formula.quantity, complementWithin(formula.set, formula.quantity.universe))
      : join(formula.kind === "and" ? "or" : "and", formula.operands.map(negation));
  negations.set(formula, negated);
  if (negated.kind !== "constant" && !negations.has(negated)) negations.set(negated, formula);
  return negated;
}

/** Formulas with one key are written alike. */
export function keyOfFormula(formula: Formula): string {
  switch (formula.kind) {
    case "constant":
      return String(formula.value);
    case "literal":
      return `${formula.quantity.number} in ${keyOfSet(formula.set)}`;
    default:
      return `${formula.kind}(${formula.operands.map(keyOfFormula).join(", ")})`;
  }
}

function keyOfSet(set: ValueSet): string {
  return JSON.stringify(set, (_, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    return value instanceof Set ? [...value].sort() : value;
  });
}
