import type { Condition, Origin, Term, ValueList } from "../../condition/condition.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression, InExpression } from "../../syntax/tree.js";
import { asTerm, reportListAsValue } from "./coercions.js";
import { compared } from "./comparisons.js";
import { isLiteral } from "./constants.js";
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
import { beforeClock, durationBeside } from "./durations.js";
import { outsideOf } from "./impossible.js";
import { nameOfKind } from "./kinds.js";
import { elementType } from "./list-terms.js";
import { joined, negatedTest } from "./logical.js";
import { readConstants, readNamedList } from "./named-lists.js";
import type { ReadValues } from "./read-lists.js";
import type { Lowered, LoweredConstants, LoweredPeriod, LoweredRange } from "./scope.js";
import { DATE, isDated, isNumeric, typeNoun, typeOf } from "./types.js";
import { counterpart, dateOf, unified } from "./unification.js";

/** `x in [1, 2]`, `x in named`, `x in 18..29`, `x in last 30 days`. */
export function lowerIn(expression: InExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const lowered = lower(expression.operand, context);
  if (reportElementsTest(lowered, expression, context)) return BROKEN;
  const operand = asTerm(lowered, expression.operand, context);
  const wanted = operand === null ? null : typeOf(operand);
  const container = lower(expression.container, { ...context, wanted });
  if (operand === null || container.kind === "broken") return BROKEN;
  const test = contained(operand, container, expression, context);
  if (test === null) return BROKEN;
  const origin = originOf(expression, context);
  return { kind: "condition", condition: expression.negated ? negatedTest(test, origin) : test };
}

/** `tags in ["a", "b"]`: which of its elements are meant, all or one, only `has` says. */
function reportElementsTest(operand: Lowered, expression: InExpression, context: Context): boolean {
  if (operand.kind !== "list" || expression.container.kind !== "list-literal" || elementType(operand) === null) {
    return false;
  }
  const has = expression.negated ? "has none of" : "has any of";
  const write = `${textOf(expression.operand, context)} ${has} ${textOf(expression.container, context)}`;
  reportListAsValue(expression.operand, write, expression, context);
  return true;
}

function contained(operand: Term, container: Lowered, expression: InExpression, context: Context): Condition | null {
  switch (container.kind) {
    case "constants":
      return oneOf(operand, container, expression, context);
    case "range":
      return inRange(operand, container, expression, context);
    case "period":
      return inPeriod(operand, container, expression, context);
    default:
      reportNoContainer(container, expression, context);
      return null;
  }
}

/** True if the operand is one of the constants; items that are no constants are compared one by one. */
function oneOf(
  operand: Term,
  container: LoweredConstants,
  expression: InExpression,
  context: Context,
): Condition | null {
  const origin = originOf(expression, context);
  const other = counterpart(operand, expression.operand, context);
  if (container.list !== null) {
    const read = readNamedList(container.list, other, context);
    return read === null ? null : oneOfRead(operand, read, origin);
  }
  const constants = container.items.filter((item) => item.kind === "constant");
  const others = container.items.filter((item) => item.kind !== "constant");
  const read = readConstants(constants, null, other, context);
  if (read === null) return null;
  const tests = constants.length > 0 || others.length === 0 ? [oneOfRead(operand, read, origin)] : [];
  for (const item of others) {
    const pair = unified(
      operand,
      expression.operand,
      item,
      { ...expression.container, span: item.origin?.span ?? expression.container.span },
      context,
    );
    if (pair === null) return null;
    tests.push(compared(pair.left, "=", pair.right, item.origin ?? origin));
  }
  return joined("or", tests, origin);
}

export function oneOfRead(operand: Term, read: ReadValues, origin: Origin): Condition {
  const test = (term: Term, values: ValueList): Condition => ({ kind: "one-of", origin, operand: term, values });
  if (read.dates === null) return test(operand, read.values);
  const byDate = test(dateOf(operand), read.dates);
  return read.values.values.length === 0 ? byDate : joined("or", [byDate, test(operand, read.values)], origin);
}

function inRange(operand: Term, range: LoweredRange, expression: InExpression, context: Context): Condition | null {
  const type = typeOf(operand);
  if (!isNumeric(type) && !isDated(type)) {
    const parameters = {
      operator: "in a range",
      needs: "a number or a date",
      operand: textOf(expression.operand, context),
      is: typeNoun(type),
      advice: null,
    };
    report(context, typesRules.wrongOperand, parameters, locationOf(expression.operand, context));
    return null;
  }
  const origin = originOf(expression, context);
  const low = bound(operand, range.low, expression, context);
  const high = bound(operand, range.high, expression, context);
  if (low === undefined || high === undefined) return null;
  const tests: Condition[] = [];
  if (low !== null) tests.push(compared(low.bound, "<=", low.operand, origin));
  if (high !== null) tests.push(compared(high.operand, range.highExclusive ? "<" : "<=", high.bound, origin));
  if (tests.length === 0) return null;
  reportOutside(operand, range, expression, context);
  return joined("and", tests, origin);
}

