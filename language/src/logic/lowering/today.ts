import { instantOffsetBounds } from "../calendar/instants.js";
import { differenceBounds, type TodayFunction, valueOn } from "../calendar/today-functions.js";
import { and, type Formula } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, sumOf } from "../quantities/sum.js";
import { interval, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import type { Context } from "./context.js";
import { sumWithin } from "./literals.js";

export const MILLISECONDS_A_DAY = 86_400_000;

export function todaySum(context: Context): Sum {
  return context.fixed === null ? sumOf(todayQuantity(context)) : constantSum(context.fixed.today);
}

function todayQuantity(context: Context): Quantity {
  const { earliest, latest } = context.today;
  return context.vocabulary.quantity("today", () => ({
    nature: { kind: "clock", clock: "today" },
    universe: numbers([interval(earliest, latest)], WHOLE),
    describe: () => "today",
  }));
}

/** An instant of today. */
export function nowSum(context: Context): Sum {
  if (context.fixed !== null) return constantSum(context.fixed.now);
  const { low, high } = instantOffsetBounds(context.zone);
  const { earliest, latest } = context.today;
  const now = context.vocabulary.quantity("now", () => ({
    nature: { kind: "clock", clock: "now" },
    universe: numbers([interval(earliest * MILLISECONDS_A_DAY + low, latest * MILLISECONDS_A_DAY + high)], WHOLE),
    definition: (): Formula =>
      sumWithin(addSums(sumOf(now), todaySum(context), -MILLISECONDS_A_DAY), [interval(low, high)], context),
    describe: () => "now",
  }));
  return sumOf(now);
}

/** What a function of today gives; null if it leads out of the calendar on some day. */
export function todayFunctionSum(of: TodayFunction, context: Context): Sum | null {
  const { fixed, weekStart, today } = context;
  if (fixed !== null) {
    const day = valueOn(of, fixed.today, weekStart);
    return day === null ? null : constantSum(day);
  }
  if (of.kind === "months" && of.amount === 0) return todaySum(context);
  const bounds = differenceBounds(of, null, today, weekStart);
  if (bounds === null) return null;
  const quantity = context.vocabulary.quantity(keyOf(of), () => ({
    nature: { kind: "today-function", of },
    universe: numbers([interval(today.earliest + bounds.low, today.latest + bounds.high)], WHOLE),
    definition: () =>
      sumWithin(addSums(sumOf(quantity), todaySum(context), -1), [interval(bounds.low, bounds.high)], context),
    describe: () => describeToday(of),
  }));
  return sumOf(quantity);
}

function keyOf(of: TodayFunction): string {
  return of.kind === "months" ? `today + ${of.amount} months` : `first of ${of.unit} ${of.offset}`;
}

function describeToday(of: TodayFunction): string {
  if (of.kind === "months") return `today ${of.amount < 0 ? "-" : "+"} ${Math.abs(of.amount)} months`;
  const unit = of.offset === 0 ? `this ${of.unit}` : of.offset === -1 ? `last ${of.unit}` : `${of.unit} ${of.offset}`;
  return `the first day of ${unit}`;
}

/** `today - n months`; null where that lies before the calendar begins on some day. */
export function monthsBefore(months: number, context: Context): Sum | null {
  return Number.isSafeInteger(months) ? todayFunctionSum({ kind: "months", amount: -months }, context) : null;
}

/** How two functions of the same today lie to each other: exact bounds of their difference. */
export function relateTodayFunctions(left: Quantity, right: Quantity, context: Context): Formula {
  if (left.nature.kind !== "today-function" || right.nature.kind !== "today-function") return and();
  const bounds = differenceBounds(left.nature.of, right.nature.of, context.today, context.weekStart);
  if (bounds === null) return and();
  return sumWithin(addSums(sumOf(left), sumOf(right), -1), [interval(bounds.low, bounds.high)], context);
}
