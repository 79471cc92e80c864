import { CYCLE_DAYS, CYCLE_MONTHS } from "../calendar/cycle.js";
import { MONTHS, nearMonthStart } from "../calendar/month-starts.js";
import { and, type Formula, or } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { interval, only, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import { ifThere, isMissing, missesWith } from "./computed.js";
import type { Context } from "./context.js";
import { keyOfSum, onlyQuantity } from "./dates.js";
import { describeSum, sumWithin } from "./literals.js";
import { partOf } from "./parts.js";
import { todaySum } from "./today.js";

/**
 * A day is told by its month, counted through all years, and its place in it. So days of the same month, or so many months
 * apart, are related without its mattering which months they are. What inequalities leave open, `search/months.ts` decides.
 */
export interface MonthPlace {
  readonly day: Sum;
  /** Months since January of the year 0. */
  readonly month: Sum;
  /** 1 … 31. */
  readonly dayOfMonth: Sum;
  /** The day before the first of the month. */
  readonly before: Sum;
  /** Where the day is that of another month shifted, or the last one of its own if that is shorter. */
  readonly shifted: { readonly from: Sum; readonly length: Sum } | null;
}

/** Not of a constant day. What is computed from another day by months has the month of that day, so many later. */
export function monthPlace(day: Sum, context: Context): MonthPlace {
  const only = onlyQuantity(day);
  const nature = only?.nature;
  if (nature?.kind === "month-shift") return shiftedPlace(day, nature.day, nature.amount, context);
  if (nature?.kind === "today-function") {
    const { of } = nature;
    if (of.kind === "months") return shiftedPlace(day, todaySum(context), of.amount, context);
    if (of.unit === "month") return firstPlace(day, addSums(monthOfToday(context), constantSum(of.offset)));
    if (of.unit === "year") {
      const ofYear = monthOfYear(todaySum(context), context);
      const january = addSums(addSums(monthOfToday(context), ofYear, -1), constantSum(1 + 12 * of.offset));
      return firstPlace(day, january);
    }
    if (of.unit === "quarter") {
      const first = addSums(monthOfToday(context), sumOf(monthOfQuarter(context)), -1);
      return firstPlace(day, addSums(first, constantSum(3 * of.offset)));
    }
  }
  return place(day, sumOf(monthNumber(day, context)), dayOfMonth(day, context), null);
}

function monthOfToday(context: Context): Sum {
  return sumOf(monthNumber(todaySum(context), context));
}

function firstPlace(day: Sum, month: Sum): MonthPlace {
  return place(day, month, constantSum(1), null);
}

function shiftedPlace(day: Sum, from: Sum, months: number, context: Context): MonthPlace {
  const origin = monthPlace(from, context);
  const shifted = { from: origin.dayOfMonth, length: sumOf(monthLength(day, context)) };
  return place(day, addSums(origin.month, constantSum(months)), dayOfMonth(day, context), shifted);
}

function place(day: Sum, month: Sum, dayOfMonth: Sum, shifted: MonthPlace["shifted"]): MonthPlace {
  return { day, month, dayOfMonth, before: addSums(day, dayOfMonth, -1), shifted };
}

function dayOfMonth(day: Sum, context: Context): Sum {
  return partSum("day", day, context);
}

/** January is 1. */
export function monthOfYear(day: Sum, context: Context): Sum {
  return partSum("month", day, context);
}

function partSum(part: "day" | "month", day: Sum, context: Context): Sum {
  const value = partOf(part, day, context);
  return value.kind === "number" ? value.sum : constantSum(0);
}

function monthLength(day: Sum, context: Context): Quantity {
  const { missing, presence } = missesWith(day);
  const quantity = context.vocabulary.quantity(`month length of ${keyOfSum(day)}`, () => ({
    nature: { kind: "month-length", day },
    universe: numbers([interval(28, 31)], WHOLE, missing),
    operands: [...day.needs],
    presence,
    definition: () => ifThere(quantity, day, and()),
    describe: () => `month(${describeSum(day.terms)})`,
  }));
  return quantity;
}

function monthNumber(day: Sum, context: Context): Quantity {
  const { missing, presence } = missesWith(day);
  const quantity = context.vocabulary.quantity(`month number of ${keyOfSum(day)}`, () => ({
    nature: { kind: "month-number", day },
    universe: numbers([MONTHS], WHOLE, missing),
    operands: [...day.needs],
    presence,
    definition: () => and(ifThere(quantity, day, and()), withItsMonth(day, context)),
    describe: () => `month(${describeSum(day.terms)})`,
  }));
  return quantity;
}

/** What holds of the month of the day, if it is there; so it is looked at. */
export function withItsMonth(day: Sum, context: Context): Formula {
  const { month, dayOfMonth, before, shifted } = monthPlace(day, context);
  const absent = isMissing(day);
  const line = nearLine(addSums(before, constantSum(1)), month, context);
  if (shifted === null) return or(absent, line);
  const { from, length } = shifted;
  return or(
    absent,
    and(
      line,
      sumWithin(addSums(length, dayOfMonth, -1), [interval(0, 30)], context),
      sumWithin(addSums(from, dayOfMonth, -1), [interval(0, 3)], context),
    ),
  );
}

function nearLine(first: Sum, month: Sum, context: Context): Formula {
  return sumWithin(addSums(scaleSum(first, CYCLE_MONTHS), month, -CYCLE_DAYS), [nearMonthStart()], context);
}

/** Of today: 0 for its first, 2 for its last. */
function monthOfQuarter(context: Context): Quantity {
  const quantity = context.vocabulary.quantity("month of quarter of today", () => ({
    nature: { kind: "month-of-quarter" },
    universe: numbers([interval(0, 2)], WHOLE),
    definition: () => {
      const quarter = context.vocabulary.quantity("quarter of today", () => ({
        nature: { kind: "between" },
        universe: numbers([interval(0, 3)], WHOLE),
        describe: () => "month(today)",
      }));
      const ofYear = addSums(addSums(monthOfYear(todaySum(context), context), sumOf(quantity), -1), sumOf(quarter), -3);
      return sumWithin(ofYear, only(1), context);
    },
    describe: () => "month(today)",
  }));
  return quantity;
}
