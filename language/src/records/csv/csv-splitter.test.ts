import { describe, expect, it } from "vitest";
import type { RawRecord } from "../raw-record.js";
import { CsvSplitter } from "./csv-splitter.js";

/** Line and cells of each row, or the code of what is wrong with it; the text comes in pieces of that length. */
function rowsOf(text: string, length = text.length, limit?: number): unknown[] {
  const splitter = new CsvSplitter({ delimiter: ",", lineEnd: "\n" }, { lines: 0 }, limit);
  const records: RawRecord[] = [];
  for (let at = 0; at < text.length; at += length) records.push(...splitter.push(text.slice(at, at + length)));
  records.push(...splitter.end());
  return records.flatMap((record) => {
    if (record.kind === "json") return [];
    return [[record.line, record.kind === "cells" ? record.cells : record.rejection.code]];
  });
}

describe("rows as programs write them", () => {
  it.each([
    ["blanks around quotes", 'id, "b, c" ,"d"\n', [[1, ["id", "b, c", "d"]]]],
    [
      "a quote behind blanks that stays open takes no other line",
      'id, "a\n1, b"\n',
      [
        [1, ["id", ' "a']],
        [2, ["1", ' b"']],
      ],
    ],
    ["texts as formulas", '="001","=""0""""2""",="a"&"b"\r\n', [[1, ["001", '0"2', '="a"&"b"']]]],
    [
      "files put one after another",
      "\ufeffid,b\n1,2\n\ufeffid,b\n\ufeff3,4\n",
      [
        [1, ["id", "b"]],
        [2, ["1", "2"]],
        [3, "SEG5021"],
        [4, ["3", "4"]],
      ],
    ],
    [
      "a sign for the end of the file",
      "id\n1\n\u001a",
      [
        [1, ["id"]],
        [2, ["1"]],
      ],
    ],
  ])("%s", (_, text, rows) => {
    for (const length of [text.length, 1, 3]) expect([length, rowsOf(text, length)]).toEqual([length, rows]);
  });
});

describe("line ends of all kinds in one file", () => {
  it.each([
    [
      "a lone carriage return between rows",
      "id,t\r\n1,a\n2,b\r3,c\r\n4,d\r",
      [
        [1, ["id", "t"]],
        [2, ["1", "a"]],
        [3, ["2", "b"]],
        [3, ["3", "c"]],
        [4, ["4", "d"]],
      ],
    ],
    [
      "behind quotes, and within",
      '1,"a"\r2,"b\rc"\r\n"3",d\r"4","e"\n',
      [
        [1, ["1", "a"]],
        [1, ["2", "b\rc"]],
        [2, ["3", "d"]],
        [2, ["4", "e"]],
      ],
    ],
    [
      "a quote that is not closed, before one",
      '1,"a\r2,b\r\n3,"c"\n',
      [
        [1, "SEG5019"],
        [1, ["2", "b"]],
        [2, ["3", "c"]],
      ],
    ],
  ])("%s", (_, text, rows) => {
    for (const length of [text.length, 1, 3]) expect([length, rowsOf(text, length)]).toEqual([length, rows]);
  });
});

describe("rows that are longer than a row may be", () => {
  const rows = Array.from({ length: 40 }, (_, index) => `${index},b\n`);
  const read = (from: number) => rows.map((_, index) => [from + index, [String(index), "b"]]);
  it.each([
    ["a quote that nobody closes costs its line", `1,"open\n${rows.join("")}`, [[1, "SEG5019"], ...read(2)]],
    [
      "two of them cost theirs",
      `1,a\n2,"open\n${rows.join("")}3,"too\n${rows.join("")}`,
      [[1, ["1", "a"]], [2, "SEG5019"], ...read(3), [43, "SEG5019"], ...read(44)],
    ],
    ["a long line", `1,${"x".repeat(150)}\n${rows.join("")}`, [[1, "SEG5022"], ...read(2)]],
    ["a long cell in quotes", `1,"${"x".repeat(150)}",c\n${rows.join("")}`, [[1, "SEG5022"], ...read(2)]],
    [
      "a long line at the end",
      `1,a\n2,${"x".repeat(150)}`,
      [
        [1, ["1", "a"]],
        [2, "SEG5022"],
      ],
    ],
  ])("%s", (_, text, found) => {
    for (const length of [1, 3, 64]) expect([length, rowsOf(text, length, 100)]).toEqual([length, found]);
  });
});
