import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDay, parseIsoDay } from "./calendar.js";
import { formatDatePattern, parseDatePattern } from "./date-pattern.js";
import { type DateFormat, readDate, readDateTime } from "./date-reading.js";
import { createZone, formatInstant, type Zone } from "./zone.js";

const seed = 20241231;

function zone(name: string): Zone {
  const created = createZone(name);
  if (created === null) throw new Error(`no zone ${name}`);
  return created;
}

const utc = zone("UTC");
const tehran = zone("Asia/Tehran");

function date(text: string, format: DateFormat | null, where: Zone = utc): string | null {
  const day = readDate(text, format, where);
  return day === null ? null : formatDay(day);
}

function dateTime(text: string, format: DateFormat | null, where: Zone = utc): string | null {
  const instant = readDateTime(text, format, where);
  return instant === null ? null : formatInstant(instant);
}

const pattern = (text: string): DateFormat => ({ kind: "pattern", text });
const persian = (text: string | null = null): DateFormat => ({ kind: "persian", text });
const seconds: DateFormat = { kind: "epoch", unit: "seconds" };
const milliseconds: DateFormat = { kind: "epoch", unit: "milliseconds" };

describe("plain dates", () => {
  it.each([
    ["2024-12-31", "2024-12-31"],
    [" ۲۰۲۴-۱۲-۳۱ ", "2024-12-31"],
    ["1997-11-14 00:00:00.000", "1997-11-14"],
    ["2024-12-31T23:30", "2024-12-31"],
    ["2024-12-31 23:30:00+00:00", "2024-12-31"],
    ["2024-12-31T23:30:00-05:00", "2025-01-01"],
    ["31/12/2024", null],
    ["20241231", null],
    ["1735603200", null],
    ["0000-00-00", null],
    ["2024-02-30", null],
    ["1403/10/11", null],
    ["2024-12", null],
    ["2024-1-5", null],
    ["2024-12-31T25:00", null],
    ["2024-12-31 at noon", null],
    ["2024-12-31T", null],
    ["2024-12-31Z", null],
    ["12024-12-31", null],
    ["", null],
  ])("%j is %s", (text, expected) => {
    expect(date(text, null)).toBe(expected);
  });

  it("of an instant are the program's own", () => {
    expect(date("2024-12-31 23:30:00+00:00", null, tehran)).toBe("2025-01-01");
    expect(date("2024-12-31 23:30:00", null, tehran)).toBe("2024-12-31");
    expect(date("9999-12-31T23:30Z", null, tehran)).toBeNull();
  });
});

describe("dates in a format", () => {
  it.each([
    [pattern("dd/MM/yyyy"), "31/12/2024", "2024-12-31"],
    [pattern("dd/MM/yyyy"), "12/31/2024", null],
    [pattern("dd/MM/yyyy"), "1/5/2024", null],
    [pattern("d/M/yyyy"), "1/5/2024", "2024-05-01"],
    [pattern("d/M/yyyy"), "31/12/2024", "2024-12-31"],
    [pattern("dd/MM/yyyy"), "31/12/24", null],
    [pattern("dd/MM/yy"), "31/12/24", "2024-12-31"],
    [pattern("dd/MM/yy"), "31/12/69", "1969-12-31"],
    [pattern("dd/MM/yy"), "31/12/68", "2068-12-31"],
    [pattern("yyyyMMdd"), "20241231", "2024-12-31"],
    [pattern("yyyy.MM.dd"), "2024x12x31", null],
    [pattern("dd.MM.yyyy HH:mm"), "31.12.2024 23:59", "2024-12-31"],
    [pattern("dd.MM.yyyy HH:mm"), "31.12.2024 24:00", null],
    [pattern("dd.MM.yyyy HH:mm"), "31.12.2024", null],
    [persian(), "1403/10/11", "2024-12-31"],
    [persian(), "۱۴۰۳/۱۰/۱۱", "2024-12-31"],
    [persian(), "1403/10/11 08:30", "2024-12-31"],
    [persian(), "2024-02-30", null],
    [persian(), "1404/12/30", null],
    [persian("yyyy-MM-dd"), "1403-10-11", "2024-12-31"],
    [persian("yy/MM/dd"), "03/10/11", "2024-12-31"],
    [persian("yy/MM/dd"), "71/05/14", "1992-08-05"],
    [seconds, "1735603200", "2024-12-31"],
    [pattern("QQ"), "31/12/2024", null],
  ])("%j reads %j as %s", (format, text, expected) => {
    expect(date(text, format)).toBe(expected);
  });

  it("take the day an epoch has in the program's zone", () => {
    expect(date("1735689599", seconds)).toBe("2024-12-31");
    expect(date("1735689599", seconds, tehran)).toBe("2025-01-01");
  });
});

