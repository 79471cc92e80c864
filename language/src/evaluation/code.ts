import type { Condition, Scope, Term } from "../condition/condition.js";
import type { Field, Scalar } from "../condition/schema.js";
import type { Clock } from "./clock.js";
import type { Evaluation, Frame } from "./exact.js";
import { fieldAt, frameOf, type Layout } from "./layout.js";
import type { Shapes } from "./shapes.js";

/**
 * Generated JavaScript. It names slots, elements and constants by number (`r.f3`, `a1`, `k[17]`); no name, text or list
 * value of a program is ever part of it. The only data written into the text are numbers, and what `String` makes of a
 * number holds nothing but digits, a sign, a point, `e`, `Infinity` or `NaN`.
 */

/** What a piece of code sees: `r`, the customer's row, or `a1`, `a2`, … the elements of the lists around it. */
export interface CodeScope {
  readonly variable: string;
  readonly layout: Layout | null;
  readonly outer: CodeScope | null;
  readonly depth: number;
}

/** A number being computed: code, and what is known of its error (see numeric-code.ts). */
export interface NumericCode {
  /** An expression without effect; NaN or undefined if the number is missing. */
  readonly value: string;
  /** Numbers only: the double names the very number; two such compare as their numbers do. */
  readonly exact: boolean;
  /** The number is whole, and so is every number it was computed from. */
  readonly integral: boolean;
  /** At most this in absolute value. */
  readonly bound: number;
  /** Variable with the magnitude, for those that are not exact; NaN if missing, Infinity if doubles will not do. */
  readonly magnitude: string | null;
  /** The error is at most `units * magnitude * 2^-53`. */
  readonly units: number;
  /** Missing may be `undefined` rather than NaN. */
  readonly raw: boolean;
  /** Exact and never below 0: its own magnitude. */
  readonly nonNegative?: boolean;
}

/** The whole compiler, as its parts see it. */
export interface Compiler {
  readonly clock: Clock;
  readonly evaluation: Evaluation;
  readonly shapes: Shapes;
  /** Hands a value to the generated code; the expression that reads it. */
  constant(value: unknown): string;
  /** A name not yet used. */
  fresh(prefix: string): string;
  /** Defines a function of everything in scope; the expression that calls it. */
  define(scope: CodeScope, body: string): string;
  condition(condition: Condition, scope: CodeScope): string;
  /** Missing is undefined (for dates and date-times also NaN). */
  term(term: Term, scope: CodeScope): string;
  /** Statements go to `body`. */
  numeric(term: Term, scope: CodeScope, body: string[]): NumericCode;
  /** Whether a part speaks of the customer alone and occurs in several places, so that it is worth remembering. */
  isShared(term: Term): boolean;
  aggregation(term: Extract<Term, { kind: "aggregate" }>, scope: CodeScope): AggregationCode;
  /** Computes an aggregate into its cells, once a customer if it can be shared; the expression that does so. */
  aggregate(term: Extract<Term, { kind: "aggregate" }>, scope: CodeScope): AggregateCode;
}

/** All that is known of an aggregate but where it lies. */
export type AggregateNature = Omit<NumericCode, "value" | "magnitude">;

/** How an aggregate is computed. */
export interface AggregationCode {
  /** Statements that leave its value in the variable `s` and its magnitude in `m`. */
  readonly body: string;
  readonly result: AggregateNature;
  /** The value, where one expression gives it. */
  readonly expression: string | null;
}

export interface AggregateCode {
  /** Fills the cells. */
  readonly call: string;
  /** The result in the cells. */
  readonly result: NumericCode;
}

export function customerScope(layout: Layout | null): CodeScope {
  return { variable: "r", layout, outer: null, depth: 0 };
}

export function elementScope(outer: CodeScope, layout: Layout | null): CodeScope {
  const depth = outer.depth + 1;
  return { variable: `a${depth}`, layout, outer, depth };
}

/** `r,a1,a2`: the customer and the elements around, outermost first. */
export function variablesOf(scope: CodeScope): string {
  return scope.outer === null ? scope.variable : `${variablesOf(scope.outer)},${scope.variable}`;
}

/** The frame, from the values of the variables. */
export function frameFrom(scope: CodeScope, elements: readonly unknown[]): Frame {
  return {
    element: elements[scope.depth] as Frame["element"],
    layout: scope.layout,
    outer: scope.outer === null ? null : frameFrom(scope.outer, elements),
  };
}

export function slotCode(scope: CodeScope, from: Scope, path: readonly string[]): string {
  const { variable, layout } = frameOf(scope, from);
  return path.length === 0 ? variable : `${variable}.f${fieldAt(layout, path).slot!}`;
}

export function fieldOf(scope: CodeScope, from: Scope, path: readonly string[]): Field | null {
  return path.length === 0 ? null : fieldAt(frameOf(scope, from).layout, path);
}

/** A literal that needs no escaping, or null: texts are constants. */
export function literal(value: Scalar): string | null {
  if (typeof value === "string") return null;
  if (typeof value === "boolean") return String(value);
  return value < 0 ? `(${value})` : String(Math.abs(value));
}
