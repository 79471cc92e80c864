import { addMonths, civilFromDay, monthsSince, WEEKDAYS, weekdayOf } from "../../values/calendar.js";
import type { Budget } from "../budget.js";
import { firstDayOfMonth, lengthOfMonth, monthOfDay } from "../calendar/month-starts.js";
import { valueOn } from "../calendar/today-functions.js";
import { addExact, divideExact, type Exact, floorExact, multiplyExact } from "../exact.js";
import type { Context } from "../lowering/context.js";
import { todaySum } from "../lowering/today.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Sum } from "../quantities/sum.js";
import { containsNumber } from "../sets/intervals.js";
import { containsValue, type NumberSet, type ValueSet } from "../sets/value-set.js";
import { sumIn } from "./model.js";

type Value = Exact | string;

/** What is asked of the days of one customer, and what each quantity may be. */
export interface Asked {
  readonly quantities: readonly Quantity[];
  readonly setOf: (quantity: Quantity) => ValueSet;
  readonly likely: (quantity: Quantity, set: NumberSet) => readonly Exact[];
  readonly context: Context;
  /** The day that examples should be close to. */
  readonly near: number;
}

/** So many values are tried, one after another. */
const MOST_TRIED = 3000;

/**
 * Days that look like those of customers and meet what is asked, found by trying some that lie well to each other: most
 * conditions that can be met are met by them. Null says nothing.
 */
export function guessedDays(asked: Asked, budget: Budget): ReadonlyMap<Quantity, Exact> | null {
  const bases = basesOf(asked.quantities);
  if (bases === null) return null;
  const checks = checksOf(asked.quantities, bases);
  const values = new Map<Quantity, Value>();
  let tried = 0;

  const isPossible = (quantity: Quantity): boolean => {
    const value = computed(quantity, values as ReadonlyMap<Quantity, Exact>, asked.context);
    // A value that is no double is left to the search.
    if (value === null || typeof value === "object") return false;
    values.set(quantity, value);
    return containsValue(asked.setOf(quantity), value);
  };
  const choose = (index: number): boolean => {
    const base = bases[index];
    if (base === undefined) return true;
    const before = bases.slice(0, index);
    for (const value of candidatesOf(base, before, values as ReadonlyMap<Quantity, Exact>, asked)) {
      tried += 1;
      if (tried > MOST_TRIED || !budget.spend(1 + (checks[index]!.length >> 2))) return false;
      values.set(base, value);
      if (checks[index]!.every(isPossible) && choose(index + 1)) return true;
    }
    return false;
  };
  if (!choose(0)) return null;
  return new Map([...values].filter((entry): entry is [Quantity, Exact] => typeof entry[1] !== "string"));
}

/** What is not computed from others, today first; null if something is asked that cannot be computed here. */
function basesOf(quantities: readonly Quantity[]): readonly Quantity[] | null {
  const bases: Quantity[] = [];
  for (const quantity of quantities) {
    const { nature } = quantity;
    switch (nature.kind) {
      case "field":
        if (nature.type.kind === "datetime") return null;
        bases.push(quantity);
        break;
      case "clock":
        if (nature.clock === "now") return null;
        bases.unshift(quantity);
        break;
      case "part":
        if (nature.part === "hour") return null;
        break;
      case "today-function":
      case "form":
      case "floor":
      case "year-of":
      case "weekday-number":
      case "month-number":
      case "month-length":
      case "month-of-quarter":
      case "between":
      case "month-shift":
      case "months-since":
        break;
      default:
        return null;
    }
  }
  return inOrder(bases, quantities);
}

