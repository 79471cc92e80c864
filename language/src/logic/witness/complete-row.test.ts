import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import type { Scalar } from "../../condition/schema.js";
import { createClock } from "../../evaluation/clock.js";
import { analyseProgram } from "../../program.js";
import { createDecoder } from "../../records/decoder.js";
import { encodeRecord } from "../../records/encoder.js";
import { rowValues } from "../../records/testing/row-values.js";
import { completeRow, type PartialElement, type PartialRow } from "./complete-row.js";

const TODAY = 20_527;

type Given = readonly (readonly [path: string, value: Scalar | undefined])[];

/** Paths with dots. */
function partial(values: Given, lists: Readonly<Record<string, readonly PartialElement[]>> = {}): PartialRow {
  const key = (path: string) => JSON.stringify(path.split("."));
  return {
    values: new Map(values.map(([path, value]) => [key(path), value])),
    lists: new Map(Object.entries(lists).map(([path, elements]) => [key(path), elements])),
  };
}

/** The completed row by names, once a decoder has accepted it as the customer of that day. */
function completed(fields: string, given: PartialRow, timeZone = "Asia/Tehran"): unknown {
  const files = new Map([
    ["program.seg", `customer {\n${fields}\n}`],
    ["seg.json", JSON.stringify({ timeZone })],
  ]);
  const { model, diagnostics } = analyseProgram(inMemoryProgram(files));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(model.settings, { asOf: TODAY });
  const { today, now, zone } = clock;
  const row = completeRow(model.schema!, given, { today, now, localDay: zone.localDay });
  if (row === null) return null;
  const encoded = encodeRecord(row, model, clock);
  expect(createDecoder(model, clock).decode(encoded!)).toMatchObject({ kind: "accepted", row });
  return rowValues(model.schema!.record, row);
}

const NOTHING = partial([]);
const MORNING = 10 * 3_600_000;
const DAY = 86_400_000;

describe("a field that nobody asks about", () => {
  test.each<[string, unknown]>([
    ["id: text key", { id: "1" }],
    ["id: integer key", { id: 1 }],
    ["city: text", { city: "text" }],
    ["age: integer?", {}],
    ["age: integer", { age: 0 }],
    ["age: integer 18..65", { age: 40 }],
    ["age: integer 18..<20", { age: 18 }],
    ["balance: number ..-80000", { balance: -80_000 }],
    ["price: number 0.5..0.75 step 0.05", { price: 0.6 }],
    ["price: number 0.. step 0.01", { price: 0 }],
    ["agreed: boolean", { agreed: false }],
    ['plan: "basic" = "B" | "gold"', { plan: "basic" }],
    ["joined: date ..today", { joined: TODAY - 30 }],
    ["joined: date today - 3 days..today", { joined: TODAY - 1 }],
    ["joined: date ..2001-01-01", { joined: 11_323 }],
    ["joined: date today + 1 year..", { joined: TODAY + 365 }],
    ["joined: date ..<today - 6 months", { joined: TODAY - 365 }],
    ['joined: date "dd/MM/yy"', { joined: TODAY - 30 }],
    ["joined: date persian", { joined: TODAY - 30 }],
    ["seen: datetime ..today", { seen: (TODAY - 30) * DAY + MORNING }],
    ["seen: datetime ..now", { seen: (TODAY - 30) * DAY + MORNING }],
    ["seen: datetime now - 2 days..now", { seen: (TODAY - 1) * DAY + MORNING }],
    ["seen: datetime now - 1 hour..now", { seen: TODAY * DAY + 20 * 3_600_000 }],
    ["tags: list of text", { tags: [] }],
    ["address: { city: text }?", {}],
    ["address: { city: text, street: text? }", { address: { city: "text" } }],
    ["address: { codes: list of text }?", {}],
  ])("%s", (fields, expected) => {
    expect(completed(fields, NOTHING)).toEqual(expected);
  });
});

describe("given values", () => {
  test.each<[string, PartialRow, unknown]>([
    ["city: text\nage: integer?", partial([["city", "Rasht"]]), { city: "Rasht" }],
    ["city: text\nage: integer?", partial([["age", undefined]]), { city: "text" }],
    ["city: text", partial([["city", undefined]]), null],
    // A record is there if one of its fields is.
    [
      "address: { city: text, code: text? }?",
      partial([["address.code", "9"]]),
      { address: { city: "text", code: "9" } },
    ],
    ["address: { city: text, code: text? }?", partial([["address", true]]), { address: { city: "text" } }],
    ["address: { city: text, code: text? }?", partial([["address", undefined]]), {}],
    ["address: { city: text, code: text? }?", partial([["address.city", undefined]]), {}],
    [
      "address: { city: text, code: text? }?",
      partial([
        ["address", undefined],
        ["address.code", "9"],
      ]),
      null,
    ],
    [
      "address: { city: text, code: text? }?",
      partial([
        ["address.city", undefined],
        ["address.code", "9"],
      ]),
      null,
    ],
    ["address: { city: text }", partial([["address.city", undefined]]), null],
    ["a: { b: { c: text }? }?", partial([["a.b.c", "x"]]), { a: { b: { c: "x" } } }],
    [
      "a: { b: { c: text }? }?",
      partial([
        ["a.b", undefined],
        ["a", true],
      ]),
      { a: {} },
    ],
    ["a: { b: { c: text } }?", partial([["a.b.c", undefined]]), {}],
    ["a: { tags: list of text }?", partial([], { "a.tags": ["x"] }), { a: { tags: ["x"] } }],
    ["a: { tags: list of text }?", partial([["a", undefined]], { "a.tags": ["x"] }), null],
    ["a: { tags: list of text }?", partial([], { "a.tags": [] }), {}],
    [
      "orders: list of { on: date ..today, total: number 0.., lines: list of { quantity: integer 1.. } }",
      partial([], { orders: [partial([["total", 20]], { lines: [partial([["quantity", 3]]), NOTHING] }), NOTHING] }),
      {
        orders: [
          { on: TODAY - 30, total: 20, lines: [{ quantity: 3 }, { quantity: 1 }] },
          { on: TODAY - 30, total: 0, lines: [] },
        ],
      },
    ],
    ["orders: list of { total: number }", partial([], { orders: [partial([["total", undefined]])] }), null],
    ["orders: list of { total: number }", partial([], { orders: [3] }), null],
  ])("%s %j", (fields, given, expected) => {
    expect(completed(fields, given)).toEqual(expected);
  });
});