describe("date-times", () => {
  it.each([
    [null, "2024-05-01T10:00Z", "2024-05-01T10:00Z"],
    [null, "2024-05-01 10:00:05", "2024-05-01T10:00:05Z"],
    [null, "2024-05-01T10:00+03:30", "2024-05-01T06:30Z"],
    [null, "2024-05-01T10:00-0530", "2024-05-01T15:30Z"],
    [null, "2024-05-01 10:00+02", "2024-05-01T08:00Z"],
    [null, "2024-05-01T10:00:00.123999Z", "2024-05-01T10:00:00.123Z"],
    [null, "2024-05-01T10:00:00,5Z", "2024-05-01T10:00:00.500Z"],
    [null, "1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"],
    [null, "2024-05-01", null],
    [null, "2024-05-01T10", null],
    [null, "2024-05-01T10:60Z", null],
    [null, "2024-05-01T10:00:60Z", null],
    [null, "2024-05-01T24:00Z", null],
    [null, "2024-05-01T10:00+24:00", null],
    [null, "2024-05-01T10:00 UTC", null],
    [null, "0001-01-01T00:00+01:00", null],
    [null, "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
    [null, "9999-12-31T23:59-01:00", null],
    [pattern("yyyy-MM-dd HH:mm:ss"), "2024-05-01 10:00:05", "2024-05-01T10:00:05Z"],
    [pattern("yyyy-MM-dd'T'HH:mm:ss.SSS"), "2024-05-01T10:00:05.1239", "2024-05-01T10:00:05.123Z"],
    [pattern("dd/MM/yyyy"), "01/05/2024", "2024-05-01T00:00Z"],
    [persian(), "1403/10/11 08:30", "2024-12-31T08:30Z"],
    [persian(), "1403/10/11", null],
    [seconds, "1735603200", "2024-12-31T00:00Z"],
    [seconds, "20241231", "1970-08-23T06:33:51Z"],
    [seconds, "45657", "1970-01-01T12:40:57Z"],
    [seconds, "-1", "1969-12-31T23:59:59Z"],
    [seconds, "1.0019", "1970-01-01T00:00:01.001Z"],
    [seconds, "-0.5", "1969-12-31T23:59:59.500Z"],
    [seconds, "1735603200000", null],
    [seconds, "2024-12-31", null],
    [seconds, "", null],
    [milliseconds, "1735603200001", "2024-12-31T00:00:00.001Z"],
    [milliseconds, "1.7356032e12", "2024-12-31T00:00Z"],
  ])("%j reads %j as %s", (format, text, expected) => {
    expect(dateTime(text, format)).toBe(expected);
  });

  it("without a zone stand in the program's", () => {
    expect(dateTime("2024-05-01 00:00", null, tehran)).toBe("2024-04-30T20:30Z");
    expect(dateTime("01/05/2024 00:00", pattern("dd/MM/yyyy HH:mm"), tehran)).toBe("2024-04-30T20:30Z");
  });
});

describe("patterns", () => {
  it.each([
    ["DD/MM/YYYY", "`DD`", "Write `dd`."],
    ["dd/MM/YYYY", "`YYYY`", "Write `yyyy`."],
    [
      "dd/MMM/yyyy",
      "`MMM`",
      "Letters of a pattern are `yyyy`, `yy`, `MM`, `dd`, `HH`, `mm`, `ss` and `SSS`; other text goes between single quotes.",
    ],
    ["dd/mm/yyyy", "no month", "Add `MM`."],
    ["dd/MM", "no year", "Add `yyyy`."],
    ["dd/MM/yyyy dd", "the day twice", "Write each part once."],
    ["dd/MM/yyyy mm", "no hour", "Add `HH`."],
    ["", "no year", "Add `yyyy`."],
  ])("%j has %s", (text, what, suggestion) => {
    expect(parseDatePattern(text)).toEqual({ kind: "error", what, suggestion });
  });

  it(`read what they write (seed ${seed})`, () => {
    const patterns = ["dd/MM/yyyy", "yyyyMMdd", "d.M.yyyy", "yyyy-MM-dd HH:mm:ss.SSS", "yyyy'年'MM'月'dd'日'"];
    const days = fc.integer({ min: parseIsoDay("0700-01-01") ?? 0, max: parseIsoDay("3700-01-01") ?? 0 });
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...patterns),
        fc.constantFrom("gregorian", "persian"),
        (day, text, calendar) => {
          const parsed = parseDatePattern(text);
          const written = parsed.kind === "ok" ? formatDatePattern(day, parsed.pattern, calendar) : null;
          const format = calendar === "persian" ? persian(text) : pattern(text);
          expect(written).not.toBeNull();
          expect(readDate(written ?? "", format, utc)).toBe(day);
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
