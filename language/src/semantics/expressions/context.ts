import type { Condition, FieldTerm, Origin, Term } from "../../condition/condition.js";
import type { RecordType, ScalarType } from "../../condition/schema.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { type DiagnosticDetails, diagnose, type Rule } from "../../diagnostics/rule.js";
import { ownText } from "../../source/own-text.js";
import type { Location, Span } from "../../source/source.js";
import type { Expression } from "../../syntax/tree.js";
import type { ElementScope, ExpressionScope, Lowered } from "./scope.js";

/** Where an expression is being read: its scope, and what its neighbours say about what it should be. */
export interface Context {
  readonly scope: ExpressionScope;
  /** The dispatcher of lower.ts, handed down so that the files of single forms need not import it. */
  readonly lowerForm: (expression: Expression, context: Context) => Lowered;
  /** The whole expression that is being lowered. */
  readonly root: Expression;
  /** The nearest enclosing test: what a fix may put `any orders where` before. */
  readonly test: Expression | null;
  /** Inside the argument of an aggregate, where a path is wanted instead. */
  readonly aggregate: boolean;
  /** The type of what a bare name is compared with: an unknown name may be a text without its quotes. */
  readonly wanted: ScalarType | null;
}

/** One side of a comparison. */
export interface Operand {
  readonly expression: Expression;
  readonly lowered: Lowered;
}

export const BROKEN: Lowered = { kind: "broken" };

export function lower(expression: Expression, context: Context): Lowered {
  return context.lowerForm(expression, context);
}

/** Inside the elements of a list, where `root` (the filter, the value of an aggregate) is read. */
export function within(context: Context, elements: readonly ElementScope[], root: Expression): Context {
  const scope = { ...context.scope, elements: [...context.scope.elements, ...elements] };
  return { ...context, scope, root, test: null, aggregate: false, wanted: null };
}

export function originOf(node: { readonly span: Span }, context: Context): Origin {
  return { file: context.scope.file, span: node.span };
}

export function locationOf(node: { readonly span: Span }, context: Context): Location {
  return { file: context.scope.file, span: node.span };
}

export function textOf(node: { readonly span: Span }, context: Context): string {
  return ownText(context.scope.text.slice(node.span.start, node.span.end));
}

/** The same node, seen as what stands at `origin`. */
export function at<N extends Condition | Term>(node: N, origin: Origin): N {
  return { ...node, origin };
}

export function report<P>(
  context: Context,
  rule: Rule<P>,
  parameters: P,
  location: Location,
  details: DiagnosticDetails = {},
): void {
  context.scope.report(diagnose(rule, parameters, location, details));
}

export function replacement(title: string, location: Location, newText: string, safe = true): Fix {
  return { title, edits: [{ location, newText }], safe };
}

/** `before` and `after` put around what stands at `location`. */
export function wrapping(title: string, location: Location, before: string, after: string, safe = true): Fix {
  const { file, span } = location;
  const edits = [{ location: { file, span: { start: span.start, end: span.start } }, newText: before }];
  if (after !== "") edits.push({ location: { file, span: { start: span.end, end: span.end } }, newText: after });
  return { title, edits, safe };
}

export function withoutParentheses(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === "parenthesized") inner = inner.inner;
  return inner;
}

/** The row that a field term reads from: the customer, or the element `scope` lists outwards. */
export function rowOf(scope: FieldTerm["scope"], context: Context): RecordType | ScalarType | null {
  if (scope === "customer") return context.scope.schema.record;
  const elements = context.scope.elements;
  return elements[elements.length - 1 - scope]?.element ?? null;
}
