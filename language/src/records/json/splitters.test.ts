import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvSplitter } from "../csv/csv-splitter.js";
import type { RawRecord, Splitter } from "../raw-record.js";
import { isJson } from "../testing/is-json.js";
import { JsonArraySplitter } from "./json-array.js";
import { NdjsonSplitter } from "./ndjson.js";

const SEED = 20261122;

type Brief = readonly [line: number, content: string | readonly string[]];

/** Records as line and text, also of damaged ones, cells, or code of what is broken. */
function brief(records: readonly RawRecord[]): Brief[] {
  return records.map((record): Brief => [record.line, content(record)]);
}

function content(record: RawRecord): string | readonly string[] {
  switch (record.kind) {
    case "json":
      return record.text.trim();
    case "cells":
      return record.cells;
    case "broken":
      return record.rejection.code === "SEG5001" ? record.rejection.value : record.rejection.code;
  }
}

/** All records of a text that comes in pieces cut at the given places. */
function split(text: string, splitter: Splitter, cuts: readonly number[] = []): Brief[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const records = places.slice(1).flatMap((end, index) => splitter.push(text.slice(places[index], end)));
  return brief([...records, ...splitter.end()]);
}

const ndjson = () => new NdjsonSplitter("data", { lines: 0 });
const array = () => new JsonArraySplitter("data", { lines: 0 });
const csv = (delimiter = ",", lineEnd: "\n" | "\r" = "\n") => new CsvSplitter({ delimiter, lineEnd }, { lines: 0 });

describe("NDJSON", () => {
  const cases: readonly (readonly [text: string, records: Brief[]])[] = [
    [
      '{"a":1}\n{"a":2}\n',
      [
        [1, '{"a":1}'],
        [2, '{"a":2}'],
      ],
    ],
    [
      '{"a":1}\r\n\r\n  \n{"a":2}',
      [
        [1, '{"a":1}'],
        [4, '{"a":2}'],
      ],
    ],
    ["", []],
    ["\n\n", []],
  ];
  it.each(cases)("%j", (text, records) => {
    expect(split(text, ndjson())).toEqual(records);
  });
});

describe("JSON array", () => {
  const cases: readonly (readonly [text: string, records: Brief[]])[] = [
    ["[]", []],
    [" [ ]\n", []],
    [
      '[{"a":1},\n {"b":"]},["}]',
      [
        [1, '{"a":1}'],
        [2, '{"b":"]},["}'],
      ],
    ],
    [
      '[{"a":"\\""},{"b":"\\\\"}]',
      [
        [1, '{"a":"\\""}'],
        [1, '{"b":"\\\\"}'],
      ],
    ],
    [
      "[1,[2,3],{}]",
      [
        [1, "1"],
        [1, "[2,3]"],
        [1, "{}"],
      ],
    ],
    [
      '[\n{"a":NaN},\n{"a":1}\n]',
      [
        [2, '{"a":NaN}'],
        [3, '{"a":1}'],
      ],
    ],
    [
      '[{"a":1},',
      [
        [1, '{"a":1}'],
        [1, "SEG5020"],
      ],
    ],
    [
      '[{"a":1},\n{"a":',
      [
        [1, '{"a":1}'],
        [2, '{"a":'],
      ],
    ],
    ['[{"a":1},]', [[1, '{"a":1}']]],
    [
      '[,{"a":1}]',
      [
        [1, "SEG5020"],
        [1, '{"a":1}'],
      ],
    ],
    [
      '[{"a":1}]\n[{"a":2}]',
      [
        [1, '{"a":1}'],
        [2, "SEG5020"],
      ],
    ],
    ["[", [[1, "SEG5020"]]],
  ];
  it.each(cases)("%j", (text, records) => {
    expect(split(text, array())).toEqual(records);
  });

  it("reads two objects between which a comma is missing, and says so once", () => {
    expect(split('[{"a":1}{"a":2}\n{"a":3}]', array()).map(([, one]) => one)).toEqual([
      '{"a":1}',
      "SEG5020",
      '{"a":2}',
      '{"a":3}',
    ]);
  });

  const mangled: readonly (readonly [what: string, element: string])[] = [
    ["a bracket too few", '{"a":1,"b":{"c":2}'],
    ["a bracket too many", '{"a":1}}'],
    ["a list that stays open", '{"a":[1,{"b":2}'],
    ["a quote too few", '{"a":"b}'],
    ["a quote too many", '{"a":"b""}'],
    ["a bracket of the other kind", '{"a":[1,2}'],
  ];
  const layouts: readonly (readonly [what: string, before: string, indentation: string])[] = [
    ["in the first column", "[\n", ""],
    ["further in", "[\n", "  "],
    ["the first behind the bracket of the list", "[", ""],
  ];
  for (const [what, element] of mangled) {
    it.each(layouts)(`${what} costs no other element that begins a line: %s`, (_, before, indentation) => {
      const good = (n: number) => `{"a":[\n${indentation}  {"n":${n}}]}`;
      // Of an element behind the bracket of the list nobody knows in which column others begin.
      const places = before === "[" && element.includes("[1,{") ? [1, 2] : [0, 1, 2];
      for (const place of places) {
        const elements = [good(1), good(2)];
        elements.splice(place, 0, element);
        const text = `${before}${elements.map((one) => indentation + one).join(",\n")}\n]\n`;
        const found = split(text, array()).map(([, one]) => String(one));
        expect([place, found.filter(isJson)]).toEqual([place, [good(1), good(2)]]);
        expect([place, found.length]).toEqual([place, 3]);
      }
    });
  }
});

