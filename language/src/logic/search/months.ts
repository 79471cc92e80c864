import { daysToLaterMonth, firstDayOfMonth, lengthOfMonth, monthOfDay } from "../calendar/month-starts.js";
import { compareExact, type Exact, floorExact, minExact, subtractExact } from "../exact.js";
import type { Context } from "../lowering/context.js";
import { dayOf } from "../lowering/date-facts.js";
import { type MonthPlace, monthOfYear, monthPlace } from "../lowering/months.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, type Sum } from "../quantities/sum.js";
import { interval } from "../sets/intervals.js";
import { sumIn } from "./model.js";
import type { Violation } from "./refine.js";
import { type Bound, exactly, type System } from "./system.js";

type Values = ReadonlyMap<Quantity, Exact>;

const INFINITE = Number.POSITIVE_INFINITY;

interface Placed extends MonthPlace {
  readonly quantity: Quantity;
  readonly at: { readonly day: Exact; readonly month: Exact; readonly dayOfMonth: Exact };
  /** Of a shifted day. */
  readonly cut: { readonly from: Exact; readonly length: Exact } | null;
}

/**
 * What a solution says of two days and their months, whichever these are: months so far apart begin so many days apart, one
 * month is as long as itself, and a day shifted by months is the same of its month or the last one. All ways to go on are named.
 */
export function brokenBetweenMonths(values: Values, asked: readonly Quantity[], context: Context): Violation | null {
  const places = placesOf(values, asked, context);
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(0, index)) {
      const broken = brokenDistance(one, other);
      if (broken !== null) return broken;
    }
  }
  for (const place of places) {
    const broken = brokenShift(place);
    if (broken !== null) return broken;
  }
  return null;
}

/**
 * A day, of which a part may be gone, lies in another month than the solution says, or elsewhere in it: it lies in that
 * month, or before it, or after it.
 */
export function brokenMonth(
  values: Values,
  asked: readonly Quantity[],
  system: System,
  context: Context,
): Violation | null {
  for (const { quantity, day, month, dayOfMonth, before, shifted, at, cut } of placesOf(values, asked, context)) {
    const actual = monthOfDay(Number(floorExact(at.day)));
    const first = firstDayOfMonth(actual);
    const days = lengthOfMonth(actual);
    const ofYear = monthOfYear(day, context);
    const isNamed = system.holds(ofYear);
    const isRight =
      at.month === actual &&
      compareExact(subtractExact(at.day, at.dayOfMonth), first - 1) === 0 &&
      (cut === null || cut.length === days) &&
      (!isNamed || sumIn(values, ofYear) === (actual % 12) + 1);
    if (isRight) continue;
    const within = [exactly(month, actual), exactly(before, first - 1)];
    if (dayOfMonth.terms.length === 0) within.push(exactly(day, first));
    if (shifted !== null) within.push(exactly(shifted.length, days));
    if (isNamed) within.push(exactly(ofYear, (actual % 12) + 1));
    const ways = [
      within,
      [atMost(month, actual - 1), atMost(day, first - 1)],
      [atLeast(month, actual + 1), atLeast(day, first + days)],
    ];
    return { reason: "date", quantity, exhaustive: true, ways };
  }
  return null;
}

/** Whether the month of the day is among what is looked at. */
export function isPlaced(day: Sum, values: Values, context: Context): boolean {
  return placeOf(day, values, context) !== null;
}

function placesOf(values: Values, asked: readonly Quantity[], context: Context): readonly Placed[] {
  return asked.flatMap((quantity) => {
    const day = isPartOfDay(quantity) ? null : dayOf(quantity);
    const found = day === null ? null : placeOf(day, values, context);
    return found === null ? [] : [{ ...found, quantity }];
  });
}

/** Null if not all of it is looked at. */
function placeOf(day: Sum, values: Values, context: Context): Omit<Placed, "quantity"> | null {
  if (day.terms.length === 0) return null;
  const place = monthPlace(day, context);
  const [at, month, dayOfMonth] = [place.day, place.month, place.dayOfMonth].map((sum) => sumIn(values, sum));
  if (at == null || month == null || dayOfMonth == null) return null;
  const found = { ...place, at: { day: at, month, dayOfMonth } };
  if (place.shifted === null) return { ...found, cut: null };
  const [from, length] = [place.shifted.from, place.shifted.length].map((sum) => sumIn(values, sum));
  return from == null || length == null ? null : { ...found, cut: { from, length } };
}

