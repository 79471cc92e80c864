import { describe, expect, it } from "vitest";
import type { RawRecord } from "../raw-record.js";
import { CsvSplitter } from "./csv-splitter.js";

/** Line and cells of each row, or the code of what is wrong with it; the text comes in pieces of that length. */
function rowsOf(text: string, length = text.length): unknown[] {
  const splitter = new CsvSplitter({ delimiter: ",", lineEnd: "\n" }, { lines: 0 }, () => new RangeError());
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
