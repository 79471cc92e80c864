import type { Condition, Term } from "../../condition/condition.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { EmptyExpression, PresenceExpression } from "../../syntax/tree.js";
import { listOf } from "./coercions.js";
import { BROKEN, type Context, locationOf, lower, originOf, replacement, report, textOf } from "./context.js";
import { existing, withFilter } from "./list-terms.js";
import { negatedTest } from "./logical.js";
import { maybeMissing } from "./missing-information/causes.js";
import type { Lowered } from "./scope.js";

/** `is missing`, `is present`. */
export function lowerPresence(expression: PresenceExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const operand = lower(expression.operand, context);
  const origin = originOf(expression, context);
  const text = textOf(expression.operand, context);
  switch (operand.kind) {
    case "broken":
      return BROKEN;
    case "term": {
      const { term } = operand;
      if (term.kind === "condition") return conditionNeverMissing("condition", expression, context);
      if (!maybeMissing(term)) neverMissing(text, term.kind === "field", expression, context);
      return presence({ kind: "present", origin, operand: term }, expression, context);
    }
    case "record": {
      if (operand.path.length === 0) break;
      if (!operand.optional) neverMissing(text, true, expression, context);
      const term: Term = {
        kind: "field",
        origin: operand.location,
        scope: operand.scope,
        path: operand.path,
        type: { kind: "record" },
        optional: operand.optional,
      };
      return presence({ kind: "present", origin, operand: term }, expression, context);
    }
    case "list": {
      const write = `${text} is ${expression.present ? "not " : ""}empty`;
      reportNever("list", write, expression, context);
      return BROKEN;
    }
    case "condition":
      return conditionNeverMissing(operand.condition.kind === "member" ? "segment" : "condition", expression, context);
    default:
      break;
  }
  const parameters = { expression: text, is: "constant", advice: "Only a value of the customer can be missing." };
  report(context, typesRules.notAValue, parameters, locationOf(expression.operand, context));
  return BROKEN;
}

function presence(test: Condition, expression: PresenceExpression, context: Context): Lowered {
  const origin = originOf(expression, context);
  return { kind: "condition", condition: expression.present ? test : negatedTest(test, origin) };
}

function neverMissing(text: string, field: boolean, expression: PresenceExpression, context: Context): void {
  const parameters = { expression: text, present: expression.present, field };
  report(context, typesRules.neverMissing, parameters, locationOf(expression, context));
}

function conditionNeverMissing(
  what: "segment" | "condition",
  expression: PresenceExpression,
  context: Context,
): Lowered {
  const text = textOf(expression.operand, context);
  const plain = ["name", "member", "parenthesized"].includes(expression.operand.kind);
  reportNever(what, expression.present ? text : plain ? `not ${text}` : `not (${text})`, expression, context);
  return BROKEN;
}

function reportNever(
  what: "segment" | "condition" | "list",
  write: string,
  expression: PresenceExpression,
  context: Context,
): void {
  const location = locationOf(expression, context);
  const fixes = [replacement(`Write \`${write}\``, location, write, false)];
  report(
    context,
    typesRules.missingOfCondition,
    { expression: textOf(expression.operand, context), what, write },
    location,
    { fixes },
  );
}

/** `orders is empty`. */
export function lowerEmpty(expression: EmptyExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const list = listOf(expression.operand, "is empty", context);
  if (list === null) return BROKEN;
  const origin = originOf(expression, context);
  const exists: Condition = existing(withFilter(list, null, origin), origin);
  return { kind: "condition", condition: expression.negated ? exists : negatedTest(exists, origin) };
}