/** Today first; then always whoever is tied to most of those before, so that what cannot be is seen early. */
function inOrder(bases: readonly Quantity[], quantities: readonly Quantity[]): readonly Quantity[] {
  const forms = quantities
    .filter((one) => one.nature.kind === "form" && isComputed(one))
    .map((form) => basesUnder(form, bases));
  const order: Quantity[] = [];
  const left = [...bases];
  while (left.length > 0) {
    const ties = left.map((base) => {
      const isKnown = (one: Quantity): boolean => one === base || order.includes(one);
      return forms.filter((under) => under.has(base) && [...under].every(isKnown)).length;
    });
    const isToday = order.length === 0 && left[0]!.nature.kind === "clock";
    const best = isToday ? 0 : ties.indexOf(Math.max(...ties));
    order.push(...left.splice(best, 1));
  }
  return order;
}

function basesUnder(quantity: Quantity, bases: readonly Quantity[]): ReadonlySet<Quantity> {
  const found = new Set<Quantity>();
  const walk = (one: Quantity): void => {
    if (bases.includes(one)) found.add(one);
    // Its days are those of today.
    if (one.nature.kind === "today-function") found.add(bases[0]!);
    for (const operand of one.operands) walk(operand);
  };
  walk(quantity);
  return found;
}

/** For each base the quantities that are known with it and those before; in the order in which they can be computed. */
function checksOf(quantities: readonly Quantity[], bases: readonly Quantity[]): readonly (readonly Quantity[])[] {
  const places = new Map(bases.map((base, index) => [base, index]));
  const placeOf = (quantity: Quantity): number => {
    const known = places.get(quantity);
    if (known !== undefined) return known;
    // Functions of today do not name it among their operands.
    const least = quantity.operands.length === 0 ? 0 : Math.max(...quantity.operands.map(placeOf));
    places.set(quantity, least);
    return least;
  };
  const checks: Quantity[][] = bases.map(() => []);
  const added = new Set<Quantity>();
  const add = (quantity: Quantity): void => {
    if (added.has(quantity)) return;
    added.add(quantity);
    for (const operand of quantity.operands) add(operand);
    if (isComputed(quantity)) checks[placeOf(quantity)]?.push(quantity);
  };
  for (const quantity of quantities) add(quantity);
  return checks;
}

/** Of whole weeks and years between days there are some whatever the days are. */
function isComputed({ nature, operands }: Quantity): boolean {
  if (nature.kind === "between") return false;
  return nature.kind !== "form" || operands.every((operand) => operand.nature.kind !== "between");
}

type Numbers = ReadonlyMap<Quantity, Exact>;

/** Null if it cannot be computed. */
function computed(quantity: Quantity, values: Numbers, context: Context): Value | null {
  const { nature } = quantity;
  const dayIn = (sum: Sum): number | null => {
    const day = sumIn(values, sum);
    return day === null ? null : Number(day);
  };
  const of = (sum: Sum, compute: (day: number) => Value | null): Value | null => {
    const day = dayIn(sum);
    return day === null ? null : compute(day);
  };
  switch (nature.kind) {
    case "field":
    case "clock":
      return values.get(quantity) ?? null;
    case "form":
      return quantity.operands.reduce<Exact | null>((total, operand, index) => {
        const value = values.get(operand);
        if (total === null || value === undefined) return null;
        return addExact(total, multiplyExact(value, nature.coefficients[index]!));
      }, 0);
    case "floor": {
      const sum = sumIn(values, nature.of);
      return sum === null ? null : floorExact(divideExact(sum, nature.by));
    }
    case "today-function":
      return of(todaySum(context), (today) => valueOn(nature.of, today, context.weekStart));
    case "month-shift":
      return of(nature.day, (day) => addMonths(day, nature.amount));
    case "months-since":
      return of(nature.day, (day) => of(todaySum(context), (today) => monthsSince(day, today)));
    case "part":
      return of(nature.of, (day) => {
        if (nature.part === "weekday") return WEEKDAYS[weekdayOf(day)]!;
        return nature.part === "hour" ? null : civilFromDay(day)[nature.part];
      });
    case "year-of":
      return of(nature.day, (day) => civilFromDay(day).year);
    case "weekday-number":
      return of(nature.day, weekdayOf);
    case "month-number":
      return of(nature.day, monthOfDay);
    case "month-length":
      return of(nature.day, (day) => lengthOfMonth(monthOfDay(day)));
    case "month-of-quarter":
      return of(todaySum(context), (today) => monthOfDay(today) % 3);
    default:
      return null;
  }
}

