import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysToLaterMonth, firstDayOfMonth, lengthOfMonth, monthOfDay, nearMonthStart } from "./month-starts.js";

const seed = 45_1582;
const DAY = 86_400_000;

/** By the calendar of JavaScript; `setUTCFullYear` takes years below 100 for what they are. */
function naiveFirst(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return date.getTime() / DAY;
}

const months = fc.integer({ min: -6000, max: 130_000 });

describe("months counted through the years", () => {
  it(`begin and end where the calendar says (seed ${seed})`, () => {
    fc.assert(
      fc.property(months, (month) => {
        expect(firstDayOfMonth(month)).toBe(naiveFirst(month));
        expect(lengthOfMonth(month)).toBe(naiveFirst(month + 1) - naiveFirst(month));
      }),
      { seed, numRuns: 500 },
    );
  });

  it.each([
    [0, 0, 0],
    [1, 28, 31],
    [-1, -31, -28],
    [2, 59, 62],
    [12, 365, 366],
    [48, 1460, 1461],
    [4800, 146_097, 146_097],
    [4801, 146_125, 146_128],
  ])("%i later begin %i to %i days later", (later, low, high) => {
    expect(daysToLaterMonth(later)).toEqual({ low, high });
  });

  it(`never begin further apart or nearer than said, nor further from the line (seed ${seed})`, () => {
    const { low: below, high: above } = nearMonthStart();
    fc.assert(
      fc.property(months, fc.oneof(fc.integer({ min: -40, max: 40 }), months), (month, later) => {
        const days = naiveFirst(month + later) - naiveFirst(month);
        const { low, high } = daysToLaterMonth(later);
        expect(days >= low && days <= high).toBe(true);
        const off = 4800 * naiveFirst(month) - 146_097 * month;
        expect(off >= Number(below) && off <= Number(above)).toBe(true);
        const middle = naiveFirst(month) + 14;
        if (month >= 12 && month < 119_988) expect(monthOfDay(middle)).toBe(month);
      }),
      { seed, numRuns: 500 },
    );
  });
});
