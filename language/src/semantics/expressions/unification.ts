import type { Term } from "../../condition/condition.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression } from "../../syntax/tree.js";
import { adapt, type Counterpart, fieldOf, isLiteral } from "./constants.js";
import { type Context, locationOf, report, textOf } from "./context.js";
import { DATE, sameFamily, typeNoun, typeOf } from "./types.js";

export interface Pair {
  readonly left: Term;
  readonly right: Term;
}

export function counterpart(term: Term, expression: Expression, context: Context): Counterpart {
  return { text: textOf(expression, context), type: typeOf(term), field: fieldOf(term, context) };
}

/** Two terms as values of one family: literals take the other's type, a date-time beside a date its local date. */
export function unified(
  left: Term,
  leftExpression: Expression,
  right: Term,
  rightExpression: Expression,
  context: Context,
): Pair | null {
  let pair: Pair = { left, right };
  if (isLiteral(right) && !isLiteral(left)) {
    const adapted = adaptOnce(right, counterpart(left, leftExpression, context), context);
    if (adapted === null) return null;
    pair = { left, right: adapted };
  } else if (isLiteral(left) && !isLiteral(right)) {
    const adapted = adaptOnce(left, counterpart(right, rightExpression, context), context);
    if (adapted === null) return null;
    pair = { left: adapted, right };
  }
  pair = byLocalDate(pair);
  const leftType = typeOf(pair.left);
  const rightType = typeOf(pair.right);
  if (sameFamily(leftType, rightType)) return pair;
  const texts = { left: textOf(leftExpression, context), right: textOf(rightExpression, context) };
  const location = locationOf(rightExpression, context);
  if (leftType.kind === "text" && rightType.kind === "text") {
    const folded = leftType.folded ? texts.left : texts.right;
    const plain = leftType.folded ? texts.right : texts.left;
    report(context, typesRules.foldedAgainstPlain, { folded, plain }, location);
    return null;
  }
  const advice = adviceFor(leftType.kind, rightType.kind);
  const parameters = { ...texts, leftType: typeNoun(leftType), rightType: typeNoun(rightType), advice };
  report(context, typesRules.unlikeTypes, parameters, location);
  return null;
}

/** `adapt` with one message, however many branches of a `when` do not fit. */
function adaptOnce(term: Term, other: Counterpart, context: Context): Term | null {
  let reported = false;
  const once = (diagnostic: Diagnostic): void => {
    if (!reported) context.scope.report(diagnostic);
    reported = true;
  };
  return adapt(term, other, { ...context, scope: { ...context.scope, report: once } });
}

export function byLocalDate(pair: Pair): Pair {
  const left = typeOf(pair.left).kind;
  const right = typeOf(pair.right).kind;
  if (left === "datetime" && right === "date") return { left: dateOf(pair.left), right: pair.right };
  if (left === "date" && right === "datetime") return { left: pair.left, right: dateOf(pair.right) };
  return pair;
}

/** The local date of a date-time; a date is its own. */
export function dateOf(term: Term): Term {
  if (typeOf(term).kind === "date") return term;
  return { kind: "date-of", ...(term.origin === undefined ? {} : { origin: term.origin }), type: DATE, operand: term };
}

function adviceFor(left: string, right: string): string | null {
  const kinds = new Set([left, right]);
  if (kinds.has("choice") && kinds.has("text")) return "Declare both as text, or both as the same choices.";
  if (kinds.has("text") && (kinds.has("number") || kinds.has("integer")))
    return "Declare both as numbers, or both as text.";
  if (kinds.has("boolean")) return "A boolean is a condition by itself: join it with `and`.";
  if ((kinds.has("date") || kinds.has("datetime")) && (kinds.has("number") || kinds.has("integer"))) {
    return "Take a number from the date, as in `days since d` or `year(d)`.";
  }
  return null;
}