/** Days from another one: near it, a week, a month, a quarter, a year, a generation away. */
const DISTANCES = [
  0, -1, 1, -2, 2, -3, 3, -4, -5, -6, -7, 7, -8, 8, -14, 14, -20, -28, -29, -30, 30, -31, 31, -32, -45, 45, -60, -89,
  -90, -91, -92, -93, 90, 92, -120, -180, -183, -200, 200, -250, -300, -330, -364, -365, 365, -366, 366, -367, -400,
  400, -730, -800, 1100, -1461, 1461,
];
const MONTHS_AWAY = [-1, 1, -2, 2, -3, 3, -6, 6, -9, -11, 11, -12, 12, -24, -36, -120, -216, -240, -360, -600];

/** Days of one year on which months and seasons begin and end, a week of them, and a leap day. */
const DAYS_OF_YEAR = [
  0, 1, 2, 3, 4, 5, 6, 14, 29, 30, 31, 45, 57, 58, 59, 60, 89, 90, 104, 119, 120, 134, 150, 151, 165, 180, 181, 195,
  211, 212, 226, 242, 243, 257, 272, 273, 287, 303, 304, 318, 333, 334, 348, 364, 789, -1, -2, -30, -31, -306,
];

function* candidatesOf(base: Quantity, before: readonly Quantity[], values: Numbers, asked: Asked): Generator<Exact> {
  const set = asked.setOf(base) as NumberSet;
  const { nature } = base;
  const isDay = nature.kind === "clock" || (nature.kind === "field" && nature.type.kind === "date");
  if (!isDay) {
    yield* asked.likely(base, set);
    return;
  }
  const seen = new Set<number>();
  for (const day of daysFor(set, before, values, asked)) {
    if (seen.has(day) || !containsNumber(set.intervals, day)) continue;
    seen.add(day);
    yield day;
  }
}

function* daysFor(set: NumberSet, before: readonly Quantity[], values: Numbers, asked: Asked): Generator<number> {
  const days = before.filter(({ nature }) => nature.kind === "clock" || isDate(nature)).map((one) => values.get(one));
  const starts = startsOf(set, asked.near);
  if (days.length === 0) {
    for (const start of starts) for (const distance of DAYS_OF_YEAR) yield start + distance;
    return;
  }
  const { weekStart } = asked.context;
  for (const value of days) {
    const day = Number(value);
    for (const distance of DISTANCES) yield day + distance;
    for (const months of MONTHS_AWAY) {
      const shifted = addMonths(day, months);
      if (shifted === null) continue;
      yield shifted;
      yield shifted - 1;
      yield shifted + 1;
    }
    for (const months of [-13, -12, -4, -3, -1, 0, 1, 2]) {
      const first = firstDayOfMonth(monthOfDay(day) + months);
      yield first;
      yield first - 1;
    }
    yield day - ((weekdayOf(day) - weekStart + 7) % 7);
  }
  for (const start of starts) for (const distance of DAYS_OF_YEAR) yield start + distance;
}

function isDate(nature: Quantity["nature"]): boolean {
  return nature.kind === "field" && nature.type.kind === "date";
}

/** The usual day, or the days nearest to it. */
function startsOf({ intervals }: NumberSet, near: number): readonly number[] {
  if (containsNumber(intervals, near)) return [near];
  const ends = intervals.flatMap(({ low, high }) => [Number(low), Number(high)]).filter(Number.isFinite);
  return ends.sort((a, b) => Math.abs(a - near) - Math.abs(b - near)).slice(0, 2);
}
