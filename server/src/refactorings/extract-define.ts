import { type Expression, quoteName, type Span } from "@seg-lang/language";
import { CodeActionKind } from "vscode-languageserver";
import { startWithComments } from "../editing/declaration-places.js";
import {
  BINDING,
  bindingOf,
  chainOf,
  expressionsAround,
  holds,
  type PlacedExpression,
  partsOf,
} from "./expressions.js";
import { freeName, joinedName } from "./new-names.js";
import { edit, type Refactoring, type Selection } from "./refactoring.js";

/** Gives what is selected a name of its own, and puts the name in its place. */
export const extractDefine: Refactoring = {
  id: "extract-define",
  offers(selection) {
    const found = selection.span.start === selection.span.end ? null : selected(selection);
    if (found === null) return [];
    const { file, meanings } = selection;
    const { declaration, parts } = found;
    return [
      {
        title: "Extract into a define",
        kind: CodeActionKind.RefactorExtract,
        key: "",
        change() {
          const name = freeName(meanings, wantedName(parts));
          const inner = parts.length === 1 ? withoutBrackets(parts[0]!).span : selection.span;
          const at = startWithComments(file.syntax, declaration);
          const written = `define ${quoteName(name)} = ${file.text.slice(inner.start, inner.end)}\n`;
          const gap = declaration.kind === "define" ? "" : "\n";
          return {
            edits: [
              edit(file.path, { start: at, end: at }, written + gap),
              edit(file.path, selection.span, quoteName(name)),
            ],
            named: { file: file.path, name },
          };
        },
      },
    ];
  },
};

interface Selected {
  readonly declaration: PlacedExpression["declaration"];
  /** One expression, or some operands of one chain. */
  readonly parts: readonly Expression[];
}

/** Null where the selection is no condition or value by itself, or means something only where it stands. */
function selected(selection: Selection): Selected | null {
  const { file, span } = selection;
  const innermost = expressionsAround(file.syntax, span).at(-1);
  if (innermost === undefined) return null;
  const { declaration, expression, around } = innermost;
  const parts = isSame(expression.span, span) ? [expression] : operandsAt(expression, span);
  if (parts === null) return null;
  const parent = isSame(expression.span, span) ? around.at(-1) : expression;
  // The value of a define has a name already.
  if (parent === undefined && declaration.kind === "define") return null;
  // Bounds, and the values of lists, are literals, whatever they are part of.
  if (around.some(({ kind }) => kind === "range" || kind === "period" || kind === "list-literal")) return null;
  if (!canBeNamed(parts, parent, selection)) return null;
  return isElsewhereToo(selection, [...around, expression]) ? { declaration, parts } : null;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** Some neighbours of a chain, from the beginning of the selection to its end. */
function operandsAt(expression: Expression, span: Span): readonly Expression[] | null {
  if (expression.kind !== "binary" || (expression.operator !== "and" && expression.operator !== "or")) return null;
  const inside = chainOf(expression, expression.operator).filter((operand) => holds(span, operand.span));
  const [first, last] = [inside[0], inside.at(-1)];
  return first?.span.start === span.start && last?.span.end === span.end ? inside : null;
}

function canBeNamed(
  parts: readonly Expression[],
  parent: Expression | undefined,
  { file, meanings, span }: Selection,
): boolean {
  const [only] = parts;
  if (parts.length > 1) return true;
  if (only === undefined || withoutBrackets(only).kind === "name") return false;
  // Bounds are literals, and lists hold them; what follows `has` or `in` may be one of those.
  if (parent !== undefined && !mayHoldName(parent, only)) return false;
  const type = meanings.typeAt(file.path, span)?.type.kind;
  return type === "condition" || type === "value" || type === "list";
}

function mayHoldName(parent: Expression, part: Expression): boolean {
  switch (parent.kind) {
    case "range":
    case "period":
    case "list-literal":
      return false;
    case "has":
    case "in":
    case "text-test":
    case "matches":
      return part === parent.operand;
    default:
      return true;
  }
}

/** A define knows no element: what reads one cannot leave its list. */
function isElsewhereToo({ file, meanings, span }: Selection, around: readonly Expression[]): boolean {
  const isInElement = around.some((outer) =>
    outer.kind === "quantifier" || outer.kind === "filter"
      ? outer.filter !== null && holds(outer.filter.span, span) && !isSame(outer.span, span)
      : outer.kind === "call" && outer.over !== null && outer.arguments.some((each) => holds(each.span, span)),
  );
  if (!isInElement) return true;
  const names = meanings.in(file.path).filter((each) => holds(span, each.span));
  return names.every(({ meaning }) => meaning.kind !== "element" && meaning.kind !== "field");
}

function withoutBrackets(expression: Expression): Expression {
  return expression.kind === "parenthesized" ? withoutBrackets(expression.inner) : expression;
}

/** After what is computed, and of what: `sumTotal`, `ageCondition`. */
function wantedName(parts: readonly Expression[]): string {
  const whole = withoutBrackets(parts[0]!);
  const named = parts.flatMap((part) => [...lastNames(part)]).find((name) => name !== "customer") ?? "";
  if (parts.length === 1 && whole.kind === "call" && named !== "") {
    const capital = named.charAt(0).toUpperCase() + named.slice(1);
    return /\p{Script=Arabic}/u.test(named) ? joinedName(named, VALUE) : `${whole.name.text}${capital}`;
  }
  const isCondition = parts.length > 1 || isTest(whole);
  return joinedName(named, isCondition ? CONDITION : VALUE);
}

const CONDITION = { latin: "Condition", arabic: "شرط" };
const VALUE = { latin: "Value", arabic: "مقدار" };

function isTest(expression: Expression): boolean {
  const binding = bindingOf(expression);
  if (expression.kind === "quantifier" || expression.kind === "error") return true;
  return binding >= BINDING.or && binding <= BINDING.comparison;
}

/** Names in textual order, of dotted ones the last part. */
function* lastNames(expression: Expression): Iterable<string> {
  if (expression.kind === "name") yield expression.name.text;
  else if (expression.kind === "member") yield expression.name.text;
  else for (const part of partsOf(expression)) yield* lastNames(part);
}
