import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIsoDay } from "./calendar.js";
import { createZone, formatInstant, formatInstantIn, type Zone } from "./zone.js";

const seed = 19691231;
const HOUR = 3_600_000;

function zone(name: string): Zone {
  const created = createZone(name);
  if (created === null) throw new Error(`no zone ${name}`);
  return created;
}

function day(text: string): number {
  return parseIsoDay(text) ?? Number.NaN;
}

function timeOf(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}

describe("zones", () => {
  it.each(["Nowhere/Atlantis", "", "+03:30", "-05:00", "Europe/Berlin "])("there is none called %j", (name) => {
    expect(createZone(name)).toBeNull();
  });

  it.each([
    ["UTC", "2024-05-01", "10:00", "2024-05-01T10:00Z"],
    ["Asia/Tehran", "2024-05-01", "00:00", "2024-04-30T20:30Z"],
    ["Asia/Tehran", "2021-05-01", "00:00", "2021-04-30T19:30Z"],
    ["Europe/Berlin", "2024-03-31", "02:30", "2024-03-31T01:30Z"], // a gap: read as 03:30
    ["Europe/Berlin", "2024-10-27", "02:30", "2024-10-27T00:30Z"], // twice: the earlier
    ["America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00Z"], // midnight is skipped
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00Z"], // the whole day is
    ["Pacific/Apia", "2011-12-31", "12:00", "2011-12-30T22:00Z"],
    // Long before there were zones: local mean time, in the Gregorian calendar all the way back.
    ["Asia/Tehran", "1582-10-10", "00:00", "1582-10-09T20:34:16Z"],
    ["Asia/Tehran", "1500-01-01", "12:00", "1500-01-01T08:34:16Z"],
    ["Asia/Tehran", "0001-01-02", "00:00", "0001-01-01T20:34:16Z"],
    ["America/New_York", "1500-02-28", "00:00", "1500-02-28T04:56:02Z"],
  ])("in %s, %s %s is %s", (name, date, time, expected) => {
    expect(formatInstant(zone(name).instantOf(day(date), timeOf(time)))).toBe(expected);
  });

  it.each([
    ["Asia/Tehran", "0001-01-01T00:00Z", "0001-01-01", 3],
    ["Asia/Tehran", "1500-03-01T22:00Z", "1500-03-02", 1],
    ["Asia/Tehran", "1582-10-04T12:00Z", "1582-10-04", 15],
    ["America/New_York", "1500-01-01T12:00Z", "1500-01-01", 7],
    ["America/New_York", "0001-01-02T00:00Z", "0001-01-01", 19],
  ])("in %s, %s lies on %s at %i o'clock", (name, instant, date, hour) => {
    const [at = "", time = ""] = instant.split("T");
    const milliseconds = day(at) * 24 * HOUR + timeOf(time.slice(0, 5));
    expect(zone(name).localDay(milliseconds)).toBe(day(date));
    expect(zone(name).localHour(milliseconds)).toBe(hour);
  });

  it("count eras: the day before the first year is in the year before", () => {
    const first = day("0001-01-01");
    expect(zone("America/New_York").localDay(first * 24 * HOUR)).toBe(first - 1);
    expect(zone("Asia/Tehran").localDay(first * 24 * HOUR - 4 * HOUR)).toBe(first - 1);
  });

  it.each([
    ["UTC", "2024-05-01", "2024-05-01T23:59:59.999Z"],
    ["Asia/Tehran", "2024-05-01", "2024-05-01T20:29:59.999Z"],
    ["America/Sao_Paulo", "2018-11-03", "2018-11-04T02:59:59.999Z"], // the next midnight is skipped
    ["America/Sao_Paulo", "2018-02-17", "2018-02-18T02:59:59.999Z"], // its last hour comes twice
    ["Pacific/Apia", "2011-12-29", "2011-12-30T09:59:59.999Z"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T09:59:59.999Z"], // there is no such day: where it would have been
  ])("in %s, %s ends with %s", (name, date, expected) => {
    expect(formatInstant(zone(name).lastInstantOf(day(date)))).toBe(expected);
  });

  it.each([
    ["UTC", "2024-05-01T10:00:00.000Z", "2024-05-01T10:00Z"],
    ["Asia/Tehran", "2024-05-01T22:00:00.250Z", "2024-05-02T01:30:00.250+03:30"],
    ["America/New_York", "2024-05-01T02:00:05.000Z", "2024-04-30T22:00:05-04:00"],
    ["America/New_York", "1500-05-01T02:00:05.000Z", "1500-05-01T02:00:05Z"], // by the sun
  ])("in %s, %s is written %s", (name, instant, written) => {
    expect(formatInstantIn(Date.parse(instant), zone(name))).toBe(written);
    expect(Date.parse(written)).toBe(Date.parse(instant));
  });

  const names = [
    "UTC",
    "Asia/Tehran",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
  ];
  const instants = fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2040, 0, 1) });

  it(`show the clock that Intl shows (seed ${seed})`, () => {
    const formats = new Map(
      names.map((name) => [
        name,
        new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium", hourCycle: "h23" }),
      ]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), instants, (name, instant) => {
        const [date = "", time = ""] = formats.get(name)?.format(instant).split(" ") ?? [];
        expect(zone(name).localDay(instant)).toBe(day(date));
        expect(zone(name).localHour(instant)).toBe(Number(time.slice(0, 2)));
      }),
      { seed, numRuns: 600 },
    );
  });

  it(`give back the instant of the time they show, or the same time's earlier instant (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), instants, (name, instant) => {
        const { localDay, localHour, instantOf } = zone(name);
        const offset = (localDay(instant) * 24 + localHour(instant)) * HOUR - Math.floor(instant / HOUR) * HOUR;
        const hour = Math.floor(instant / HOUR) * HOUR;
        if (Math.abs(offset) % HOUR !== 0 || localHour(hour) !== localHour(instant)) return;
        const again = instantOf(localDay(hour), localHour(hour) * HOUR);
        expect(localDay(again)).toBe(localDay(hour));
        expect(localHour(again)).toBe(localHour(hour));
        expect(again).toBeLessThanOrEqual(hour);
      }),
      { seed, numRuns: 400 },
    );
  });

  it(`end a day just before another begins (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: -20_000, max: 25_000 }), (name, value) => {
        const { lastInstantOf, localDay } = zone(name);
        const last = lastInstantOf(value);
        expect(localDay(last)).toBe(value);
        expect(localDay(last + 1)).toBe(value + 1);
      }),
      { seed, numRuns: 400 },
    );
  });
});

describe("instants", () => {
  it.each([
    [0, "1970-01-01T00:00Z"],
    [1, "1970-01-01T00:00:00.001Z"],
    [-1, "1969-12-31T23:59:59.999Z"],
    [5000, "1970-01-01T00:00:05Z"],
    [60_010, "1970-01-01T00:01:00.010Z"],
    [-62_135_596_800_000, "0001-01-01T00:00Z"],
  ])("%d is written %s", (instant, expected) => {
    expect(formatInstant(instant)).toBe(expected);
  });
});
