import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRules } from "../../diagnostics/rules/data.js";
import type { RawRecord, Splitter } from "../raw-record.js";
import { isJson } from "../testing/is-json.js";
import { parseDataPath } from "./data-path.js";
import { JsonArraySplitter } from "./json-array.js";
import { JsonPathSplitter } from "./json-path.js";
import { JsonValuesSplitter } from "./json-values.js";

/** What damage to one customer costs in JSON whose customers share lines: that one, and nothing behind it. */
const SEED = 20261122;

const list = () => new JsonArraySplitter("data", { lines: 0 });
const values = () => new JsonValuesSplitter("data", { lines: 0 });
const onPath = (path: string) => new JsonPathSplitter("data", parseDataPath(path)!, { lines: 0 });

function recordsOf(text: string, splitter: Splitter): RawRecord[] {
  return [...splitter.push(text), ...splitter.end()];
}

/** The texts of the customers; of those that are damaged behind a `!`; else what is wrong. */
function split(text: string, splitter: Splitter): string[] {
  return recordsOf(text, splitter).map((record) => {
    if (record.kind === "json") return record.text.trim();
    if (record.kind === "cells") throw new Error("cells in JSON");
    const { code, value, reason } = record.rejection;
    if (code === dataRules.notJson.code) return `!${value}`;
    const problems = ["cut-off", "object-cut-off", "no-value", "no-comma", "commas-between", "after-end"] as const;
    return problems.find((problem) => dataRules.brokenArray.message({ problem }) === reason) ?? reason;
  });
}

const customer = (id: number) => `{"id":"${id}"}`;
const [ONE, TWO, THREE, FOUR] = [customer(1), customer(2), customer(3), customer(4)] as const;

describe("a damaged customer among others in one line", () => {
  const damaged: readonly (readonly [what: string, text: string])[] = [
    ["a brace too few", '{"id":"2"'],
    ["a bracket of the other kind", '{"id":"2","t":[1,2}'],
    ["a quote too few", '{"id":"2","t":"a}'],
    ["a quote too few, of a key", '{"id":"2","t:1}'],
    ["quotes that are not escaped", '{"id":"2","n":"a "b" c"}'],
    ["one quote that is not escaped", '{"id":"2","n":"a"b"}'],
    ["an object inside that stays open", '{"id":"2","n":{"a":1}'],
    [
      "a list of objects inside, and a bracket of the other kind",
      '{"id":"2","friends":[{"id":"x"},{"id":"y"}],"t":[1}',
    ],
    ["a list of objects inside, and a quote too few", '{"id":"2","friends":[{"id":"x"},{"id":"y"}],"t":"a}'],
    ["a word that is none", '{"id":"2","n":no}'],
    ["a key without quotes", '{id:"2","friends":[{"id":"x"},{"id":"y"}]}'],
    ["a comma before the end", '{"id":"2","friends":[{"id":"x"},{"id":"y"},],}'],
    ["a missing colon", '{"id":"2","n" 1}'],
    ["a bracket too many", '{"id":"2"}}'],
    ["no brackets at all", '"id":"2"'],
  ];
  const places: readonly (readonly [
    what: string,
    around: (texts: readonly string[]) => string,
    splitter: () => Splitter,
  ])[] = [
    ["in a list", (texts) => `[${texts.join(",")}]`, list],
    ["in a list inside", (texts) => `{"a":1,"list":[${texts.join(",")}],"b":[{"id":"z"}]}`, () => onPath("list")],
    ["in a list of lists inside", (texts) => `{"a":[{"list":[${texts.join(",")}]}]}\n`, () => onPath("a.list")],
    ["in no list", (texts) => texts.join(" "), values],
  ];
  for (const [where, around, splitter] of places) {
    it.each(damaged)(`${where}: %s`, (what, text) => {
      for (const place of [1, 2]) {
        const all = [ONE, THREE, FOUR];
        all.splice(place, 0, text);
        const found = split(around(all), splitter());
        expect([place, found.filter((one) => [ONE, THREE, FOUR].includes(one))]).toEqual([place, [ONE, THREE, FOUR]]);
        const others = found.filter((one) => ![ONE, THREE, FOUR].includes(one)).map((one) => one.replace("!", ""));
        // A text beside a customer and a closing bracket without an opening one are values of their own where no list is.
        if (!(where === "in no list" && /many|brackets/.test(what))) expect(others).toEqual([text]);
      }
    });
  }

  it("is the first, too", () => {
    expect(split(`[{"id":"1",${TWO},${THREE}]`, list())).toEqual(['!{"id":"1"', TWO, THREE]);
    expect(split(`[{"id":"1","t":"a},${TWO},${THREE}]`, list())).toEqual(['!{"id":"1","t":"a}', TWO, THREE]);
  });

  it("is found behind two that lack a quote each, though the quotes match then", () => {
    const text = `[${ONE},{"id":"2","n":"5" pipe"},${THREE},{"id":"4","n":"6" pipe"}]`;
    expect(split(text, list())).toEqual([ONE, '!{"id":"2","n":"5" pipe"}', THREE, '!{"id":"4","n":"6" pipe"}]']);
  });

  it("is told whole, and that the rest was not read where nobody can tell what follows", () => {
    const [, record] = recordsOf(`[${ONE},{"id":"2","n":[1},{"name":"x"}`, list());
    expect(record?.kind === "broken" && record.rejection).toMatchObject({
      value: '{"id":"2","n":[1},{"name":"x"}',
      reason: expect.stringContaining("the rest was not read"),
    });
  });

  it("costs no other that lies far behind", () => {
    const long = `{"id":"2","t":"${"x".repeat(200_000)}`;
    const many = Array.from({ length: 20_000 }, (_, index) => customer(index + 10));
    expect(split(`[${ONE},${long},${many.join(",")}]`, list()).filter((one) => one.length < 100)).toEqual([
      ONE,
      ...many,
    ]);
    expect(split(`[${ONE},{"id":"2","t":[1},${long}"},${THREE}]`, list())).toEqual([
      ONE,
      '!{"id":"2","t":[1}',
      `${long}"}`,
      THREE,
    ]);
  });
});