function brokenDistance(one: Placed, other: Placed): Violation | null {
  const apart = subtractExact(one.at.month, other.at.month);
  const months = Number(floorExact(apart));
  const broken = (ways: readonly (readonly Bound[])[]): Violation => ({
    reason: "date",
    quantity: one.quantity,
    exhaustive: true,
    ways,
  });
  // In a rough solution months may be broken.
  if (compareExact(apart, months) !== 0) {
    return broken([atMostApart(one, other, months), atLeastApart(one, other, months + 1)]);
  }
  const days = subtractExact(
    subtractExact(one.at.day, one.at.dayOfMonth),
    subtractExact(other.at.day, other.at.dayOfMonth),
  );
  const { low, high } = daysToLaterMonth(months);
  const isRight =
    compareExact(low, days) <= 0 &&
    compareExact(days, high) <= 0 &&
    (months === 0
      ? isWithinLength(one, other) && isWithinLength(other, one)
      : months < 0
        ? isBefore(one, other)
        : isBefore(other, one));
  if (isRight) return null;
  const same: Bound[] = [
    exactly(addSums(one.month, other.month, -1), months),
    { sum: addSums(one.before, other.before, -1), allowed: [interval(low, high)] },
  ];
  if (months === 0) same.push(...withinLength(one, other), ...withinLength(other, one));
  else same.push(months < 0 ? before(one, other) : before(other, one));
  return broken([same, atMostApart(one, other, months - 1), atLeastApart(one, other, months + 1)]);
}

/** Of two days of one month: the length that is known of one holds for the other. */
function isWithinLength(one: Placed, other: Placed): boolean {
  return other.cut === null || compareExact(one.at.dayOfMonth, other.cut.length) <= 0;
}

function withinLength(one: Placed, other: Placed): readonly Bound[] {
  return other.shifted === null ? [] : [atLeast(addSums(other.shifted.length, one.dayOfMonth, -1), 0)];
}

/** Whoever is in an earlier month comes before the first day of the other's. */
function isBefore(earlier: Placed, later: Placed): boolean {
  return compareExact(earlier.at.day, subtractExact(later.at.day, later.at.dayOfMonth)) <= 0;
}

function before(earlier: Placed, later: Placed): Bound {
  return atLeast(addSums(later.before, earlier.day, -1), 0);
}

function atMostApart(one: Placed, other: Placed, months: number): readonly Bound[] {
  const bounds = [
    atMost(addSums(one.month, other.month, -1), months),
    atMost(addSums(one.before, other.before, -1), daysToLaterMonth(months).high),
  ];
  return months < 0 ? [...bounds, before(one, other)] : bounds;
}

function atLeastApart(one: Placed, other: Placed, months: number): readonly Bound[] {
  const bounds = [
    atLeast(addSums(one.month, other.month, -1), months),
    atLeast(addSums(one.before, other.before, -1), daysToLaterMonth(months).low),
  ];
  return months > 0 ? [...bounds, before(other, one)] : bounds;
}

function brokenShift({ quantity, shifted, dayOfMonth, at, cut }: Placed): Violation | null {
  if (shifted === null || cut === null) return null;
  if (compareExact(minExact(cut.from, cut.length), at.dayOfMonth) === 0) return null;
  const lost = addSums(shifted.from, dayOfMonth, -1);
  return {
    reason: "date",
    quantity,
    exhaustive: true,
    ways: [[exactly(lost, 0)], [atLeast(lost, 1), exactly(addSums(shifted.length, dayOfMonth, -1), 0)]],
  };
}

function atMost(sum: Sum, value: number): Bound {
  return { sum, allowed: [interval(-INFINITE, value)] };
}

function atLeast(sum: Sum, value: number): Bound {
  return { sum, allowed: [interval(value, INFINITE)] };
}

function isPartOfDay({ nature: { kind } }: Quantity): boolean {
  return kind === "part" || kind === "year-of";
}
