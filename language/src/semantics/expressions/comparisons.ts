import type { Condition, Origin, Term } from "../../condition/condition.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { ComparisonExpression, ComparisonOperator, Expression } from "../../syntax/tree.js";
import { asTerm, reportListAsValue } from "./coercions.js";
import { booleanMeaning, fieldOf } from "./constants.js";
import {
  BROKEN,
  type Context,
  locationOf,
  lower,
  type Operand,
  originOf,
  replacement,
  report,
  textOf,
  withoutParentheses,
} from "./context.js";
import { comparedWithDuration } from "./durations.js";
import { reportImpossible } from "./impossible.js";
import { elementType } from "./list-terms.js";
import { joined, negatedTest } from "./logical.js";
import { isReadHere } from "./names.js";
import type { Lowered } from "./scope.js";
import { isDated, isNumeric, typeNoun, typeOf } from "./types.js";
import { unified } from "./unification.js";

/** `a = b`, or a chain `18 <= age < 30`, which is an `and` of its pairs. */
export function lowerComparison(expression: ComparisonExpression, context: Context): Lowered {
  const inner: Context = { ...context, test: expression, aggregate: false };
  // The parser has reported a chain that turns round.
  if (!runsOneWay(expression)) return BROKEN;
  const operands = lowerOperands(expression.operands, inner);
  const pairs: Condition[] = [];
  for (const [index, { operator, span, pair }] of expression.operators.entries()) {
    const left = operands[index]!;
    const right = operands[index + 1]!;
    if (left.lowered.kind === "broken" || right.lowered.kind === "broken") continue;
    const whole = operands.length === 2 ? expression : { span: pair };
    const condition = compare(
      left,
      operator,
      right,
      { whole, operatorSpan: { span }, alone: operands.length === 2 },
      inner,
    );
    // One mistake, one message: the next pair shares an operand with this one.
    if (condition === null) return BROKEN;
    pairs.push(condition);
  }
  if (pairs.length < expression.operators.length) return BROKEN;
  return { kind: "condition", condition: joined("and", pairs, originOf(expression, context)) };
}

const DIRECTIONS: readonly (readonly ComparisonOperator[])[] = [["<", "<="], [">", ">="], ["="]];

function runsOneWay(expression: ComparisonExpression): boolean {
  const { operators } = expression;
  if (operators.length < 2) return true;
  return DIRECTIONS.some((allowed) => operators.every(({ operator }) => allowed.includes(operator)));
}

/** Names nobody knows come last: what they are compared with tells whether they are texts without quotes. */
export function lowerOperands(expressions: readonly Expression[], context: Context): readonly Operand[] {
  const unwanted: Context = context.wanted === null ? context : { ...context, wanted: null };
  const known = expressions.map((expression) => (isKnown(expression, context) ? lower(expression, unwanted) : null));
  const term = known.find((one) => one?.kind === "term");
  const wanted = term?.kind === "term" ? typeOf(term.term) : null;
  return expressions.map((expression, index) => ({
    expression,
    lowered: known[index] ?? lower(expression, { ...context, wanted }),
  }));
}

function isKnown(expression: Expression, context: Context): boolean {
  if (expression.kind !== "name") return true;
  const name = expression.name.text;
  // Asked last: what is asked counts as used here.
  return isReadHere(name, context) || context.scope.resolve(name) !== null;
}

interface Place {
  /** The whole comparison of the pair. */
  readonly whole: { readonly span: Expression["span"] };
  readonly operatorSpan: { readonly span: Expression["span"] };
  /** Not a part of a chain, so that a fix may replace the whole. */
  readonly alone: boolean;
}

/** One pair; null after an error. */
function compare(
  left: Operand,
  operator: ComparisonOperator,
  right: Operand,
  place: Place,
  context: Context,
): Condition | null {
  const origin = originOf(place.whole, context);
  if (left.lowered.kind === "duration" || right.lowered.kind === "duration") {
    const terms = comparedWithDuration(left, operator, right, place.alone ? place.whole : null, context);
    return terms === null ? null : compared(terms.left, operator, terms.right, origin);
  }
  if (reportElementTest(left, operator, right, place, context)) return null;
  const leftTerm = asTerm(left.lowered, left.expression, context);
  const rightTerm = asTerm(right.lowered, right.expression, context);
  if (leftTerm === null || rightTerm === null) return null;
  if (reportBooleanTest(left, leftTerm, operator, right, rightTerm, place, context)) return null;
  if (reportNoOrder(left, leftTerm, operator, right, rightTerm, place, context)) return null;
  const terms = unified(leftTerm, left.expression, rightTerm, right.expression, context);
  if (terms === null) return null;
  reportImpossible(terms.left, operator, terms.right, place.whole, context);
  return compared(terms.left, operator, terms.right, origin);
}

