import { describe, expect, it } from "vitest";
import { csvText } from "./csv-text.js";

function read(text: string, isCut = false, columns: readonly string[] = ["id", "city"]) {
  const csv = csvText(text, columns, isCut);
  if (csv === null) return null;
  const rows = [...csv.rows].map(({ record }) => [record.line, record.kind === "cells" ? record.cells : record.kind]);
  return { header: csv.header, rows };
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
    expect(read("id,city\n1,Tehran\n2,Teh", true)?.rows).toEqual([[2, ["1", "Tehran"]]]);
    expect(read('id,city\n1,Tehran\n2,"Teh\n', true)?.rows).toEqual([[2, ["1", "Tehran"]]]);
  });

  it("has no header where there is nothing, or a quote in it stays open", () => {
    expect(read(" \n\n")).toBeNull();
    expect(read('"id,city\n1,Tehran\n')?.header).toEqual([]);
  });

  it("is read over many pieces, and says how far", () => {
    const text = `id,city\n${Array.from({ length: 20_000 }, (_, index) => `${index},"شهر ${index}"\n`).join("")}`;
    const shares: number[] = [];
    let count = 0;
    for (const { record, share } of csvText(text, ["id"], false)!.rows) {
      expect(record.kind === "cells" && record.cells).toEqual([String(count), `شهر ${count}`]);
      count += 1;
      if (shares.at(-1) !== share) shares.push(share);
    }
    expect(count).toBe(20_000);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});
