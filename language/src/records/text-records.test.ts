import { describe, expect, it } from "vitest";
import { DataError } from "./data-error.js";
import { recordsInText } from "./text-records.js";

interface Reading {
  readonly name?: string;
  readonly isCut?: boolean;
  readonly columns?: readonly string[];
  readonly path?: readonly string[] | null;
}

function records(text: string, { name = "c.csv", isCut = false, columns = ["id", "city"], path = null }: Reading = {}) {
  return recordsInText(text, { name, isCut, path, expected: { columns, keys: columns } });
}

function read(text: string, reading?: Reading) {
  try {
    const { header, batches } = records(text, reading);
    const rows = [...batches].flatMap(({ records: some }) =>
      some.map((each) => [
        each.line,
        each.kind === "cells" ? each.cells : each.kind === "json" ? each.text : each.kind,
      ]),
    );
    return { header, rows };
  } catch (error) {
    if (error instanceof DataError) return error.problem.rule;
    throw error;
  }
}

describe("CSV in memory", () => {
  it.each([
    ["with commas", "id,city\n1,Tehran\n", [[2, ["1", "Tehran"]]]],
    ["as Excel writes it in Europe", 'sep=;\r\nid;city\r\n1;"Teh;ran"\r\n', [[3, ["1", "Teh;ran"]]]],
    ["saved again by a spreadsheet", "sep=;;\r\nid;city\r\n1;Tehran\r\n", [[3, ["1", "Tehran"]]]],
    ["with tabs, and blank lines before", "\n\nid\tcity\n1\tTehran", [[4, ["1", "Tehran"]]]],
  ])("%s", (_, text, rows) => {
    expect(read(text)).toEqual({ header: ["id", "city"], rows });
  });

  it("leaves out a last row that is cut off", () => {
    const rows = [[2, ["1", "Tehran"]]];
    expect(read("id,city\n1,Tehran\n2,Teh", { isCut: true })).toMatchObject({ rows });
    expect(read('id,city\n1,Tehran\n2,"Teh\n', { isCut: true })).toMatchObject({ rows });
  });

  it("says what it is where there is nothing, or a quote in the header stays open", () => {
    expect(read(" \n\n")).toBe("empty-data");
    expect(read('"id,city\n1,Tehran\n')).toBe("open-header");
  });

  it("is read over many pieces, and says how far", () => {
    const text = `id,city\n${Array.from({ length: 20_000 }, (_, index) => `${index},"شهر ${index}"\n`).join("")}`;
    const shares: number[] = [];
    let count = 0;
    for (const { records: some, share } of records(text).batches) {
      for (const record of some) {
        expect(record.kind === "cells" && record.cells).toEqual([String(count), `شهر ${count}`]);
        count += 1;
      }
      shares.push(share);
    }
    expect(count).toBe(20_000);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe("JSON in memory", () => {
  const [one, two] = ['{"id":"1"}', '{"id":"2"}'];
  const both = [
    [1, one],
    [2, two],
  ];

  it.each([
    ["one object a line", `${one}\n${two}\n`, null],
    ["a list", `[${one},\n${two}]`, null],
    ["a list inside", `{"data":{"all":[${one},\n${two}]},"next":null}`, ["data", "all"]],
    ["pages one a line", `{"all":[${one}]}\n{"all":[${two}]}`, ["all"]],
    ["objects one after another", `${one}\n${two}`, []],
  ])("%s", (_, text, path) => {
    expect(read(text, { name: "c.json", path })).toEqual({ header: null, rows: both });
  });

  it.each([
    ["a list", `[${one},\n{"id":`, null],
    ["a list inside", `{"all":[${one},\n{"id":`, ["all"]],
    ["lines", `${one}\n{"id":`, null],
  ])("of %s that is cut off what is whole is read", (_, text, path) => {
    expect(read(text, { name: "c.json", path, isCut: true })).toEqual({ header: null, rows: [[1, one]] });
  });

  it.each([
    ["a wrapper without a path", `{"all":[${one}]}`, null, "wrapped-json"],
    ["a wrapper over lines", `{"all":[\n${one}]}`, null, "wrapped-json"],
    ["a path that leads nowhere", `{"all":[${one}]}`, ["al"], "path-leads-nowhere"],
    ["a path into a table", "id\n1", ["all"], "path-into-text"],
    ["nothing", " ", ["all"], "empty-data"],
  ])("%s is told", (_, text, path, rule) => {
    expect(read(text, { name: "c.json", path })).toBe(rule);
  });
});
