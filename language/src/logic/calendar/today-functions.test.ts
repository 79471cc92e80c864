import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DAY, MIN_DAY, parseIsoDay } from "../../values/calendar.js";
import { CYCLE_DAYS } from "./cycle.js";
import { containsDay, countDays, nearestDayIn, runsWithin } from "./day-runs.js";
import { differenceBounds, offsetGroups, type TodayFunction, valueOn } from "./today-functions.js";

const seed = 15_821_015;
const MONDAY = 0;
const SATURDAY = 5;

const months = (amount: number): TodayFunction => ({ kind: "months", amount });
const first = (unit: "week" | "month" | "quarter" | "year", offset = 0): TodayFunction => ({
  kind: "first",
  unit,
  offset,
});
const day = (text: string): number => parseIsoDay(text)!;
const DEFAULT_RANGE = { earliest: day("2000-01-01"), latest: day("2099-12-31") };
const TODAY = day("2026-07-01");

describe("a function of today", () => {
  it.each([
    [months(-1), "2024-05-31", MONDAY, "2024-04-30"],
    [months(-12), "2024-02-29", MONDAY, "2023-02-28"],
    [months(-48), "2024-02-29", MONDAY, "2020-02-29"],
    [months(1), "2023-01-30", MONDAY, "2023-02-28"],
    [first("week"), "2026-07-01", MONDAY, "2026-06-29"],
    [first("week"), "2026-07-01", SATURDAY, "2026-06-27"],
    [first("week", -1), "2026-06-29", MONDAY, "2026-06-22"],
    [first("month", 1), "2026-12-31", MONDAY, "2027-01-01"],
    [first("quarter", -1), "2026-02-14", MONDAY, "2025-10-01"],
    [first("year"), "2026-02-14", MONDAY, "2026-01-01"],
  ])("%j on %s is, with weeks from %i, %s", (f, today, weekStart, expected) => {
    expect(valueOn(f, day(today), weekStart)).toBe(day(expected));
  });

  it.each([
    [months(-1), MIN_DAY + 30],
    [months(1), MAX_DAY],
    [first("week", 1), MAX_DAY],
    [first("year", -2026), TODAY],
    [months(Number.MAX_SAFE_INTEGER), TODAY],
  ])("%j on %i is outside the calendar", (f, today) => {
    expect(valueOn(f, today, MONDAY)).toBeNull();
  });
});

describe("bounds of differences", () => {
  it.each([
    [months(-1), null, -31, -28],
    [months(-12), null, -366, -365],
    [months(1), null, 28, 31],
    [months(-1), months(-2), 28, 31],
    [months(-12), months(-6), -184, -181],
    [months(0), null, 0, 0],
    [first("week"), null, -6, 0],
    [first("week", -1), first("week"), -7, -7],
    [first("month"), null, -30, 0],
    [first("quarter"), null, -91, 0],
    [first("year"), null, -365, 0],
    [first("year"), first("quarter"), -274, 0],
    [first("month", -1), months(-1), -30, 0],
  ])("%j and %j are apart by %i to %i", (f, g, low, high) => {
    expect(differenceBounds(f, g, DEFAULT_RANGE, MONDAY)).toEqual({ low, high });
  });

  it("tell 30 days from a month in both directions", () => {
    const bounds = differenceBounds(months(-1), null, DEFAULT_RANGE, MONDAY)!;
    expect(bounds.low).toBeLessThan(-30);
    expect(bounds.high).toBeGreaterThan(-30);
  });

  it("know 29 February by the range", () => {
    const leap = { earliest: day("2023-03-01"), latest: day("2024-02-28") };
    expect(differenceBounds(months(12), null, leap, MONDAY)).toEqual({ low: 366, high: 366 });
    expect(differenceBounds(months(12), null, { ...leap, latest: day("2024-02-29") }, MONDAY)?.low).toBe(365);
  });

  it("are not given where a function leaves the calendar, or for no days", () => {
    const whole = { earliest: MIN_DAY, latest: MAX_DAY };
    expect(differenceBounds(months(-1), null, whole, MONDAY)).toBeNull();
    expect(differenceBounds(first("month"), months(1), whole, MONDAY)).toBeNull();
    expect(differenceBounds(first("year"), null, whole, MONDAY)).toEqual({ low: -365, high: 0 });
    expect(differenceBounds(months(0), null, { earliest: 1, latest: 0 }, MONDAY)).toBeNull();
    expect(differenceBounds(months(0), null, { earliest: MIN_DAY - 1, latest: 0 }, MONDAY)).toBeNull();
  });

  it("are those of all days, over more than a cycle of 400 years", () => {
    const range = { earliest: MIN_DAY + 800, latest: MIN_DAY + 800 + CYCLE_DAYS + 20_000 };
    for (const [f, g] of [
      [months(-7), months(-24)],
      [first("week", -1), months(-1)],
    ] as const) {
      expect(differenceBounds(f, g, range, SATURDAY)).toEqual(naiveBounds(f, g, range, SATURDAY));
      expect(differenceBounds(f, g, { ...range, latest: MAX_DAY }, SATURDAY)).toEqual(
        naiveBounds(f, g, range, SATURDAY),
      );
    }
  });
});

