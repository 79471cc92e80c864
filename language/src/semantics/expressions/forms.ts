import type { Term } from "../../condition/condition.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression, ListLiteral, NumberLiteral } from "../../syntax/tree.js";
import { normalise } from "../../values/text.js";
import { lowerArithmetic, lowerNegative } from "./arithmetic.js";
import { lowerDefault, lowerWhen } from "./choosing.js";
import { termOf } from "./coercions.js";
import { lowerComparison } from "./comparisons.js";
import { lowerIn } from "./containment.js";
import { BROKEN, type Context, locationOf, lower, originOf, report, textOf } from "./context.js";
import { lowerCall, lowerSince } from "./functions.js";
import { lowerHas } from "./has.js";
import { lowerLogical, lowerNot } from "./logical.js";
import { lowerMember, lowerName } from "./names.js";
import { lowerEmpty, lowerPresence } from "./presence.js";
import { lowerFilter, lowerQuantifier } from "./quantifiers.js";
import { lowerRange } from "./ranges.js";
import type { Lowered, LoweredDuration } from "./scope.js";
import { lowerMatches, lowerTextTest } from "./text-tests.js";
import { BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT } from "./types.js";

/** The dispatcher: each form of expression, and the file that knows it. */
export function lowerForm(expression: Expression, context: Context): Lowered {
  switch (expression.kind) {
    case "error":
      return BROKEN;
    case "parenthesized":
      return lower(expression.inner, context);
    case "name":
      return lowerName(expression, context);
    case "member":
      return lowerMember(expression, context);
    case "number":
      return lowerNumber(expression, context);
    case "string":
      return constant({
        kind: "constant",
        origin: originOf(expression, context),
        type: TEXT,
        value: normalise(expression.value),
      });
    case "boolean":
      return constant({
        kind: "constant",
        origin: originOf(expression, context),
        type: BOOLEAN,
        value: expression.value,
      });
    case "date":
      if (expression.day === null) return BROKEN;
      return constant({ kind: "constant", origin: originOf(expression, context), type: DATE, value: expression.day });
    case "datetime":
      if (expression.instant === null) return BROKEN;
      return constant({
        kind: "constant",
        origin: originOf(expression, context),
        type: DATETIME,
        value: expression.instant,
      });
    case "clock": {
      const type = expression.clock === "today" ? DATE : DATETIME;
      return constant({ kind: "clock", origin: originOf(expression, context), type, clock: expression.clock });
    }
    case "duration":
      return durationOf(expression, context);
    case "period":
      return expression.period === "last-duration"
        ? {
            kind: "period",
            period: expression.period,
            duration: durationOf(expression.duration, context),
            location: locationOf(expression, context),
          }
        : {
            kind: "period",
            period: expression.period,
            unit: expression.unit,
            location: locationOf(expression, context),
          };
    case "range":
      return lowerRange(expression, context);
    case "list-literal":
      return lowerListLiteral(expression, context);
    case "unary":
      return expression.operator === "not" ? lowerNot(expression, context) : lowerNegative(expression, context);
    case "binary":
      if (expression.operator === "and" || expression.operator === "or")
        return lowerLogical(expression, expression.operator, context);
      if (expression.operator === "default") return lowerDefault(expression, context);
      return lowerArithmetic(expression, expression.operator, context);
    case "comparison":
      return lowerComparison(expression, context);
    case "in":
      return lowerIn(expression, context);
    case "presence":
      return lowerPresence(expression, context);
    case "text-test":
      return lowerTextTest(expression, context);
    case "matches":
      return lowerMatches(expression, context);
    case "has":
      return lowerHas(expression, context);
    case "empty":
      return lowerEmpty(expression, context);
    case "quantifier":
      return lowerQuantifier(expression, context);
    case "filter":
      return lowerFilter(expression, context);
    case "call":
      return lowerCall(expression, context);
    case "since":
      return lowerSince(expression, context);
    case "when":
      return lowerWhen(expression, context);
    case "regex":
      return misplaced(expression, "a pattern", "after `matches`", context);
    case "record-literal":
      return misplaced(expression, "a record", "in personas", context);
  }
}

function constant(term: Term): Lowered {
  return { kind: "term", term };
}

function lowerNumber(expression: NumberLiteral, context: Context): Lowered {
  if (!Number.isFinite(expression.value)) return BROKEN;
  const type = expression.integer && !expression.percent && Number.isSafeInteger(expression.value) ? INTEGER : NUMBER;
  return constant({ kind: "constant", origin: originOf(expression, context), type, value: expression.value });
}

function durationOf(expression: Extract<Expression, { kind: "duration" }>, context: Context): LoweredDuration {
  return {
    kind: "duration",
    amount: expression.amount,
    unit: expression.unit,
    location: locationOf(expression, context),
  };
}

function lowerListLiteral(expression: ListLiteral, context: Context): Lowered {
  const items = expression.items.map((item) => termOf(item, context));
  const known = items.filter((item) => item !== null);
  if (known.length < items.length) return BROKEN;
  return { kind: "constants", list: null, items: known, location: locationOf(expression, context) };
}

function misplaced(expression: Expression, is: string, where: string, context: Context): Lowered {
  report(
    context,
    typesRules.misplaced,
    { expression: textOf(expression, context), is, where },
    locationOf(expression, context),
  );
  return BROKEN;
}
