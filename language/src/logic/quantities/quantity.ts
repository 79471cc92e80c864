import type { ScalarType } from "../../condition/schema.js";
import type { TodayFunction } from "../calendar/today-functions.js";
import type { Exact } from "../exact.js";
import type { Formula } from "../formula.js";
import type { ValueSet } from "../sets/value-set.js";
import type { TextTest } from "../text/text.js";
import type { AggregateNature, CountNature, KindNature } from "./list-quantity.js";
import type { Sum } from "./sum.js";

/** Something that has one value, or is missing, for a customer on a day. Conditions are about quantities. */
export interface Quantity {
  /** Counts from 0 in the vocabulary. */
  readonly number: number;
  readonly key: string;
  readonly nature: Nature;
  /** All values it can have whatever the others are, missing among them if it can be. */
  readonly universe: ValueSet;
  /** What it is computed from. */
  readonly operands: readonly Quantity[];
  /**
   * "strict": missing exactly if an operand is. "lax": missing if an operand is, but perhaps otherwise as well. "free":
   * nothing follows from the operands.
   */
  readonly presence: "strict" | "lax" | "free";
  /** What holds of it always, beyond its universe and what its nature says; made when it is first asked for. */
  readonly definition: () => Formula;
  /** In the words of the language. */
  readonly describe: () => string;
}

export type Nature =
  /** A field of the customer (`place` "") or of an element. */
  | { readonly kind: "field"; readonly place: string; readonly path: readonly string[]; readonly type: ScalarType }
  /** Whether an optional record is there. */
  | { readonly kind: "record"; readonly place: string; readonly path: readonly string[] }
  | { readonly kind: "clock"; readonly clock: "today" | "now" }
  | { readonly kind: "today-function"; readonly of: TodayFunction }
  /** A sum of multiples of its operands, with whole coefficients that have no common divisor; at least two operands. */
  | { readonly kind: "form"; readonly coefficients: readonly Exact[] }
  | { readonly kind: "product" }
  | { readonly kind: "quotient"; readonly dividend: Sum; readonly divisor: Sum }
  /** The sum divided by a positive whole number, rounded down. */
  | { readonly kind: "floor"; readonly of: Sum; readonly by: number }
  | { readonly kind: "length" }
  /** The local day of an instant. */
  | { readonly kind: "date-of"; readonly instant: Sum }
  | { readonly kind: "part"; readonly part: "month" | "day" | "hour" | "weekday"; readonly of: Sum }
  | { readonly kind: "year-of"; readonly day: Sum }
  /** 0 is Monday … 6 is Sunday. */
  | { readonly kind: "weekday-number"; readonly day: Sum }
  /** Months from January of the year 0 to the month of the day. */
  | { readonly kind: "month-number"; readonly day: Sum }
  /** How many days the month of a day has. */
  | { readonly kind: "month-length"; readonly day: Sum }
  /** The first, second or third of its quarter: 0 … 2. */
  | { readonly kind: "month-of-quarter" }
  /** How many whole weeks or years lie between two days: any whole number that fits. */
  | { readonly kind: "between" }
  | { readonly kind: "month-shift"; readonly amount: number; readonly day: Sum }
  /** The same time of another day, by the clocks of the zone. */
  | { readonly kind: "clock-shift"; readonly instant: Sum; readonly byMonths: boolean; readonly amount: number }
  /** The greatest n with day <= today - n months, which `monthsBefore` gives (null: before the calendar begins). */
  | { readonly kind: "months-since"; readonly day: Sum; readonly monthsBefore: (months: number) => Sum | null }
  /** Whether a text passes a test. */
  | { readonly kind: "pattern"; readonly test: TextTest; readonly folded: boolean }
  /** Whether two texts are present and equal. */
  | { readonly kind: "equal" }
  /** The value a definition gives it: a `when`, a sum over elements that are there. */
  | { readonly kind: "defined" }
  | CountNature
  | KindNature
  | AggregateNature
  /** Nothing is known of how it comes about; the same term is the same quantity. */
  | { readonly kind: "opaque" };

export function isNumeric(quantity: Quantity): boolean {
  return quantity.universe.kind === "numbers";
}
