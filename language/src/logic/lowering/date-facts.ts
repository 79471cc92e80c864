import { and, type Formula, literal, or } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { interval, only, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import { isMissing } from "./computed.js";
import type { Context } from "./context.js";
import { keyOfSum } from "./dates.js";
import { emptyBut } from "./fields.js";
import { BELOW_ZERO, sumWithin, ZERO_ONLY } from "./literals.js";
import { monthOfYear, monthPlace, withItsMonth } from "./months.js";
import { weekdayNumber } from "./parts.js";

/** Quantities of which something is known together with another one of them. */
export function isOfDates({ nature }: Quantity): boolean {
  switch (nature.kind) {
    case "part":
      return nature.part === "month" || nature.part === "day";
    case "year-of":
    case "month-shift":
    case "today-function":
    case "month-number":
    case "weekday-number":
      return true;
    default:
      return false;
  }
}

/**
 * What is known of two such quantities in one state. Nothing is said that does not hold of all days; what is missing, is
 * left out.
 */
export function relateDates(left: Quantity, right: Quantity, context: Context): readonly Formula[] {
  return [...fromOne(left, right, context), ...fromOne(right, left, context), ...fromBoth(left, right, context)];
}

function fromOne(one: Quantity, other: Quantity, context: Context): readonly Formula[] {
  if (one.nature.kind === "weekday-number") {
    const of = other.nature.kind === "today-function" ? other.nature.of : null;
    if (of?.kind !== "first" || of.unit !== "week") return [];
    return [literal(weekdayNumber(sumOf(other), context), numbers(only(context.weekStart), WHOLE))];
  }
  if (one.nature.kind === "year-of" && other.nature.kind === "month-number") {
    const { day } = one.nature;
    if (keyOfSum(day) !== keyOfSum(other.nature.day)) return [];
    // month number = 12 * year + month - 1
    const sum = addSums(addSums(sumOf(other), sumOf(one), -12), monthOfYear(day, context), -1);
    return [unlessMissing([one], sumWithin(sum, only(-1), context))];
  }
  return [];
}

function fromBoth(left: Quantity, right: Quantity, context: Context): readonly Formula[] {
  const a = left.nature;
  const b = right.nature;
  if (a.kind === "weekday-number" && b.kind === "weekday-number") {
    // Whole weeks between the days, and what the days of the week make.
    const days = addSums(addSums(a.day, b.day, -1), addSums(sumOf(left), sumOf(right), -1), -1);
    return [unlessMissing([left, right], multiple(left, right, days, 7, context))];
  }
  const one = dayOf(left);
  const other = dayOf(right);
  if (one === null || other === null || keyOfSum(one) === keyOfSum(other)) return [];
  if (!isPart(left) && !isPart(right) && !(a.kind === "month-shift" && b.kind === "month-shift")) return [];
  const looked = [one, other].filter(({ terms }) => terms.length > 0).map((day) => withItsMonth(day, context));
  if (isFirstOfMonth(left)) looked.push(besideFirst(other, one, context));
  else if (isFirstOfMonth(right)) looked.push(besideFirst(one, other, context));
  if (a.kind !== "part" || b.kind !== "part" || a.part !== "month" || b.part !== "month") return looked;
  const months = addSums(monthPlace(one, context).month, monthPlace(other, context).month, -1);
  const inYears = addSums(months, addSums(sumOf(left), sumOf(right), -1), -1);
  return [...looked, unlessMissing([left, right], multiple(left, right, inYears, 12, context))];
}

function isFirstOfMonth({ nature }: Quantity): boolean {
  return nature.kind === "today-function" && nature.of.kind === "first" && nature.of.unit !== "week";
}

/** Whoever is not before the first day of a month, is not in an earlier month. */
function besideFirst(day: Sum, first: Sum, context: Context): Formula {
  const days = addSums(day, first, -1);
  const months = addSums(monthPlace(day, context).month, monthPlace(first, context).month, -1);
  return or(
    isMissing(day),
    and(sumWithin(days, BELOW_ZERO, context), sumWithin(months, BELOW_ZERO, context)),
    and(sumWithin(days, AT_LEAST_ZERO, context), sumWithin(months, AT_LEAST_ZERO, context)),
  );
}

const AT_LEAST_ZERO = [interval(0, Number.POSITIVE_INFINITY)];

function isPart({ nature: { kind } }: Quantity): boolean {
  return kind === "part" || kind === "year-of" || kind === "month-number";
}

/** The day a quantity is about: one that it says something of, or that it is itself. */
export function dayOf(quantity: Quantity): Sum | null {
  const { nature } = quantity;
  switch (nature.kind) {
    case "part":
      return nature.of;
    case "year-of":
    case "month-number":
      return nature.day;
    case "month-shift":
      return sumOf(quantity);
    case "today-function":
      return nature.of.kind === "first" && nature.of.unit === "week" ? null : sumOf(quantity);
    default:
      return null;
  }
}

function unlessMissing(quantities: readonly Quantity[], formula: Formula): Formula {
  return or(...quantities.map((one) => literal(one, emptyBut(one.universe))), formula);
}

/** Far more than there are weeks or years in the calendar. */
const MOST = 10_000_000;

/** The sum is so many times a whole number, which is a quantity of its own: it is looked at before others. */
function multiple(left: Quantity, right: Quantity, sum: Sum, of: number, context: Context): Formula {
  const count = context.vocabulary.quantity(`whole ${of} between ${left.number} ${right.number}`, () => ({
    nature: { kind: "between" },
    universe: numbers([interval(-MOST, MOST)], WHOLE),
    describe: () => left.describe(),
  }));
  return sumWithin(addSums(sum, scaleSum(sumOf(count), of), -1), ZERO_ONLY, context);
}
