import { expect, test } from "vitest";
import { clockFor } from "./day.js";

const TEHRAN = { timeZone: "Asia/Tehran", weekStart: 5 } as Parameters<typeof clockFor>[0];

test.each([
  ["2026-11-22", "2026-11-22T20:29:59.999Z"],
  ["2026-11-22T10:30Z", "2026-11-22T10:30:00.000Z"],
  ["2026-11-22T10:30:15.5+03:30", "2026-11-22T07:00:15.500Z"],
  ["2026-11-22T10:30", "2026-11-22T07:00:00.000Z"],
])("--as-of %s is the instant %s", (asOf, instant) => {
  expect(new Date(clockFor(TEHRAN, asOf).now).toISOString()).toBe(instant);
});

test.each(["yesterday", "2026-02-30", "2026-11-22T25:00Z", ""])(
  "--as-of %j is neither a day nor an instant",
  (asOf) => {
    expect(() => clockFor(TEHRAN, asOf)).toThrow("wants a day, as 2026-11-22, or an instant");
  },
);
