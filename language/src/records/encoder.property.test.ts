import fc from "fast-check";
import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { describeCase, makeCase } from "../../../test/properties/generator/program.js";
import type { Row } from "../condition/schema.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram } from "../program.js";
import { MAX_DAY, MIN_DAY } from "../values/calendar.js";
import { fold } from "../values/folding.js";
import { createDecoder } from "./decoder.js";
import { encodeRecord } from "./encoder.js";
import { parseJson } from "./json-text.js";

const SEED = 20_261_122;

test(`what is decoded, encoded and decoded again is the same row (seed ${SEED})`, () => {
  let encodings = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600, size: "max" }), (bytes) => {
      const generated = makeCase(bytes);
      const files = new Map([
        ["program.seg", generated.program],
        ["seg.json", generated.config],
      ]);
      const { model } = analyseProgram(inMemoryProgram(files));
      const clock = createClock(model.settings, { asOf: generated.asOf });
      const decoder = createDecoder(model, clock);
      for (const record of generated.records) {
        const read = parseJson(JSON.stringify(record));
        const decoded = decoder.decode(read.kind === "value" ? read.value : null);
        if (decoded.kind === "rejected") continue;
        const encoded = encodeRecord(decoded.row, model, clock);
        encodings += 1;
        expect(encoded, describeCase(generated)).not.toBeNull();
        const again = decoder.decode(encoded!);
        expect(again, describeCase(generated)).toEqual({ ...again, kind: "accepted", row: decoded.row });
      }
    }),
    { seed: SEED, numRuns: 100, endOnFailure: true },
  );
  expect(encodings).toBeGreaterThan(200);
});

const FORMATS = `customer {
  plain: text? missing ["", "n/a"]
  folded: text folded? missing ["None"]
  amount: number? "1.234,56" missing ["-1"]
  grouped: number? "1 234,5"
  whole: integer? "1,234" missing ["0"]
  day: date? "dd/MM/yyyy"
  short: date? "d.M.yy"
  persian: date persian?
  shortPersian: date persian? "yy/MM/dd"
  epochDay: date? "epoch seconds"
  time: datetime?
  minutes: datetime? "yyyy-MM-dd HH:mm"
  milliseconds: datetime? "dd/MM/yyyy HH:mm:ss.SSS"
  persianTime: datetime persian?
  seconds: datetime? "epoch seconds"
  agreed: boolean? "1" / "0" missing ["-"]
  plan: "basic" = "B" | "plus" | "gold" = "plus!"?
  words: list of text folded? split ";" missing ["a;b"]
  numbers: list of number "1.234,56" split "."
  days: list of date persian split " "
  pairs: list of boolean "a" / "aa" split "a"
}`;

test.each(["UTC", "Asia/Tehran", "America/St_Johns", "Pacific/Apia"])(
  `a row is read from its record, whatever the formats, in %s (seed ${SEED})`,
  (timeZone) => {
    const files = new Map([
      ["program.seg", FORMATS],
      ["seg.json", JSON.stringify({ timeZone })],
    ]);
    const { model, diagnostics } = analyseProgram(inMemoryProgram(files));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const clock = createClock(model.settings, { asOf: 20_527 });
    const decoder = createDecoder(model, clock);
    let encodings = 0;
    fc.assert(
      fc.property(rowOfFormats, (row) => {
        const encoded = encodeRecord(row, model, clock);
        if (encoded === null) return;
        encodings += 1;
        const decoded = decoder.decode(encoded);
        expect(decoded, JSON.stringify(encoded)).toEqual({ ...decoded, kind: "accepted", row });
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(encodings).toBeGreaterThan(100);
  },
);

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.constantFrom("", "a", " a ", "n/a", "a;b", "کرج", "None", "none", "b");
const folded = text.map(fold);
const decimal = fc.oneof(
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
  fc.constantFrom(0, -1, 1e21, 1e-7, 1234567890123, -0.5),
);
const common = fc.integer({ min: 1000, max: 23_000 });
const day = fc.oneof(common, common, common, fc.constantFrom(MIN_DAY, MAX_DAY, -1, 0, -500_000));
const minute = common.chain((date) => fc.integer({ min: 0, max: 1439 }).map((time) => (date * 1440 + time) * 60_000));
const instant = common.chain((date) => fc.integer({ min: 0, max: 86_399_999 }).map((time) => date * 86_400_000 + time));

const rowOfFormats: fc.Arbitrary<Row> = fc.record({
  f0: optional(text),
  f1: optional(folded),
  f2: optional(decimal),
  f3: optional(decimal),
  f4: optional(fc.integer({ min: -5000, max: 5000 })),
  f5: optional(day),
  f6: optional(common),
  f7: optional(day),
  f8: optional(common),
  f9: optional(common),
  f10: optional(fc.oneof(instant, fc.constantFrom(MIN_DAY * 86_400_000, (MAX_DAY + 1) * 86_400_000 - 1))),
  f11: optional(minute),
  f12: optional(instant),
  f13: optional(instant),
  f14: optional(instant),
  f15: optional(fc.boolean()),
  f16: optional(fc.constantFrom("basic", "plus", "gold")),
  f17: fc.array(folded, { maxLength: 3 }),
  f18: fc.array(decimal, { maxLength: 3 }),
  f19: fc.array(common, { maxLength: 3 }),
  f20: fc.array(fc.boolean(), { maxLength: 3 }),
});
