import { writeName } from "../../condition/literals.js";
import type { RecordType } from "../../condition/schema.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import { isWithin } from "../../source/source.js";
import type { Expression, Name, NameExpression } from "../../syntax/tree.js";
import { nearestName } from "../../values/nearest.js";
import { type Context, locationOf, replacement, report, textOf, withoutParentheses, wrapping } from "./context.js";
import { fieldNames, visibleNames } from "./expression-names.js";
import { rowOperands } from "./rows.js";
import type { ElementScope } from "./scope.js";
import { findField } from "./types.js";

/** Says why a name is not known where it stands: wrong place, missing quotes, or a slip. */
export function reportUnknownName(expression: NameExpression, context: Context): void {
  const name = expression.name.text;
  if (reportUnquoted(expression, context, "choice")) return;
  if (reportAsValue(expression, context)) return;
  if (reportCriterion(expression, context)) return;
  const elements = context.scope.elements;
  if (elements.length > 0 && findField(context.scope.schema.record, name) !== null) {
    reportCustomerField(expression, context);
    return;
  }
  const lists = listsWithField(name, context);
  if (lists.length > 0) {
    reportElementField(expression, lists, context);
    return;
  }
  const location = locationOf(expression, context);
  if (name === "it") {
    const last = elements.at(-1);
    report(context, typesRules.itOutside, { record: last === undefined ? null : last.listName }, location);
    return;
  }
  const { nearest, fixes } =
    dayFix(expression.name, context) ?? nearestFix(expression.name, knownNames(expression, context), context);
  if (nearest === null && reportUnquoted(expression, context, "text")) return;
  const among = elements.length === 0 ? "the customer" : `\`${elements.at(-1)!.listName}\``;
  report(context, typesRules.unknownName, { name, nearest, among, write: null }, location, { fixes });
}

/** `email = missing` by those who know other languages: being missing is asked, not compared. */
function reportAsValue(expression: NameExpression, context: Context): boolean {
  const name = expression.name.text;
  const { test } = context;
  if (!["missing", "present"].includes(name) || test?.kind !== "comparison" || test.operands.length !== 2) return false;
  const other = test.operands.find((operand) => operand !== expression);
  const operator = test.operators[0]!.operator;
  if (other === undefined || !test.operands.includes(expression)) return false;
  if (operator !== "=" && operator !== "!=") return false;
  const asked = (name === "missing") === (operator === "=") ? "is missing" : "is present";
  const write = `${textOf(other, context)} ${asked}`;
  const fixes = [replacement(`Write \`${write}\``, locationOf(test, context), write, false)];
  const parameters = { name, nearest: null, among: "the customer", write };
  report(context, typesRules.unknownName, parameters, locationOf(expression, context), { fixes });
  return true;
}

/** `Income = "High"`: a criterion has no value; being in one of its segments is a condition by itself. */
function reportCriterion(expression: NameExpression, context: Context): boolean {
  const name = expression.name.text;
  const segments = context.scope.resolveCriterion(name)?.segments ?? [];
  if (segments.length === 0) return false;
  const { test } = context;
  const compared =
    test?.kind === "comparison" && test.operands.length === 2 && test.operands[0] === expression
      ? test.operands[1]!
      : null;
  const written = compared?.kind === "string" ? compared.value : compared?.kind === "name" ? compared.name.text : null;
  const meant = segments.find((segment) => segment === written);
  const write = `${writeName(name)}.${writeName(meant ?? segments[0]!)}`;
  const fixes =
    meant !== undefined && test?.kind === "comparison" && test.operators[0]!.operator === "="
      ? [replacement(`Write \`${write}\``, locationOf(test, context), write, false)]
      : [];
  const parameters = { name, nearest: null, among: "the customer", write };
  report(context, typesRules.unknownName, parameters, locationOf(expression, context), { fixes });
  return true;
}

export function reportAmbiguous(name: Name, candidates: readonly string[], context: Context): void {
  const location = locationOf(name, context);
  const fixes = candidates.map((candidate) => replacement(`Write \`${candidate}\``, location, candidate, false));
  report(context, typesRules.ambiguousName, { name: name.text, candidates }, location, { fixes });
}

export function nearestFix(
  name: Name,
  candidates: readonly string[],
  context: Context,
): { readonly nearest: string | null; readonly fixes: readonly Fix[] } {
  const nearest = nearestName(name.text, candidates);
  if (nearest === null) return { nearest, fixes: [] };
  const written = writeName(nearest);
  return { nearest, fixes: [replacement(`Write \`${nearest}\``, locationOf(name, context), written, false)] };
}

const DAYS = new Map([
  ["yesterday", "today - 1 day"],
  ["tomorrow", "today + 1 day"],
]);

/** Of the days only today has a word. */
function dayFix(name: Name, context: Context): { readonly nearest: string; readonly fixes: readonly Fix[] } | null {
  const day = DAYS.get(name.text);
  if (day === undefined) return null;
  return { nearest: day, fixes: [replacement(`Write \`${day}\``, locationOf(name, context), day, true)] };
}

