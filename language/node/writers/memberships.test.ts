import { describe, expect, it } from "vitest";
import { csvCell, formatOfName, keyColumnName } from "./memberships.js";

describe("CSV cells", () => {
  it.each([
    ["plain", "plain", "plain"],
    ['say "hi"', '"say ""hi"""', '"say ""hi"""'],
    ["a,b", '"a,b"', '"a,b"'],
    ["two\nlines", '"two\nlines"', '"two\nlines"'],
    [" edge", '" edge"', '" edge"'],
    ["=1+1", "=1+1", "'=1+1"],
    ["+49 30", "+49 30", "'+49 30"],
    ["-5", "-5", "'-5"],
    ["@x", "@x", "'@x"],
    ["\t=1", '"\t=1"', '"\'\t=1"'],
    ["\n=1", '"\n=1"', '"\'\n=1"'],
    ["＝1", "＝1", "'＝1"],
    ["a;=1", "a;=1", '"a;=1"'],
    ["a\t=1", "a\t=1", '"a\t=1"'],
    ["\r=1", '"\r=1"', '"\'\r=1"'],
    ["a=1", "a=1", "a=1"],
    ["", "", ""],
  ])("%j", (text, plain, safe) => {
    expect(csvCell(text, false)).toBe(plain);
    expect(csvCell(text, true)).toBe(safe);
  });
});

describe("names", () => {
  it.each([
    ["a.csv", "csv"],
    ["A.NDJSON", "ndjson"],
    ["a.jsonl", "ndjson"],
    ["a.json", "json"],
    ["a.csv.gz", "csv"],
    ["a.b.ndjson.GZ", "ndjson"],
    ["a.json.gz", "json"],
    ["a.Parquet", "parquet"],
  ])("%s is written as %s", (path, format) => {
    expect(formatOfName(path)).toBe(format);
  });

  it.each(["a", "a.txt", "csv", "a.csv.bak", "a.gz", "a.parquet.gz"])("%s says no format", (path) => {
    expect(() => formatOfName(path)).toThrow(/\.csv/);
  });

  it.each([
    ["id", ["Age"], "id"],
    [null, ["Age"], "record"],
    ["id", ["id"], "key"],
    ["id", ["id", "key", "customer"], "id (key)"],
  ])("key %j beside %j is called %s", (key, criteria, expected) => {
    expect(keyColumnName(key, criteria)).toBe(expected);
  });
});
