import type { Location } from "../source/source.js";
import type { Scalar, ScalarType } from "./schema.js";

/**
 * The typed condition: the waist of the product. The checker writes it; evaluator, prover, explainer, description and
 * SQL read it and nothing else. It is plain data (JSON), desugared and canonical: one meaning has one form as far as
 * desugaring goes. Origins lead back to the source and never take part in equality (see canonical.ts).
 *
 * Missing is two-valued: a condition is true or false, never unknown. An atom with a missing operand is false.
 */
export type Condition =
  | ConstantCondition
  | AndCondition
  | OrCondition
  | NotCondition
  | CompareCondition
  | OneOfCondition
  | PresentCondition
  | TruthCondition
  | TextCondition
  | MatchCondition
  | ExistsCondition
  | HasAllCondition
  | MemberCondition;

/** Where a node was written. Nodes that desugaring makes carry the origin of what they came from. */
export interface Origin extends Location {
  /** The define whose use this node is; the nodes below it lie in the define's own text. */
  readonly define?: string;
  /** The text says the opposite of the node: the `=` inside `city != "Tehran"`, which is `not` of it. */
  readonly negated?: true;
}

interface Node {
  readonly origin?: Origin;
}

export interface ConstantCondition extends Node {
  readonly kind: "constant";
  readonly value: boolean;
}

/** Two operands or more, none of them an `and`, in textual order. */
export interface AndCondition extends Node {
  readonly kind: "and";
  readonly operands: readonly Condition[];
}

/** Two operands or more, none of them an `or`, in textual order. */
export interface OrCondition extends Node {
  readonly kind: "or";
  readonly operands: readonly Condition[];
}

/** Never of a `not`, never of a constant. */
export interface NotCondition extends Node {
  readonly kind: "not";
  readonly operand: Condition;
}

/**
 * Both sides of one family: numbers (integer and number mix), text (both folded or both not), booleans, choices, dates,
 * date-times (the checker has wrapped a date-time beside a date in `date-of`). `<` only on numbers, dates, date-times.
 * `a > b` is `b < a`, `a != b` is `not a = b`; a chain is an `and`.
 */
export interface CompareCondition extends Node {
  readonly kind: "compare";
  readonly operator: "=" | "<" | "<=";
  readonly left: Term;
  readonly right: Term;
}

/** True if the operand is present and equals one of the values. */
export interface OneOfCondition extends Node {
  readonly kind: "one-of";
  readonly operand: Term;
  readonly values: ValueList;
}

/** `is present`; `is missing` is `not` of it. An optional record is asked by a field term of type record. */
export interface PresentCondition extends Node {
  readonly kind: "present";
  readonly operand: Term;
}

/** A boolean term is present and true. */
export interface TruthCondition extends Node {
  readonly kind: "truth";
  readonly operand: Term;
}

/** Text starts with, ends with or contains one of the values; folded operand, folded values. */
export interface TextCondition extends Node {
  readonly kind: "text";
  readonly operator: "starts-with" | "ends-with" | "contains";
  readonly operand: Term;
  readonly values: ValueList;
}

/** A pattern of Seg's regex core, checked; see values/pattern.ts. */
export interface MatchCondition extends Node {
  readonly kind: "match";
  readonly operand: Term;
  readonly pattern: string;
  /** Sorted: "", "i", "s", "is". */
  readonly flags: string;
}

/**
 * The list has an element. `any L where c` is `exists(L filtered by c)`, `no` its `not`, `all L where c` is
 * `not exists(L filtered by not c)`, `tags has "x"` is `exists(tags where it = "x")`, `is empty` is `not exists`.
 */
export interface ExistsCondition extends Node {
  readonly kind: "exists";
  readonly list: ListTerm;
}

/** Each of the values is among the elements (scalars). */
export interface HasAllCondition extends Node {
  readonly kind: "has-all";
  readonly list: ListTerm;
  readonly values: ValueList;
}

/** Membership of a segment, as classified. `segment` is the id of a segment of the model. */
export interface MemberCondition extends Node {
  readonly kind: "member";
  readonly segment: string;
}

/**
 * Constants a term is compared with, read by the type of that term, without repetition. A named list that is used with
 * one type is one object, shared by reference; `name` is null for a literal `[…]`.
 */
export interface ValueList {
  readonly name: string | null;
  readonly type: ScalarType;
  readonly values: readonly Scalar[];
  /** Folded texts as their author wrote them, one for each value; left out where that is the same, and for lists of files. */
  readonly written?: readonly string[];
}

/**
 * A value, possibly missing.
 * Numbers are exact: a number constant or datum is the shortest decimal of its double; arithmetic is rational.
 */
export type Term =
  | ConstantTerm
  | FieldTerm
  | ClockTerm
  | ArithmeticTerm
  | NegateTerm
  | AbsoluteTerm
  | DateTerm
  | DifferenceTerm
  | SinceTerm
  | PartTerm
  | LengthTerm
  | DefaultTerm
  | WhenTerm
  | AggregateTerm
  | ConditionTerm;

interface TermNode extends Node {
  readonly type: ScalarType;
}

export interface ConstantTerm extends TermNode {
  readonly kind: "constant";
  /** Folded if the type is; a day number or an instant for dates. */
  readonly value: Scalar;
  /** A folded text as its author wrote it; left out where that is the same. No part of what is compared. */
  readonly written?: string;
}

