import type { Declaration, Expression, SegmentDeclaration, Span, SyntaxFile } from "@seg-lang/language";

/** An expression with those around it, the innermost last. */
export interface PlacedExpression {
  /** The declaration that stands by itself in the file: of a segment in braces, its criterion. */
  readonly declaration: Declaration;
  readonly expression: Expression;
  readonly around: readonly Expression[];
}

/** All expressions that hold a span, the outermost first; without those of personas and of the customer block. */
export function expressionsAround(file: SyntaxFile, span: Span): readonly PlacedExpression[] {
  const declaration = file.declarations.find((each) => holds(each.span, span));
  if (declaration === undefined) return [];
  const found: PlacedExpression[] = [];
  const around: Expression[] = [];
  let inner: Expression | undefined = rootsOf(declaration).find((root) => holds(root.span, span));
  while (inner !== undefined) {
    found.push({ declaration, expression: inner, around: [...around] });
    around.push(inner);
    inner = partsOf(inner).find((part) => holds(part.span, span));
  }
  return found;
}

export function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** What is written in an expression directly, in textual order. */
export function partsOf(expression: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === "object" && value !== null) {
      if ("kind" in value && "span" in value) parts.push(value as Expression);
      else if (!("start" in value) && !("quoted" in value)) Object.values(value).forEach(look);
    }
  };
  Object.values(expression).forEach(look);
  return parts.sort((a, b) => a.span.start - b.span.start);
}

/** The conditions and values that are written in a declaration. */
export function rootsOf(declaration: Declaration): readonly Expression[] {
  switch (declaration.kind) {
    case "segment":
    case "require":
      return [declaration.condition];
    case "define":
      return [declaration.value];
    case "criterion":
      return declaration.members
        .filter((member): member is SegmentDeclaration => member.kind === "segment")
        .map(({ condition }) => condition);
    default:
      return [];
  }
}

/** Operands of a whole chain of `and` or `or`, however the tree leans. */
export function chainOf(expression: Expression, operator: "and" | "or"): readonly Expression[] {
  const operands: Expression[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "binary" && next.operator === operator) open.push(next.right, next.left);
    else operands.push(next);
  }
  return operands;
}

/** How tightly what is written binds, from the loosest, as the language has it. */
export const BINDING = {
  anything: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  range: 5,
  sum: 6,
  product: 7,
  sign: 8,
  default: 9,
  since: 10,
  operand: 11,
} as const;

const OPERATORS = {
  or: BINDING.or,
  and: BINDING.and,
  "+": BINDING.sum,
  "-": BINDING.sum,
  "*": BINDING.product,
  "/": BINDING.product,
  default: BINDING.default,
} as const;

export function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case "binary":
      return OPERATORS[expression.operator];
    case "unary":
      return expression.operator === "not" ? BINDING.not : BINDING.sign;
    case "comparison":
    case "in":
    case "presence":
    case "empty":
    case "text-test":
    case "matches":
    case "has":
      return BINDING.comparison;
    case "range":
      return BINDING.range;
    case "since":
      return BINDING.since;
    // These run as far right as they can.
    case "quantifier":
    case "filter":
    case "when":
    case "error":
      return BINDING.anything;
    default:
      return BINDING.operand;
  }
}

/** How tightly something must bind to stand in the place of a part, without brackets. */
export function neededFor(part: Expression, parent: Expression | undefined): number {
  switch (parent?.kind) {
    case "binary": {
      const own = OPERATORS[parent.operator];
      // `and` in `or` is put in brackets, as the language wants it.
      if (parent.operator === "or") return BINDING.not;
      return own + (own > BINDING.and && part === parent.right ? 1 : 0);
    }
    case "unary":
      return parent.operator === "not" ? BINDING.not : BINDING.sign;
    case "comparison":
    case "in":
    case "presence":
    case "empty":
    case "text-test":
    case "matches":
    case "has":
    case "range":
      return BINDING.sum;
    case "since":
    case "member":
      return BINDING.operand;
    case "quantifier":
    case "filter":
      return part === parent.list ? BINDING.operand : BINDING.anything;
    default:
      return BINDING.anything;
  }
}

/** A text in brackets if it binds less tightly than its place asks. */
export function bracketed(text: string, binds: number, needed: number): string {
  return binds < needed ? `(${text})` : text;
}
