import type { Span } from "../source/source.js";
import type { BinaryExpression, ComparisonOperator, Expression, HasExpression, TextTestExpression } from "./tree.js";

/** An operand or an operator, as the grammar reads them in a row. */
export type Part =
  | { readonly kind: "operand"; readonly expression: Expression }
  | { readonly kind: "not"; readonly span: Span }
  | { readonly kind: "sign"; readonly span: Span }
  /** Before an operand: `..<18`. Behind one: `18..29`, or open: `18..`. */
  | { readonly kind: "range"; readonly exclusive: boolean; readonly span: Span }
  | { readonly kind: "binary"; readonly operator: BinaryExpression["operator"]; readonly span: Span }
  | { readonly kind: "comparison"; readonly operator: ComparisonOperator; readonly span: Span }
  | { readonly kind: "in"; readonly negated: boolean; readonly span: Span }
  | { readonly kind: "presence"; readonly present: boolean; readonly span: Span }
  | { readonly kind: "empty"; readonly negated: boolean; readonly span: Span }
  | {
      readonly kind: "text-test";
      readonly operator: TextTestExpression["operator"];
      readonly anyOf: boolean;
      readonly negated: boolean;
      readonly span: Span;
    }
  | { readonly kind: "matches"; readonly negated: boolean; readonly span: Span }
  | {
      readonly kind: "has";
      readonly quantifier: HasExpression["quantifier"];
      readonly negated: boolean;
      readonly span: Span;
    };

/** Tests stand at the level of comparisons. */
export type TestPart = Extract<Part, { kind: "in" | "presence" | "empty" | "text-test" | "matches" | "has" }>;
export type ComparisonPart = Extract<Part, { kind: "comparison" }>;

export function isTest(part: Part | undefined): part is TestPart {
  switch (part?.kind) {
    case "in":
    case "presence":
    case "empty":
    case "text-test":
    case "matches":
    case "has":
      return true;
    default:
      return false;
  }
}

/** All `<` and `<=`, or all `>` and `>=`. */
export function runsOneWay(operators: readonly ComparisonPart[]): boolean {
  return (
    operators.every(({ operator }) => operator === "<" || operator === "<=") ||
    operators.every(({ operator }) => operator === ">" || operator === ">=")
  );
}

/** A bound of a range: a literal, or a clock moved by durations. */
export function isBound(expression: Expression): boolean {
  switch (expression.kind) {
    case "number":
    case "date":
    case "datetime":
    case "clock":
    case "duration":
    case "string":
      return true;
    case "unary":
      return expression.operator === "-" && expression.operand.kind === "number";
    case "binary":
      return (
        (expression.operator === "+" || expression.operator === "-") &&
        isClock(expression.left) &&
        expression.right.kind === "duration"
      );
    default:
      return false;
  }
}

function isClock(expression: Expression): boolean {
  return (
    expression.kind === "clock" ||
    (expression.kind === "binary" && isClock(expression.left) && expression.right.kind === "duration")
  );
}
