import type { Condition, Term } from "../../condition/condition.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression } from "../../syntax/tree.js";
import { type Context, locationOf, lower, originOf, replacement, report, textOf, wrapping } from "./context.js";
import { nameOfKind } from "./kinds.js";
import type { Lowered, LoweredList } from "./scope.js";
import { BOOLEAN, typeOf } from "./types.js";

/** The expression as a condition; null after an error. */
export function conditionOf(expression: Expression, context: Context): Condition | null {
  const inner = { ...context, test: expression, aggregate: false, wanted: null };
  return asCondition(lower(expression, inner), expression, context);
}

function asCondition(lowered: Lowered, expression: Expression, context: Context): Condition | null {
  if (lowered.kind === "broken") return null;
  if (lowered.kind === "condition") return lowered.condition;
  if (lowered.kind === "term" && typeOf(lowered.term).kind === "boolean") return truth(lowered.term);
  const text = textOf(expression, context);
  const fixes: Fix[] = [];
  let advice: string | null = null;
  if (lowered.kind === "list") {
    advice = `Write \`any ${text}\` if it must have an element.`;
    fixes.push(wrapping(`Write \`any ${text}\``, locationOf(expression, context), "any ", "", false));
  } else if (lowered.kind === "term") {
    advice = lowered.term.kind === "constant" ? null : `Compare it: \`${text} = …\`, \`${text} is present\`.`;
  }
  const parameters = { expression: text, is: nameOfKind(lowered), advice };
  report(context, typesRules.notACondition, parameters, locationOf(expression, context), { fixes });
  return null;
}

/** A boolean term as a condition. */
function truth(term: Term): Condition {
  const origin = term.origin === undefined ? {} : { origin: term.origin };
  if (term.kind === "constant") return { kind: "constant", ...origin, value: term.value === true };
  if (term.kind === "condition") return { ...term.condition, ...origin };
  return { kind: "truth", ...origin, operand: term };
}

/** The expression as a single value; null after an error. */
export function termOf(expression: Expression, context: Context): Term | null {
  return asTerm(lower(expression, context), expression, context);
}

export function asTerm(lowered: Lowered, expression: Expression, context: Context): Term | null {
  switch (lowered.kind) {
    case "broken":
      return null;
    case "term":
      return lowered.term;
    case "condition":
      return { kind: "condition", origin: originOf(expression, context), type: BOOLEAN, condition: lowered.condition };
    case "duration": {
      const parameters = { duration: textOf(expression, context), other: null, otherType: null, write: null };
      report(context, typesRules.durationWithoutDate, parameters, locationOf(expression, context));
      return null;
    }
    case "range":
    case "period": {
      const parameters = { expression: textOf(expression, context), is: nameOfKind(lowered), where: "after `in`" };
      report(context, typesRules.misplaced, parameters, locationOf(expression, context), {
        fixes: [...withoutListBrackets(expression, context), ...inForEquals(expression, context)],
      });
      return null;
    }
    default:
      reportNotAValue(lowered, expression, context);
      return null;
  }
}

/** A list where a single value is needed, and the test of lists that was probably meant instead of `whole`. */
export function reportListAsValue(
  expression: Expression,
  write: string,
  whole: { readonly span: Expression["span"] },
  context: Context,
): void {
  const fixes = [replacement(`Write \`${write}\``, locationOf(whole, context), write, false)];
  const parameters = { expression: textOf(expression, context), is: "a list", advice: `Write \`${write}\`.` };
  report(context, typesRules.notAValue, parameters, locationOf(expression, context), { fixes });
}

