import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDay, MAX_DAY, MIN_DAY, parseIsoDay, weekdayOf } from "../../values/calendar.js";
import { createZone, formatInstant, type Zone } from "../../values/zone.js";
import { containsNumber, EVERY_NUMBER, type Intervals, interval, NO_NUMBER, union, WHOLE } from "../sets/intervals.js";
import { instantOffsetBounds, instantsOfDays, instantWithParts } from "./instants.js";

const seed = 18_841_013;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const zone = (name: string): Zone => createZone(name)!;
const day = (text: string): number => parseIsoDay(text)!;
const days = (low: string, high: string): Intervals => [interval(day(low), day(high))];
const written = (set: Intervals): string[] =>
  set.map(({ low, high }) => `${formatInstant(low as number)} ${formatInstant((high as number) + 1)}`);

/** Days about which these zones changed their clocks, at midnight or over it. */
const CHANGES = [
  ["Asia/Tehran", "2021-03-22"],
  ["Asia/Tehran", "2021-09-21"],
  ["Europe/Berlin", "2024-03-31"],
  ["Europe/Berlin", "2024-10-27"],
  ["Pacific/Apia", "2011-12-30"],
  ["Africa/Cairo", "2024-04-26"],
  ["Africa/Cairo", "2024-11-01"],
  ["America/Sao_Paulo", "2018-02-17"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/St_Johns", "1999-10-31"],
  ["Pacific/Kwajalein", "1969-10-01"],
  ["Pacific/Kwajalein", "1993-08-21"],
  ["America/Juneau", "1867-10-18"],
  ["Australia/Lord_Howe", "2024-04-07"],
] as const;

describe("instants of days", () => {
  it.each([
    ["UTC", "2024-05-01", "2024-05-02", ["2024-05-01T00:00Z 2024-05-03T00:00Z"]],
    ["Asia/Tehran", "2024-05-01", "2024-05-01", ["2024-04-30T20:30Z 2024-05-01T20:30Z"]],
    // Midnight was skipped.
    ["Asia/Tehran", "2021-03-22", "2021-03-22", ["2021-03-21T20:30Z 2021-03-22T19:30Z"]],
    ["Africa/Cairo", "2024-04-26", "2024-04-26", ["2024-04-25T22:00Z 2024-04-26T21:00Z"]],
    // Its last hour came twice.
    ["Africa/Cairo", "2024-10-31", "2024-10-31", ["2024-10-30T21:00Z 2024-10-31T22:00Z"]],
    ["Europe/Berlin", "2024-10-27", "2024-10-27", ["2024-10-26T22:00Z 2024-10-27T23:00Z"]],
    // There was no such day.
    ["Pacific/Apia", "2011-12-30", "2011-12-30", []],
    ["Pacific/Apia", "2011-12-29", "2011-12-31", ["2011-12-29T10:00Z 2011-12-31T10:00Z"]],
    // A minute after midnight the clock went back to the day before.
    [
      "America/St_Johns",
      "1999-10-30",
      "1999-10-30",
      ["1999-10-30T02:30Z 1999-10-31T02:30Z", "1999-10-31T02:31Z 1999-10-31T03:30Z"],
    ],
    [
      "America/St_Johns",
      "1999-10-31",
      "1999-10-31",
      ["1999-10-31T02:30Z 1999-10-31T02:31Z", "1999-10-31T03:30Z 1999-11-01T03:30Z"],
    ],
  ])("in %s, from %s to %s", (name, low, high, expected) => {
    expect(written(instantsOfDays(days(low, high), zone(name)))).toEqual(expected);
  });

  it.each(CHANGES)("in %s about %s are those that the clock shows", (name, about) => {
    const where = zone(name);
    const middle = day(about);
    for (let first = middle - 2; first <= middle + 2; first += 1) {
      for (let last = first; last <= middle + 2; last += 1) {
        const set = instantsOfDays([interval(first, last)], where);
        for (let minute = -3 * 1440; minute <= 4 * 1440; minute += 5) {
          for (const instant of [middle * DAY + minute * MINUTE - 1, middle * DAY + minute * MINUTE]) {
            const local = where.localDay(instant);
            if (containsNumber(set, instant) !== (local >= first && local <= last)) {
              expect.fail(`${formatDay(first)} to ${formatDay(last)}: ${formatInstant(instant)}`);
            }
          }
        }
      }
    }
  });

  it("of no end have none, of none are none", () => {
    const tehran = zone("Asia/Tehran");
    expect(instantsOfDays(EVERY_NUMBER, tehran)).toEqual(EVERY_NUMBER);
    expect(instantsOfDays(NO_NUMBER, tehran)).toEqual(NO_NUMBER);
    expect(instantsOfDays([interval(Number.NEGATIVE_INFINITY, day("2024-05-01"))], tehran)).toEqual([
      interval(Number.NEGATIVE_INFINITY, tehran.lastInstantOf(day("2024-05-01"))),
    ]);
    expect(instantsOfDays([interval(MAX_DAY + 2, Number.POSITIVE_INFINITY)], tehran)).toEqual(NO_NUMBER);
    expect(instantsOfDays([interval(-1e300, 1e300)], tehran)).toEqual(EVERY_NUMBER);
  });

  it.each(["America/New_York", "Asia/Tehran"])("in %s hold at both ends of the calendar", (name) => {
    const where = zone(name);
    const earliest = MIN_DAY * DAY;
    const latest = (MAX_DAY + 1) * DAY - 1;
    for (const one of [MIN_DAY - 1, MIN_DAY, MAX_DAY, MAX_DAY + 1]) {
      const set = instantsOfDays([interval(one, one)], where);
      for (const instant of [
        earliest,
        earliest + 23 * HOUR,
        earliest + DAY,
        latest - DAY,
        latest - 23 * HOUR,
        latest,
      ]) {
        expect(containsNumber(set, instant)).toBe(where.localDay(instant) === one);
      }
    }
  });

  it(`are those that the clock shows, anywhere (seed ${seed})`, () => {
    const names = ["UTC", "Asia/Tehran", "Europe/Berlin", "Pacific/Apia", "Africa/Cairo", "America/St_Johns"];
    const start = fc.integer({ min: day("1985-01-01"), max: day("2030-01-01") });
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.tuple(start, fc.nat(40)), { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: -26 * 60, max: 26 * 60 }), fc.nat(2)), { maxLength: 20 }),
        (name, list, probes) => {
          const where = zone(name);
          const set = union(
            list.map(([first, length]) => interval(first, first + length)),
            WHOLE,
          );
          const found = instantsOfDays(set, where);
          const edges = list.flatMap(([first, length]) => [first, first + length + 1]);
          for (const [which, minutes, milliseconds] of probes) {
            const instant = edges[which % edges.length]! * DAY + minutes * MINUTE + milliseconds - 1;
            expect(containsNumber(found, instant)).toBe(containsNumber(set, where.localDay(instant)));
          }
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});

describe("bounds of an instant against its day", () => {
  it("are the times of the day in UTC", () => {
    expect(instantOffsetBounds(zone("UTC"))).toEqual({ low: 0, high: 86_399_999 });
  });

  it.each(["Asia/Tehran", "Asia/Manila", "America/Metlakatla", "Pacific/Apia", "Pacific/Kiritimati", "Etc/GMT+12"])(
    "hold in %s",
    (name) => {
      const where = zone(name);
      const { low, high } = instantOffsetBounds(where);
      for (const year of ["1583", "1700", "1844", "1867", "1900", "1945", "1990", "2024", "9999"]) {
        const local = day(`${year}-06-30`);
        for (const instant of [where.instantOf(local, 0), where.lastInstantOf(local)]) {
          const difference = instant - DAY * where.localDay(instant);
          expect(difference).toBeGreaterThanOrEqual(low);
          expect(difference).toBeLessThanOrEqual(high);
        }
      }
    },
  );
});

describe("an instant with parts", () => {
  const near = Date.UTC(2026, 6, 1, 12);
  const at = (hour: number) => ({ hours: new Set([hour]) });

  it.each([
    ["UTC", at(9), EVERY_NUMBER, EVERY_NUMBER, "2026-07-01T09:59:59.999Z"],
    ["UTC", { hours: null }, EVERY_NUMBER, EVERY_NUMBER, "2026-07-01T12:00Z"],
    ["Asia/Tehran", at(9), days("2021-05-01", "2021-05-01"), EVERY_NUMBER, "2021-05-01T05:29:59.999Z"],
    [
      "Europe/Berlin",
      at(2),
      days("2024-10-27", "2024-10-27"),
      [interval(Date.UTC(2024, 9, 27, 1), Infinity)],
      "2024-10-27T01:59:59.999Z",
    ],
    ["UTC", { hours: new Set([9]), weekdays: new Set([0]) }, EVERY_NUMBER, EVERY_NUMBER, "2026-06-29T09:59:59.999Z"],
    [
      "UTC",
      { hours: null, months: new Set([2]), days: new Set([29]) },
      EVERY_NUMBER,
      EVERY_NUMBER,
      "2028-02-29T00:00Z",
    ],
    ["UTC", { hours: null, years: [interval(2030, 2031)] }, EVERY_NUMBER, EVERY_NUMBER, "2030-01-01T00:00Z"],
  ])("in %s, %j is found", (name, parts, local, allowed, expected) => {
    const found = instantWithParts(parts, local, allowed, zone(name), near);
    expect(formatInstant(found as number)).toBe(expected);
  });

  it.each([
    // The clock skipped that hour.
    ["Europe/Berlin", at(2), days("2024-03-31", "2024-03-31"), EVERY_NUMBER],
    ["Africa/Cairo", at(0), days("2024-04-26", "2024-04-26"), EVERY_NUMBER],
    ["Pacific/Apia", { hours: null }, days("2011-12-30", "2011-12-30"), EVERY_NUMBER],
    ["UTC", at(24), EVERY_NUMBER, EVERY_NUMBER],
    ["UTC", { hours: new Set<number>() }, EVERY_NUMBER, EVERY_NUMBER],
    ["UTC", at(9), EVERY_NUMBER, [interval(Date.UTC(2026, 6, 1, 10), Date.UTC(2026, 6, 2, 9) - 1)]],
    ["UTC", at(9), days("2026-07-02", "2026-07-03"), [interval(0, Date.UTC(2026, 6, 2, 9) - 1)]],
    ["UTC", { hours: null, months: new Set([2]), days: new Set([30]) }, EVERY_NUMBER, EVERY_NUMBER],
  ])("in %s, %j is proved impossible", (name, parts, local, allowed) => {
    expect(instantWithParts(parts, local, allowed, zone(name), near)).toBeNull();
  });

  it("is not decided after many days in vain", () => {
    const mornings = Array.from({ length: 500 }, (_, index) => interval(index * DAY, index * DAY + HOUR));
    expect(instantWithParts(at(9), EVERY_NUMBER, mornings, zone("UTC"), near)).toBe("unknown");
  });

  it(`is there if one of the minutes has the parts (seed ${seed})`, () => {
    let found = 0;
    const subset = (high: number) =>
      fc.option(
        fc.uniqueArray(fc.integer({ min: 0, max: high }), { minLength: 1, maxLength: 7 }).map((list) => new Set(list)),
        { freq: 1 },
      );
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES),
        subset(23),
        subset(6),
        fc.tuple(fc.integer({ min: -2, max: 1 }), fc.nat(2)),
        fc.array(fc.tuple(fc.integer({ min: -40, max: 60 }), fc.nat(12)), { minLength: 1, maxLength: 3 }),
        ([name, about], hours, weekdays, [from, length], list) => {
          const where = zone(name);
          const middle = day(about);
          const local = [interval(middle + from, middle + from + length)];
          // Whole hours of the zone's own clock may begin at any minute: minutes are looked at one by one.
          const allowed = union(
            list.map(([hour, wide]) => interval(middle * DAY + hour * HOUR, middle * DAY + (hour + wide) * HOUR - 1)),
            WHOLE,
          );
          const meets = (instant: number): boolean => {
            const today = where.localDay(instant);
            return (
              containsNumber(allowed, instant) &&
              containsNumber(local, today) &&
              (hours?.has(where.localHour(instant)) ?? true) &&
              (weekdays?.has(weekdayOf(today)) ?? true)
            );
          };
          const answer = instantWithParts({ hours, weekdays }, local, allowed, where, middle * DAY);
          if (answer !== null) {
            found += 1;
            expect(answer).not.toBe("unknown");
            expect(meets(answer as number)).toBe(true);
            return;
          }
          for (let minute = -45 * 60; minute <= 80 * 60; minute += 1) {
            if (meets(middle * DAY + minute * MINUTE)) expect.fail(formatInstant(middle * DAY + minute * MINUTE));
          }
        },
      ),
      { seed, numRuns: 200 },
    );
    expect(found).toBeGreaterThan(40);
    expect(found).toBeLessThan(180);
  });
});
