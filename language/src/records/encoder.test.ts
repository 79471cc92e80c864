import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import type { Row } from "../condition/schema.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram } from "../program.js";
import { createDecoder } from "./decoder.js";
import { encodeRecord } from "./encoder.js";
import type { JsonValue } from "./json-value.js";

/** What becomes of a record that is read and written again. */
function rewritten(fields: string, record: JsonValue, timeZone = "Asia/Tehran"): JsonValue {
  const files = new Map([
    ["program.seg", `customer {\n${fields}\n}`],
    ["seg.json", JSON.stringify({ timeZone })],
  ]);
  const { model, diagnostics } = analyseProgram(inMemoryProgram(files));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(model.settings, { asOf: 20_527 });
  const decoder = createDecoder(model, clock);
  const decoded = decoder.decode(record);
  if (decoded.kind === "rejected") throw new Error(decoded.reasons.map(({ reason }) => reason).join());
  const encoded = encodeRecord(decoded.row, model, clock);
  if (encoded === null) return null;
  const again = decoder.decode(encoded);
  expect(again).toEqual({ ...again, kind: "accepted", row: decoded.row });
  return encoded;
}

/** The record of a row that was made, not read. */
function recordOf(fields: string, row: Row): JsonValue {
  const { model } = analyseProgram(inMemoryProgram(new Map([["program.seg", `customer {\n${fields}\n}`]])));
  return encodeRecord(row, model, createClock(model.settings, { asOf: 20_527 }));
}

describe("a record written again is the one that was read", () => {
  test.each<[string, JsonValue]>([
    ["city: text", { city: " Tehran " }],
    ['income: number from "Annual Income"', { "Annual Income": 1234.5 }],
    ['income: number "1.234,56"', { income: "1.234.567,5" }],
    ['income: number "1 234,5"', { income: "-12 345,25" }],
    ['income: number "1234"', { income: "17" }],
    ['visits: integer "1,234"', { visits: "1,000,000" }],
    ['joined: date "dd/MM/yyyy"', { joined: "05/11/2024" }],
    ['joined: date "d.M.yy"', { joined: "5.11.69" }],
    ['joined: date "dd/MM/yyyy HH:mm"', { joined: "05/11/2024 00:00" }],
    ["joined: date persian", { joined: "1403/12/30" }],
    ['joined: date persian "yy-MM-dd"', { joined: "03-12-30" }],
    ["seen: datetime", { seen: "2024-05-01T10:30:05.125Z" }],
    ['seen: datetime "yyyy-MM-dd HH:mm:ss"', { seen: "2024-05-01 10:30:05" }],
    ['seen: datetime persian "yyyy/MM/dd HH:mm"', { seen: "1403/12/30 23:59" }],
    ["seen: datetime persian", { seen: "1403/12/30T23:59Z" }],
    ['seen: datetime "epoch seconds"', { seen: 1_714_550_000.25 }],
    ['seen: datetime "epoch milliseconds"', { seen: 1_714_550_000_250 }],
    ['member: boolean "بله" / "خیر"', { member: "خیر" }],
    ["member: boolean", { member: true }],
    ['gender: "female" = "F" | "male" = "M" | "other"', { gender: "M" }],
    ['gender: "female" = "F" | "male" = "M" | "other"', { gender: "other" }],
    ['gender: "female" = "1" | "male" = "2"', { gender: "2" }],
    ['email: text? missing ["n/a"]', {}],
    ['tags: list of text split ";"', { tags: "a;b c;d" }],
    ['tags: list of text split ";"', { tags: ["a;b", " c "] }],
    ['tags: list of text? split ";"', {}],
    ["tags: list of text", { tags: [] }],
    ['days: list of date "dd/MM/yyyy" split ","', { days: "05/11/2024,06/11/2024" }],
    ["address: { city: text, postcode: text? }", { address: { city: "Rasht" } }],
    ["address: { city: text? }?", {}],
    ["address: { city: text? }?", { address: {} }],
    ["`__proto__`: { constructor: text }", JSON.parse('{"__proto__":{"constructor":"a"}}')],
    [
      "id: text key\norders: list of { on: date persian, details: list of { price: number } } from rows",
      {
        id: "7",
        orders: [
          { on: "1403/01/01", details: [{ price: 2 }, { price: 0.5 }] },
          { on: "1403/01/02", details: [] },
        ],
      },
    ],
  ])("%s", (fields, record) => {
    expect(JSON.stringify(rewritten(fields, record))).toBe(JSON.stringify(record));
  });
});

describe("the simplest of several spellings is written", () => {
  test.each<[string, JsonValue, JsonValue]>([
    ["city: text folded", { city: " كرج " }, { city: "کرج" }],
    ["tags: list of text?", { tags: [] }, {}],
    ["email: text?", { email: null }, {}],
    ['income: number "1.234,56"', { income: 1500 }, { income: "1.500" }],
    ["seen: datetime", { seen: "2024-05-01 14:00" }, { seen: "2024-05-01T10:30Z" }],
    // A pattern that cannot say the half.
    ['income: number "1,234"', { income: 0.5 }, { income: 0.5 }],
    ['visits: number? "1.234,56" missing ["1.500"]', { visits: 1500 }, { visits: "1500" }],
    ['tags: list of text? split ";" missing ["a;b"]', { tags: ["a", "b"] }, { tags: ["a", "b"] }],
    ['born: date "epoch seconds"', { born: 1_714_550_000 }, { born: 1_714_552_200 }],
  ])("%s %j", (fields, record, expected) => {
    expect(rewritten(fields, record)).toEqual(expected);
  });
});

describe("what no record is read as has no record", () => {
  test.each<[string, Row]>([
    ['email: text? missing ["n/a"]', { f0: "n/a" }],
    ['visits: integer? missing ["0"]', { f0: 0 }],
    ['joined: date "dd/MM/yy"', { f0: -50_000 }],
    ["joined: date persian", { f0: -600_000 }],
    ['seen: datetime "yyyy-MM-dd HH:mm"', { f0: 1500 }],
    ["city: text folded", { f0: "Tehran" }],
    ["city: text", { f0: "\ud800" }],
  ])("%s %j", (fields, row) => {
    expect(recordOf(fields, row)).toBeNull();
  });
});
