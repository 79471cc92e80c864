import type { Condition, Origin } from "../../condition/condition.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { BinaryExpression, ComparisonExpression, Expression, UnaryExpression } from "../../syntax/tree.js";
import { conditionOf } from "./coercions.js";
import {
  at,
  BROKEN,
  type Context,
  locationOf,
  originOf,
  replacement,
  report,
  textOf,
  withoutParentheses,
} from "./context.js";
import { rowOperands } from "./rows.js";
import type { Lowered } from "./scope.js";

/** `a and b and c`: one `and` of three, brackets around an operand of the same kind forgotten. */
export function lowerLogical(expression: BinaryExpression, operator: "and" | "or", context: Context): Lowered {
  const expressions = rowOperands(expression);
  const operands: Condition[] = [];
  let broken = false;
  for (let index = 0; index < expressions.length; index += 1) {
    const shortened = index === 0 || operator === "and" ? [] : shortenedFrom(index, expressions);
    if (shortened.length > 0) {
      reportShortened(expressions[index - 1]!, shortened, context);
      broken = true;
      index += shortened.length - 1;
    } else {
      const condition = conditionOf(expressions[index]!, context);
      if (condition === null) broken = true;
      else operands.push(condition);
    }
  }
  return broken ? BROKEN : { kind: "condition", condition: joined(operator, operands, originOf(expression, context)) };
}

/** One flat `and` or `or` of the operands; a single one stands for itself. */
export function joined(kind: "and" | "or", operands: readonly Condition[], origin: Origin): Condition {
  if (operands.length === 1) return operands[0]!;
  const isFlat = operands.every((operand) => operand.kind !== kind);
  if (isFlat) return { kind, origin, operands };
  return {
    kind,
    origin,
    operands: operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand])),
  };
}

export function lowerNot(expression: UnaryExpression, context: Context): Lowered {
  const operand = conditionOf(expression.operand, context);
  if (operand === null) return BROKEN;
  const origin = originOf(expression, context);
  return { kind: "condition", condition: at(inOnePiece(operand, negation(operand, origin), origin), origin) };
}

/** `not (age not in 18..30)`: both bounds come from the whole of it, not from the `not in` that says the opposite. */
function inOnePiece(operand: Condition, negated: Condition, origin: Origin): Condition {
  if (operand.kind !== "not" || (negated.kind !== "and" && negated.kind !== "or")) return negated;
  const written = operand.origin?.span;
  const isSame = ({ origin: own }: Condition): boolean =>
    own !== undefined && own.span.start === written?.start && own.span.end === written.end;
  return { ...negated, operands: negated.operands.map((one) => (isSame(one) ? at(one, origin) : one)) };
}

/** `not` of a condition: never of a `not`, never of a constant. */
export function negation(condition: Condition, origin: Origin): Condition {
  if (condition.kind === "constant") return { ...condition, origin, value: !condition.value };
  if (condition.kind === "not") {
    const written = condition.origin ?? origin;
    return at(condition.operand, { ...written, negated: true });
  }
  return { kind: "not", origin, operand: condition };
}

/** The `not` of a test that was written in one piece: `!=`, `not in`, `is missing`. */
export function negatedTest(test: Condition, origin: Origin): Condition {
  return negation(at(test, { ...origin, negated: true }), origin);
}

/** `city = "Tehran" or "Shiraz" or "Yazd"`: the values that stand behind an equality as if they were conditions. */
function shortenedFrom(index: number, operands: readonly Expression[]): readonly Expression[] {
  const before = operands[index - 1]!;
  if (!isEquality(before)) return [];
  const rest = operands.slice(index);
  const end = rest.findIndex((operand) => !isValue(withoutParentheses(operand)));
  return end < 0 ? rest : rest.slice(0, end);
}

function isValue({ kind }: Expression): boolean {
  return kind === "string" || kind === "number";
}

/** All the values need the first half of the comparison again: one mistake, told of the first of them. */
function reportShortened(comparison: Expression, values: readonly Expression[], context: Context): void {
  if (!isEquality(comparison)) return;
  const [left, right] = comparison.operands;
  const [first] = values;
  const items = [right!, ...values.map(withoutParentheses)].map((item) => textOf(item, context));
  const write = `${textOf(left!, context)} in [${items.join(", ")}]`;
  const span = { start: comparison.span.start, end: values.at(-1)!.span.end };
  const parameters = {
    expression: textOf(first!, context),
    is: withoutParentheses(first!).kind === "string" ? "a text" : "a number",
    advice: `Write \`${write}\`.`,
  };
  const fixes = [replacement(`Write \`${write}\``, { file: context.scope.file, span }, write)];
  report(context, typesRules.notACondition, parameters, locationOf(first!, context), { fixes });
}

function isEquality(expression: Expression): expression is ComparisonExpression {
  return (
    expression.kind === "comparison" && expression.operands.length === 2 && expression.operators[0]!.operator === "="
  );
}
