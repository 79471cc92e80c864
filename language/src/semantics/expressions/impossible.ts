import type { Term } from "../../condition/condition.js";
import type { Field } from "../../condition/schema.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Span } from "../../source/source.js";
import type { ComparisonOperator } from "../../syntax/tree.js";
import { divide, rationalFromNumber } from "../../values/rational.js";
import { fieldName, fieldOf } from "./constants.js";
import { type Context, locationOf, report, textOf } from "./context.js";
import { isNumeric, typeOf } from "./types.js";

const TURNED: Record<ComparisonOperator, ComparisonOperator> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** Warns where the declaration of a field already answers the comparison: `age = 200` for an age of 0 to 120. */
export function reportImpossible(
  left: Term,
  operator: ComparisonOperator,
  right: Term,
  whole: { readonly span: Span },
  context: Context,
): void {
  if (left.kind === "constant" && right.kind !== "constant") {
    reportImpossible(right, TURNED[operator], left, whole, context);
    return;
  }
  const leftType = typeOf(left);
  const rightType = typeOf(right);
  if (leftType.kind === "choice" && rightType.kind === "choice" && right.kind !== "constant") {
    if (!leftType.choices.some((choice) => rightType.choices.includes(choice))) {
      reportNever(operator, "the two have no choice in common", whole, context);
    }
    return;
  }
  if (right.kind !== "constant" || typeof right.value !== "number" || !isNumeric(leftType)) return;
  const because = outsideOf(left, operator, right.value, context);
  if (because !== null) reportNever(operator, because, whole, context);
}

function reportNever(
  operator: ComparisonOperator,
  because: string,
  whole: { readonly span: Span },
  context: Context,
): void {
  const parameters = { test: textOf(whole, context), holds: operator === "!=", because };
  report(context, typesRules.neverEqual, parameters, locationOf(whole, context));
}

/** Why the comparison can never be (for `!=`: cannot fail to be) true; null if it can. */
export function outsideOf(term: Term, operator: ComparisonOperator, value: number, context: Context): string | null {
  const equality = operator === "=" || operator === "!=";
  if (equality && typeOf(term).kind === "integer" && !Number.isInteger(value))
    return "a whole number is never a fraction";
  const field = term.kind === "default" ? null : fieldOf(term, context);
  if (field === null) return null;
  return outsideDomain(field, operator, value) ?? (equality ? offStep(field, value) : null);
}

function outsideDomain(field: Field, operator: ComparisonOperator, value: number): string | null {
  if (field.domain?.kind !== "number") return null;
  const { low, high, highExclusive } = field.domain;
  const never = isBelow(operator, value, low) || isAbove(operator, value, high, highExclusive);
  return never ? `\`${fieldName(field)}\` is declared as ${low ?? ""}..${highExclusive ? "<" : ""}${high ?? ""}` : null;
}

/** Nothing from `low` on is what the comparison asks for. */
function isBelow(operator: ComparisonOperator, value: number, low: number | null): boolean {
  if (low === null || operator === ">" || operator === ">=") return false;
  return operator === "<" ? value <= low : value < low;
}

function isAbove(operator: ComparisonOperator, value: number, high: number | null, exclusive: boolean): boolean {
  if (high === null || operator === "<" || operator === "<=") return false;
  return operator === ">" || exclusive ? value >= high : value > high;
}

function offStep(field: Field, value: number): string | null {
  if (field.step === null) return null;
  const steps = divide(rationalFromNumber(value), rationalFromNumber(field.step));
  if (steps === null || steps.denominator === 1n) return null;
  return `\`${fieldName(field)}\` is declared in steps of ${field.step}`;
}
