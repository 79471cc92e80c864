import { describe, expect, it } from "vitest";
import { programView } from "../testing/view.js";
import type { FileText } from "../workspace/files.js";
import { textsOf } from "./program-texts.js";
import type { SampleNews, SampleReport, SampleTask } from "./sample-reader.js";
import { textReader } from "./text-reader.js";

const PROGRAM = `customer { کد: text key, سن: integer 0..120, شهر: text }
criterion سن‌ها { segment جوان where سن < 40 segment پیر where سن >= 40 }
`;
const TASK: SampleTask = { texts: textsOf(programView(PROGRAM).view), data: "vscode-vfs://a/b/c.ndjson" };
const RECORDS = [
  { کد: "۱", سن: 20, شهر: "تهران" },
  { کد: "۲", سن: 50, شهر: "تهران" },
  { کد: "۲", سن: 50, شهر: "تهران" },
  { کد: "۳", سن: 500, شهر: "تهران" },
];
const LINES = `${RECORDS.map((each) => JSON.stringify(each)).join("\r\n")}\nno JSON\n`;

function readerOf(found: FileText, more: { readonly limit?: number; readonly slice?: number } = {}) {
  let turns = 0;
  const reader = textReader({
    files: { read: async () => found },
    turn: () => {
      turns += 1;
      return new Promise((resolve) => setImmediate(resolve));
    },
    ...more,
  });
  return { reader, turns: () => turns };
}

const textFile = (text: string): FileText => ({ kind: "text", text });

function counted(
  found: FileText,
  { data = TASK.data, ...more }: { readonly limit?: number; readonly slice?: number; readonly data?: string } = {},
) {
  return new Promise<SampleReport | string>((resolve) => {
    readerOf(found, more).reader.count({ ...TASK, data }, (news) => {
      if (news.kind === "failed") resolve(news.message);
      else if (news.report.finished) resolve(news.report);
    });
  });
}

/** The last that is told of a task. */
function result(found: FileText, task: SampleTask): Promise<SampleNews> {
  return new Promise((resolve) => {
    readerOf(found).reader.count(task, (news) => {
      if (news.kind === "failed" || news.report.finished) resolve(news);
    });
  });
}