/** The canonical comparison: only `=`, `<` and `<=`, the others turned round or negated. */
export function compared(left: Term, operator: ComparisonOperator, right: Term, origin: Origin): Condition {
  switch (operator) {
    case "=":
    case "<":
    case "<=":
      return { kind: "compare", origin, operator, left, right };
    case ">":
      return { kind: "compare", origin, operator: "<", left: right, right: left };
    case ">=":
      return { kind: "compare", origin, operator: "<=", left: right, right: left };
    case "!=":
      return negatedTest({ kind: "compare", origin, operator: "=", left, right }, origin);
  }
}

/** `Partner = "Yes"`: the boolean is a condition by itself. */
function reportBooleanTest(
  left: Operand,
  leftTerm: Term,
  operator: ComparisonOperator,
  right: Operand,
  rightTerm: Term,
  place: Place,
  context: Context,
): boolean {
  const boolean = isBoolean(leftTerm) ? left : isBoolean(rightTerm) ? right : null;
  if (boolean === null) return false;
  const constant = boolean === left ? rightTerm : leftTerm;
  const other = boolean === left ? right : left;
  if (constant.kind !== "constant" || typeOf(constant).kind === "boolean") return false;
  const term = boolean === left ? leftTerm : rightTerm;
  const meaning = booleanMeaning(constant.value, fieldOf(term, context));
  const positive = operator === "=" ? meaning : operator === "!=" && meaning !== null ? !meaning : null;
  const field = textOf(boolean.expression, context);
  const simple = ["name", "member", "parenthesized"].includes(boolean.expression.kind);
  const write = positive === null ? null : positive ? field : simple ? `not ${field}` : `not (${field})`;
  const fixes =
    write === null || !place.alone ? [] : [replacement(`Write \`${write}\``, locationOf(place.whole, context), write)];
  const shown = textOf(other.expression, context);
  const value = shown.startsWith('"') ? shown : `\`${shown}\``;
  report(context, typesRules.booleanAgainstText, { field, value, write }, locationOf(other.expression, context), {
    fixes,
  });
  return true;
}

/** `tags = "vip"`: the list has the value, or has it not. */
function reportElementTest(
  left: Operand,
  operator: ComparisonOperator,
  right: Operand,
  place: Place,
  context: Context,
): boolean {
  if (!place.alone || (operator !== "=" && operator !== "!=")) return false;
  const [list, value] = left.lowered.kind === "list" ? [left, right] : [right, left];
  if (list.lowered.kind !== "list" || value.lowered.kind !== "term" || value.lowered.term.kind !== "constant")
    return false;
  const type = elementType(list.lowered);
  const given = typeOf(value.lowered.term).kind;
  if (type === null || (given === "text" ? type.kind !== "text" && type.kind !== "choice" : given !== type.kind)) {
    return false;
  }
  const has = operator === "=" ? "has" : "not has";
  const write = `${textOf(list.expression, context)} ${has} ${textOf(value.expression, context)}`;
  reportListAsValue(list.expression, write, place.whole, context);
  return true;
}

function isBoolean(term: Term): boolean {
  return typeOf(term).kind === "boolean";
}

function reportNoOrder(
  left: Operand,
  leftTerm: Term,
  operator: ComparisonOperator,
  right: Operand,
  rightTerm: Term,
  place: Place,
  context: Context,
): boolean {
  if (operator === "=" || operator === "!=") return false;
  const [operand, term] = leftTerm.kind === "constant" ? [right, rightTerm] : [left, leftTerm];
  const type = typeOf(term);
  if (isNumeric(type) || isDated(type)) return false;
  const location = locationOf(place.operatorSpan, context);
  const fixes: Fix[] = [];
  if (type.kind === "text" && operand === left && withoutParentheses(right.expression).kind === "string") {
    fixes.push(replacement("Write `starts with`", location, "starts with", false));
  }
  fixes.push(replacement("Write `=`", location, "=", false));
  const parameters = { operator, operand: textOf(operand.expression, context), type: typeNoun(type) };
  report(context, typesRules.noOrder, parameters, location, { fixes: place.alone ? fixes : [] });
  return true;
}
