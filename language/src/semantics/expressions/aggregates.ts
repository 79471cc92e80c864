import type { AggregateTerm, Term } from "../../condition/condition.js";
import type { ScalarType } from "../../condition/schema.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { CallExpression, Expression, MemberExpression } from "../../syntax/tree.js";
import { asList, listOf, termOf } from "./coercions.js";
import {
  BROKEN,
  type Context,
  locationOf,
  lower,
  originOf,
  replacement,
  report,
  textOf,
  within,
  withoutParentheses,
} from "./context.js";
import { itemOf, withFilter } from "./list-terms.js";
import { elementsWithSite } from "./quantifiers.js";
import type { Lowered, LoweredList } from "./scope.js";
import { INTEGER, isDated, isNumeric, NUMBER, typeNoun, typeOf } from "./types.js";

export const AGGREGATES = ["count", "sum", "average", "min", "max", "earliest", "latest"] as const;
export type AggregateName = (typeof AGGREGATES)[number];

export function isAggregate(name: string): name is AggregateName {
  return (AGGREGATES as readonly string[]).includes(name);
}

/** `count(orders)`, `sum(orders.total where …)`, `sum(price * quantity over orders.details)`, `count(distinct orders.brand)`. */
export function lowerAggregate(expression: CallExpression, name: AggregateName, outer: Context): Lowered {
  const context: Context = { ...outer, aggregate: true, wanted: null };
  if (expression.distinct !== null && name !== "count") {
    const location = locationOf({ span: expression.distinct }, context);
    report(context, typesRules.noDistinct, { name, word: "distinct" }, location, {
      fixes: [replacement("Leave `distinct` out", location, "", false)],
    });
    return BROKEN;
  }
  const [argument] = expression.arguments;
  if (argument === undefined) return BROKEN;
  const parts =
    expression.over === null
      ? ofList(argument, name, expression, context)
      : overList(argument, expression.over, context);
  if (parts === null) return BROKEN;
  return aggregate(expression, name, parts, context);
}

interface Parts {
  readonly list: LoweredList;
  /** What is added up, compared or counted, in the scope of the element; null: the elements themselves, which are records. */
  readonly value: Term | null;
}

function ofList(argument: Expression, name: AggregateName, expression: CallExpression, context: Context): Parts | null {
  if (reportProductOfLists(argument, name, context)) return null;
  const list = asList(lower(argument, context), argument, name, context);
  return list === null ? null : { list, value: itemOf(list, originOf(expression, context)) };
}

function overList(argument: Expression, over: Expression, context: Context): Parts | null {
  const list = listOf(over, "over", { ...context, aggregate: false });
  if (list === null) return null;
  const value = termOf(argument, within(context, elementsWithSite(list, null), argument));
  return value === null ? null : { list, value };
}

function aggregate(expression: CallExpression, name: AggregateName, { list, value }: Parts, context: Context): Lowered {
  const origin = originOf(expression, context);
  const argument = expression.arguments[0]!;
  if (name === "count") {
    if (expression.distinct === null) return { kind: "term", term: counted(list, value, expression) };
    if (value === null) {
      reportRecords("count(distinct …)", argument, context);
      return BROKEN;
    }
    return {
      kind: "term",
      term: { kind: "aggregate", origin, type: INTEGER, function: "count-distinct", list: list.list, value },
    };
  }
  if (value === null) {
    reportRecords(name, argument, context);
    return BROKEN;
  }
  if (!fits(name, typeOf(value), expression, context)) return BROKEN;
  const type = resultType(name, typeOf(value));
  const kind = name === "earliest" ? "min" : name === "latest" ? "max" : name;
  return { kind: "term", term: { kind: "aggregate", origin, type, function: kind, list: list.list, value } };

  function counted(counting: LoweredList, one: Term | null, whole: CallExpression): AggregateTerm {
    // `count(orders.brand)` counts the brands that are there; where one always is, it is the count of the orders.
    const narrowed = whole.over === null ? withFilter(counting, null, origin) : counting.list;
    const present = whole.over === null || one === null ? null : one;
    return { kind: "aggregate", origin, type: INTEGER, function: "count", list: narrowed, value: present };
  }
}

