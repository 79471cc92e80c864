import type { Condition, Term } from "../../condition/condition.js";
import type { ScalarType } from "../../condition/schema.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression, RangeExpression } from "../../syntax/tree.js";
import { conditionOf } from "./coercions.js";
import { adapt, isLiteral } from "./constants.js";
import { type Context, locationOf, lower, report, textOf } from "./context.js";
import { contextOf } from "./entry.js";
import { reportMissingValues, reportMissingValuesOfDefine } from "./missing-information/report.js";
import type { ExpressionScope, LoweredDefine } from "./scope.js";
import { MAX_DEPTH, MAX_NODES, sizeOf } from "./size.js";
import { sameFamily, typeNoun, typeOf } from "./types.js";
import { dateOf } from "./unification.js";

/** The condition of a `require`. Null after an error, which has been reported. */
export function lowerCondition(expression: Expression, scope: ExpressionScope): Condition | null {
  const context = contextOf(expression, scope);
  const condition = conditionOf(expression, context);
  return condition === null || isTooLarge(condition, expression, context) ? null : condition;
}

/** The condition of a segment: `lowerCondition`, and the information on missing values (SEG4010 and following). */
export function lowerSegmentCondition(expression: Expression, scope: ExpressionScope): Condition | null {
  const condition = lowerCondition(expression, scope);
  if (condition !== null) reportMissingValues(condition, contextOf(expression, scope));
  return condition;
}

/** What a define stands for; call with `elements: []`. `broken` after an error. */
export function lowerDefine(expression: Expression, scope: ExpressionScope): LoweredDefine {
  const context = contextOf(expression, scope);
  const lowered = lower(expression, context);
  const node =
    lowered.kind === "condition"
      ? lowered.condition
      : lowered.kind === "term"
        ? lowered.term
        : lowered.kind === "list"
          ? lowered.list
          : null;
  if (node === null) return lowered;
  if (isTooLarge(node, expression, context)) return { kind: "broken" };
  reportMissingValuesOfDefine(node, context);
  return lowered;
}

/** The bounds of a domain: constants, or today and now shifted. Null after an error. */
export function lowerDomain(
  range: RangeExpression,
  type: ScalarType,
  scope: ExpressionScope,
): { readonly low: Term | null; readonly high: Term | null; readonly highExclusive: boolean } | null {
  const context = contextOf(range, scope);
  const lowered = lower(range, context);
  if (lowered.kind !== "range") return null;
  const bound = (end: typeof lowered.low, expression: Expression | null): Term | null | undefined => {
    if (end === null || expression === null) return null;
    if (end.kind === "duration") {
      const parameters = { duration: textOf(expression, context), other: null, otherType: null, write: null };
      report(context, typesRules.durationWithoutDate, parameters, locationOf(expression, context));
      return undefined;
    }
    return asType(end, expression, type, "The bound of a domain", context) ?? undefined;
  };
  const low = bound(lowered.low, range.low);
  const high = bound(lowered.high, range.high);
  return low === undefined || high === undefined ? null : { low, high, highExclusive: lowered.highExclusive };
}

/**
 * The term as a value of `type`: literals read by it, a date-time as its local date, and a date where a date-time is
 * wanted as it is (a date's domain on a date-time compares local dates). Null after an error.
 */
function asType(term: Term, expression: Expression, type: ScalarType, what: string, context: Context): Term | null {
  const other = { text: what, type, field: null };
  const adapted = isLiteral(term) && typeOf(term).kind === "text" ? adapt(term, other, context) : term;
  if (adapted === null) return null;
  const given = typeOf(adapted);
  if (type.kind === "date" && given.kind === "datetime") return dateOf(adapted);
  if (type.kind === "datetime" && given.kind === "date") return adapted;
  const fraction = type.kind === "integer" && given.kind === "number";
  if (sameFamily(given, type) && !fraction) return adapted;
  const needs = typeNoun(type);
  report(
    context,
    typesRules.wrongShape,
    { field: what, needs, is: typeNoun(given), advice: null },
    locationOf(expression, context),
  );
  return null;
}

function isTooLarge(node: Parameters<typeof sizeOf>[0], expression: Expression, context: Context): boolean {
  const size = sizeOf(node);
  const limit =
    size.nodes > MAX_NODES
      ? `it has more than ${MAX_NODES} parts`
      : size.depth > MAX_DEPTH
        ? `it is nested more than ${MAX_DEPTH} deep`
        : null;
  if (limit === null) return false;
  report(context, typesRules.tooLarge, { limit }, locationOf(expression, context));
  return true;
}
