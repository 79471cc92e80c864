import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../data-error.js";
import { formatDataPath, parseDataPath, typedDataPath } from "./data-path.js";
import { JsonPathSplitter } from "./json-path.js";
import { JsonValuesSplitter } from "./json-values.js";

const SEED = 20261122;

type Found = readonly [line: number, content: string];

/** The records at a path, as line and text or code of what is wrong; or the rule by which nothing is read. */
function at(path: string, text: string, cuts: readonly number[] = []): readonly Found[] | string {
  const keys = parseDataPath(path)!;
  const count = { lines: 0 };
  const splitter =
    keys.length === 0 ? new JsonValuesSplitter("data", count) : new JsonPathSplitter("data", keys, count);
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  try {
    const records = places.slice(1).flatMap((end, index) => splitter.push(text.slice(places[index], end)));
    return [...records, ...splitter.end()].map((record): Found => {
      if (record.kind === "cells") throw new Error("cells in JSON");
      if (record.kind === "json") return [record.line, record.text.trim()];
      const { code, value } = record.rejection;
      return [record.line, code === "SEG5001" ? value : code];
    });
  } catch (error) {
    if (error instanceof DataError) return error.problem.rule;
    throw error;
  }
}

const [A, B] = ['{"id":1}', '{"id":2}'];
const both: readonly Found[] = [
  [1, A],
  [1, B],
];

