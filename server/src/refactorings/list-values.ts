import type { Expression } from "@seg-lang/language";
import { CodeActionKind } from "vscode-languageserver";
import { BINDING, bracketed, chainOf, expressionsAround, neededFor } from "./expressions.js";
import { edit, type Offer, type Refactoring, type Selection } from "./refactoring.js";

/** So many comparisons can still be read. */
const MOST_VALUES = 20;

/** `city = "A" or city = "B"` and `city in ["A", "B"]`, each as the other; so with `!=`, `and` and `not in`. */
export const listValues: Refactoring = {
  id: "list-values",
  offers: (selection) => [...asList(selection), ...asComparisons(selection)],
};

function asList({ file, span }: Selection): readonly Offer[] {
  for (const { expression, around } of [...expressionsAround(file.syntax, span)].reverse()) {
    if (expression.kind !== "binary" || (expression.operator !== "or" && expression.operator !== "and")) continue;
    const { operator } = expression;
    const parent = around.at(-1);
    // The whole chain, not what the tree makes of its first operands.
    if (parent?.kind === "binary" && parent.operator === operator) continue;
    const run = runAt(chainOf(expression, operator), operator, file.text, span);
    if (run === null) continue;
    const first = run[0]!;
    const isWhole =
      first.expression.span.start === expression.span.start && run.at(-1)!.expression.span.end === expression.span.end;
    const outer = around.at(-2);
    const isBare = isWhole && parent?.kind === "parenthesized" && neededFor(parent, outer) <= BINDING.comparison;
    const place = isBare ? parent.span : { start: first.expression.span.start, end: run.at(-1)!.expression.span.end };
    const values = run.flatMap((each) => each.values).join(", ");
    const newText = `${first.operand} ${operator === "or" ? "in" : "not in"} [${values}]`;
    const kind = CodeActionKind.RefactorRewrite;
    const title = `Write as \`${operator === "or" ? "in" : "not in"} […]\``;
    return [{ title, kind, key: "list", change: () => ({ edits: [edit(file.path, place, newText)] }) }];
  }
  return [];
}

/** A test of one operand for one value, or for some. */
interface Test {
  readonly expression: Expression;
  /** As written, blanks made one. */
  readonly operand: string;
  readonly values: readonly string[];
}

/** The longest run of neighbours, two at least, around a place, that test the same operand. */
function runAt(
  operands: readonly Expression[],
  operator: "and" | "or",
  text: string,
  span: { readonly start: number; readonly end: number },
): readonly Test[] | null {
  const tests = operands.map((operand) => testIn(operand, operator, text));
  const index = operands.findIndex((operand) => operand.span.end >= span.start);
  const here = tests[index];
  if (here === undefined || here === null) return null;
  let [first, last] = [index, index];
  while (tests[first - 1]?.operand === here.operand) first -= 1;
  while (tests[last + 1]?.operand === here.operand) last += 1;
  const run = tests.slice(first, last + 1) as readonly Test[];
  return run.length > 1 && run.at(-1)!.expression.span.end >= span.end ? run : null;
}

function testIn(expression: Expression, operator: "and" | "or", text: string): Test | null {
  const written = ({ span }: Expression) => text.slice(span.start, span.end);
  if (/\/[/*]/.test(written(expression).replace(/"(?:\\.|[^"\\])*"/g, ""))) return null;
  const operand = (part: Expression) => written(part).replace(/\s+/g, " ");
  if (expression.kind === "comparison" && expression.operators.length === 1) {
    const [left, right] = expression.operands;
    if (expression.operators[0]!.operator !== (operator === "or" ? "=" : "!=") || left === undefined) return null;
    const isTurned = isLiteral(left);
    const [tested, value] = isTurned ? [right!, left] : [left, right!];
    if (!isLiteral(value) || isLiteral(tested)) return null;
    return { expression, operand: operand(tested), values: [written(value)] };
  }
  if (expression.kind !== "in" || expression.negated !== (operator === "and")) return null;
  if (expression.container.kind !== "list-literal") return null;
  return { expression, operand: operand(expression.operand), values: expression.container.items.map(written) };
}

function isLiteral(expression: Expression): boolean {
  switch (expression.kind) {
    case "string":
    case "number":
    case "boolean":
    case "date":
    case "datetime":
      return true;
    case "unary":
      return expression.operator === "-" && expression.operand.kind === "number";
    default:
      return false;
  }
}

function asComparisons({ file, span }: Selection): readonly Offer[] {
  const found = expressionsAround(file.syntax, span).findLast(({ expression }) => expression.kind === "in");
  if (found?.expression.kind !== "in" || found.expression.container.kind !== "list-literal") return [];
  const { operand, container, negated } = found.expression;
  const { items } = container;
  if (items.length === 0 || items.length > MOST_VALUES || !items.every(isLiteral)) return [];
  const written = (part: Expression) => file.text.slice(part.span.start, part.span.end);
  const [sign, word] = negated ? ["!=", " and "] : ["=", " or "];
  const text = items.map((item) => `${written(operand)} ${sign} ${written(item)}`).join(word);
  const binds = items.length === 1 ? BINDING.comparison : negated ? BINDING.and : BINDING.or;
  const parent = found.around.at(-1);
  const isInSame = parent?.kind === "binary" && parent.operator === word.trim();
  const needed = isInSame ? BINDING.anything : neededFor(found.expression, parent);
  const newText = bracketed(text, binds, needed);
  const title = `Write as comparisons joined by \`${word.trim()}\``;
  const edits = [edit(file.path, found.expression.span, newText)];
  return [{ title, kind: CodeActionKind.RefactorRewrite, key: "comparisons", change: () => ({ edits }) }];
}
