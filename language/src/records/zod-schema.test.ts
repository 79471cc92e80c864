import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram } from "../program.js";
import { parseIsoDay } from "../values/calendar.js";
import { createDecoder } from "./decoder.js";
import type { JsonValue } from "./json-value.js";
import { customerZodSchema } from "./zod-schema.js";

const SEED = 20261122;

const PROGRAM = `
/// Someone who buys.
customer {
  id:         text key
  /// Completed years.
  age:        integer? 0..120
  income:     number? 0.. step 0.01 from "Annual Income" missing ["NULL"]
  rate:       number? "1.234,56"
  gender:     "female" = "F" | "male" = "M"?
  joined:     date? ..today
  seen:       datetime?
  subscribed: boolean "Yes" / "No"
  tags:       list of text folded? split ";"
  scores:     list of integer
  address:    { city: text folded, zip: text? }?
  constructor: integer?
  orders:     list of { on: date? "dd/MM/yyyy", total: number 0.., lines: list of { sku: text }? }?
}
require age is missing or age >= count(scores)
`;

const { model, diagnostics } = analyseProgram(inMemoryProgram(new Map([["a.seg", PROGRAM]])));
const clock = createClock(model.settings, { asOf: parseIsoDay("2026-11-22")! });
const schema = customerZodSchema(model, clock);
const good = { id: "1", subscribed: "Yes", scores: [] };

describe("customerZodSchema", () => {
  it("has a program to work with", () => {
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("hands out values by the names of the program", () => {
    const customer = {
      ...good,
      "Annual Income": 12.5,
      rate: "1.000,5",
      gender: "F",
      joined: "2024-05-01 10:00",
      seen: "2024-05-01T10:00+02:00",
      tags: "Garden; VIP",
      scores: [1, 2],
      address: { city: " REY ", zip: 12 },
      constructor: 7,
      orders: [{ on: "01/02/2024", total: 5 }],
      unknown: "ignored",
    };
    expect(schema.parse(customer)).toEqual({
      id: "1",
      income: 12.5,
      rate: 1000.5,
      gender: "female",
      joined: "2024-05-01",
      seen: "2024-05-01T08:00Z",
      subscribed: true,
      tags: ["garden", "vip"],
      scores: [1, 2],
      address: { city: "rey", zip: "12" },
      constructor: 7,
      orders: [{ on: "2024-02-01", total: 5, lines: [] }],
    });
    expect(Object.keys(schema.parse({ ...good, "Annual Income": "NULL" }))).toEqual([
      "id",
      "subscribed",
      "tags",
      "scores",
      "orders",
    ]);
  });

  it("gives the decoder's reasons, at their places", () => {
    const result = schema.safeParse({ ...good, age: 150, orders: [{ total: 1 }, { total: -1 }] });
    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [["age"], "The value must be from 0 to 120."],
      [["orders", 1, "total"], "The value must be at least 0."],
    ]);
    expect(schema.safeParse({ ...good, age: 1, scores: [1, 2] }).error?.issues[0]?.message).toContain("require");
  });

  it("is described as JSON Schema", () => {
    expect(z.toJSONSchema(schema, { io: "input" })).toMatchObject({
      type: "object",
      description: "Someone who buys.",
      required: ["id", "subscribed", "scores"],
      properties: {
        age: {
          description: "Completed years.",
          anyOf: [{ type: "integer", minimum: 0, maximum: 120 }, { type: "null" }],
        },
        "Annual Income": { description: 'A multiple of 0.01. "NULL" mean missing.' },
        scores: { type: "array", items: { type: "integer" } },
      },
    });
  });
});

describe(`agrees with the decoder (seed ${SEED})`, () => {
  const scalar = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, 0, 1, 5, 130, -1, 0.07, 1.005, 1e300, 2 ** 53, "", " ", "x", "F", "M"),
    fc.constantFrom(
      "Yes",
      "No",
      "NULL",
      "2024-05-01",
      "2024-02-30",
      "01/02/2024",
      "2024-05-01T10:00Z",
      "1.234,5",
      "a;b",
      "\ud83d",
    ),
  );
  const order = fc.record(
    {
      on: scalar,
      total: fc.oneof({ weight: 3, arbitrary: fc.double({ min: 0, noNaN: true }) }, { weight: 1, arbitrary: scalar }),
      lines: fc.oneof(scalar, fc.array(fc.record({ sku: scalar }, { requiredKeys: [] }), { maxLength: 2 })),
    },
    { requiredKeys: [] },
  );
  const usually = (value: unknown, other: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: other });
  const customer = fc.record(
    {
      id: usually("1", scalar),
      subscribed: usually("Yes", scalar),
      scores: fc.oneof(
        { weight: 4, arbitrary: fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 3 }) },
        { weight: 1, arbitrary: scalar },
        { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
      ),
      age: usually(30, scalar),
      "Annual Income": usually(12.5, scalar),
      rate: usually("1.000,5", scalar),
      gender: usually("F", scalar),
      joined: usually("2024-05-01", scalar),
      seen: usually("2024-05-01T10:00Z", scalar),
      tags: fc.oneof(usually("a;b", scalar), fc.array(usually("vip", scalar), { maxLength: 2 })),
      address: usually(
        { city: "Rey" },
        fc.oneof(scalar, fc.record({ city: scalar, zip: scalar }, { requiredKeys: [] })),
      ),
      constructor: usually(7, scalar),
      orders: usually(
        [{ total: 1 }],
        fc.oneof(
          scalar,
          fc.array(fc.oneof({ weight: 4, arbitrary: order }, { weight: 1, arbitrary: scalar }), { maxLength: 2 }),
        ),
      ),
    },
    { requiredKeys: ["id", "subscribed", "scores"] },
  );

  it("accepts and rejects the same records", () => {
    const decoder = createDecoder(model, clock);
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: customer }, { weight: 1, arbitrary: scalar }), (value) => {
        const decoded = decoder.decode(value as JsonValue);
        const parsed = schema.safeParse(value);
        expect(parsed.success).toBe(decoded.kind === "accepted");
        if (decoded.kind === "accepted") accepted += 1;
        else
          expect(parsed.error?.issues.map(({ message }) => message)).toEqual(
            decoded.reasons.map(({ reason }) => reason),
          );
      }),
      { seed: SEED, numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
