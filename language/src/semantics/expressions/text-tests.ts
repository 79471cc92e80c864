import type { Condition, Term } from "../../condition/condition.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression, MatchesExpression, TextTestExpression } from "../../syntax/tree.js";
import { foldPattern, isFoldedPattern } from "../../values/pattern-folding.js";
import { parsePattern } from "../../values/pattern-parser.js";
import { asTerm } from "./coercions.js";
import { adapt } from "./constants.js";
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
import { constantsFor } from "./has.js";
import { nameOfKind } from "./kinds.js";
import { negatedTest } from "./logical.js";
import type { ReadValues } from "./read-lists.js";
import type { Lowered } from "./scope.js";
import { typeNoun, typeOf } from "./types.js";
import { counterpart } from "./unification.js";

const OPERATORS = { "starts with": "starts-with", "ends with": "ends-with", contains: "contains" } as const;

/** `starts with`, `ends with`, `contains`, each also `any of […]`. */
export function lowerTextTest(expression: TextTestExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const operand = textOperand(expression.operand, expression.operator, expression, context);
  const argument = lower(expression.argument, { ...context, wanted: operand === null ? null : typeOf(operand) });
  if (operand === null || argument.kind === "broken") return BROKEN;
  const read = textsOf(argument, operand, expression, context);
  if (read === null) return BROKEN;
  const origin = originOf(expression, context);
  const test: Condition = {
    kind: "text",
    origin,
    operator: OPERATORS[expression.operator],
    operand,
    values: read.values,
  };
  return { kind: "condition", condition: expression.negated ? negatedTest(test, origin) : test };
}

function textsOf(
  argument: Lowered,
  operand: Term,
  expression: TextTestExpression,
  context: Context,
): ReadValues | null {
  const { operator } = expression;
  const form = expression.anyOf ? `${operator} any of` : operator;
  const other = counterpart(operand, expression.operand, context);
  const location = locationOf(expression.argument, context);
  const text = textOf(expression.argument, context);
  if (argument.kind === "constants") {
    if (expression.anyOf) return constantsFor(argument, form, other, context);
    const before = expression.negated ? "not " : "";
    const operatorPlace = locationOf({ span: expression.operatorSpan }, context);
    const fixes = [replacement(`Write \`${operator} any of\``, operatorPlace, `${before}${operator} any of`)];
    const parameters = {
      operator,
      needs: "one text",
      operand: text,
      is: nameOfKind(argument),
      advice: `Write \`${operator} any of ${text}\`.`,
    };
    report(context, typesRules.wrongOperand, parameters, location, { fixes });
    return null;
  }
  const constant = argument.kind === "term" && argument.term.kind === "constant" ? argument.term : null;
  if (constant === null || expression.anyOf) {
    const fixes: Fix[] = constant === null ? [] : [replacement(`Write \`[${text}]\``, location, `[${text}]`)];
    const advice = constant === null ? null : `Write \`[${text}]\`.`;
    report(context, typesRules.notConstants, { expression: text, is: nameOfKind(argument), form, advice }, location, {
      fixes,
    });
    return null;
  }
  const adapted = adapt(constant, other, context);
  if (adapted?.kind !== "constant") return null;
  const { value, written } = adapted;
  const values = { name: null, type: other.type, values: [value] };
  return { values: written === undefined ? values : { ...values, written: [written] }, dates: null };
}

/** `matches /…/`; a pattern beside folded text must be written folded. */
export function lowerMatches(expression: MatchesExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const operand = textOperand(expression.operand, "matches", expression, context);
  const regex = withoutParentheses(expression.pattern);
  // Whatever else stands here has been reported by the parser.
  if (regex.kind !== "regex") return BROKEN;
  const location = locationOf(expression.pattern, context);
  const parsed = parsePattern(regex.pattern, regex.flags);
  if (parsed.kind === "error") {
    const flagsStart = regex.span.end - regex.flags.length;
    const start = (parsed.at === "flags" ? flagsStart : regex.span.start + 1) + parsed.start;
    const end = Math.min(start + Math.max(1, parsed.end - parsed.start), regex.span.end);
    report(
      context,
      typesRules.badPattern,
      { what: parsed.what, suggestion: parsed.suggestion },
      { file: context.scope.file, span: { start, end } },
    );
    return BROKEN;
  }
  if (operand === null) return BROKEN;
  const type = typeOf(operand);
  if (type.kind === "text" && type.folded && !isFoldedPattern(regex.pattern)) {
    const foldedPattern = foldPattern(regex.pattern);
    const write = foldedPattern === null ? null : `/${foldedPattern}/${regex.flags}`;
    const parameters = { operand: textOf(expression.operand, context), write };
    const fixes = write === null ? [] : [replacement(`Write \`${write}\``, location, write)];
    report(context, typesRules.unfoldedPattern, parameters, location, { fixes });
    return BROKEN;
  }
  const origin = originOf(expression, context);
  const flags = [...new Set(regex.flags)].sort().join("");
  const test: Condition = { kind: "match", origin, operand, pattern: regex.pattern, flags };
  return { kind: "condition", condition: expression.negated ? negatedTest(test, origin) : test };
}

function textOperand(
  operand: Expression,
  operator: string,
  expression: TextTestExpression | MatchesExpression,
  context: Context,
): Term | null {
  const lowered = lower(operand, context);
  if (lowered.kind === "list" && operator === "contains") {
    const fixes = [
      replacement(
        "Write `has`",
        locationOf({ span: expression.operatorSpan }, context),
        expression.negated ? "not has" : "has",
      ),
    ];
    const parameters = {
      operator,
      needs: "a text",
      operand: textOf(operand, context),
      is: "a list",
      advice: "Write `has`.",
    };
    report(context, typesRules.wrongOperand, parameters, locationOf(operand, context), { fixes });
    return null;
  }
  const term = asTerm(lowered, operand, context);
  if (term === null) return null;
  const type = typeOf(term);
  if (type.kind === "text") return term;
  const advice = type.kind === "choice" ? "Compare it with its choices, by `=` or `in`." : null;
  const parameters = { operator, needs: "a text", operand: textOf(operand, context), is: typeNoun(type), advice };
  report(context, typesRules.wrongOperand, parameters, locationOf(operand, context));
  return null;
}
