import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  type CalendarUnit,
  calendarEdge,
  civilFromDay,
  dayFromCivil,
  formatDay,
  MAX_DAY,
  MIN_DAY,
  monthsSince,
  parseIsoDay,
  WEEKDAYS,
  weekdayOf,
} from "./calendar.js";

const seed = 20240229;
const days = fc.integer({ min: MIN_DAY, max: MAX_DAY });

/** The oracle: JavaScript's own proleptic Gregorian calendar. */
function dateOf(day: number): Date {
  return new Date(day * 86_400_000);
}

function day(text: string): number {
  const value = parseIsoDay(text);
  if (value === null) throw new Error(`${text} is no day`);
  return value;
}

function shown(value: number | null): string | null {
  return value === null ? null : formatDay(value);
}

describe("days", () => {
  it("begin with 0001-01-01 and end with 9999-12-31", () => {
    expect([formatDay(MIN_DAY), formatDay(MAX_DAY)]).toEqual(["0001-01-01", "9999-12-31"]);
    expect([addDays(MIN_DAY, -1), addDays(MAX_DAY, 1)]).toEqual([null, null]);
    expect([addDays(MIN_DAY, 1), addDays(MAX_DAY, -1)]).toEqual([MIN_DAY + 1, MAX_DAY - 1]);
  });

  it(`are the days of Date (seed ${seed})`, () => {
    fc.assert(
      fc.property(days, (value) => {
        const date = dateOf(value);
        expect(civilFromDay(value)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekdayOf(value)).toBe((date.getUTCDay() + 6) % 7);
        expect(parseIsoDay(formatDay(value))).toBe(value);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["1900-02-29", false],
    ["2000-02-29", true],
    ["2024-13-01", false],
    ["2024-00-10", false],
    ["2024-04-31", false],
    ["0000-01-01", false],
    ["0001-01-01", true],
    ["2024-1-5", false],
    ["20240105", false],
    ["2024-05-01 ", false],
    ["۲۰۲۴-۰۵-۰۱", false],
  ])("%s is a day: %s", (text, exists) => {
    expect(parseIsoDay(text) !== null).toBe(exists);
  });

  it.each([
    [2024, 5, 1.5],
    [2024.5, 5, 1],
    [10_000, 1, 1],
    [-1, 1, 1],
    [Number.NaN, 1, 1],
  ])("%d %d %d is no date", (year, month, dayOfMonth) => {
    expect(dayFromCivil(year, month, dayOfMonth)).toBeNull();
  });

  it("know their weekday", () => {
    expect(WEEKDAYS[weekdayOf(day("2026-11-22"))]).toBe("sunday");
    expect(WEEKDAYS[weekdayOf(day("1969-12-29"))]).toBe("monday");
  });
});

describe("months", () => {
  it.each([
    ["2024-05-31", -1, "2024-04-30"],
    ["2024-03-31", -1, "2024-02-29"],
    ["2023-03-31", -1, "2023-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", -48, "2020-02-29"],
    ["2024-12-15", 1, "2025-01-15"],
    ["0001-01-31", -1, null],
    ["9999-12-01", 1, null],
    ["2024-05-31", 0, "2024-05-31"],
  ])("%s + %d months is %s", (from, months, expected) => {
    expect(shown(addMonths(day(from), months))).toBe(expected);
  });

  it.each([
    ["2024-04-30", "2024-05-31", 1],
    ["2024-05-01", "2024-05-31", 0],
    ["2024-02-28", "2025-02-28", 12],
    ["2024-02-29", "2025-02-28", 11],
    ["2024-03-01", "2025-02-28", 11],
    ["2024-06-01", "2024-05-31", -1],
    ["2024-05-31", "2024-05-31", 0],
    ["0001-01-01", "9999-12-31", 119_987],
  ])("from %s to %s there are %d", (from, today, months) => {
    expect(monthsSince(day(from), day(today))).toBe(months);
  });

  it(`since a day are the greatest n with day <= today - n months (seed ${seed})`, () => {
    const modern = fc.integer({ min: day("1990-01-01"), max: day("2040-12-31") });
    fc.assert(
      fc.property(modern, modern, (from, today) => {
        const months = monthsSince(from, today);
        expect(from).toBeLessThanOrEqual(addMonths(today, -months) ?? Number.NaN);
        expect(from).toBeGreaterThan(addMonths(today, -(months + 1)) ?? Number.NaN);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe("edges of the calendar", () => {
  it.each([
    ["first", "week", 0, 0, "2024-05-13"],
    ["last", "week", 0, 0, "2024-05-19"],
    ["first", "week", 0, 5, "2024-05-11"],
    ["last", "week", -1, 5, "2024-05-10"],
    ["first", "month", 0, 0, "2024-05-01"],
    ["last", "month", -1, 0, "2024-04-30"],
    ["last", "month", -3, 0, "2024-02-29"],
    ["first", "quarter", 0, 0, "2024-04-01"],
    ["last", "quarter", 0, 0, "2024-06-30"],
    ["first", "quarter", -2, 0, "2023-10-01"],
    ["first", "year", -1, 0, "2023-01-01"],
    ["last", "year", 0, 0, "2024-12-31"],
    ["first", "year", -2024, 0, null],
    ["last", "year", 8000, 0, null],
  ] as const)("the %s day of the %s %d, weeks from %d: %s", (edge, unit, offset, weekStart, expected) => {
    expect(shown(calendarEdge(day("2024-05-15"), edge, unit, offset, weekStart))).toBe(expected);
  });

  it(`enclose the day and meet the next unit's (seed ${seed})`, () => {
    const unit = fc.constantFrom<CalendarUnit>("week", "month", "quarter", "year");
    const inner = fc.integer({ min: MIN_DAY + 800, max: MAX_DAY - 800 });
    fc.assert(
      fc.property(inner, unit, fc.integer({ min: 0, max: 6 }), (value, each, weekStart) => {
        const first = calendarEdge(value, "first", each, 0, weekStart) ?? Number.NaN;
        const last = calendarEdge(value, "last", each, 0, weekStart) ?? Number.NaN;
        expect(first).toBeLessThanOrEqual(value);
        expect(last).toBeGreaterThanOrEqual(value);
        expect(calendarEdge(value, "first", each, 1, weekStart)).toBe(last + 1);
        expect(calendarEdge(value, "last", each, -1, weekStart)).toBe(first - 1);
        if (each === "week") expect(weekdayOf(first)).toBe(weekStart);
        else expect(civilFromDay(first).day).toBe(1);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
