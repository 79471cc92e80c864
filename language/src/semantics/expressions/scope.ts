import type { Condition, ListTerm, Scope, Term } from "../../condition/condition.js";
import type { NamedList, ProgramSettings } from "../../condition/model.js";
import type { CustomerSchema, RecordType, ScalarType } from "../../condition/schema.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Location, Span } from "../../source/source.js";
import type { DurationUnit, Expression, PeriodUnit } from "../../syntax/tree.js";
import type { Observer } from "./observer.js";
import type { ReadLists } from "./read-lists.js";

/** What the names of an expression mean where it stands. */
export interface ExpressionScope {
  /** The file the expression stands in, and its text: for locations and for fixes. */
  readonly file: string;
  readonly text: string;
  readonly schema: CustomerSchema;
  /** Enclosing list elements, outermost first; empty where a declaration begins. */
  readonly elements: readonly ElementScope[];
  /**
   * A bare name that is no field: a define, a list or a segment. Null: no such name. Fields are looked up here in
   * expressions/, before and after this; cycles and unused names are the caller's.
   */
  resolve(name: string): Resolution | null;
  /** The criterion before the dot of `Income.High`; null: no such criterion. */
  resolveCriterion(name: string): CriterionResolution | null;
  /** All names `resolve` knows, for did-you-mean. */
  names(): readonly KnownName[];
  report(diagnostic: Diagnostic): void;
  readonly settings: ProgramSettings;
  /** One for the whole program (`new ReadLists()`): a named list used with one type is one object. */
  readonly readLists: ReadLists;
  /** For editors; a check has none. */
  readonly observer?: Observer;
}

export interface KnownName {
  readonly name: string;
  readonly kind: "define" | "list" | "segment" | "criterion";
}

export type Resolution =
  | { readonly kind: "define"; readonly name: string; readonly value: LoweredDefine }
  | { readonly kind: "list"; readonly list: NamedList }
  /** `id` of a segment of the model; its membership as classified is meant. */
  | { readonly kind: "segment"; readonly id: string }
  /** Several criteria have a segment so named; the qualified names, backticks where needed. */
  | { readonly kind: "ambiguous-segment"; readonly candidates: readonly string[] }
  /** Declared, but broken, or part of a cycle: it has been reported, and its uses stay silent. */
  | { readonly kind: "broken" };

export interface CriterionResolution {
  readonly name: string;
  /** The id of its segment so named; null: none; "broken": declared but unusable, which has been reported. */
  segment(name: string): string | null | "broken";
  /** For did-you-mean. */
  readonly segments: readonly string[];
}

/** One element of a list, whose fields are visible in the list's filter. */
export interface ElementScope {
  readonly element: RecordType | ScalarType;
  /** The list as the author knows it: `orders`, `orders.details`, or the name of a define. */
  readonly listName: string;
  /** The path went on into a nested record of the element: `orders.address`. Its fields are visible beside the element's. */
  readonly nested: NestedRecord | null;
  /** In `orders.brand where …`, `it` is the brand: the field that a dotted path ended in. */
  readonly projection: Projection | null;
  /** Where the filter stands, for the fix that brackets it; null where no filter was written. */
  readonly site: FilterSite | null;
}

export interface NestedRecord {
  readonly path: readonly string[];
  readonly type: RecordType;
  /** May be missing, records around it counted in. */
  readonly optional: boolean;
}

export interface Projection {
  readonly path: readonly string[];
  readonly type: ScalarType;
  readonly optional: boolean;
}

/** A filter in the text: `any orders where …` may be bracketed; a filter inside `count(…)` may not. */
export interface FilterSite {
  readonly kind: "quantifier" | "list";
  readonly span: Span;
  readonly filter: Expression | null;
}

/** What an expression is, once its names are known. */
export type Lowered =
  | { readonly kind: "condition"; readonly condition: Condition }
  | { readonly kind: "term"; readonly term: Term }
  | LoweredList
  | LoweredRecord
  | LoweredConstants
  | LoweredRange
  | LoweredPeriod
  | LoweredDuration
  /** Reported already; whoever meets it stays silent. */
  | { readonly kind: "broken" };

/** A list of the data. `elements` has one scope per step of `list`. */
export interface LoweredList {
  readonly kind: "list";
  readonly list: ListTerm;
  readonly elements: readonly ElementScope[];
}

/** A nested record, or the customer (`path` empty), before the dot. */
export interface LoweredRecord {
  readonly kind: "record";
  readonly scope: Scope;
  readonly path: readonly string[];
  readonly type: RecordType;
  /** May be missing itself. */
  readonly optional: boolean;
  readonly location: Location;
}

/** `[…]` or a named list: constants that take the type of what they are compared with. */
export interface LoweredConstants {
  readonly kind: "constants";
  readonly list: NamedList | null;
  /** Of a literal; empty for a named list. */
  readonly items: readonly Term[];
  readonly location: Location;
}

export interface LoweredRange {
  readonly kind: "range";
  readonly low: Term | LoweredDuration | null;
  readonly high: Term | LoweredDuration | null;
  readonly highExclusive: boolean;
  readonly location: Location;
}

export type LoweredPeriod =
  | {
      readonly kind: "period";
      readonly period: "last-duration";
      readonly duration: LoweredDuration;
      readonly location: Location;
    }
  | {
      readonly kind: "period";
      readonly period: "this" | "last";
      readonly unit: PeriodUnit;
      readonly location: Location;
    };

export interface LoweredDuration {
  readonly kind: "duration";
  readonly amount: number;
  readonly unit: DurationUnit;
  readonly location: Location;
}

/** A define, lowered once where it is declared and put in where it is used. Its fields are read at the customer. */
export type LoweredDefine = Lowered;
