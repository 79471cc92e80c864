import { expect, it } from "vitest";
import { addMonths, MAX_DAY, MIN_DAY } from "../../values/calendar.js";
import { CYCLE_DAYS } from "./cycle.js";
import { daysToShift, monthShiftBounds } from "./month-shift.js";

it.each([
  [0, 0, 0],
  [1, 28, 31],
  [-1, -31, -28],
  [2, 59, 62],
  [12, 365, 366],
  [-12, -366, -365],
  [4800, 146_097, 146_097],
])("days move by %i months from %i to %i days", (amount, low, high) => {
  expect(monthShiftBounds(amount)).toEqual({ low, high });
});

it.each([119_988, -119_988, Number.MAX_SAFE_INTEGER])("no day can be moved by %i months", (amount) => {
  expect(monthShiftBounds(amount)).toBeNull();
});

it.each([-7, 117_000, -119_950, 119_987])("bounds for %i months are those of all days", (amount) => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const first = amount < 0 ? addMonths(MIN_DAY, -amount)! : MIN_DAY;
  // Of the days that move furthest there is one in every cycle of 400 years.
  for (let day = first; day < first + CYCLE_DAYS && day <= MAX_DAY; day += 1) {
    const moved = addMonths(day, amount);
    if (moved === null) break;
    low = Math.min(low, moved - day);
    high = Math.max(high, moved - day);
  }
  expect(addMonths(first - 1, amount) === null || amount > 0).toBe(true);
  expect(monthShiftBounds(amount)).toEqual({ low, high });
});

it.each([0, 1, -1, 7, -12, 4800, 119_987, -119_987])(
  "the days that can be moved by %i months end where none follow",
  (amount) => {
    const { first, last } = daysToShift(amount)!;
    for (const day of [first, last]) expect(addMonths(day, amount)).not.toBeNull();
    if (first > MIN_DAY) expect(addMonths(first - 1, amount)).toBeNull();
    if (last < MAX_DAY) expect(addMonths(last + 1, amount)).toBeNull();
  },
);

it("no day can be moved out of the calendar altogether", () => {
  expect(daysToShift(119_988)).toBeNull();
});