describe("sample data without threads", () => {
  it.each([
    ["one object a line", "c.ndjson", LINES],
    ["a list", "c.json.gz", JSON.stringify(RECORDS)],
    ["a table", "c.csv", `کد,سن,شهر\r\n${RECORDS.map((each) => `${Object.values(each).join(",")}\r\n`).join("")}`],
    ["a table with semicolons", "c.csv.gz", `سن;کد;"شهر"\n20;۱;"تهران"\n50;۲;تهران\n"open;x\n50;۳;تهران;more\n`],
  ])("%s: what is rejected or repeated is left out, and told", async (_, name, text) => {
    expect(await counted(textFile(text), { data: `vscode-vfs://a/${name}` })).toMatchObject({
      customers: 2,
      rejected: { records: expect.any(Number), key: "۳" },
      complete: true,
      counts: new Map([
        ["سن‌ها.جوان", 1],
        ["سن‌ها.پیر", 1],
      ]),
      values: new Map([["شهر", [{ value: "تهران", customers: 2 }]]]),
    });
  });

  it("of a large text the beginning is read, and that is said", async () => {
    expect(await counted(textFile(LINES), { limit: LINES.indexOf("\n") + 5 })).toMatchObject({
      customers: 1,
      complete: false,
    });
  });

  it("what cannot be read is said in a sentence", async () => {
    expect(await counted({ kind: "absent" })).toBe("The sample data cannot be read: there is no file c.ndjson.");
    expect(await counted({ kind: "unreadable", reason: "it is a folder" })).toContain("it is a folder");
    expect(await counted(textFile(" \n"))).toMatch(/^`c\.ndjson` is empty/);
  });

  it("a table without a column that is wanted is told of by its name", async () => {
    const message = await counted(textFile("کد,شهر\n1,تهران\n"), { data: "vscode-vfs://a/c.csv" });
    expect(message).toMatch(/`سن`/);
  });

  it.each([
    ["in an object around them", `{\n "data": { "list": ${JSON.stringify(RECORDS)} }\n}\n`],
    ["in pages, one a line", RECORDS.map((each) => `{"data":{"list":[${JSON.stringify(each)}]}}\n`).join("")],
  ])("customers inside of JSON are found %s", async (_, text) => {
    const source = `//- seg.json\n{ "sampleData": "c.ndjson", "sampleDataPath": "data.list" }\n//- main.seg\n${PROGRAM}`;
    const task = { texts: textsOf(programView(source).view), data: TASK.data };
    expect(await result(textFile(text), task)).toMatchObject({ report: { customers: 2, complete: true } });
    expect(await readerOf(textFile(text)).reader.explain(task, "۲")).toMatchObject({ kind: "text" });
  });

  it("where the path leads to nothing, the keys that are there are told", async () => {
    const source = `//- seg.json\n{ "sampleData": "c.ndjson", "sampleDataPath": "data.lst" }\n//- main.seg\n${PROGRAM}`;
    const task = { texts: textsOf(programView(source).view), data: TASK.data };
    const text = `{ "data": { "list": ${JSON.stringify(RECORDS)} } }`;
    const message = expect.stringContaining("`data.list`");
    expect(await result(textFile(text), task)).toMatchObject({ kind: "failed", message });
    expect(await readerOf(textFile(text)).reader.explain(task, "۲")).toMatchObject({ kind: "failed", message });
  });

  it("of a list that is too large the beginning is read, too", async () => {
    const text = JSON.stringify(RECORDS);
    const data = "vscode-vfs://a/c.json";
    expect(await counted(textFile(text), { limit: text.length - 60, data })).toMatchObject({
      customers: 2,
      complete: false,
    });
  });

  it("a large table is read to its last whole row", async () => {
    const table = "کد,سن,شهر\n۱,20,تهران\n۲,50,شیراز\n";
    const data = "vscode-vfs://a/c.csv";
    expect(await counted(textFile(table), { limit: table.length - 3, data })).toMatchObject({
      customers: 1,
      complete: false,
    });
  });

  it.each([
    ["CSV", "id,total\na,6\nb,7\na,6\n"],
    ["JSON", '{"id":"a","total":6}\n{"id":"b","total":7}\n{"id":"a","total":6}\n'],
  ])("rows of one customer are put together: %s", async (_, rows) => {
    const program = `customer { id: text key, orders: list of { total: number } from rows }
segment Big where sum(orders.total) > 10
`;
    const task = { texts: textsOf(programView(program).view), data: "vscode-vfs://a/c.csv" };
    const { reader } = readerOf(textFile(rows));
    expect(await result(textFile(rows), task)).toMatchObject({
      report: { customers: 2, counts: new Map([["Big", 1]]) },
    });
    expect(await reader.explain(task, "a")).toMatchObject({ text: expect.stringMatching(/Customer a \(line [12]\)/) });
    expect(await reader.explain(task, "c")).toEqual({
      kind: "failed",
      message: "None of the 2 records is the customer `c`.",
    });
  });

  it.each([
    [
      "by themselves",
      "",
      '{"id":"b","city":"TEHRAN","orders":[]}\n{"id":"a","city":"Tehran","orders":[]}\n',
      'city = "Tehran"',
    ],
    ["made of rows", "from rows", "id,city,total\nb,Qom,1\na,Tehran,6\n", 'city = "Tehran"'],
  ])("texts are shown as the customer's record has them: customers %s", async (_, rows, data, expected) => {
    const program = `customer { id: text key, city: text folded, orders: list of { total: number } ${rows} }
segment Capital where city = "tehran"
`;
    const task = { texts: textsOf(programView(program).view), data: "vscode-vfs://a/c.csv" };
    const text = expect.stringContaining(expected);
    expect(await readerOf(textFile(data)).reader.explain(task, "a")).toMatchObject({ text });
  });

  it("others have their turn between records, and may stop it", async () => {
    const { reader, turns } = readerOf(textFile(LINES), { slice: 0 });
    const news: SampleNews[] = [];
    const stop = reader.count(TASK, (each) => news.push(each));
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    stop();
    const before = turns();
    expect(before).toBeGreaterThan(0);
    for (let wait = 0; wait < 20; wait += 1) await new Promise((resolve) => setImmediate(resolve));
    expect([turns() - before, news]).toEqual([0, []]);
  });

  it("a customer is found by key", async () => {
    const { reader } = readerOf(textFile(LINES));
    expect(await reader.explain(TASK, "۲")).toMatchObject({
      kind: "text",
      text: expect.stringMatching(/^Customer ۲ \(line 2\)[\s\S]*سن‌ها {2}→ پیر/),
    });
    expect(await reader.explain(TASK, "۹")).toMatchObject({ kind: "failed" });
  });
});
