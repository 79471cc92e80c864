import type { Condition } from "../condition/condition.js";

/** Conditions put together in the form that condition/condition.ts asks for: flat, and never `not` of a `not`. */

const ALWAYS: Condition = { kind: "constant", value: true };
const NEVER: Condition = { kind: "constant", value: false };

export function conjunctionOf(conditions: readonly Condition[]): Condition {
  return joined("and", conditions, ALWAYS);
}

export function disjunctionOf(conditions: readonly Condition[]): Condition {
  return joined("or", conditions, NEVER);
}

export function negationOf(condition: Condition): Condition {
  if (condition.kind === "constant") return condition.value ? NEVER : ALWAYS;
  if (condition.kind === "not") return condition.operand;
  return { kind: "not", operand: condition };
}

/** `unit` is what changes nothing: true in an `and`, false in an `or`. */
function joined(kind: "and" | "or", conditions: readonly Condition[], unit: Condition): Condition {
  const operands = conditions
    .flatMap((condition) => (condition.kind === kind ? condition.operands : [condition]))
    .filter((operand) => operand.kind !== "constant" || unit.kind !== "constant" || operand.value !== unit.value);
  if (operands.length === 0) return unit;
  return operands.length === 1 ? operands[0]! : { kind, operands };
}
