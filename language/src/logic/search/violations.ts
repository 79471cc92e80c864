import { addMonths, civilFromDay, monthsSince, WEEKDAYS, weekdayOf } from "../../values/calendar.js";
import { firstDayOfYear } from "../calendar/cycle.js";
import { type DayParts, dayWithParts } from "../calendar/day-parts.js";
import { runsWithin } from "../calendar/day-runs.js";
import { instantsOfDays, instantWithParts } from "../calendar/instants.js";
import { type OffsetGroup, offsetGroups, valueOn } from "../calendar/today-functions.js";
import { compareExact, divideExact, type Exact, floorExact, isFiniteExact, multiplyExact } from "../exact.js";
import type { Context } from "../lowering/context.js";
import { instantShifted, keyOfSum, onlyQuantity } from "../lowering/dates.js";
import { todaySum } from "../lowering/today.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, hullOf, type Sum, sumOf } from "../quantities/sum.js";
import { EVERY_NUMBER, type Interval, type Intervals, intersect, interval, only } from "../sets/intervals.js";
import { containsValue, type ValueSet } from "../sets/value-set.js";
import { sumIn } from "./model.js";
import { brokenBetweenMonths, brokenMonth, isPlaced } from "./months.js";
import { brokenEnvelope } from "./products.js";
import type { Violation } from "./refine.js";
import { type Bound, exactly, type System } from "./system.js";

/** So many different ways today's functions may lie to today: three spans of months have a few dozen. */
export const MOST_GROUPS = 2000;

/** Days around the usual one in which a shifted day is looked for: some 60 years. */
const WINDOW = 22_000;

const INFINITE = Number.POSITIVE_INFINITY;

type Values = ReadonlyMap<Quantity, Exact>;

/** What inequalities do not say of quantities: how dates, parts of them, products and quotients come about. */
export class Violations {
  readonly #context: Context;
  readonly #near: number;
  readonly #setOf: (quantity: Quantity) => ValueSet;
  readonly #mostGroups: number;

  /** `near`: the day that examples should be close to. */
  constructor(context: Context, near: number, setOf: (quantity: Quantity) => ValueSet, mostGroups = MOST_GROUPS) {
    this.#mostGroups = mostGroups;
    this.#context = context;
    this.#near = near;
    this.#setOf = setOf;
  }

