import type { PartTerm, Term } from "../../condition/condition.js";
import type { ScalarType } from "../../condition/schema.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { CallExpression, Expression, SinceExpression } from "../../syntax/tree.js";
import { WEEKDAYS } from "../../values/calendar.js";
import { nearestName } from "../../values/nearest.js";
import { AGGREGATES, isAggregate, lowerAggregate } from "./aggregates.js";
import { termOf } from "./coercions.js";
import { BROKEN, type Context, locationOf, originOf, replacement, report, textOf } from "./context.js";
import type { Lowered } from "./scope.js";
import { INTEGER, isDated, isNumeric, typeNoun, typeOf } from "./types.js";
import { dateOf } from "./unification.js";

const FUNCTIONS = [...AGGREGATES, "abs", "length", "year", "month", "day", "hour", "weekday"];

/** What people write who know other languages. */
const HABITS: Readonly<Record<string, string>> = {
  len: "length",
  strlen: "length",
  avg: "average",
  mean: "average",
  size: "count",
  absolute: "abs",
  minimum: "min",
  maximum: "max",
  total: "sum",
  first: "earliest",
  last: "latest",
  newest: "latest",
  oldest: "earliest",
  dayofweek: "weekday",
  countdistinct: "count",
};

export function lowerCall(expression: CallExpression, context: Context): Lowered {
  const name = expression.name.text;
  if (!FUNCTIONS.includes(name)) return unknownFunction(expression, context);
  if (expression.arguments.length !== 1) {
    const write = isAggregate(name)
      ? `${name}(…)`
      : `${name}(${expression.arguments[0] === undefined ? "…" : textOf(expression.arguments[0], context)})`;
    report(
      context,
      typesRules.wrongArguments,
      { name, given: expression.arguments.length, write },
      locationOf(expression, context),
    );
    return BROKEN;
  }
  if (isAggregate(name)) return lowerAggregate(expression, name, context);
  const word = expression.distinct !== null ? "distinct" : expression.over !== null ? "over" : null;
  if (word !== null) {
    report(context, typesRules.noDistinct, { name, word }, locationOf(expression, context));
    return BROKEN;
  }
  return ofOneValue(expression, name, expression.arguments[0]!, context);
}

function ofOneValue(expression: CallExpression, name: string, argument: Expression, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const operand = termOf(argument, context);
  if (operand === null) return BROKEN;
  const origin = originOf(expression, context);
  const type = typeOf(operand);
  const wrong = (needs: string, advice: string | null = null): Lowered => {
    const parameters = { operator: name, needs, operand: textOf(argument, context), is: typeNoun(type), advice };
    report(context, typesRules.wrongOperand, parameters, locationOf(argument, context));
    return BROKEN;
  };
  switch (name) {
    case "abs":
      return isNumeric(type) ? { kind: "term", term: { kind: "absolute", origin, type, operand } } : wrong("a number");
    case "length":
      if (type.kind === "text") return { kind: "term", term: { kind: "length", origin, type: INTEGER, operand } };
      return wrong("a text");
    case "hour":
      if (type.kind === "datetime") return { kind: "term", term: part("hour", operand) };
      return wrong("a date-time", type.kind === "date" ? "A date has no hours." : null);
    case "year":
    case "month":
    case "day":
    case "weekday":
      return isDated(type) ? { kind: "term", term: part(name, dateOf(operand)) } : wrong("a date");
    default:
      return BROKEN;
  }

  function part(which: PartTerm["part"], of: Term): Term {
    const partType: ScalarType = which === "weekday" ? { kind: "choice", choices: WEEKDAYS } : INTEGER;
    return { kind: "part", origin, type: partType, part: which, operand: of };
  }
}

/** `days since lastOrder`: whole units until today, hours until now. */
export function lowerSince(expression: SinceExpression, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const operand = termOf(expression.operand, context);
  if (operand === null) return BROKEN;
  const type = typeOf(operand);
  const text = textOf(expression.operand, context);
  const { unit } = expression;
  if (!isDated(type)) {
    const parameters = { operator: `${unit}s since`, needs: "a date", operand: text, is: typeNoun(type), advice: null };
    report(context, typesRules.wrongOperand, parameters, locationOf(expression.operand, context));
    return BROKEN;
  }
  if (unit === "hour" && type.kind === "date") {
    const write = `days since ${text}`;
    const fixes = [replacement("Write `days`", locationOf({ span: expression.unitSpan }, context), "days", false)];
    report(context, typesRules.hoursOfDate, { operand: text, write }, locationOf(expression, context), { fixes });
    return BROKEN;
  }
  const since = unit === "hour" ? operand : dateOf(operand);
  return {
    kind: "term",
    term: { kind: "since", origin: originOf(expression, context), type: INTEGER, unit, operand: since },
  };
}

function unknownFunction(expression: CallExpression, context: Context): Lowered {
  const name = expression.name.text;
  const location = locationOf(expression.name, context);
  const argument = expression.arguments[0];
  if (name === "any" || name === "all" || name === "exists" || name === "has") {
    const write = `any ${argument === undefined ? "…" : textOf(argument, context)}`;
    report(context, typesRules.unknownFunction, { name, write }, location, {
      fixes: [replacement(`Write \`${write}\``, locationOf(expression, context), write, false)],
    });
    return BROKEN;
  }
  const habit = Object.hasOwn(HABITS, name.toLowerCase()) ? HABITS[name.toLowerCase()]! : null;
  const nearest = habit ?? nearestName(name, FUNCTIONS);
  const fixes = nearest === null ? [] : [replacement(`Write \`${nearest}\``, location, nearest, habit !== null)];
  report(context, typesRules.unknownFunction, { name, write: nearest }, location, { fixes });
  return BROKEN;
}
