import { describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram } from "../program.js";
import { parseIsoDay } from "../values/calendar.js";
import { createDecoder, type Decoded, type Decoder } from "./decoder.js";
import { rowValues } from "./testing/row-values.js";

function decoderOf(block: string): Decoder {
  const program = analyseProgram(inMemoryProgram(new Map([["shop.seg", `customer ${block}`]])));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return createDecoder(program.model, createClock(program.model.settings, { asOf: 0 }));
}

function outcome(decoder: Decoder, decoded: Decoded): unknown {
  if (decoded.kind === "accepted") return rowValues(decoder.schema!.record, decoded.row);
  return decoded.reasons.map(({ code, path, value }) => `${code} ${path} ${value}`.trim());
}

const cases: readonly (readonly [block: string, header: string, row: string, expected: unknown])[] = [
  // Texts stand as they are, other cells are trimmed, blank is missing.
  ["{ a: text b: integer c: text? }", "a,b,c", " x , 12 ,  ", { a: " x ", b: 12 }],
  ["{ a: text }", "a", "   ", ["SEG5003 a"]],
  ['{ a: text? missing ["-"] }', "a", " - ", {}],
  // Numbers.
  ["{ a: integer }", "a", "17850.0", { a: 17850 }],
  ["{ a: integer }", "a", "۱۲", { a: 12 }],
  ["{ a: number }", "a", "5.", ['SEG5005 a "5."']],
  ["{ a: number? }", "a", "NaN", ['SEG5005 a "NaN"']],
  ["{ a: integer }", "a", "9007199254740993", ['SEG5007 a "9007199254740993"']],
  // Booleans.
  ["{ a: boolean }", "a", "TRUE", { a: true }],
  ["{ a: boolean }", "a", "0", { a: false }],
  ["{ a: boolean }", "a", "Yes", ['SEG5009 a "Yes"']],
  ['{ a: boolean "بله" / "خیر" }', "a", " خیر ", { a: false }],
  ['{ a: boolean "Yes" / "No" }', "a", "1", { a: true }],
  ['{ a: boolean "Yes" / "No" }', "a", "0", { a: false }],
  ...["no", "TRUE", "False", "Y"].map(
    (cell) => ['{ a: boolean "Yes" / "No" }', "a", cell, [`SEG5009 a ${JSON.stringify(cell)}`]] as const,
  ),
  ['{ a: boolean "Yes" / "No" }', "a", "true", ['SEG5009 a "true"']],
  ['{ a: boolean "0" / "1" }', "a", "0", { a: true }],
  // Choices, lists.
  ['{ a: "female" = "F" | "male" }', "a", " F ", { a: "female" }],
  ['{ a: list of text? split ";" }', "a", "x; y;", { a: ["x", "y"] }],
  ['{ a: list of text? split ";" }', "a", "", { a: [] }],
  ['{ a: list of text split ";" }', "a", "", ["SEG5003 a"]],
  ['{ a: list of integer split "|" }', "a", "1|x", ['SEG5005 a[1] "x"']],
  // Nested records.
  ["{ a: { b: text, c: integer? } }", "a.b,a.c", "x,", { a: { b: "x" } }],
  ["{ a: { b: text, c: integer? }? }", "a.b,a.c", ",", {}],
  ["{ a: { b: text, c: integer? }? }", "a.b,a.c", ",5", ["SEG5003 a.b"]],
  ['{ a: { b: text from "B!" } }', "a.B!", "x", { a: { b: "x" } }],
  ['{ a: { b: text from "B!" } }', "B!", "x", { a: { b: "x" } }],
  // Headers are trimmed of what nobody sees.
  ["{ a: text b: text }", "\ufeffa, \u200fb\u200f ", "1,2", { a: "1", b: "2" }],
  ['{ a: text from "Annual Income (k$)" }', " Annual Income (k$)", "15", { a: "15" }],
  // Ragged rows.
  ["{ a: text b: integer? }", "a,b", "x", { a: "x" }],
  ["{ a: text b: integer? }", "a,b", "x,1, ,", { a: "x", b: 1 }],
  ["{ a: text b: integer? }", "a,b", "x,1,y", ['SEG5016  ["y"]']],
];

describe("cells", () => {
  it.each(cases)("%s %j %j", (block, header, row, expected) => {
    const decoder = decoderOf(block);
    const cells = decoder.cellDecoder(header.split(","));
    expect(cells.problems).toEqual([]);
    expect(outcome(decoder, cells.decode(row.split(",")))).toEqual(expected);
  });
});

