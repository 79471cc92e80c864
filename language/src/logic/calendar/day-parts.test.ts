import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilFromDay, MAX_DAY, MIN_DAY, parseIsoDay, weekdayOf } from "../../values/calendar.js";
import { containsNumber, EVERY_NUMBER, type Intervals, interval, NO_NUMBER, union, WHOLE } from "../sets/intervals.js";
import { type DayParts, daysOfYears, dayWithParts } from "./day-parts.js";

const seed = 17_520_902;
const ANY: DayParts = { months: null, days: null, weekdays: null, years: null };
const FRIDAY = 4;
const SUNDAY = 6;
const day = (text: string): number => parseIsoDay(text)!;
const years = (low: number, high: number): Intervals => [interval(low, high)];
const days = (low: string, high: string): Intervals => [interval(day(low), day(high))];

describe("a day with parts", () => {
  it.each([
    ["any", ANY, EVERY_NUMBER, "2026-07-01"],
    ["29 February", { ...ANY, months: new Set([2]), days: new Set([29]) }, EVERY_NUMBER, "2028-02-29"],
    [
      "29 February within",
      { ...ANY, months: new Set([2]), days: new Set([29]) },
      days("2001-01-01", "2025-01-01"),
      "2024-02-29",
    ],
    ["Friday 13", { ...ANY, weekdays: new Set([FRIDAY]), days: new Set([13]) }, EVERY_NUMBER, "2026-03-13"],
    [
      "a year far away",
      { ...ANY, years: years(9999, 20_000), months: new Set([12]), days: new Set([31]) },
      EVERY_NUMBER,
      "9999-12-31",
    ],
    [
      "the first year",
      { ...ANY, years: years(-5, 1), days: new Set([1]), months: new Set([1]) },
      EVERY_NUMBER,
      "0001-01-01",
    ],
    [
      "Sunday 29 February",
      { ...ANY, weekdays: new Set([SUNDAY]), months: new Set([2]), days: new Set([29]) },
      days("1800-01-01", "1925-01-01"),
      "1920-02-29",
    ],
  ])("%s is found", (_, parts, allowed, expected) => {
    expect(dayWithParts(parts, allowed, day("2026-07-01"))).toBe(day(expected));
  });

  it.each([
    ["30 February", { ...ANY, months: new Set([2]), days: new Set([30, 31]) }, EVERY_NUMBER],
    ["31 in short months", { ...ANY, months: new Set([4, 6, 9, 11]), days: new Set([31]) }, EVERY_NUMBER],
    [
      "29 February of a common year",
      { ...ANY, months: new Set([2]), days: new Set([29]), years: years(1900, 1900) },
      EVERY_NUMBER,
    ],
    [
      "29 February between leap years",
      { ...ANY, months: new Set([2]), days: new Set([29]) },
      days("1896-03-01", "1904-02-28"),
    ],
    ["a Sunday that is a weekday's", { ...ANY, weekdays: new Set([SUNDAY]) }, days("2026-07-06", "2026-07-11")],
    ["no month at all", { ...ANY, months: new Set<number>() }, EVERY_NUMBER],
    ["a year after the calendar", { ...ANY, years: years(10_000, Number.POSITIVE_INFINITY) }, EVERY_NUMBER],
    ["no day", ANY, NO_NUMBER],
    ["days before the calendar", ANY, [interval(Number.NEGATIVE_INFINITY, MIN_DAY - 1)]],
  ])("%s is not found", (_, parts, allowed) => {
    expect(dayWithParts(parts, allowed, day("2026-07-01"))).toBeNull();
  });

  const subset = (low: number, high: number) =>
    fc.option(fc.uniqueArray(fc.integer({ min: low, max: high }), { maxLength: 6 }).map((list) => new Set(list)));
  const spans = (low: number, high: number, longest: number) =>
    fc
      .array(fc.tuple(fc.integer({ min: low, max: high }), fc.nat(longest)), { minLength: 1, maxLength: 4 })
      .map((list) =>
        union(
          list.map(([from, length]) => interval(from, from + length)),
          WHOLE,
        ),
      );

  it(`is the nearest that a search by days finds (seed ${seed})`, () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.record({
          months: subset(1, 12),
          days: subset(1, 31),
          weekdays: subset(0, 6),
          years: fc.option(spans(1896, 1904, 4)),
        }),
        spans(day("1896-01-01"), day("1904-12-31"), 800),
        fc.integer({ min: day("1894-01-01"), max: day("1908-01-01") }),
        (parts, allowed, near) => {
          let expected: number | null = null;
          for (let one = day("1896-01-01"); one <= day("1904-12-31") + 800; one += 1) {
            if (!hasParts(one, parts) || !containsNumber(allowed, one)) continue;
            if (expected === null || Math.abs(one - near) < Math.abs(expected - near)) expected = one;
          }
          if (expected !== null) found += 1;
          expect(dayWithParts(parts, allowed, near)).toBe(expected);
        },
      ),
      { seed, numRuns: 150 },
    );
    expect(found).toBeGreaterThan(50);
    expect(found).toBeLessThan(150);
  });
});

it("finds every day of every month on every day of the week", () => {
  const since = interval(day("2001-01-01"), day("2400-12-31"));
  for (let month = 1; month <= 12; month += 1) {
    for (let inMonth = 1; inMonth <= 31; inMonth += 1) {
      const exists = civilFromDay(day(`2000-${String(month).padStart(2, "0")}-01`) + inMonth - 1).month === month;
      for (let weekday = 0; weekday < 7; weekday += 1) {
        const parts = { ...ANY, months: new Set([month]), days: new Set([inMonth]), weekdays: new Set([weekday]) };
        const found = dayWithParts(parts, [since], day("2200-01-01"));
        expect(found === null ? false : hasParts(found, parts)).toBe(exists);
      }
    }
  }
});

describe("days of years", () => {
  it.each([
    [EVERY_NUMBER, EVERY_NUMBER],
    [NO_NUMBER, NO_NUMBER],
    [years(2024, 2024), days("2024-01-01", "2024-12-31")],
    [years(1, 9999), [interval(MIN_DAY, MAX_DAY)]],
    [[interval(2000, Number.POSITIVE_INFINITY)], [interval(day("2000-01-01"), Number.POSITIVE_INFINITY)]],
    [[interval(2000, 2001, { low: true, high: true })], NO_NUMBER],
    [[interval(1e300, Number.POSITIVE_INFINITY)], NO_NUMBER],
    [[interval(-1e300, 1e300)], EVERY_NUMBER],
    [[...years(2020, 2021), ...years(2022, 2022)], days("2020-01-01", "2022-12-31")],
  ])("%j are %j", (set, expected) => {
    expect(daysOfYears(set)).toEqual(expected);
  });

  it(`are the days whose year it is (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -900, max: 11_000 }),
        fc.nat(30),
        fc.integer({ min: -400, max: 12_000 }),
        (low, length, off) => {
          const set = years(low, low + length);
          const [first] = daysOfYears(set);
          const one = (first!.low as number) + off;
          expect(containsNumber(daysOfYears(set), one)).toBe(containsNumber(set, civilFromDay(one).year));
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});

function hasParts(one: number, parts: DayParts): boolean {
  const date = civilFromDay(one);
  return (
    (parts.months?.has(date.month) ?? true) &&
    (parts.days?.has(date.day) ?? true) &&
    (parts.weekdays?.has(weekdayOf(one)) ?? true) &&
    (parts.years === null || containsNumber(parts.years, date.year))
  );
}
