import { expect, test } from "vitest";
import { type PairKind, verdictOn } from "../../../test/kit/verdicts.js";

const CUSTOMER =
  "customer { id: text key d: date e: date last: date? a: number? b: number? c: number 1..2 n: integer? vip: boolean }";

/** What is missing because a day lies outside the calendar, or because something that cancels out is missing. */
test.each<readonly [first: string, second: string, expected: PairKind]>([
  // So many months ago there was no calendar, or there will be none: on some days, or on all.
  ["months since d >= 24000", "vip", "possible"],
  ["not (months since d <= 24000)", "vip", "possible"],
  ["years since d >= 2050", "today > 2050-01-01", "possible"],
  ["years since d >= 2050", "today <= 2050-01-01", "impossible"],
  ["months since d >= -96000", "vip", "possible"],
  ["not (months since d >= -97000)", "vip", "impossible"],
  ["months since d < -97000", "vip", "impossible"],
  ["years since d >= -8000", "vip", "possible"],
  // A day of the week of no day is none.
  ["weekday(d - 6 days) != weekday(e)", "(d - 6 days) is missing", "possible"],
  ["weekday(d + 40 days) != weekday(e)", "(d + 40 days) is missing", "possible"],
  ["weekday(d + 40 days) = weekday(e)", "(d + 40 days) is missing", "impossible"],
  ["not (month(d + 40 days) < n) and weekday(d + 40 days) != weekday(e)", "d > 9999-12-01 and n = 3", "possible"],
  ["not (month(d + 40 days) = month(e)) and not (year(d + 40 days) = n)", "d > 9999-12-01 and n = 3", "possible"],
  // There and back is not where one was, if there is outside.
  ["not (month(d + 40 days - 40 days) = n)", "month(d) = n and d > 9999-12-01", "possible"],
  ["not (month(d + 40 days - 40 days) = n)", "month(d) = n and d < 9999-11-01", "impossible"],
  ["not (weekday(d + 40 days - 40 days) = weekday(e))", "weekday(d) = weekday(e) and d > 9999-12-01", "possible"],
  ["not (weekday(d + 40 days - 40 days) = weekday(e))", "weekday(d) = weekday(e) and d < 9999-11-01", "impossible"],
  ["not (months since (d + 40 days - 40 days) = n)", "months since d = n and d > 9999-12-01", "possible"],
  ["not ((d - 40 days + 40 days) + 1 month > e)", "d + 1 month > e and d < 0001-01-10", "possible"],
  // A number that is added and taken away again is asked for all the same.
  ["not ((a + b - b) / c > 1)", "a / c > 1 and b is missing", "possible"],
  ["not ((a + b - b) / c > 1)", "a / c > 1 and b is present", "impossible"],
  ["not ((a + b - b) / c = n)", "a / c = n and b is missing", "possible"],
  ["not (n / (a * 0 + c) > 7)", "n / c > 7 and a is missing", "possible"],
  ["not (n / (a * 0 + c) > 7)", "n / c > 7 and a is present", "impossible"],
])("%s, and %s: %s, in either order", (first, second, expected) => {
  expect(verdictOn(CUSTOMER, first, second).kind).toBe(expected);
  expect(verdictOn(CUSTOMER, second, first).kind).toBe(expected);
});