describe("customers inside JSON", () => {
  const cases: readonly (readonly [what: string, path: string, text: string, found: readonly Found[] | string])[] = [
    ["a list", "customers", `{"next":null,"customers":[${A},${B}],"n":2}`, both],
    ["a list deeper inside", "data.customers", `{"data":{"x":[1,{"customers":3}],"customers":[${A}, ${B} ]}}`, both],
    ["lists in lists of objects", "pages.customers", `{"pages":[{"customers":[${A}]},{"customers":[${B}]}]}`, both],
    ["a list of wrappers", "customers", `[{"customers":[${A}]},{"customers":[${B}]}]`, both],
    [
      "a wrapper a line",
      "customers",
      `{"customers":[${A}]}\n{"customers":[]}\n{"customers":[${B}]}\n`,
      [
        [1, A],
        [3, B],
      ],
    ],
    [
      "one customer in each wrapper",
      "hits.hits._source",
      `{"took":5,"hits":{"hits":[\n{"_source":${A}},\n{"_source":${B},"_id":"x"}]}}`,
      [
        [2, A],
        [3, B],
      ],
    ],
    ["no keys: one after another", ".", `${A} ${B}`, both],
    ["no keys: a list", ".", `[${A},${B}]`, both],
    [
      "no keys: over several lines",
      ".",
      '{\n "id": 1\n}\n{\n "id": 2\n}\n',
      [
        [1, '{\n "id": 1\n}'],
        [4, '{\n "id": 2\n}'],
      ],
    ],
    [
      "brackets, quotes and escapes in texts",
      "a.b",
      `{"x":"}],{\\"","a":{"y":["]","\\\\"],"b":[{"t":"]}\\""}]}}`,
      [[1, '{"t":"]}\\""}']],
    ],
    ["a key with an escape", "é", `{"\\u00e9":[${A}]}`, [[1, A]]],
    ["a key with a point", '"a.b"', `{"a":1,"a.b":[${A}]}`, [[1, A]]],
    ["the same key twice", "a", `{"a":[${A}],"a":[${B}]}`, both],
    ["an empty list", "customers", '{"customers":[]}', []],
    [
      "elements that are no customers",
      "a",
      '{"a":[1,[2],NaN]}',
      [
        [1, "1"],
        [1, "[2]"],
        [1, "NaN"],
      ],
    ],
    ["a key that is not there", "customers", '{"data":1}', "path-leads-nowhere"],
    ["a key that is not there, deeper", "data.customers", '{"data":{"list":[]}}', "path-leads-nowhere"],
    ["a text", "data", '{"data":"none"}', "path-leads-elsewhere"],
    ["null on the way", "data.customers", '{"data":null}', "path-leads-elsewhere"],
    [
      "some without the key, some with null",
      "a",
      `{"a":[${A}]}\n{"error":"late"}\n{"a":null}\n`,
      [
        [1, A],
        [2, "SEG5212"],
        [3, "SEG5213"],
      ],
    ],
    [
      "cut off inside a customer",
      "a",
      `{"a":[${A},\n{"id":`,
      [
        [1, A],
        [2, '{"id":'],
      ],
    ],
    [
      "cut off behind the list",
      "a",
      `{"a":[${A}],\n"b`,
      [
        [1, A],
        [2, "SEG5020"],
      ],
    ],
    [
      "a customer that lacks a bracket",
      "a",
      `{"a":[\n{"id":[1},\n${A},\n${B}\n],"b":{}}`,
      [
        [2, '{"id":[1}'],
        [3, A],
        [4, B],
      ],
    ],
    ["a colon that is missing", "a", `{"a" [${A}]}`, "broken-around-customers"],
    ["a bracket of the other kind", "a", `{"a":[${A}]]`, "broken-around-customers"],
    ["a bracket too many", "a", `{"a":[${A}]}}`, "broken-around-customers"],
  ];
  it.each(cases)("%s", (_, path, text, found) => {
    expect(at(path, text)).toEqual(found);
  });

  it(`come out the same wherever the text is cut (seed ${SEED})`, () => {
    const pieces = fc.constantFrom(...'{}[]",:\\\n1', '"a":', '{"a":[', '{"a":{"b":[', A);
    const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.constantFrom("a", "a.b", "."), fc.array(fc.nat(), { maxLength: 6 }), (text, path, cuts) => {
        expect(at(path, text, cuts)).toEqual(at(path, text));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it(`come out as JSON.parse finds them (seed ${SEED})`, () => {
    const wrapped = fc.record({
      a: fc.record({ b: fc.array(fc.dictionary(fc.string(), fc.jsonValue())), c: fc.jsonValue() }),
    });
    fc.assert(
      fc.property(wrapped, fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const found = at("a.b", JSON.stringify(value, null, indent));
        const read = typeof found === "string" ? found : found.map(([, text]) => JSON.parse(text) as unknown);
        expect(read).toEqual(JSON.parse(JSON.stringify(value.a.b)));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe("what stands where customers should", () => {
  it.each([
    ["x", '"c"', "is no JSON value"],
    ["12", '"c"', "is a number"],
    ["null", '"c"', "is null"],
    ["true ", '"c"', "is a yes or no"],
    ['"k348"', '"c"', "is a text"],
  ])("%s is told with its value", (value, key, says) => {
    const text = `{${key}:${value}}\n{${key}:[${A}]}`;
    for (const cut of [1, 5, 6, 7, text.length]) {
      const splitter = new JsonPathSplitter("data", ["c"], { lines: 0 });
      const records = [...splitter.push(text.slice(0, cut)), ...splitter.push(text.slice(cut)), ...splitter.end()];
      const [first] = records;
      expect(first?.kind === "broken" && first.rejection).toMatchObject({
        value: value.trim(),
        reason: expect.stringContaining(says),
      });
      expect(records.length).toBe(2);
    }
  });

  it.each([
    ["a.b", '{"a.b":[{"id":1}]}', `'"a.b"'`],
    ["x.a.b.c", '{"x":{"a.b":{"c":[]}}}', `'x."a.b".c'`],
    ["lsit", '{"list":[],"other":[]}', "list"],
    ["customers", '{"data":[]}', "data"],
  ])("%s was meant otherwise in %s", (path, text, meant) => {
    const splitter = new JsonPathSplitter("data", parseDataPath(path)!, { lines: 0 });
    splitter.push(text);
    expect(() => splitter.end()).toThrow(`Was the path \`${meant}\` meant?`);
  });
});

describe("paths", () => {
  it.each([
    ["a", ["a"]],
    ["a.b.c", ["a", "b", "c"]],
    [".", []],
    ["$", []],
    [".data.customers[]", ["data", "customers"]],
    ["$.data[*].list", ["data", "list"]],
    ['"a.b".c', ["a.b", "c"]],
    ["my list.مشتریان", ["my list", "مشتریان"]],
    ["", null],
    ["a..b", null],
    ["a.", null],
    ["a[0]", null],
    ['"a', null],
  ])("%s", (text, keys) => {
    expect(parseDataPath(text)).toEqual(keys);
  });

  it.each([
    [[], ".", "."],
    [["a", "b_1"], "a.b_1", "a.b_1"],
    [["a b"], "a b", "'a b'"],
    [["a.b", "c"], '"a.b".c', `'"a.b".c'`],
  ])("%j are written so that they are read again", (keys, text, typed) => {
    expect([formatDataPath(keys), typedDataPath(keys)]).toEqual([text, typed]);
    expect(parseDataPath(text)).toEqual(keys);
  });
});
