import type { Expression } from "../../syntax/tree.js";
import { rowOperands } from "../expressions/rows.js";

/** A part of an expression, and whether it is read inside the elements of the list beside it. */
export interface Part {
  readonly expression: Expression;
  readonly ofElement: boolean;
}

/** The expressions that an expression consists of, in textual order; of a row of `and`s or `or`s all operands. */
export function partsOf(expression: Expression): readonly Part[] {
  const here = (...parts: readonly (Expression | null)[]): readonly Part[] =>
    parts.flatMap((part) => (part === null ? [] : [{ expression: part, ofElement: false }]));
  const inElement = (part: Expression | null): readonly Part[] =>
    part === null ? [] : [{ expression: part, ofElement: true }];
  switch (expression.kind) {
    case "member":
      // What a name before the dot means depends on what stands behind it.
      return expression.object.kind === "name" ? [] : here(expression.object);
    case "parenthesized":
      return here(expression.inner);
    case "unary":
    case "presence":
    case "empty":
    case "since":
      return here(expression.operand);
    case "binary":
      return expression.operator === "and" || expression.operator === "or"
        ? here(...rowOperands(expression))
        : here(expression.left, expression.right);
    case "comparison":
      return here(...expression.operands);
    case "in":
      return here(expression.operand, expression.container);
    case "text-test":
    case "has":
      return here(expression.operand, expression.argument);
    case "matches":
      return here(expression.operand, expression.pattern);
    case "quantifier":
    case "filter":
      return [...here(expression.list), ...inElement(expression.filter)];
    case "call":
      return expression.over === null
        ? here(...expression.arguments)
        : [...expression.arguments.flatMap(inElement), ...here(expression.over)];
    case "when":
      return here(...expression.branches.flatMap(({ condition, value }) => [condition, value]), expression.otherwise);
    case "range":
      return here(expression.low, expression.high);
    case "list-literal":
      return here(...expression.items);
    case "record-literal":
      return here(...expression.entries.map(({ value }) => value));
    default:
      return [];
  }
}