function reportNotAValue(lowered: Lowered, expression: Expression, context: Context): void {
  const text = textOf(expression, context);
  const fixes: Fix[] = [];
  let advice: string | null = null;
  if (lowered.kind === "list") {
    const ways = reductions(lowered, text).map((way) => `\`${way}\``);
    advice = `Reduce it to one: ${ways.join(", ")}, or test its elements: \`any ${text} where …\`.`;
    fixes.push(wrapping(`Write \`count(${text})\``, locationOf(expression, context), "count(", ")", false));
  } else if (lowered.kind === "record") {
    advice = `Name one of its fields: \`${text}.…\`.`;
  } else if (lowered.kind === "constants") {
    advice = "Write `in` before it.";
  }
  const parameters = { expression: text, is: nameOfKind(lowered), advice };
  report(context, typesRules.notAValue, parameters, locationOf(expression, context), { fixes });
}

/** What makes one value of a list, by what its elements are. */
function reductions({ elements }: LoweredList, text: string): readonly string[] {
  const last = elements.at(-1);
  const type = last?.projection?.type ?? last?.element;
  const count = `count(${text})`;
  switch (type?.kind) {
    case "record":
      return [count, `sum(${text}.…)`];
    case "integer":
    case "number":
      return [count, `sum(${text})`, `max(${text})`];
    case "date":
    case "datetime":
      return [count, `earliest(${text})`, `latest(${text})`];
    default:
      return [count];
  }
}

/** The expression as a list of the data; `form` is what needs it: "any", "count". Null after an error. */
export function listOf(
  expression: Expression,
  form: string,
  context: Context,
  fixesFor: (lowered: Lowered) => readonly Fix[] = () => [],
): LoweredList | null {
  const lowered = lower(expression, context);
  return asList(lowered, expression, form, context, fixesFor(lowered));
}

/** `fixes`: what may be written instead, where it is none. */
export function asList(
  lowered: Lowered,
  expression: Expression,
  form: string,
  context: Context,
  fixes: readonly Fix[] = [],
): LoweredList | null {
  if (lowered.kind === "broken") return null;
  if (lowered.kind === "list") return lowered;
  const text = textOf(expression, context);
  const advice = listAdvice(lowered, expression, form, context);
  report(
    context,
    typesRules.notAList,
    { expression: text, is: nameOfKind(lowered), form, advice },
    locationOf(expression, context),
    { fixes },
  );
  return null;
}

function listAdvice(lowered: Lowered, expression: Expression, form: string, context: Context): string | null {
  if (lowered.kind === "constants") return form === "has" ? null : "It holds constants of the program, not data.";
  if (lowered.kind !== "term" || lowered.term.kind === "constant") return null;
  const text = textOf(expression, context);
  if (form === "count") return `A single value is there or not: write \`${text} is present\`.`;
  if (form === "is empty")
    return `Ask \`${text} is missing\`${typeOf(lowered.term).kind === "text" ? `, or \`${text} = ""\`` : ""}.`;
  if (form === "has")
    return typeOf(lowered.term).kind === "text" ? "A text `contains` another; `has` is for lists." : null;
  return null;
}

/** `age in [18..30]`: a range or period that is all there is in the list is meant to stand in its place. */
/** `age = 18..29`: what is meant is `age in 18..29`. */
function inForEquals(expression: Expression, context: Context): readonly Fix[] {
  const { test } = context;
  if (test?.kind !== "comparison" || test.operands.length !== 2 || test.operands[1] !== expression) return [];
  const [compared] = test.operators;
  if (compared === undefined || (compared.operator !== "=" && compared.operator !== "!=")) return [];
  const write = compared.operator === "=" ? "in" : "not in";
  return [replacement(`Write \`${write}\``, locationOf(compared, context), write, true)];
}

function withoutListBrackets(expression: Expression, context: Context): readonly Fix[] {
  const { test } = context;
  if (test?.kind !== "in" || test.container.kind !== "list-literal") return [];
  if (test.container.items.length !== 1 || test.container.items[0] !== expression) return [];
  const write = textOf(expression, context);
  return [replacement(`Write \`${write}\` without brackets`, locationOf(test.container, context), write, true)];
}