describe("JSON that is cut off or joined oddly", () => {
  const cases: readonly (readonly [what: string, splitter: () => Splitter, text: string, found: readonly string[]])[] =
    [
      ["behind a customer", list, `[${ONE}\n`, [ONE, "cut-off"]],
      ["behind a comma", list, `[${ONE},`, [ONE, "cut-off"]],
      ["behind a number", list, `[${ONE},2`, [ONE, "2", "cut-off"]],
      ["behind a customer inside", () => onPath("list"), `{"list":[${ONE},${TWO}`, [ONE, TWO, "cut-off"]],
      ["behind the list inside", () => onPath("list"), `{"list":[${ONE}]`, [ONE, "object-cut-off"]],
      ["a list among others", values, `${ONE}\n[${TWO}`, [ONE, TWO, "cut-off"]],
      ["a comma is missing", list, `[${ONE} ${TWO} ${THREE}]`, [ONE, "no-comma", TWO, THREE]],
      ["a comma behind the last", list, `[${ONE},${TWO},\n]`, [ONE, TWO]],
      ["two commas", list, `[${ONE},,${TWO}]`, [ONE, "no-value", TWO]],
      ["commas in no list", values, `${ONE},${TWO},\n${THREE}`, [ONE, "commas-between", TWO, THREE]],
      [
        "other things between",
        values,
        `${ONE} x ${TWO}\n"k"\nnull 7 ] ${THREE}`,
        [ONE, "x", TWO, '"k"', "null", "7", "]", THREE],
      ],
      [
        "damage over lines",
        values,
        '{\n  "id": "1"\n}\n{\n  "id": "2",\n  "t": [1\n}\n{\n  "id": "3"\n}',
        ['{\n  "id": "1"\n}', '!{\n  "id": "2",\n  "t": [1\n}', '{\n  "id": "3"\n}'],
      ],
      [
        "damage in one of several lists",
        values,
        `[${ONE},{"id":"2","t":[1},${THREE}]\n[${FOUR}]`,
        [ONE, '!{"id":"2","t":[1}', THREE, FOUR],
      ],
    ];
  it.each(cases)("%s", (_, splitter, text, found) => {
    expect(split(text, splitter())).toEqual(found);
  });

  const customers = fc
    .array(fc.array(fc.constantFrom("a", "b"), { maxLength: 3 }), { minLength: 1, maxLength: 4 })
    .map((all) =>
      all.map((names, index) => {
        return JSON.stringify({ id: String(index), name: "{,", friends: names.map((name) => ({ id: name })) });
      }),
    );

  it(`wherever it is cut, no part of a customer is taken for one (seed ${SEED})`, () => {
    fc.assert(
      fc.property(customers, fc.boolean(), (all, isInside) => {
        const text = isInside ? `{"list":[${all.join(",")}],"n":1}` : `[${all.join(",")}]`;
        for (let length = 9; length < text.length; length += 1) {
          const records = recordsOf(text.slice(0, length), isInside ? onPath("list") : list());
          const sound = records.flatMap((record) => (record.kind === "json" ? [record.text] : []));
          expect([length, sound]).toEqual([length, all.slice(0, sound.length)]);
          expect([length, records.length]).toEqual([length, sound.length + 1]);
        }
      }),
      { seed: SEED, numRuns: 20 },
    );
  });

  it(`whatever is done to one of many, others are read, and no part of it is taken for one (seed ${SEED})`, () => {
    const slips = fc.tuple(fc.nat(), fc.constantFrom(0, 1), fc.constantFrom(...'{}[",:\\x1 ', ""));
    fc.assert(
      fc.property(customers, fc.nat(), slips, fc.boolean(), (all, which, [place, taken, sign], isInside) => {
        const before = JSON.stringify({ id: "first", name: "", friends: [] });
        const behind = JSON.stringify({ id: "last", name: "", friends: [{ id: "c" }, { id: "d" }] });
        const index = which % all.length;
        const at = 1 + (place % (all[index]!.length - 2));
        const spoilt = all[index]!.slice(0, at) + sign + all[index]!.slice(at + taken);
        const texts = [before, ...all.with(index, spoilt), behind];
        const text = isInside ? `{"list":[${texts.join(",")}],"n":1}` : `[${texts.join(",")}]`;
        const records = recordsOf(text, isInside ? onPath("list") : list());
        const sound = records.flatMap((record) => (record.kind === "json" ? [record.text.trim()] : []));
        const wanted = [before, ...all.toSpliced(index, 1), behind];
        // With a bracket too few it may go on to the end and still be JSON; that the list has no end is told.
        if (isInside && sound.some((one) => one.startsWith(spoilt) && one !== spoilt)) {
          expect(records.at(-1)?.kind).toBe("broken");
          return;
        }
        // A brace more may end it early, or stand before all of it.
        const isOther = (one: string) => !spoilt.startsWith(one) && one !== all[index];
        expect([text, sound.filter((one) => isOther(one) && isJson(one))]).toEqual([
          text,
          wanted.filter((one) => one !== spoilt),
        ]);
      }),
      { seed: SEED, numRuns: 4000 },
    );
  });
});
