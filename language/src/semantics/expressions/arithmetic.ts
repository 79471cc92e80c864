import type { Term } from "../../condition/condition.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { BinaryExpression, Expression, UnaryExpression } from "../../syntax/tree.js";
import { asTerm, termOf } from "./coercions.js";
import {
  BROKEN,
  type Context,
  locationOf,
  lower,
  originOf,
  replacement,
  report,
  textOf,
  withoutParentheses,
} from "./context.js";
import { shifted } from "./durations.js";
import type { Lowered } from "./scope.js";
import { INTEGER, isDated, isNumeric, NUMBER, typeNoun, typeOf } from "./types.js";
import { byLocalDate } from "./unification.js";

type Operator = "+" | "-" | "*" | "/";

/** `+ - * /`: numbers; a date and a duration; the difference of two dates, in days. */
export function lowerArithmetic(expression: BinaryExpression, operator: Operator, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const left = lower(expression.left, context);
  const right = lower(expression.right, context);
  if (left.kind === "broken" || right.kind === "broken") return BROKEN;
  const adds = operator === "+" || operator === "-";
  if (adds && right.kind === "duration" && left.kind !== "duration") {
    const term = asTerm(left, expression.left, context);
    const sign = operator === "+" ? 1 : -1;
    return value(term === null ? null : shifted(term, sign, right, expression, expression.left, context));
  }
  if (operator === "+" && left.kind === "duration" && right.kind !== "duration") {
    const term = asTerm(right, expression.right, context);
    return value(term === null ? null : shifted(term, 1, left, expression, expression.right, context));
  }
  const leftTerm = asTerm(left, expression.left, context);
  const rightTerm = asTerm(right, expression.right, context);
  if (leftTerm === null || rightTerm === null) return BROKEN;
  if (operator === "-" && isDated(typeOf(leftTerm)) && isDated(typeOf(rightTerm))) {
    return value(difference(leftTerm, rightTerm, expression, context));
  }
  if (reportDatePlusNumber(leftTerm, expression, context)) return BROKEN;
  const leftFits = needsNumber(leftTerm, expression.left, operator, context);
  const rightFits = leftFits && needsNumber(rightTerm, expression.right, operator, context);
  if (!leftFits || !rightFits) return BROKEN;
  if (operator === "/" && rightTerm.kind === "constant" && rightTerm.value === 0) {
    report(context, typesRules.divisionByZero, {}, locationOf(expression, context));
  }
  const whole = operator !== "/" && typeOf(leftTerm).kind === "integer" && typeOf(rightTerm).kind === "integer";
  const type = whole ? INTEGER : NUMBER;
  return value({
    kind: "arithmetic",
    origin: originOf(expression, context),
    type,
    operator,
    left: leftTerm,
    right: rightTerm,
  });
}

function value(term: Term | null): Lowered {
  return term === null ? BROKEN : { kind: "term", term };
}

function difference(left: Term, right: Term, expression: Expression, context: Context): Term {
  const pair = byLocalDate({ left, right });
  const type = typeOf(pair.left).kind === "date" ? INTEGER : NUMBER;
  return { kind: "difference", origin: originOf(expression, context), type, ...pair };
}

/** `today - 30`: the unit is missing. */
function reportDatePlusNumber(left: Term, expression: BinaryExpression, context: Context): boolean {
  const adds = expression.operator === "+" || expression.operator === "-";
  const number = withoutParentheses(expression.right);
  if (!adds || !isDated(typeOf(left)) || number.kind !== "number") return false;
  const days = `${textOf(number, context)} ${number.value === 1 ? "day" : "days"}`;
  const fixes: Fix[] = number.integer
    ? [replacement(`Write \`${days}\``, locationOf(expression.right, context), days, false)]
    : [];
  const advice = `Say how long: \`${textOf(expression.left, context)} ${expression.operator} ${days}\`.`;
  const parameters = {
    operator: expression.operator,
    needs: "a date and a span of time",
    operand: textOf(expression.right, context),
    is: "a number",
    advice,
  };
  report(context, typesRules.wrongOperand, parameters, locationOf(expression.right, context), { fixes });
  return true;
}

function needsNumber(term: Term, expression: Expression, operator: string, context: Context): boolean {
  const type = typeOf(term);
  if (isNumeric(type)) return true;
  const text = textOf(expression, context);
  const fixes: Fix[] = [];
  let advice: string | null = null;
  if (term.kind === "condition" || type.kind === "boolean") {
    advice = `Make a number of it: \`when ${text} then 1 else 0\`.`;
    fixes.push(
      replacement(
        `Write \`when ${text} then 1 else 0\``,
        locationOf(expression, context),
        `(when ${text} then 1 else 0)`,
        false,
      ),
    );
  } else if (isDated(type))
    advice = "Dates are shifted by a span of time (`+ 30 days`) and subtracted from each other.";
  else if (type.kind === "text" && operator === "+") advice = "Texts cannot be joined.";
  const parameters = { operator, needs: "numbers", operand: text, is: typeNoun(type), advice };
  report(context, typesRules.wrongOperand, parameters, locationOf(expression, context), { fixes });
  return false;
}

/** `-x`; of a literal it is the negative literal. */
export function lowerNegative(expression: UnaryExpression, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const operand = termOf(expression.operand, context);
  if (operand === null || !needsNumber(operand, expression.operand, "-", context)) return BROKEN;
  const origin = originOf(expression, context);
  if (operand.kind === "constant" && typeof operand.value === "number") {
    // Not -0: the number is 0, and keys and messages should not know two of them.
    return value({ ...operand, origin, value: operand.value === 0 ? 0 : -operand.value });
  }
  return value({ kind: "negate", origin, type: typeOf(operand), operand });
}
