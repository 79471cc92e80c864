import type { BinaryExpression, Expression } from "../../syntax/tree.js";

/**
 * The operands of a row of `and`s, or of `or`s, in textual order, however the parser has paired them; what stands in
 * brackets is one operand. Anything else is its own only operand. Rows may be long, so this does not recurse.
 */
export function rowOperands(expression: Expression): readonly Expression[] {
  const operator = rowOperator(expression);
  if (operator === null) return [expression];
  const operands: Expression[] = [];
  const open: Expression[] = [expression];
  while (open.length > 0) {
    const next = open.pop()!;
    if (isRow(next, operator)) open.push(next.right, next.left);
    else operands.push(next);
  }
  return operands;
}

function rowOperator(expression: Expression): "and" | "or" | null {
  if (expression.kind !== "binary") return null;
  return expression.operator === "and" || expression.operator === "or" ? expression.operator : null;
}

function isRow(expression: Expression, operator: "and" | "or"): expression is BinaryExpression {
  return expression.kind === "binary" && expression.operator === operator;
}
