import { expect, test } from "vitest";
import { firstDayOfYear } from "../calendar/cycle.js";
import { compareExact } from "../exact.js";
import { NEAR_YEAR } from "./parts.js";

test("every day of every year lies within the bounds of its year", () => {
  const { low, high } = NEAR_YEAR;
  const outside: number[] = [];
  for (let year = -400; year <= 10_400; year += 1) {
    for (const day of [firstDayOfYear(year), firstDayOfYear(year + 1) - 1]) {
      const at = 400 * day - 146_097 * year;
      if (compareExact(at, low) < 0 || compareExact(at, high) > 0) outside.push(year);
    }
  }
  expect(outside).toEqual([]);
});
