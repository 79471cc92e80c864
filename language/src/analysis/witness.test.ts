import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram } from "../program.js";
import { createDecoder } from "../records/decoder.js";
import type { JsonValue } from "../records/json-value.js";
import { parseIsoDay } from "../values/calendar.js";
import type { Witness } from "./verdict.js";
import { witnessOf } from "./witness.js";

const CUSTOMER = `customer {
  id: text key
  city: text folded from "City of residence"
  age: integer? 0..120
  income: number "1.234,56" 0.. step 0.01
  gender: "female" = "F" | "male" = "M"
  member: boolean "Yes" / "No"
  joined: date persian
  lastOrder: date? "dd/MM/yyyy" ..today
  seen: datetime?
  \`home address\`: { postcode: text?, since: date? }?
  tags: list of text split ";"
  orders: list of { on: date, total: number, channel: "online" | "store", lines: list of { price: number, note: text? } }
}
`;

const RECORD = {
  id: "1",
  "City of residence": "رشت",
  income: "1.500,5",
  gender: "F",
  member: "No",
  joined: "1403/12/30",
  tags: "a;b",
  orders: [],
};

/** The witness that this record makes for the segments `A` and `B` of a program. */
function witness(segments: string, changes: { readonly [key: string]: JsonValue } = {}, now?: number): Witness {
  const program = `${CUSTOMER}\n${segments}`;
  const files = new Map([["program.seg", program]]);
  if (now !== undefined) files.set("seg.json", '{ "timeZone": "Asia/Tehran" }');
  const { model, diagnostics } = analyseProgram(inMemoryProgram(files));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(model.settings, now === undefined ? { asOf: parseIsoDay("2026-03-15")! } : { now });
  const decoded = createDecoder(model, clock).decode({ ...RECORD, ...changes });
  if (decoded.kind === "rejected") throw new Error(decoded.reasons.map(({ reason }) => reason).join());
  const conditions = model.criteria.flatMap(({ segments }) => segments.map(({ membership }) => membership));
  const made = witnessOf({ row: decoded.row, today: clock.today, now: clock.now }, model, conditions);
  expect(made?.record).toEqual({ ...RECORD, ...changes });
  return made!;
}

const order = (total: number, lines: readonly JsonValue[] = [], channel = "online"): JsonValue => ({
  on: "2026-01-01",
  total,
  channel,
  lines,
});

describe("a witness says what the conditions read", () => {
  test.each<[string, { readonly [key: string]: JsonValue }, string]>([
    ["segment A where true", {}, "any customer"],
    ['segment A where city = "رشت" and age > 17', { age: 30 }, 'city = "رشت", age = 30'],
    ["segment A where age is missing", {}, "age missing"],
    ["segment A where income > 5 or member", {}, "income = 1500.5, member = false"],
    ['segment A where gender = "male"', { gender: "M" }, 'gender = "male"'],
    ["segment A where joined > 2024-01-01", {}, "joined = 2025-03-20"],
    ["segment A where seen is present", { seen: "2026-01-01T10:30Z" }, "seen = 2026-01-01T10:30Z"],
    ["segment A where `home address` is present", {}, "`home address` missing"],
    ["segment A where `home address` is present", { "home address": {} }, "`home address` present"],
    ['segment A where `home address`.postcode = "1"', {}, "`home address` missing"],
    [
      'segment A where `home address`.postcode = "1"',
      { "home address": { since: "2020-01-01" } },
      "`home address`.postcode missing",
    ],
    ['segment A where tags has "a"', {}, '2 in tags ("a", "b")'],
    ['segment A where tags has "a"', { tags: "a;b;c;d;e" }, '5 in tags ("a", "b", "c" and 2 more)'],
    ['segment A where tags has "a"', { tags: [] }, "no tags"],
    ["segment A where count(orders) > 1", { orders: [order(1), order(2)] }, "2 in orders"],
    ["segment A where no orders where total > 1", {}, "no orders"],
    ["segment A where any orders where total > 1", { orders: [order(20)] }, "1 in orders (total = 20)"],
    ["segment A where sum(orders.total) > 1", { orders: [order(20), order(20)] }, "2 in orders (each with total = 20)"],
    [
      "segment A where sum(orders.total) > 1",
      { orders: [order(20), order(5), order(20), order(1), order(2), order(3)] },
      "6 in orders (2 with total = 20, 1 with total = 5, 1 with total = 1 and 2 more)",
    ],
    [
      'segment A where any orders where (total > 1 and channel = "online" and any lines where price > 2)',
      { orders: [order(20, [{ price: 3 }, { price: 4 }])] },
      '1 in orders (total = 20 and channel = "online" and 2 in lines (1 with price = 3, 1 with price = 4))',
    ],
    // Memberships are followed.
    ["criterion C ordered {\n segment A where age > 3\n segment B where member\n}", {}, "age missing, member = false"],
    ["segment A where city matches /a+/", { "City of residence": "a".repeat(80) }, `city = "${"a".repeat(59)}…"`],
  ])("%s %j", (segments, changes, summary) => {
    expect(witness(segments, changes).summary).toBe(summary);
  });
});

describe("the day is told where it matters", () => {
  test.each<[string, string | null]>([
    ["segment A where age > 3", null],
    ["segment A where joined > 2024-01-01", null],
    ["segment A where joined > today - 30 days", "2026-03-15"],
    ["segment A where years since joined > 3", "2026-03-15"],
    ["segment A where lastOrder > 2024-01-01", "2026-03-15"],
    ["segment A where member\nsegment B where A and years since joined > 3", "2026-03-15"],
    ["segment A where joined in last 3 days\nsegment B where not A", "2026-03-15"],
    ["require joined <= today\nsegment A where member", "2026-03-15"],
    // The last instant of a day is meant by the day.
    ["segment A where seen > now - 3 hours", "2026-03-15"],
    ["require joined <= today\nsegment A where joined > 2024-01-01", "2026-03-15"],
  ])("%s", (segments, asOf) => {
    expect(witness(segments).asOf).toBe(asOf);
  });

  const morning = Date.parse("2026-03-15T06:45:00Z");
  test.each<[string, string | null]>([
    ["segment A where age > 3", null],
    ["segment A where joined > today - 30 days", "2026-03-15"],
    ["segment A where seen > now - 3 hours", "2026-03-15T10:15+03:30"],
    ["segment A where hours since seen > 3", "2026-03-15T10:15+03:30"],
    ["require seen is missing or seen <= now\nsegment A where member", "2026-03-15T10:15+03:30"],
    ["segment A where seen in last 2 days", "2026-03-15"],
  ])("in the morning, in Tehran: %s", (segments, asOf) => {
    expect(witness(segments, {}, morning).asOf).toBe(asOf);
  });
});
