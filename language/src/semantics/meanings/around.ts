import type { Expression, MemberExpression, Name } from "../../syntax/tree.js";
import { partsOf } from "./parts.js";

/** A name in an expression: as an operand of its own, or behind a dot. */
export type FoundName =
  | { readonly kind: "operand"; readonly expression: Expression; readonly around: readonly Expression[] }
  | { readonly kind: "member"; readonly expression: MemberExpression; readonly around: readonly Expression[] }
  | { readonly kind: "entry"; readonly record: Expression; readonly around: readonly Expression[] };

/** Finds the name that `isIt` in an expression, with the expressions around it, the innermost first. */
export function findName(root: Expression, isIt: (name: Name) => boolean): FoundName | null {
  return below(root, []);

  function below(expression: Expression, around: readonly Expression[]): FoundName | null {
    if (expression.kind === "name") return isIt(expression.name) ? { kind: "operand", expression, around } : null;
    if (expression.kind === "member" && isIt(expression.name)) return { kind: "member", expression, around };
    if (expression.kind === "record-literal" && expression.entries.some(({ name }) => isIt(name)))
      return { kind: "entry", record: expression, around };
    const outer = [expression, ...around];
    if (expression.kind === "member") return below(expression.object, outer);
    for (const part of partsOf(expression)) {
      const found = below(part.expression, outer);
      if (found !== null) return found;
    }
    return null;
  }
}

/** The outermost expression that ends at an offset, with those around it: what an operator behind it would take. */
export function endingAt(
  root: Expression,
  offset: number,
): { readonly expression: Expression; readonly around: readonly Expression[] } | null {
  const open: { readonly expression: Expression; readonly around: readonly Expression[] }[] = [
    { expression: root, around: [] },
  ];
  for (const { expression, around } of open) {
    if (expression.span.end === offset && !isConnective(expression)) return { expression, around };
    open.push(...partsOf(expression).map((part) => ({ expression: part.expression, around: [expression, ...around] })));
  }
  return null;
}

/** Operators bind tighter than these: what stands before one is their last operand. */
function isConnective(expression: Expression): boolean {
  switch (expression.kind) {
    case "binary":
      return true;
    case "unary":
    case "quantifier":
    case "filter":
    case "when":
    case "since":
    case "error":
      return true;
    default:
      return false;
  }
}
