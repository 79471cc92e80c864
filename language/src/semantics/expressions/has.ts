import type { Condition, ListTerm, Origin, Term } from "../../condition/condition.js";
import { deepened } from "../../condition/scopes.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { HasExpression } from "../../syntax/tree.js";
import { asTerm, listOf } from "./coercions.js";
import { compared } from "./comparisons.js";
import { type Counterpart, isLiteral } from "./constants.js";
import { oneOfRead } from "./containment.js";
import { BROKEN, type Context, locationOf, lower, originOf, replacement, report, textOf } from "./context.js";
import { nameOfKind } from "./kinds.js";
import { elementType, existing, itemOf, withFilter } from "./list-terms.js";
import { joined, negatedTest } from "./logical.js";
import { readConstants, readNamedList } from "./named-lists.js";
import type { ReadValues } from "./read-lists.js";
import type { Lowered, LoweredConstants, LoweredList } from "./scope.js";
import { unified } from "./unification.js";

/** `tags has "vip"`, `has any of`, `has all of`, `has none of`. */
export function lowerHas(expression: HasExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const form = expression.quantifier === "one" ? "has" : `has ${expression.quantifier} of`;
  const list = listOf(expression.operand, "has", context, (lowered) => asComparison(lowered, expression, context));
  const type = list === null ? null : elementType(list);
  const argument = lower(expression.argument, { ...context, wanted: type });
  if (list === null || argument.kind === "broken") return BROKEN;
  if (type === null) {
    const text = textOf(expression.operand, context);
    const advice = `Name one of their fields, \`${text}.… ${form} …\`, or write \`any ${text} where …\`.`;
    report(
      context,
      typesRules.notAList,
      { expression: text, is: "a list of records", form, advice },
      locationOf(expression.operand, context),
    );
    return BROKEN;
  }
  const other: Counterpart = { text: textOf(expression.operand, context), type, field: null };
  const test =
    expression.quantifier === "one"
      ? hasOne(list, argument, expression, other, context)
      : hasSeveral(list, argument, expression, form, other, context);
  if (test === null) return BROKEN;
  const negated = expression.negated !== (expression.quantifier === "none");
  return { kind: "condition", condition: negated ? negatedTest(test, originOf(expression, context)) : test };
}

/** `city has "Rasht"`, of a field that has one value: `city = "Rasht"`. */
function asComparison(lowered: Lowered, expression: HasExpression, context: Context): readonly Fix[] {
  if (lowered.kind !== "term" || lowered.term.kind === "constant" || expression.quantifier === "all") return [];
  const isOne = expression.quantifier === "one";
  const isNot = expression.negated !== (expression.quantifier === "none");
  const write = isOne ? (isNot ? "!=" : "=") : isNot ? "not in" : "in";
  const between = textOf(
    { span: { start: expression.operand.span.end, end: expression.argument.span.start } },
    context,
  );
  // A comment, or a bracket, stays where it stands.
  if (!/^\s+(?:not\s+)?has(?:\s+(?:any|none)\s+of)?\s+$/.test(between)) return [];
  const start = expression.operand.span.end + between.search(/\S/);
  const span = { start, end: expression.operand.span.end + between.trimEnd().length };
  return [replacement(`Write \`${write}\``, locationOf({ span }, context), write, false)];
}

function hasOne(
  list: LoweredList,
  argument: Lowered,
  expression: HasExpression,
  other: Counterpart,
  context: Context,
): Condition | null {
  const origin = originOf(expression, context);
  if (argument.kind === "constants") {
    const text = textOf(expression.argument, context);
    const operator = locationOf({ span: expression.operatorSpan }, context);
    const before = expression.negated ? "not " : "";
    const choice = ["any", "all"].map((word) =>
      replacement(`Write \`has ${word} of\``, operator, `${before}has ${word} of`, false),
    );
    const advice = `Write \`has any of ${text}\` or \`has all of ${text}\`.`;
    const parameters = { operator: "has", needs: "one value", operand: text, is: nameOfKind(argument), advice };
    report(context, typesRules.wrongOperand, parameters, locationOf(expression.argument, context), { fixes: choice });
    return null;
  }
  const term = asTerm(argument, expression.argument, context);
  const item = itemOf(list, origin);
  if (term === null || item === null) return null;
  if (isLiteral(term) && term.kind === "constant") {
    const read = readConstants([term], null, other, context);
    const value = read?.values.values[0];
    if (read === null) return null;
    if (read.dates !== null || value === undefined)
      return existing(withFilter(list, oneOfRead(item, read, origin), origin), origin);
    const constant: Term = { ...term, type: other.type, value };
    return existing(withFilter(list, compared(item, "=", constant, origin), origin), origin);
  }
  const pair = unified(item, expression.operand, deepened(term, list.list.steps.length), expression.argument, context);
  return pair === null
    ? null
    : existing(withFilter(list, compared(pair.left, "=", pair.right, origin), origin), origin);
}

function hasSeveral(
  list: LoweredList,
  argument: Lowered,
  expression: HasExpression,
  form: string,
  other: Counterpart,
  context: Context,
): Condition | null {
  const origin = originOf(expression, context);
  if (argument.kind !== "constants") {
    const text = textOf(expression.argument, context);
    const isValue = argument.kind === "term" && isLiteral(argument.term);
    const fixes = isValue
      ? [replacement(`Write \`[${text}]\``, locationOf(expression.argument, context), `[${text}]`)]
      : [];
    const advice = isValue ? `Write \`[${text}]\`.` : null;
    report(
      context,
      typesRules.notConstants,
      { expression: text, is: nameOfKind(argument), form, advice },
      locationOf(expression.argument, context),
      { fixes },
    );
    return null;
  }
  const read = constantsFor(argument, form, other, context);
  const item = itemOf(list, origin);
  if (read === null || item === null) return null;
  const { projection } = list.elements.at(-1)!;
  if (expression.quantifier !== "all") return existing(withFilter(list, oneOfRead(item, read, origin), origin), origin);
  if (projection === null && read.dates === null)
    return { kind: "has-all", origin, list: withFilter(list, null, origin), values: read.values };
  return each(read, (one) => withFilter(list, oneOfRead(item, one, origin), origin), origin);
}

/** Each of the values by itself: elements of a dotted path are no list of their own. */
function each(read: ReadValues, listWith: (one: ReadValues) => ListTerm, origin: Origin): Condition {
  const lists = [read.values, ...(read.dates === null ? [] : [read.dates])];
  const tests = lists.flatMap((list) =>
    list.values.map((value) => {
      const one = { ...list, name: null, values: [value] };
      return existing(
        listWith(list === read.dates ? { values: { ...one, values: [] }, dates: one } : { values: one, dates: null }),
        origin,
      );
    }),
  );
  return tests.length === 0 ? { kind: "constant", origin, value: true } : joined("and", tests, origin);
}

/** `[…]` or a named list, all constant, read by the type of what they are compared with. Null after an error. */
export function constantsFor(
  constants: LoweredConstants,
  form: string,
  other: Counterpart,
  context: Context,
): ReadValues | null {
  if (constants.list !== null) return readNamedList(constants.list, other, context);
  const variable = constants.items.find((item) => item.kind !== "constant");
  if (variable === undefined) return readConstants(constants.items, null, other, context);
  const location = variable.origin ?? constants.location;
  const parameters = { expression: textOf(location, context), is: "no constant", form, advice: null };
  report(context, typesRules.notConstants, parameters, location);
  return null;
}