/**
 * Whose field is read: the customer, or the element of an enclosing list, counted outwards: 0 is the innermost.
 * So a list that reads only the customer and its own elements is the same term wherever it stands.
 */
export type Scope = "customer" | number;

/** A field by its path in the row; `path` is empty for the element itself (`it`) of a list of scalars. */
export interface FieldTerm extends Node {
  readonly kind: "field";
  readonly scope: Scope;
  readonly path: readonly string[];
  /** A record only below `present`. */
  readonly type: ScalarType | { readonly kind: "record" };
  /** May be missing, an optional enclosing record counted in. */
  readonly optional: boolean;
}

export interface ClockTerm extends TermNode {
  readonly kind: "clock";
  /** `today` is a date, `now` a date-time. */
  readonly clock: "today" | "now";
}

/** Numbers; `/` by zero is missing. Integer only if both operands are and the operator is not `/`. */
export interface ArithmeticTerm extends TermNode {
  readonly kind: "arithmetic";
  readonly operator: "+" | "-" | "*" | "/";
  readonly left: Term;
  readonly right: Term;
}

export interface NegateTerm extends TermNode {
  readonly kind: "negate";
  readonly operand: Term;
}

export interface AbsoluteTerm extends TermNode {
  readonly kind: "absolute";
  readonly operand: Term;
}

/** Terms of date or date-time that the calendar makes. A result outside 0001..9999 is missing. */
export type DateTerm =
  | ConstantTerm
  | ClockTerm
  | FieldTerm
  | ShiftTerm
  | DateOfTerm
  | CalendarTerm
  | AggregateTerm
  | DefaultTerm
  | WhenTerm;

/** Adds whole hours (date-times only), days or months (clamped to the month's end); weeks are 7 days, years 12 months. */
export interface ShiftTerm extends TermNode {
  readonly kind: "shift";
  readonly operand: Term;
  readonly amount: number;
  readonly unit: "hour" | "day" | "month";
}

/** The local date of a date-time, in the program's zone. */
export interface DateOfTerm extends TermNode {
  readonly kind: "date-of";
  readonly operand: Term;
}

/** First or last day of the week, month, quarter or year `offset` units after the one `operand` (a date) lies in. */
export interface CalendarTerm extends TermNode {
  readonly kind: "calendar";
  readonly edge: "first" | "last";
  readonly unit: "week" | "month" | "quarter" | "year";
  readonly offset: number;
  readonly operand: Term;
}

/** `left - right` in days: whole for dates, a fraction (milliseconds / 86,400,000) for date-times. */
export interface DifferenceTerm extends TermNode {
  readonly kind: "difference";
  readonly left: Term;
  readonly right: Term;
}

/**
 * Whole units since `operand` until today (hours: until now, of a date-time; the others: of a date), rounded down.
 * Months: the greatest n with operand <= today - n months; years are months / 12 rounded down.
 */
export interface SinceTerm extends TermNode {
  readonly kind: "since";
  readonly unit: "hour" | "day" | "week" | "month" | "year";
  readonly operand: Term;
}

/** Of a date; `hour` of a date-time, in the program's zone. `weekday` is a choice "monday" … "sunday". */
export interface PartTerm extends TermNode {
  readonly kind: "part";
  readonly part: "year" | "month" | "day" | "hour" | "weekday";
  readonly operand: Term;
}

/** Code points of a text. */
export interface LengthTerm extends TermNode {
  readonly kind: "length";
  readonly operand: Term;
}

export interface DefaultTerm extends TermNode {
  readonly kind: "default";
  readonly operand: Term;
  readonly fallback: Term;
}

/** The value of the first branch whose condition holds. */
export interface WhenTerm extends TermNode {
  readonly kind: "when";
  readonly branches: readonly { readonly condition: Condition; readonly value: Term }[];
  readonly otherwise: Term;
}

/**
 * Over the elements of a list; `value` is read in the scope of the innermost element. Elements whose value is missing
 * are skipped; `count` counts the elements whose value is present (without a value: all elements), `count-distinct`
 * distinct values. `count*` and `sum` of nothing are 0, the others missing. `earliest` is `min` of dates, `latest` `max`.
 */
export interface AggregateTerm extends TermNode {
  readonly kind: "aggregate";
  readonly function: "count" | "count-distinct" | "sum" | "average" | "min" | "max";
  readonly list: ListTerm;
  readonly value: Term | null;
}

/** A condition as a boolean value, never missing. */
export interface ConditionTerm extends TermNode {
  readonly kind: "condition";
  readonly condition: Condition;
}

/**
 * A list as nested loops: `orders.details where c` has the steps `orders` and `details filtered by c`. Each step opens
 * one element scope: the path of step 0 is read in the scope the list stands in, that of step k in the scope of the
 * element of step k - 1 (scope 0 there), and a step's filter in the scope of its own element.
 */
export interface ListTerm extends Node {
  readonly kind: "list";
  /** At least one. */
  readonly steps: readonly ListStep[];
  /** Of the elements of the last step; null for records. */
  readonly element: ScalarType | null;
}

export interface ListStep {
  readonly scope: Scope;
  readonly path: readonly string[];
  readonly filter: Condition | null;
}
