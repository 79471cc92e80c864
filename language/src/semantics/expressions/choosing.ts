import type { Condition, Term } from "../../condition/condition.js";
import type { ScalarType } from "../../condition/schema.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { BinaryExpression, Expression, WhenExpression } from "../../syntax/tree.js";
import { asTerm, conditionOf, termOf } from "./coercions.js";
import { lowerOperands } from "./comparisons.js";
import { adapt, isLiteral } from "./constants.js";
import { BROKEN, type Context, locationOf, originOf, report, textOf } from "./context.js";
import type { Lowered } from "./scope.js";
import { INTEGER, isNumeric, NUMBER, sameFamily, typeNoun, typeOf } from "./types.js";
import { counterpart, dateOf } from "./unification.js";

/** `x default 0`. */
export function lowerDefault(expression: BinaryExpression, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const operands = lowerOperands([expression.left, expression.right], context);
  const left = asTerm(operands[0]!.lowered, expression.left, context);
  const right = asTerm(operands[1]!.lowered, expression.right, context);
  if (left === null || right === null) return BROKEN;
  const terms = alike([left, right], [expression.left, expression.right], "default", context);
  if (terms === null) return BROKEN;
  const [operand, fallback] = terms.terms;
  const origin = originOf(expression, context);
  return { kind: "term", term: { kind: "default", origin, type: terms.type, operand: operand!, fallback: fallback! } };
}

/** `when c then x … else y`; all values of one type. */
export function lowerWhen(expression: WhenExpression, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const conditions: (Condition | null)[] = [];
  const expressions: Expression[] = [];
  for (const branch of expression.branches) {
    conditions.push(conditionOf(branch.condition, context));
    expressions.push(branch.value);
  }
  expressions.push(expression.otherwise);
  const values = expressions.map((value) => termOf(value, context)).filter((value) => value !== null);
  const known = conditions.filter((condition) => condition !== null);
  if (values.length < expressions.length || known.length < conditions.length) return BROKEN;
  const terms = alike(values, expressions, "when", context);
  if (terms === null) return BROKEN;
  const branches = known.map((condition, index) => ({ condition, value: terms.terms[index]! }));
  const origin = originOf(expression, context);
  return { kind: "term", term: { kind: "when", origin, type: terms.type, branches, otherwise: terms.terms.at(-1)! } };
}

/**
 * Values that stand for one another, brought to one type: the first that is no literal gives it, whole numbers among
 * fractions become numbers, and a date-time beside a date its local date.
 */
function alike(
  terms: readonly Term[],
  expressions: readonly Expression[],
  form: "when" | "default",
  context: Context,
): { readonly terms: readonly Term[]; readonly type: ScalarType } | null {
  const lead = Math.max(
    0,
    terms.findIndex((term) => !isLiteral(term)),
  );
  const other = counterpart(terms[lead]!, expressions[lead]!, context);
  const anyDate = terms.some((term) => typeOf(term).kind === "date");
  const anyFraction = terms.some((term) => typeOf(term).kind === "number");
  let type = other.type;
  if (type.kind === "datetime" && anyDate) type = { kind: "date" };
  if (type.kind === "integer" && anyFraction) type = NUMBER;
  if (isNumeric(type) && !anyFraction) type = INTEGER;
  const result: Term[] = [];
  for (const [index, term] of terms.entries()) {
    let fitting: Term | null = term;
    if (index !== lead && isLiteral(term) && other.type.kind !== "boolean" && !crossesFamilies(term, other.type)) {
      fitting = adapt(term, other, context);
      if (fitting === null) return null;
    }
    if (type.kind === "date" && typeOf(fitting).kind === "datetime") fitting = dateOf(fitting);
    if (!sameFamily(typeOf(fitting), type)) {
      const first = { first: textOf(expressions[lead]!, context), firstType: typeNoun(type) };
      const second = { other: textOf(expressions[index]!, context), otherType: typeNoun(typeOf(fitting)) };
      report(
        context,
        typesRules.unlikeBranches,
        { form, ...first, ...second },
        locationOf(expressions[index]!, context),
      );
      return null;
    }
    result.push(fitting);
  }
  return { terms: result, type };
}

/** A number among texts, or the other way round: the branches disagree, rather than that quotes are wrong. */
function crossesFamilies(term: Term, type: ScalarType): boolean {
  const literal = typeOf(term).kind;
  return literal !== "text" || (type.kind !== "text" && type.kind !== "choice");
}