  /** The first one that a solution of the system breaks. `asked`: the quantities to look at, all of them present. */
  first(values: Values, system: System, asked: readonly Quantity[]): Violation | null {
    const functions = asked.filter(({ nature }) => nature.kind === "today-function");
    const broken =
      brokenBetweenMonths(values, asked, this.#context) ??
      this.#todayFunctions(values, functions) ??
      this.#firstOf(asked, (one) =>
        one.nature.kind === "part" ? this.#violation(one, values, system, asked) : null,
      ) ??
      brokenMonth(values, asked, system, this.#context) ??
      this.#firstOf(asked, (one) => this.#envelope(one, values, system));
    return broken ?? this.#firstOf(asked, (quantity) => this.#violation(quantity, values, system, asked));
  }

  /** The first one between days, whichever they are: of a rough solution. */
  between(values: Values, asked: readonly Quantity[]): Violation | null {
    return brokenBetweenMonths(values, asked, this.#context);
  }

  /** The first one of a day and its month: of a rough solution. */
  months(values: Values, asked: readonly Quantity[], system: System): Violation | null {
    const ofDay = ({ nature }: Quantity): boolean => nature.kind === "part" && nature.part !== "hour";
    return (
      this.between(values, asked) ??
      this.#firstOf(asked, (one) => (ofDay(one) ? this.#violation(one, values, system, asked) : null)) ??
      this.#firstOf(asked, (one) => (one.nature.kind === "year-of" ? this.#year(one, one.nature.day, values) : null)) ??
      brokenMonth(values, asked, system, this.#context)
    );
  }

  /** Whether some date can have its parts on no day that it may be. */
  areNowhere(system: System, asked: readonly Quantity[]): boolean {
    const seen = new Set<string>();
    return asked.some(({ nature }) => {
      if (nature.kind !== "part" || nature.part === "hour" || seen.has(keyOfSum(nature.of))) return false;
      const key = keyOfSum(nature.of);
      seen.add(key);
      const parts = asked.filter((one) => one.nature.kind === "part" && keyOfSum(one.nature.of) === key);
      const base = onlyQuantity(nature.of);
      const allowed = base !== null && system.has(base) ? system.allowedOf(base) : EVERY_NUMBER;
      return dayWithParts(this.#dayParts(parts), allowed, this.#near) === null;
    });
  }

  #firstOf(asked: readonly Quantity[], find: (quantity: Quantity) => Violation | null): Violation | null {
    for (const quantity of asked) {
      const found = find(quantity);
      if (found !== null) return found;
    }
    return null;
  }

  #todayFunctions(values: Values, functions: readonly Quantity[]): Violation | null {
    const [first] = functions;
    if (first === undefined) return null;
    const context = this.#context;
    const today = sumIn(values, todaySum(context));
    const isTrue = (quantity: Quantity): boolean =>
      today !== null && this.#valueOn(quantity, Number(today)) === values.get(quantity);
    if (functions.every(isTrue)) return null;
    const groups = offsetGroups(
      functions.flatMap(({ nature }) => (nature.kind === "today-function" ? [nature.of] : [])),
      context.today,
      context.weekStart,
      this.#near,
      this.#mostGroups,
    );
    if (groups === null) {
      const day = Number(today ?? this.#near);
      return { reason: "date", quantity: first, exhaustive: false, ways: [this.#onDay(functions, day)] };
    }
    return { reason: "date", quantity: first, exhaustive: true, ways: this.#groups(functions, groups) };
  }

  #valueOn(quantity: Quantity, day: number): number | null {
    const { nature } = quantity;
    return nature.kind === "today-function" ? valueOn(nature.of, day, this.#context.weekStart) : null;
  }

  #onDay(functions: readonly Quantity[], day: number): readonly Bound[] {
    const today = todaySum(this.#context);
    return [
      exactly(today, day),
      ...functions.map((quantity) => exactly(sumOf(quantity), this.#valueOn(quantity, day) ?? day)),
    ];
  }

  *#groups(functions: readonly Quantity[], groups: readonly OffsetGroup[]): Generator<readonly Bound[]> {
    const today = todaySum(this.#context);
    const { earliest, latest } = this.#context.today;
    for (const { offsets, days } of groups) {
      const runs = [...runsWithin(days, earliest, latest)].map(({ first, last }) => interval(first, last));
      yield [
        { sum: today, allowed: runs },
        ...functions.map((quantity, index) => exactly(addSums(sumOf(quantity), today, -1), offsets[index]!)),
      ];
    }
  }

  #violation(quantity: Quantity, values: Values, system: System, asked: readonly Quantity[]): Violation | null {
    const { nature } = quantity;
    switch (nature.kind) {
      case "part":
        return this.#part(quantity, nature.of, values, system, asked);
      case "year-of":
        return this.#year(quantity, nature.day, values);
      case "month-shift":
        if (isPlaced(sumOf(quantity), values, this.#context)) return null;
        return this.#monthShift(quantity, nature.day, nature.amount, values, system);
      case "months-since":
        return this.#computed(quantity, [nature.day, todaySum(this.#context)], values, "date", ([day, today]) =>
          monthsSince(Number(day), Number(today)),
        );
      case "clock-shift":
        return this.#computed(quantity, [nature.instant], values, "date", ([instant]) =>
          instantShifted(Number(instant), nature.byMonths, nature.amount, this.#context.zone),
        );
      case "date-of":
        return this.#localDay(quantity, nature.instant, values);
      case "product":
        return this.#product(quantity, values);
      case "quotient":
        return this.#quotient(quantity, nature.dividend, nature.divisor, values);
      default:
        return null;
    }
  }

  /** How many days a number of months is depends on the day: days are told apart by it. */
  #monthShift(quantity: Quantity, day: Sum, amount: number, values: Values, system: System): Violation | null {
    const at = sumIn(values, day);
    const own = values.get(quantity);
    const base = onlyQuantity(day);
    if (at === null || own === undefined || addMonths(Number(at), amount) === own) return null;
    if (base === null || !system.has(base)) {
      return this.#computed(quantity, [day], values, "date", ([one]) => addMonths(Number(one), amount));
    }
    const hull = hullOf(system.allowedOf(base));
    const earliest = Math.max(Number(hull?.low ?? at), this.#near - WINDOW);
    const latest = Math.min(Number(hull?.high ?? at), this.#near + WINDOW);
    const whole = hull !== null && Number(hull.low) >= earliest && Number(hull.high) <= latest;
    const of = { kind: "months", amount } as const;
    const groups = offsetGroups([of], { earliest, latest }, this.#context.weekStart, Number(at), MOST_GROUPS);
    if (groups === null) {
      return this.#computed(quantity, [day], values, "date", ([one]) => addMonths(Number(one), amount));
    }
    const ways = groups.map(({ offsets, days }) => [
      { sum: day, allowed: [...runsWithin(days, earliest, latest)].map(({ first, last }) => interval(first, last)) },
      exactly(addSums(sumOf(quantity), day, -1), offsets[0]!),
    ]);
    return { reason: "date", quantity, exhaustive: whole, ways };
  }

  /** A quantity that is what it is computed from: to go on, what it is computed from is held where it is. */
  #computed(
    quantity: Quantity,
    from: readonly Sum[],
    values: Values,
    reason: Violation["reason"],
    compute: (from: readonly Exact[]) => number | null,
  ): Violation | null {
    const own = values.get(quantity);
    const found = from.map((sum) => sumIn(values, sum));
    if (own === undefined || found.some((value) => value === null)) return null;
    const actual = compute(found as Exact[]);
    if (actual !== null && compareExact(actual, own) === 0) return null;
    const held = from.map((sum, index) => exactly(sum, found[index]!));
    const ways = actual === null ? [] : [[...held, exactly(sumOf(quantity), actual)]];
    return { reason, quantity, exhaustive: false, ways };
  }

  /** The day lies in that year, or in one before, or in one after. */
  #year(quantity: Quantity, day: Sum, values: Values): Violation | null {
    const at = sumIn(values, day);
    const own = values.get(quantity);
    if (at === null || own === undefined) return null;
    const { year } = civilFromDay(Number(floorExact(at)));
    if (year === own) return null;
    const first = firstDayOfYear(year);
    const last = firstDayOfYear(year + 1) - 1;
    const within = (years: Interval, days: Interval): readonly Bound[] => [
      { sum: sumOf(quantity), allowed: [years] },
      { sum: day, allowed: [days] },
    ];
    const before = within(interval(-INFINITE, year - 1), interval(-INFINITE, first - 1));
    const after = within(interval(year + 1, INFINITE), interval(last + 1, INFINITE));
    const ways = [
      within(interval(year, year), interval(first, last)),
      ...(compareExact(own, year) < 0 ? [before, after] : [after, before]),
    ];
    return { reason: "date", quantity, exhaustive: true, ways };
  }

  #localDay(quantity: Quantity, instant: Sum, values: Values): Violation | null {
    const at = sumIn(values, instant);
    const own = values.get(quantity);
    const { zone } = this.#context;
    if (at === null || own === undefined || zone.localDay(Number(at)) === own) return null;
    const within = (days: Intervals): readonly Bound[] => [
      { sum: sumOf(quantity), allowed: days },
      { sum: instant, allowed: instantsOfDays(days, zone) },
    ];
    const ways = [
      within(only(own)),
      [exactly(instant, at), exactly(sumOf(quantity), zone.localDay(Number(at)))],
      within([interval(-INFINITE, own, { high: true })]),
      within([interval(own, INFINITE, { low: true })]),
    ];
    return { reason: "date", quantity, exhaustive: true, ways };
  }

  /** What holds of a product by the ends of its factors, is said before anything is tried. */
  #envelope(quantity: Quantity, values: Values, system: System): Violation | null {
    const cut = quantity.nature.kind === "product" ? brokenEnvelope(quantity, values, system) : null;
    return cut === null ? null : { reason: "not-linear", quantity, exhaustive: true, ways: [[cut]] };
  }

  /** One factor is held at a likely value: then the product is a multiple of the other. */
  #product(quantity: Quantity, values: Values): Violation | null {
    const [left, right] = quantity.operands as [Quantity, Quantity];
    const a = values.get(left);
    const b = values.get(right);
    const own = values.get(quantity);
    if (a === undefined || b === undefined || own === undefined) return null;
    if (compareExact(multiplyExact(a, b), own) === 0) return null;
    const hold = (factor: Quantity, other: Quantity, value: Exact): readonly Bound[] => [
      exactly(sumOf(factor), value),
      exactly(addSums(sumOf(quantity), sumOf(other), multiplyExact(value, -1)), 0),
    ];
    const ways = [
      ...likelyFactors(a, right, own, b).map((value) => hold(left, right, value)),
      ...likelyFactors(b, left, own, a).map((value) => hold(right, left, value)),
    ];
    return { reason: "not-linear", quantity, exhaustive: false, ways };
  }

  #quotient(quantity: Quantity, dividend: Sum, divisor: Sum, values: Values): Violation | null {
    const above = sumIn(values, dividend);
    const below = sumIn(values, divisor);
    const own = values.get(quantity);
    if (above === null || below === null || own === undefined) return null;
    if (compareExact(below, 0) !== 0 && compareExact(divideExact(above, below), own) === 0) return null;
    const ways = [below, 1, 2, 10, 100]
      .filter((value) => compareExact(value, 0) !== 0)
      .map((value) => [
        exactly(divisor, value),
        exactly(addSums(sumOf(quantity), dividend, multiplyExact(-1, divideExact(1, value))), 0),
      ]);
    return { reason: "not-linear", quantity, exhaustive: false, ways };
  }

  /** All parts of one date are looked at together. */
  #part(quantity: Quantity, of: Sum, values: Values, system: System, asked: readonly Quantity[]): Violation | null {
    const at = sumIn(values, of);
    if (at === null) return null;
    const day = Number(floorExact(at));
    const actual = this.#partAt(quantity, day);
    if (!containsValue(this.#setOf(quantity), actual)) return this.#elsewhere(quantity, of, day, system, asked);
    const own = values.get(quantity);
    // Where months are looked at, what is left of it has been decided there.
    const isOfDay = quantity.nature.kind === "part" && quantity.nature.part !== "hour";
    if (isOfDay && isPlaced(of, values, this.#context)) return null;
    const isCompared = asked.some(({ operands }) => operands.includes(quantity));
    if (own === undefined || own === actual || typeof actual !== "number" || !isCompared) return null;
    // The part is compared with something: either the day stays and its part is what it is, or a day with that part is found.
    const ways = [[exactly(of, day), exactly(sumOf(quantity), actual)]];
    for (const found of this.#daysWith(quantity, of, day, asked, own)) {
      ways.push([exactly(of, found), exactly(sumOf(quantity), own)]);
    }
    return { reason: "date", quantity, exhaustive: false, ways };
  }

  /** The nearest days after and before on which the part is that number. */
  #daysWith(quantity: Quantity, of: Sum, at: number, asked: readonly Quantity[], value: Exact): readonly number[] {
    const { nature } = quantity;
    if (nature.kind !== "part" || nature.part === "hour" || nature.part === "weekday") return [];
    const key = keyOfSum(of);
    const parts = this.#dayParts(asked.filter((one) => one.nature.kind === "part" && keyOfSum(one.nature.of) === key));
    const wanted = new Set([Number(value)]);
    const narrowed = nature.part === "month" ? { ...parts, months: wanted } : { ...parts, days: wanted };
    return [
      dayWithParts(narrowed, [interval(at, Number.POSITIVE_INFINITY)], at),
      dayWithParts(narrowed, [interval(Number.NEGATIVE_INFINITY, at)], at),
    ].filter((day) => day !== null);
  }

  #partAt(quantity: Quantity, at: number): number | string {
    const { nature } = quantity;
    if (nature.kind !== "part") return at;
    if (nature.part === "weekday") return WEEKDAYS[weekdayOf(at)]!;
    return nature.part === "hour" ? this.#context.zone.localHour(at) : civilFromDay(at)[nature.part];
  }

  /** The nearest days before and after that have the parts asked for; whatever lies between has not. */
  #elsewhere(quantity: Quantity, of: Sum, at: number, system: System, asked: readonly Quantity[]): Violation {
    const key = keyOfSum(of);
    const parts = asked.filter(({ nature }) => nature.kind === "part" && keyOfSum(nature.of) === key);
    const isHour = parts.some(({ nature }) => nature.kind === "part" && nature.part === "hour");
    const base = onlyQuantity(of);
    const allowed = base !== null && system.has(base) ? system.allowedOf(base) : EVERY_NUMBER;
    const after = intersect(allowed, [interval(at, Number.POSITIVE_INFINITY)]);
    const before = intersect(allowed, [interval(Number.NEGATIVE_INFINITY, at)]);
    const find = (within: Intervals): number | null | "unknown" =>
      isHour
        ? instantWithParts(
            { hours: this.#numbersOf(parts, "hour", 0, 23) },
            [interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)],
            within,
            this.#context.zone,
            at,
          )
        : dayWithParts(this.#dayParts(parts), within, at);
    const found = [find(after), find(before)];
    const ways: (readonly Bound[])[] = [];
    for (const day of found) if (typeof day === "number") ways.push([exactly(of, day)]);
    // An hour that was found need not be the nearest.
    const exhaustive = !isHour && !found.includes("unknown");
    const [later, earlier] = found;
    if (exhaustive && typeof later === "number")
      ways.push([{ sum: of, allowed: [interval(later, Number.POSITIVE_INFINITY)] }]);
    if (exhaustive && typeof earlier === "number")
      ways.push([{ sum: of, allowed: [interval(Number.NEGATIVE_INFINITY, earlier)] }]);
    return { reason: "date", quantity, exhaustive: exhaustive || found.every((day) => day === null), ways };
  }

  #dayParts(parts: readonly Quantity[]): DayParts {
    const weekday = parts.find(({ nature }) => nature.kind === "part" && nature.part === "weekday");
    const set = weekday === undefined ? null : this.#setOf(weekday);
    return {
      months: this.#numbersOf(parts, "month", 1, 12),
      days: this.#numbersOf(parts, "day", 1, 31),
      weekdays:
        set === null ? null : new Set([...WEEKDAYS.keys()].filter((index) => containsValue(set, WEEKDAYS[index]))),
      years: null,
    };
  }

  #numbersOf(parts: readonly Quantity[], part: string, first: number, last: number): ReadonlySet<number> | null {
    const quantity = parts.find(({ nature }) => nature.kind === "part" && nature.part === part);
    if (quantity === undefined) return null;
    const set = this.#setOf(quantity);
    const found = new Set<number>();
    for (let value = first; value <= last; value += 1) if (containsValue(set, value)) found.add(value);
    return found;
  }
}

/** One, where it stands, what the product asks for, and a few round ones. */
function likelyFactors(at: Exact, other: Quantity, product: Exact, otherAt: Exact): readonly Exact[] {
  const wanted = compareExact(otherAt, 0) === 0 ? [] : [divideExact(product, otherAt)];
  const ends = (other.universe.kind === "numbers" ? other.universe.intervals : [])
    .flatMap(({ low, high }) => [low, high])
    .filter((end) => isFiniteExact(end) && compareExact(end, 0) !== 0)
    .slice(0, 2)
    .map((end) => divideExact(product, end));
  const seen: Exact[] = [];
  for (const value of [1, at, ...wanted, 10, 100, ...ends, 2, -1, 0]) {
    if (!seen.some((one) => compareExact(one, value) === 0)) seen.push(value);
  }
  return seen;
}