describe("CSV", () => {
  const cases: readonly (readonly [text: string, rows: Brief[], delimiter?: string])[] = [
    [
      "a,b\n1,2\n",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
      ],
    ],
    [
      "a,b\r\n1,2",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
      ],
    ],
    [
      '1,"two\r\nlines",x\r\n2,y,z\r\n',
      [
        [1, ["1", "two\r\nlines", "x"]],
        [3, ["2", "y", "z"]],
      ],
    ],
    ['"says ""hi"", bye",2', [[1, ['says "hi", bye', "2"]]]],
    ['un"quoted,"a" or "b"\n', [[1, ['un"quoted', '"a" or "b"']]]],
    ['"a" ,b\r\n', [[1, ["a", "b"]]]],
    [
      "a\n\n \n,,\nb\n",
      [
        [1, ["a"]],
        [5, ["b"]],
      ],
    ],
    ["a;b|c\td", [[1, ["a", "b|c\td"]]], ";"],
    [
      'a,"open\nb,c\n',
      [
        [1, "SEG5019"],
        [2, ["b", "c"]],
      ],
    ],
    [
      'a,"open\r\nb,"c"\r\nd,"e\r\nf"\r\n',
      [
        [1, "SEG5019"],
        [2, ["b", "c"]],
        [3, ["d", "e\r\nf"]],
      ],
    ],
    [
      'a,"one "quoted" word"\nb,c\n',
      [
        [1, ["a", '"one "quoted" word"']],
        [2, ["b", "c"]],
      ],
    ],
    ['"",x\n', [[1, ["", "x"]]]],
    ['a,""', [[1, ["a", ""]]]],
    [
      'a,"b"\r\nc,d\r\n',
      [
        [1, ["a", "b"]],
        [2, ["c", "d"]],
      ],
    ],
  ];
  for (const [text, rows, delimiter] of cases) {
    it(JSON.stringify(text), () => {
      expect(split(text, csv(delimiter))).toEqual(rows);
    });
  }

  it("ends rows at a lone carriage return where the file has no line feed", () => {
    expect(split('a,b\r1,"x\ry"\r2,3', csv(",", "\r"))).toEqual([
      [1, ["a", "b"]],
      [2, ["1", "x\ry"]],
      [4, ["2", "3"]],
    ]);
  });
});

describe(`properties (seed ${SEED})`, () => {
  const characters = fc.constantFrom(...'{}[],"\\\n\r; a1é'.split(""));
  const texts = fc.array(characters, { maxLength: 30 }).map((parts) => parts.join(""));

  it.each([
    ["NDJSON", ndjson],
    ["JSON array", array],
    ["CSV", csv],
  ] as const)("%s: where the pieces are cut does not matter", (_, create) => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 5 }), (text, cuts) => {
        const whole = create === array ? `[${text}` : text;
        expect(split(whole, create(), cuts)).toEqual(split(whole, create()));
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  it("JSON array: elements come out as they went in", () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { maxLength: 5 }), fc.boolean(), (elements, spread) => {
        const text = `[${elements.join(spread ? ",\n" : ",")}]`;
        expect(split(text, array()).map(([, element]) => element)).toEqual(elements.map((element) => element.trim()));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("CSV: cells come out as csv-parse reads them", () => {
    const cell = fc.array(fc.constantFrom(..."a,\"\n;é '"), { maxLength: 6 }).map((parts) => parts.join(""));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), (table, lineEnd) => {
        const filled = table.filter((row) => row.some((one) => one.trim() !== ""));
        const text = filled.map((row) => row.map(quoted).join(",") + lineEnd).join("");
        const expected = parse(text, { record_delimiter: lineEnd, relax_column_count: true }) as string[][];
        expect(split(text, csv()).map(([, cells]) => cells)).toEqual(expected);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});
