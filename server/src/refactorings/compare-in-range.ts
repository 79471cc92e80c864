import type { ComparisonExpression, ComparisonOperator, Expression } from "@seg-lang/language";
import { CodeActionKind } from "vscode-languageserver";
import { BINDING, bracketed, chainOf, expressionsAround, neededFor } from "./expressions.js";
import { edit, type Offer, type Refactoring, type Selection } from "./refactoring.js";

/** `age >= 18 and age < 30` and `18 <= age < 30`, each as the other. */
export const compareInRange: Refactoring = {
  id: "compare-in-range",
  offers: (selection) => [...together(selection), ...apart(selection)],
};

/** One bound of a value: `operand operator bound`. */
interface Bound {
  readonly expression: Expression;
  readonly operand: string;
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly bound: string;
}

const TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function together({ file, span }: Selection): readonly Offer[] {
  for (const { expression, around } of [...expressionsAround(file.syntax, span)].reverse()) {
    if (expression.kind !== "binary" || expression.operator !== "and") continue;
    const parent = around.at(-1);
    if (parent?.kind === "binary" && parent.operator === "and") continue;
    const operands = chainOf(expression, "and");
    const index = operands.findIndex((operand) => operand.span.end >= span.start);
    for (const first of [index, index - 1]) {
      const [one, other] = [operands[first], operands[first + 1]];
      if (one === undefined || other === undefined || other.span.end < span.end) continue;
      const newText = chainText(boundsIn(one, file.text), boundsIn(other, file.text));
      if (newText === null) continue;
      const edits = [edit(file.path, { start: one.span.start, end: other.span.end }, newText)];
      const kind = CodeActionKind.RefactorRewrite;
      return [{ title: `Write as \`${newText}\``, kind, key: "together", change: () => ({ edits }) }];
    }
  }
  return [];
}

/** A comparison read from either side. */
function boundsIn(expression: Expression, text: string): readonly Bound[] {
  if (expression.kind !== "comparison" || expression.operators.length !== 1) return [];
  const { operator } = expression.operators[0]!;
  if (!isOrder(operator)) return [];
  const [left, right] = expression.operands.map(({ span }) => text.slice(span.start, span.end).replace(/\s+/g, " "));
  if (/\/[/*]/.test(`${left} ${right}`)) return [];
  return [
    { expression, operand: left!, operator, bound: right! },
    { expression, operand: right!, operator: TURNED[operator], bound: left! },
  ];
}

function isOrder(operator: ComparisonOperator): operator is Bound["operator"] {
  return operator !== "=" && operator !== "!=";
}

/** Null unless one is a lower and one an upper bound of the same. */
function chainText(first: readonly Bound[], second: readonly Bound[]): string | null {
  for (const one of first) {
    const other = second.find(({ operand }) => operand === one.operand);
    if (other === undefined) continue;
    const [lower, upper] = one.operator.startsWith(">") ? [one, other] : [other, one];
    if (!lower.operator.startsWith(">") || !upper.operator.startsWith("<")) continue;
    return `${lower.bound} ${TURNED[lower.operator]} ${lower.operand} ${upper.operator} ${upper.bound}`;
  }
  return null;
}

function apart({ file, span }: Selection): readonly Offer[] {
  const found = expressionsAround(file.syntax, span).findLast(
    ({ expression }) => expression.kind === "comparison" && expression.operators.length === 2,
  );
  if (found === undefined) return [];
  const { operands, operators } = found.expression as ComparisonExpression;
  const [low, value, high] = operands.map((operand) => file.text.slice(operand.span.start, operand.span.end));
  const [first, second] = operators.map(({ operator }) => operator);
  if (first === undefined || second === undefined || !isOrder(first)) return [];
  const text = `${value} ${TURNED[first]} ${low} and ${value} ${second} ${high}`;
  const parent = found.around.at(-1);
  const edits = [
    edit(file.path, found.expression.span, bracketed(text, BINDING.and, neededFor(found.expression, parent))),
  ];
  const title = "Write as two comparisons";
  return [{ title, kind: CodeActionKind.RefactorRewrite, key: "apart", change: () => ({ edits }) }];
}