describe("headers", () => {
  const columns: readonly (readonly [block: string, header: string, problems: readonly string[]])[] = [
    ["{ citty: text }", "id,city", ["error missing-column: The data have no column `citty`. The nearest is `city`."]],
    [
      "{ citty: text? }",
      "id,city",
      ["warning missing-optional-column: The data have no column `citty`. The nearest is `city`."],
    ],
    ["{ id: text }", "id,phone,phone", []],
    ["{ phone: text }", "id,phone, phone ", ["error duplicate-column: The column `phone` occurs twice"]],
    [
      '{ income: number from "Annual Income" }',
      "annual income",
      [
        "error missing-column: The data have no column `Annual Income` for the field `income`. The nearest is `annual income`.",
      ],
    ],
    ["{ a: { b: text, c: text } }", "b,c", ["error missing-column: The data have no column `a.b` for the field `a`."]],
    [
      "{ tags: list of text? }",
      "tags",
      ['error unreadable-column: The field `tags` is a list; say what separates its values in a cell: `split ";"`.'],
    ],
    [
      "{ tags: list of text? }",
      "id",
      ["warning missing-optional-column: The data have no column `tags`. So the field is empty"],
    ],
    ["{ orders: list of { n: integer } }", "id", ["error unreadable-column: The field `orders` is a list of records"]],
    ["{ orders: list of { n: integer }? }", "id", ["warning missing-optional-column"]],
    [
      "{ id: text key rows: list of { n: integer, m: text? } from rows }",
      "id,n",
      ["warning missing-optional-column: The data have no column `m` for the field `rows.m`."],
    ],
  ];
  it.each(columns)("%s over %j", (block, header, expected) => {
    const { problems } = decoderOf(block).cellDecoder(header.split(","));
    const found = problems.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
    expect(found.map((text, index) => text.slice(0, expected[index]?.length))).toEqual(expected);
  });
});

describe("rows of one customer", () => {
  const block = "{ id: integer key city: text folded? orders: list of { on: date, total: number 0.. } from rows }";
  const header = ["id", "city", "on", "total"];

  function group(rows: readonly string[]): unknown[] {
    const decoder = decoderOf(block);
    const grouping = decoder.cellDecoder(header).grouping!();
    const found: unknown[] = [];
    for (const [index, row] of rows.entries()) {
      const rejected = grouping.add(row.split(","), index + 2);
      if (rejected !== null) found.push([index + 2, outcome(decoder, rejected)]);
    }
    for (const { line, decoded } of grouping.finish()) found.push([line, outcome(decoder, decoded)]);
    return found;
  }

  const order = (on: string, total: number) => ({ on: parseIsoDay(on), total });

  it("come together wherever they stand", () => {
    expect(group(["7.0,Rey,2024-01-01,5", "8,Qom,2024-01-02,6", "7,,2024-01-03,7"])).toEqual([
      [2, { id: 7, city: "rey", orders: [order("2024-01-01", 5), order("2024-01-03", 7)] }],
      [3, { id: 8, city: "qom", orders: [order("2024-01-02", 6)] }],
    ]);
  });

  it("take what the customer is from the first row that says it, and agree when read the same", () => {
    expect(group(["7,,2024-01-01,5", "7,Rey,2024-01-02,6", "7, REY,2024-01-03,7"])).toMatchObject([
      [2, { city: "rey" }],
    ]);
  });

  it("may be without an element", () => {
    expect(group(["7,Rey,,"])).toEqual([[2, { id: 7, city: "rey", orders: [] }]]);
  });

  it("are rejected as a customer when they disagree or hold a bad value, with the line", () => {
    const decoder = decoderOf(block);
    const grouping = decoder.cellDecoder(header).grouping!();
    grouping.add(["7", "Rey", "2024-01-01", "5"], 2);
    grouping.add(["7", "Qom", "2024-01-02", "-5"], 3);
    const [only] = [...grouping.finish()];
    expect(only).toMatchObject({
      line: 2,
      decoded: {
        kind: "rejected",
        key: "7",
        reasons: [
          { path: "city", line: 3, value: '"Qom"', code: "SEG5017" },
          { path: "orders[1].total", line: 3, value: '"-5"', code: "SEG5011" },
        ],
      },
    });
  });

  it("that belong to nobody are rejected by themselves", () => {
    expect(group([",Rey,2024-01-01,5", "x,Rey,2024-01-01,5", "7,Rey,2024-01-01,5"])).toEqual([
      [2, ["SEG5003 id"]],
      [3, ['SEG5005 id "x"']],
      [4, { id: 7, city: "rey", orders: [order("2024-01-01", 5)] }],
    ]);
  });
});
