import fc from "fast-check";
import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram, type Program } from "../program.js";
import { createDecoder, type Decoded } from "../records/decoder.js";
import { JsonNumber, type JsonObject, type JsonValue } from "../records/json-value.js";
import { formatDay, parseIsoDay } from "../values/calendar.js";
import { Inference } from "./inference.js";

/** Whatever the data, the proposed block is a program without errors, and reads every record that some block can read. */

const SEED = 20_261_122;
const options = { seed: SEED, numRuns: 60, endOnFailure: true } as const;

test(`any records of JSON (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(object(2), { minLength: 1, maxLength: 30 }), (records) => readsAllJson(records)),
    options,
  );
});

test(`records of JSON of one shape (seed ${SEED})`, () => {
  fc.assert(
    fc.property(uniformRecords, (records) => readsAllJson(records)),
    options,
  );
});

test(`tables (seed ${SEED})`, () => {
  fc.assert(
    fc.property(table, ({ header, rows }) => void readsAllRows(header, rows)),
    options,
  );
});

test(`order lines (seed ${SEED})`, () => {
  const header = ["customer_id", "city", "order date", "product", "price"];
  let gathered = 0;
  fc.assert(
    fc.property(orderLines, (rows) => {
      if (readsAllRows(header, rows)) gathered += 1;
    }),
    options,
  );
  expect(gathered).toBeGreaterThan(10);
});

function readsAllJson(records: readonly JsonObject[]): void {
  const inference = new Inference();
  for (const record of records) expect(inference.json(record)).toBe(true);
  const program = programOf(inference);
  if (program === null) return;
  const decoder = createDecoder(program.model, clockOf(program));
  const keys = new Set<unknown>();
  for (const record of records) accepts(decoder.decode(record), record, program, keys);
}

/** Whether rows were gathered into customers. */
function readsAllRows(header: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const inference = new Inference();
  const columns = inference.table(header);
  const readable = rows.filter((row) => inference.row(row, columns));
  const program = programOf(inference);
  if (program === null) return false;
  const cells = createDecoder(program.model, clockOf(program)).cellDecoder(header);
  expect(cells.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const keys = new Set<unknown>();
  if (cells.grouping === null) for (const row of readable) accepts(cells.decode(row), row, program, keys);
  else {
    const grouping = cells.grouping();
    for (const [line, row] of readable.entries()) expect(grouping.add(row, line)).toBeNull();
    for (const { decoded } of grouping.finish()) accepts(decoded, rows, program, keys);
  }
  return cells.grouping !== null;
}

function programOf(inference: Inference): Program | null {
  const block = inference.finish({ files: ["data"], sampled: false });
  if (block === null) return null;
  expect(inference.finish({ files: ["data"], sampled: false })).toEqual(block);
  const program = analyseProgram(inMemoryProgram(new Map([["customer.seg", block.text]])));
  const errors = program.diagnostics.map(({ message, code }) => `${code} ${message}`);
  expect(errors, block.text).toEqual([]);
  return program;
}

function clockOf(program: Program) {
  return createClock(program.model.settings, { asOf: parseIsoDay("2026-11-22")! });
}

function accepts(decoded: Decoded, record: unknown, program: Program, keys: Set<unknown>): void {
  const text = () => `${program.files[0]!.text}\n${JSON.stringify(record)}`;
  if (decoded.kind === "rejected") expect(decoded.reasons, text()).toEqual([]);
  else if (decoded.identity !== null) {
    expect(keys.has(decoded.identity), text()).toBe(false);
    keys.add(decoded.identity);
  }
}

/** Spellings as exports have them, many of each kind so that columns of one kind come about. */
const spellings = {
  number: fc.oneof(
    fc.integer({ min: -5, max: 1200 }).map(String),
    fc.constantFrom(
      "12.5",
      "0.07",
      "17850.0",
      "1e3",
      "-1",
      "999",
      "007",
      "+989121234567",
      "12345678901234567",
      "1e400",
      "۱۲",
      "۱۲٫۵",
      "-0",
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  ),
  formatted: fc.constantFrom(
    "1.234,56",
    "12,5",
    "1,234",
    "1,234.56",
    "1.234",
    "€ 12,50",
    "$5",
    "1 234",
    "12%",
    "(5)",
    "1'000",
    "5",
  ),
  date: fc.oneof(
    fc.integer({ min: 8000, max: 20_000 }).map(formatDay),
    fc.constantFrom(
      "2024-05-01T10:00",
      "2024-05-01 00:00:00.000",
      "1403/02/05",
      "1403-02-31",
      "20240501",
      "05/06/2024",
      "31/12/2024",
      "12/31/2024",
      "1/2/24",
      "2024-02-30",
      "01.02.2024 10:30",
      "1714550400",
      "1714550400000",
      "9999-12-31",
      "0000-00-00",
    ),
  ),
  word: fc.constantFrom(
    "Yes",
    "No",
    "yes",
    "بله",
    "خیر",
    "true",
    "FALSE",
    "0",
    "1",
    "F",
    "M",
    "online",
    "Online ",
    " store",
    "كرج",
    "کرج",
    "a;b",
    "b;c",
    "a|b",
    "دارد",
    "ندارد",
  ),
  missing: fc.constantFrom("NULL", "N/A", "unknown", "-", "\\N", "NaN", "نامشخص", "n/a"),
  odd: fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom('say "hi"', "\u202eabc", "\u00a0", "two\nlines", "x".repeat(100), "\ufeffz", "[1]"),
  ),
};

const spelling = fc.oneof(...Object.values(spellings));

/** A column of one kind, with values of another now and then. */
function column<T>(kinds: readonly fc.Arbitrary<T>[], rare: fc.Arbitrary<T>): fc.Arbitrary<fc.Arbitrary<T>> {
  return fc
    .tuple(fc.constantFrom(...kinds), fc.boolean())
    .map(([kind, mixed]) => (mixed ? fc.oneof({ arbitrary: kind, weight: 9 }, { arbitrary: rare, weight: 1 }) : kind));
}

const name = fc.oneof(
  fc.constantFrom(
    "id",
    "ID",
    "customer_id",
    "age",
    "price",
    "discount",
    "created at",
    "tags",
    "is_active",
    "phone",
    "in",
    "today",
    "Annual Income (k$)",
    "کد مشتری",
    "ملكي",
    "ملکی",
    "address.city",
    "address.street",
    "address",
    "a.b",
    "1st",
    "%",
    "_id",
    "list",
    "__proto__",
    "constructor",
    "e\u0301",
    "lines",
  ),
  fc.string({ unit: "grapheme", minLength: 0, maxLength: 6 }),
);

const key = fc.oneof(name, fc.string({ maxLength: 4 }));

function object(depth: number): fc.Arbitrary<JsonObject> {
  return fc.dictionary(key, value(depth), { maxKeys: 6, noNullPrototype: true });
}

function value(depth: number): fc.Arbitrary<JsonValue> {
  const plain: fc.Arbitrary<JsonValue> = fc.oneof(
    spelling,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom("", " "),
    fc.constantFrom("17850.0", "12345678901234567890", "1e400", "-0").map((source) => new JsonNumber(source)),
  );
  if (depth === 0) return plain;
  const list = fc.array(fc.oneof(spelling, fc.integer(), object(depth - 1)), {
    maxLength: 4,
  }) as fc.Arbitrary<JsonValue>;
  return fc.oneof(
    { arbitrary: plain, weight: 5 },
    { arbitrary: object(depth - 1), weight: 1 },
    { arbitrary: list, weight: 1 },
  );
}

const uniformRecords: fc.Arbitrary<JsonObject[]> = fc
  .uniqueArray(name, { minLength: 1, maxLength: 5 })
  .chain((names) => fc.tuple(fc.constant(names), fc.tuple(...names.map(() => uniformValue))))
  .chain(([names, values]) => {
    const entries = names.map((each, index) => [each, fc.option(values[index]!, { freq: 20 })] as const);
    const record = fc.tuple(...entries.map(([, arbitrary]) => arbitrary)).map((all) => {
      const made: Record<string, JsonValue> = {};
      for (const [index, each] of all.entries())
        Object.defineProperty(made, names[index]!, { value: each, enumerable: true });
      return made;
    });
    return fc.array(record, { minLength: 1, maxLength: 60 });
  });

const uniformValue: fc.Arbitrary<fc.Arbitrary<JsonValue>> = fc.oneof(
  column<JsonValue>(
    [...Object.values(spellings), fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })],
    spelling,
  ),
  column<JsonValue>([spellings.word, spellings.date, fc.integer()], spelling).map((element) =>
    fc.array(element, { maxLength: 3 }),
  ),
  column<JsonValue>([spellings.number, spellings.word], spelling).map((inner) =>
    fc.record({ city: inner, total: inner }),
  ),
);

const blank = fc.constantFrom("", " ");
const table = fc
  .tuple(
    fc.array(name, { minLength: 1, maxLength: 6 }),
    fc.array(column(Object.values(spellings), fc.oneof(spelling, blank)), { minLength: 6, maxLength: 6 }),
  )
  .chain(([header, columns]) => {
    const cells = header.map((_, index) => columns[index]!);
    const row = fc
      .tuple(...cells)
      .chain((full) =>
        fc.oneof(
          { arbitrary: fc.constant([...full]), weight: 20 },
          { arbitrary: fc.constant([...full, "more"]), weight: 1 },
          { arbitrary: fc.constant(full.slice(0, -1)), weight: 1 },
        ),
      );
    return fc.array(row, { minLength: 1, maxLength: 60 }).map((rows) => ({ header, rows }));
  });

const orderLines = fc
  .array(
    fc.tuple(
      fc.constantFrom("1", "2", "3", "3.0", "۲"),
      fc.constantFrom("Tehran", "Qom", ""),
      spellings.date,
      fc.oneof(spellings.word, blank),
      fc.oneof(spellings.number, blank),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => rows.map((row, index) => (index % 3 === 0 ? row : row.map((cell, at) => (at === 1 ? "" : cell)))));
