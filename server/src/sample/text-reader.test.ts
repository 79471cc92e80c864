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

function counted(found: FileText, more: { readonly limit?: number; readonly slice?: number } = {}) {
  return new Promise<SampleReport | string>((resolve) => {
    readerOf(found, more).reader.count(TASK, (news) => {
      if (news.kind === "failed") resolve(news.message);
      else if (news.report.finished) resolve(news.report);
    });
  });
}

describe("sample data without threads", () => {
  it.each([
    ["one object a line", LINES],
    ["a list", JSON.stringify(RECORDS)],
  ])("%s: what is rejected or repeated is left out", async (_, text) => {
    expect(await counted(textFile(text))).toMatchObject({
      customers: 2,
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
    expect(await counted(textFile("a,b\n1,2"))).toContain("only JSON");
    expect(await counted(textFile("[1,2,3]"), { limit: 3 })).toContain("too large");
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
