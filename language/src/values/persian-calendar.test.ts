import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDay, parseIsoDay } from "./calendar.js";
import { dayFromPersian, persianFromDay } from "./persian-calendar.js";

const seed = 14030205;

describe("the Persian calendar", () => {
  it.each([
    [1403, 10, 11, "2024-12-31"],
    [1403, 12, 30, "2025-03-20"],
    [1404, 1, 1, "2025-03-21"],
    [1357, 11, 22, "1979-02-11"],
    [1, 1, 1, "0622-03-22"],
    [1404, 12, 30, null],
    [1403, 7, 31, null],
    [1403, 13, 1, null],
    [1403, 0, 1, null],
    [0, 1, 1, null],
    [3178, 1, 1, null],
    [1403, 1.5, 1, null],
  ])("%d/%d/%d is %s", (year, month, dayOfMonth, expected) => {
    const day = dayFromPersian(year, month, dayOfMonth);
    expect(day === null ? null : formatDay(day)).toBe(expected);
  });

  it("ends where its arithmetic does", () => {
    expect(persianFromDay((dayFromPersian(1, 1, 1) ?? 0) - 1)).toBeNull();
    expect(persianFromDay(parseIsoDay("9999-12-31") ?? 0)).toBeNull();
  });

  it(`agrees with Intl, as far as every Intl knows the leap years (seed ${seed})`, () => {
    const format = new Intl.DateTimeFormat("en-US-u-ca-persian-nu-latn", {
      timeZone: "UTC",
      year: "numeric",
      month: "numeric",
      day: "numeric",
    });
    const days = fc.integer({ min: parseIsoDay("1800-03-21") ?? 0, max: parseIsoDay("2120-01-01") ?? 0 });
    fc.assert(
      fc.property(days, (day) => {
        const parts = format.formatToParts(day * 86_400_000);
        const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
        expect(persianFromDay(day)).toEqual({ year: part("year"), month: part("month"), day: part("day") });
        expect(dayFromPersian(part("year"), part("month"), part("day"))).toBe(day);
      }),
      { seed, numRuns: 500 },
    );
  });
});