describe("groups of days", () => {
  const usual = [-1, -3, -6, -12, -24].map(months);

  it("of the usual months backwards are 33 in a cycle of 400 years", () => {
    const range = { earliest: day("2000-03-01"), latest: day("2000-03-01") + CYCLE_DAYS - 1 };
    const groups = offsetGroups(usual, range, MONDAY, TODAY, 100)!;
    expect(groups).toHaveLength(33);
    const vectors = new Map<string, number>();
    for (let today = range.earliest; today <= range.latest; today += 1) {
      const vector = usual.map((f) => valueOn(f, today, MONDAY)! - today).join();
      vectors.set(vector, (vectors.get(vector) ?? 0) + 1);
    }
    expect(new Map(groups.map(({ offsets, days }) => [offsets.join(), countDays(days)]))).toEqual(vectors);
  });

  it("come nearest first, and say so again when asked for another day", () => {
    const nearTo = (near: number) =>
      offsetGroups([months(-1)], DEFAULT_RANGE, MONDAY, near, 4)!.map((g) => g.offsets[0]);
    expect(nearTo(day("2026-07-01"))).toEqual([-30, -31, -29, -28]);
    expect(nearTo(day("2028-03-29"))).toEqual([-29, -30, -31, -28]);
    expect(nearTo(day("2026-07-01"))).toEqual([-30, -31, -29, -28]);
  });

  it("are given up beyond a number", () => {
    expect(offsetGroups(usual, DEFAULT_RANGE, MONDAY, TODAY, 32)).toBeNull();
    expect(offsetGroups(usual, DEFAULT_RANGE, MONDAY, TODAY, 33)).toHaveLength(33);
    expect(offsetGroups([months(-1)], { earliest: MIN_DAY, latest: TODAY }, MONDAY, TODAY, 100)).toBeNull();
  });

  it("without functions are one", () => {
    const groups = offsetGroups([], DEFAULT_RANGE, MONDAY, TODAY, 1)!;
    expect(groups.map(({ offsets, days }) => [offsets, countDays(days)])).toEqual([[[], 36_525]]);
  });

  it("say on which day of a range their offsets hold", () => {
    const [group] = offsetGroups([months(-12)], DEFAULT_RANGE, MONDAY, day("2024-02-29"), 2)!;
    expect(group!.offsets).toEqual([-366]);
    expect(nearestDayIn(group!.days, day("2021-03-01"), day("2024-02-28"), TODAY)).toBeNull();
    expect(nearestDayIn(group!.days, day("2021-01-01"), day("2030-12-31"), TODAY)).toBe(day("2025-02-28"));
    expect(nearestDayIn(group!.days, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, TODAY)).toBe(
      day("2025-02-28"),
    );
  });

  const unit = fc.constantFrom("week", "month", "quarter", "year");
  const anyFunction: fc.Arbitrary<TodayFunction> = fc.oneof(
    fc.record({ kind: fc.constant("months" as const), amount: fc.integer({ min: -30, max: 30 }) }),
    fc.record({ kind: fc.constant("first" as const), unit, offset: fc.integer({ min: -5, max: 5 }) }),
  ) as fc.Arbitrary<TodayFunction>;
  const range = fc
    .tuple(
      fc.integer({ min: MIN_DAY + 2000, max: MAX_DAY - 2000 }),
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 1000 }) },
        { weight: 1, arbitrary: fc.integer({ min: CYCLE_DAYS - 2, max: 3 * CYCLE_DAYS }) },
      ),
    )
    .map(([earliest, length]) => ({ earliest, latest: Math.min(MAX_DAY - 2000, earliest + length) }));

  it(`hold each day once, with its offsets; bounds are the extremes (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.array(anyFunction, { minLength: 1, maxLength: 3 }),
        range,
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        (functions, days, weekStart, samples) => {
          const near = days.earliest + (samples[0]! % 3000) - 700;
          const groups = offsetGroups(functions, days, weekStart, near, 100_000)!;
          const length = days.latest - days.earliest + 1;
          expect(groups.reduce((sum, group) => sum + countDays(group.days), 0)).toBe(length);
          const pairs = functions.map((f, index) => [f, functions[index + 1] ?? null] as const);
          const bounds = pairs.map(([f, g]) => differenceBounds(f, g, days, weekStart)!);
          const sampled = length < 200 ? Array.from({ length }, (_, index) => index) : samples.map((at) => at % length);
          for (const at of sampled) {
            const today = days.earliest + at;
            const vector = functions.map((f) => valueOn(f, today, weekStart)! - today);
            const holding = groups.filter((group) => containsDay(group.days, today));
            expect(holding.map((group) => group.offsets)).toEqual([vector]);
            vector.forEach((offset, index) => {
              const difference = offset - (vector[index + 1] ?? 0);
              expect(difference).toBeGreaterThanOrEqual(bounds[index]!.low);
              expect(difference).toBeLessThanOrEqual(bounds[index]!.high);
            });
          }
          if (length <= 1001) {
            expect(bounds).toEqual(pairs.map(([f, g]) => naiveBounds(f, g, days, weekStart)));
          }
        },
      ),
      { seed, numRuns: 30 },
    );
  });

  it(`find the nearest day as a search by days does (seed ${seed})`, () => {
    const group = fc
      .tuple(anyFunction, range, fc.nat(), fc.integer({ min: 0, max: 6 }))
      .map(([f, days, which, weekStart]) => {
        const groups = offsetGroups([f], days, weekStart, days.earliest, 1000)!;
        return { days, set: groups[which % groups.length]!.days };
      });
    fc.assert(
      fc.property(
        group,
        fc.nat(),
        fc.nat(2000),
        fc.integer({ min: -500, max: 2500 }),
        ({ days, set }, at, wide, off) => {
          const low = days.earliest - 100 + (at % (days.latest - days.earliest + 200));
          const near = low + off;
          let expected: number | null = null;
          for (let today = low; today <= low + wide; today += 1) {
            if (!containsDay(set, today)) continue;
            if (expected === null || Math.abs(today - near) < Math.abs(expected - near)) expected = today;
          }
          expect(nearestDayIn(set, low, low + wide, near)).toBe(expected);
          const runs = [...runsWithin(set, low, low + wide)];
          const inside = (today: number) => runs.some((run) => run.first <= today && today <= run.last);
          for (let today = low; today <= low + wide; today += 7) expect(inside(today)).toBe(containsDay(set, today));
        },
      ),
      { seed, numRuns: 100 },
    );
  });
});

/** The bounds, day by day. */
function naiveBounds(
  f: TodayFunction,
  g: TodayFunction | null,
  range: { earliest: number; latest: number },
  weekStart: number,
) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let today = range.earliest; today <= range.latest; today += 1) {
    const difference = valueOn(f, today, weekStart)! - (g === null ? today : valueOn(g, today, weekStart)!);
    if (difference < low) low = difference;
    if (difference > high) high = difference;
  }
  return { low, high };
}