type Bound = { readonly operand: Term; readonly bound: Term };

/** A bound beside the operand; null where the range is open, undefined after an error. */
function bound(
  operand: Term,
  end: LoweredRange["low"],
  expression: InExpression,
  context: Context,
): Bound | null | undefined {
  if (end === null) return null;
  const container: Expression = expression.container;
  if (end.kind === "duration") {
    const span = end.location.span;
    const constant = durationBeside(
      operand,
      end,
      expression.operand,
      { ...container, span },
      context,
      () => null,
      null,
    );
    return constant === null ? undefined : { operand, bound: constant };
  }
  const place = { ...container, span: end.origin?.span ?? container.span };
  const pair = unified(operand, expression.operand, end, place, context);
  return pair === null ? undefined : { operand: pair.left, bound: pair.right };
}

/** `age in 130..150` for an age of 0 to 120. */
function reportOutside(operand: Term, range: LoweredRange, expression: InExpression, context: Context): void {
  const low = constantNumber(range.low);
  const high = constantNumber(range.high);
  const because =
    (low === null ? null : outsideOf(operand, ">=", low, context)) ??
    (high === null ? null : outsideOf(operand, "<=", high, context));
  if (because === null) return;
  const parameters = { test: textOf(expression, context), holds: expression.negated, because };
  report(context, typesRules.neverEqual, parameters, locationOf(expression, context));
}

function constantNumber(end: LoweredRange["low"]): number | null {
  return end?.kind === "constant" && typeof end.value === "number" && isNumeric(end.type) ? end.value : null;
}

function inPeriod(operand: Term, period: LoweredPeriod, expression: InExpression, context: Context): Condition | null {
  const type = typeOf(operand);
  const text = textOf(expression.operand, context);
  if (!isDated(type)) {
    const parameters = { operator: "in a period", needs: "a date", operand: text, is: typeNoun(type), advice: null };
    report(context, typesRules.wrongOperand, parameters, locationOf(expression.operand, context));
    return null;
  }
  const origin = originOf(expression, context);
  if (period.period === "last-duration") {
    const hours = period.duration.unit === "hour";
    if (hours && type.kind === "date") {
      report(context, typesRules.hoursOfDate, { operand: text, write: null }, locationOf(expression, context));
      return null;
    }
    const moment = hours ? operand : dateOf(operand);
    const { edge, clock } = beforeClock(period.duration);
    return joined("and", [compared(edge, "<", moment, origin), compared(moment, "<=", clock, origin)], origin);
  }
  const day = dateOf(operand);
  const offset = period.period === "this" ? 0 : -1;
  const today: Term = { kind: "clock", origin: period.location, type: DATE, clock: "today" };
  const edge = (which: "first" | "last"): Term => ({
    kind: "calendar",
    origin: period.location,
    type: DATE,
    edge: which,
    unit: period.unit,
    offset,
    operand: today,
  });
  return joined("and", [compared(edge("first"), "<=", day, origin), compared(day, "<=", edge("last"), origin)], origin);
}

function reportNoContainer(container: Lowered, expression: InExpression, context: Context): void {
  const operand = textOf(expression.operand, context);
  const text = textOf(expression.container, context);
  const fixes: Fix[] = [];
  let advice: string | null = null;
  const whole = locationOf(expression, context);
  if (container.kind === "list") {
    const write = `${text} ${expression.negated ? "not " : ""}has ${operand}`;
    advice = `Write \`${write}\`.`;
    fixes.push(replacement(`Write \`${write}\``, whole, write));
  } else if (container.kind === "term" && rangeMeant(expression.container) !== null) {
    const write = rangeMeant(expression.container)!;
    advice = `Write \`${write}\`.`;
    fixes.push(replacement(`Write \`${write}\``, locationOf(expression.container, context), write, false));
  } else if (container.kind === "term") {
    const write = `${operand} ${expression.negated ? "!=" : "="} ${text}`;
    advice = `Write \`${write}\`.`;
    fixes.push(replacement(`Write \`${write}\``, whole, write, isLiteral(container.term)));
  } else if (container.kind === "duration") {
    const write = `${operand} ${expression.negated ? "not " : ""}in last ${text}`;
    advice = `Write \`${write}\`.`;
    fixes.push(replacement(`Write \`${write}\``, whole, write, false));
  }
  const parameters = { expression: text, is: nameOfKind(container), advice };
  report(context, typesRules.notAContainer, parameters, locationOf(expression.container, context), { fixes });
}

/** `18-30`, as ranges are written elsewhere. */
function rangeMeant(container: Expression): string | null {
  const inner = withoutParentheses(container);
  if (inner.kind !== "binary" || inner.operator !== "-") return null;
  const { left, right } = inner;
  return left.kind === "number" && right.kind === "number" && left.value < right.value
    ? `${left.value}..${right.value}`
    : null;
}