/** Named lists not where a test wants a value. */
function knownNames(expression: Expression, context: Context): string[] {
  const wantsList = context.test === null || isContainer(expression, context.test);
  const others = context.scope.names().filter(({ kind }) => kind !== "list" || wantsList);
  return [...visibleNames(context.scope), ...others.map((known) => known.name)];
}

function isContainer(expression: Expression, test: Expression): boolean {
  switch (test.kind) {
    case "in":
      return test.container === expression;
    case "has":
    case "text-test":
      return test.argument === expression;
    default:
      return false;
  }
}

/** `gender = female`: the word is one of the choices, or is compared with a text. */
function reportUnquoted(expression: NameExpression, context: Context, kind: "choice" | "text"): boolean {
  const wanted = context.wanted;
  const name = expression.name.text;
  if (wanted === null || wanted.kind !== kind) return false;
  const choice =
    wanted.kind === "choice" ? wanted.choices.find((one) => one.toLowerCase() === name.toLowerCase()) : name;
  if (choice === undefined) return false;
  const location = locationOf(expression, context);
  const { test } = context;
  const isContainer = test?.kind === "in" && test.container === expression;
  const written = isContainer ? `[${JSON.stringify(choice)}]` : JSON.stringify(choice);
  const fixes = [replacement(`Write ${written}`, location, written, kind === "choice")];
  report(context, typesRules.unquotedText, { name: choice, choice: kind === "choice" }, location, { fixes });
  return true;
}

/** A field of the customer inside a filter: nearly always the filter should have ended before it. */
function reportCustomerField(expression: NameExpression, context: Context): void {
  const location = locationOf(expression, context);
  const name = expression.name.text;
  const list = context.scope.elements.at(-1)!.listName;
  const fixes: Fix[] = [];
  const bracket = bracketFix(expression, context);
  if (bracket !== null) fixes.push(bracket);
  const outward = `customer.${writeName(name)}`;
  fixes.push(replacement(`Write \`${outward}\``, location, outward, false));
  report(context, typesRules.customerFieldInFilter, { name, list }, location, { fixes });
}

/**
 * Brackets the part before the `and` or `or` behind which the name stands. Only where that leaves nothing outside of
 * the bracket that needs to be inside: what follows must not read a field of the element.
 */
function bracketFix(expression: NameExpression, context: Context): Fix | null {
  const elements = context.scope.elements;
  const sites = elements.map((element) => element.site).filter((site) => site !== null);
  const innermost = sites.at(-1);
  const outermost = sites[0];
  if (innermost?.filter == null || outermost === undefined) return null;
  if (sites.some((site) => site.kind !== "quantifier" || site.filter === null)) return null;
  const operands = rowOperands(innermost.filter);
  const index = operands.findIndex((operand) => isWithin(expression.span.start, operand.span));
  if (index < 1) return null;
  const rest = operands.slice(index);
  if (rest.some((operand) => readsElement(operand, elements))) return null;
  const inside = { start: outermost.span.start, end: operands[index - 1]!.span.end };
  const bracketed = `(${textOf({ span: inside }, context)})`;
  return wrapping(`Bracket the first part: \`${bracketed}\``, { file: context.scope.file, span: inside }, "(", ")");
}

function readsElement(expression: Expression, elements: readonly ElementScope[]): boolean {
  const visible = new Set(elements.flatMap(fieldNames));
  return [...namesIn(expression)].some((name) => visible.has(name));
}

/** The names an expression begins its paths with. */
function namesIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  const open: unknown[] = [expression];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) open.push(...node);
    else if (typeof node === "object" && node !== null) {
      const { kind } = node as { kind?: string };
      if (kind === "name") names.add((node as NameExpression).name.text);
      else open.push(...Object.values(node));
    }
  }
  return names;
}

/** Dotted paths of the lists whose elements have a field of this name, seen from the innermost element or the customer. */
function listsWithField(name: string, context: Context): string[] {
  const innermost = context.scope.elements.at(-1)?.element;
  const record = innermost === undefined ? context.scope.schema.record : innermost.kind === "record" ? innermost : null;
  return record === null ? [] : listsBelow(record, name);
}

function listsBelow(record: RecordType, name: string): string[] {
  const found: string[] = [];
  for (const field of record.fields) {
    const inner = field.type.kind === "list" ? field.type.element : field.type;
    if (inner.kind !== "record") continue;
    const path = writeName(field.name);
    if (field.type.kind === "list" && findField(inner, name) !== null) found.push(path);
    found.push(...listsBelow(inner, name).map((below) => `${path}.${below}`));
  }
  return found;
}

function reportElementField(expression: NameExpression, lists: readonly string[], context: Context): void {
  const { aggregate } = context;
  const name = expression.name.text;
  const fixes = lists.map((list): Fix => {
    if (aggregate) {
      const path = `${list}.${writeName(name)}`;
      return replacement(`Write \`${path}\``, locationOf(expression, context), path, false);
    }
    const test = context.test ?? context.root;
    const whole = withoutParentheses(context.root) === test;
    const title = `Write \`any ${list} where ${textOf(test, context)}\``;
    return wrapping(title, locationOf(test, context), `${whole ? "" : "("}any ${list} where `, whole ? "" : ")", false);
  });
  report(context, typesRules.elementFieldOutside, { name, lists, aggregate }, locationOf(expression, context), {
    fixes,
  });
}