function resultType(name: AggregateName, type: ScalarType): ScalarType {
  if (name === "average") return NUMBER;
  return type;
}

const FOR_DATES: { readonly [name in AggregateName]?: AggregateName } = { min: "earliest", max: "latest" };
const FOR_NUMBERS: { readonly [name in AggregateName]?: AggregateName } = { earliest: "min", latest: "max" };

function fits(name: AggregateName, type: ScalarType, expression: CallExpression, context: Context): boolean {
  const ofDates = name === "earliest" || name === "latest";
  if (ofDates ? isDated(type) : isNumeric(type)) return true;
  const fixes: Fix[] = [];
  let advice: string | null = null;
  const better = isDated(type) ? FOR_DATES[name] : isNumeric(type) ? FOR_NUMBERS[name] : undefined;
  if (better !== undefined) {
    advice = `Write \`${better}\`.`;
    fixes.push(replacement(`Write \`${better}\``, locationOf(expression.name, context), better));
  } else if (name === "sum" || name === "average") {
    advice =
      type.kind === "boolean" || type.kind === "text" || type.kind === "choice"
        ? "`count(… where …)` counts elements."
        : null;
  }
  const argument = expression.arguments[0]!;
  const needs = ofDates ? "dates" : "numbers";
  const parameters = {
    operator: name,
    needs,
    operand: textOf(argument, context),
    is: `a list of ${plural(type)}`,
    advice,
  };
  report(context, typesRules.wrongOperand, parameters, locationOf(argument, context), { fixes });
  return false;
}

function plural(type: ScalarType): string {
  const noun = typeNoun(type).replace(/^an? /, "");
  return noun === "folded text" || noun === "text" ? "texts" : `${noun}s`;
}

function reportRecords(form: string, argument: Expression, context: Context): void {
  const text = textOf(argument, context);
  const parameters = {
    operator: form,
    needs: "single values",
    operand: text,
    is: "a list of records",
    advice: `Name the field: \`${text}.…\`.`,
  };
  report(context, typesRules.wrongOperand, parameters, locationOf(argument, context));
}

/** `sum(orders.price * orders.quantity)`: each factor is a list, and what is meant is a product for each order. */
function reportProductOfLists(argument: Expression, name: AggregateName, context: Context): boolean {
  const inner = withoutParentheses(argument);
  if (inner.kind !== "binary" && inner.kind !== "unary") return false;
  const silent: Context = { ...context, scope: { ...context.scope, report: () => undefined } };
  const lists = membersIn(inner).filter((member) => {
    const lowered = lower(member, silent);
    return lowered.kind === "list" && lowered.elements.at(-1)!.projection !== null;
  });
  const [first] = lists;
  if (first === undefined) return false;
  const base = textOf(first.object, context);
  const text = textOf(argument, context);
  const location = locationOf(argument, context);
  const alike = lists.every((member) => textOf(member.object, context) === base);
  const write = alike ? `${name}(${text.replaceAll(`${base}.`, "")} over ${base})` : null;
  const inside = `${text.replaceAll(`${base}.`, "")} over ${base}`;
  const fixes = alike ? [replacement(`Write \`${write}\``, location, inside)] : [];
  const advice = write === null ? "Name the list once, behind `over`." : `Write \`${write}\`.`;
  report(context, typesRules.notAValue, { expression: textOf(first, context), is: "a list", advice }, location, {
    fixes,
  });
  return true;
}

/** The longest dotted paths in an expression. */
function membersIn(expression: Expression): readonly MemberExpression[] {
  switch (expression.kind) {
    case "member":
      return [expression];
    case "binary":
      return [...membersIn(expression.left), ...membersIn(expression.right)];
    case "unary":
      return membersIn(expression.operand);
    case "parenthesized":
      return membersIn(expression.inner);
    default:
      return [];
  }
}
