import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { type CountingOptions, countCustomers, explainCustomer } from "./node-sample-tasks.js";
import { uriOfDisk } from "./program/uris.js";
import { textsOf } from "./sample/program-texts.js";
import { SAMPLE_LIMITS, type SampleNews, type SampleReport, type SampleTask } from "./sample/sample-reader.js";
import { programView } from "./testing/view.js";

const base = mkdtempSync(join(tmpdir(), "seg-sample-"));
afterAll(() => rmSync(base, { recursive: true }));

let number = 0;
function taskOf(source: string, content: string | Uint8Array, name: string): SampleTask {
  number += 1;
  const path = join(base, `${number}-${name}`);
  writeFileSync(path, content);
  return { texts: textsOf(programView(source).view), data: uriOfDisk(path) };
}

async function newsOf(task: SampleTask, options: Partial<CountingOptions> = {}): Promise<readonly SampleNews[]> {
  const news: SampleNews[] = [];
  await countCustomers(task, { limits: SAMPLE_LIMITS, tell: (each) => news.push(each), ...options });
  return news;
}

async function reportOf(task: SampleTask, options: Partial<CountingOptions> = {}): Promise<SampleReport> {
  const last = (await newsOf(task, options)).at(-1)!;
  if (last.kind === "failed") throw new Error(last.message);
  expect(last.report.finished).toBe(true);
  return last.report;
}

const SHOP = `
//- شهر.seg
customer {
  کد: text key
  سن: integer 0..120
  شهر: text folded
  سطح: "طلایی" | "نقره‌ای"
  نشان‌ها: list of text
  خریدها: list of { کانال: text, مبلغ: number }
}
list پایتخت‌ها from "cities.txt"
criterion سن‌ها ordered {
  segment کودک where سن < 18
  segment جوان where سن < 40
  otherwise بقیه
}
criterion مکان overlapping {
  segment پایتخت where شهر in پایتخت‌ها
  segment خریدار where any خریدها where مبلغ > 10
}
//- cities.txt
تهران
`;

const CUSTOMERS = [
  { کد: "۱", سن: 12, شهر: "تهران", سطح: "طلایی", نشان‌ها: ["نو", "نو"], خریدها: [] },
  { کد: "۲", سن: 30, شهر: "تهران", سطح: "طلایی", نشان‌ها: ["نو"], خریدها: [{ کانال: "وب", مبلغ: 20 }] },
  {
    کد: "۳",
    سن: 50,
    شهر: "شیراز",
    سطح: "نقره‌ای",
    نشان‌ها: [],
    خریدها: [
      { کانال: "وب", مبلغ: 5 },
      { کانال: "وب", مبلغ: 6 },
    ],
  },
  { کد: "۴", سن: 400, شهر: "شیراز", سطح: "نقره‌ای", نشان‌ها: [], خریدها: [] },
];

describe("counting", () => {
  const expected = {
    customers: 3,
    complete: true,
    counts: new Map([
      ["سن‌ها.کودک", 1],
      ["سن‌ها.جوان", 1],
      ["سن‌ها.بقیه", 1],
      ["مکان.پایتخت", 2],
      ["مکان.خریدار", 1],
    ]),
    values: new Map([
      [
        "شهر",
        [
          { value: "تهران", customers: 2 },
          { value: "شیراز", customers: 1 },
        ],
      ],
      [
        "سطح",
        [
          { value: "طلایی", customers: 2 },
          { value: "نقره‌ای", customers: 1 },
        ],
      ],
      ["نشان‌ها", [{ value: "نو", customers: 2 }]],
      ["خریدها.کانال", [{ value: "وب", customers: 2 }]],
    ]),
  };

  it.each([
    ["a.ndjson", CUSTOMERS.map((each) => JSON.stringify(each)).join("\n")],
    ["a.json", JSON.stringify(CUSTOMERS, null, 1)],
    ["a.ndjson.gz", gzipSync(CUSTOMERS.map((each) => JSON.stringify(each)).join("\n"))],
  ])("%s: segments and values, the rejected left out", async (name, content) => {
    expect(await reportOf(taskOf(SHOP, content, name))).toMatchObject(expected);
  });

  it("CSV, with semicolons and missing cells", async () => {
    const program = 'customer { کد: text key, شهر: text?, سن: integer }\nsegment `شهر ما` where شهر = "شیراز"';
    const csv = "\ufeffکد;شهر;سن\r\n۱;شیراز;20\r\n۲;;30\r\n۳;شیراز;x\r\n";
    const report = await reportOf(taskOf(program, csv, "a.csv"));
    expect(report).toMatchObject({ customers: 2, complete: true });
    expect([...report.counts]).toEqual([["`شهر ما`", 1]]);
    expect([...report.values]).toEqual([["شهر", [{ value: "شیراز", customers: 1 }]]]);
  });

  it.each([
    ["one that can be explained", '{"id":"a","n":1}\n{"id":"b","n":"x"}\n{"id":"c"}\n', { records: 2, key: "b" }],
    ["one whose key came before: not by that key", '{"id":"a","n":1}\n{"id":"a","n":1}\n', { records: 1, key: null }],
    ["none", '{"id":"a","n":1}\n', null],
  ])("how many are rejected, and %s", async (_, data, rejected) => {
    const program = "customer { id: text key, n: number }\nsegment A where n > 0";
    expect(await reportOf(taskOf(program, data, "a.ndjson"))).toMatchObject({ rejected });
  });

  it("a customer of two segments that overlap by mistake counts in both", async () => {
    const program = "customer { id: integer key }\ncriterion C { segment A where id > 1 segment B where id > 2 }";
    const report = await reportOf(taskOf(program, '{"id":1}\n{"id":2}\n{"id":3}', "a.ndjson"));
    expect([...report.counts]).toEqual([
      ["C.A", 2],
      ["C.B", 1],
    ]);
  });

  it("of thousands of values the most frequent are told, and no more", async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => ({
      id: at,
      city: at % 2 === 0 ? `c${at % 60}` : `rare ${at}`,
      note: "x".repeat(101),
    }));
    const program = "customer { id: integer key, city: text, note: text }";
    const { values } = await reportOf(taskOf(program, rows.map((row) => JSON.stringify(row)).join("\n"), "a.ndjson"));
    expect([...values.keys()]).toEqual(["city"]);
    const cities = values.get("city")!;
    expect(cities).toHaveLength(50);
    expect(cities.slice(0, 30).map(({ customers }) => customers)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(cities.slice(30).every(({ value }) => value.startsWith("rare"))).toBe(true);
  });

  const MANY = Array.from({ length: 100_000 }, (_, at) => `{"id":${at},"city":"تهران"}`).join("\n");
  const LARGE = "customer { id: integer key, city: text }\nsegment A where id >= 0";

  it("is told while it goes on: the numbers grow, and the last are all", async () => {
    const news = await newsOf(taskOf(LARGE, MANY, "a.ndjson"), { interval: 0 });
    const reports = news.map((each) => (each.kind === "report" ? each.report : null)!);
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.map(({ finished, complete }) => [finished, complete])).toEqual([
      ...reports.slice(1).map(() => [false, false]),
      [true, true],
    ]);
    for (const [index, { customers, share, counts }] of reports.entries()) {
      expect(counts.get("A")).toBe(customers);
      expect(customers).toBeGreaterThanOrEqual(reports[index - 1]?.customers ?? 0);
      expect(share).toBeGreaterThanOrEqual(reports[index - 1]?.share ?? 0);
    }
    expect(reports.at(-1)?.customers).toBe(100_000);
  });

  it.each([[{ customers: 20_000, bytes: 1e9 }], [{ customers: 1e9, bytes: 1_000_000 }]])(
    "reads no more than %o, and says so",
    async (limits) => {
      const { customers, complete } = await reportOf(taskOf(LARGE, MANY, "a.ndjson"), { limits });
      expect(complete).toBe(false);
      expect(customers).toBeGreaterThan(10_000);
      expect(customers).toBeLessThan(50_000);
    },
  );

  it("a file of just as many customers is complete", async () => {
    const limits = { customers: 100_000, bytes: 1e9 };
    expect(await reportOf(taskOf(LARGE, MANY, "a.ndjson"), { limits })).toMatchObject({
      customers: 100_000,
      complete: true,
    });
  });

  it("a file that is no data, is not there, or has not the columns: one sentence", async () => {
    const failure = async (task: SampleTask) => (await newsOf(task)).map(({ kind }) => kind);
    expect(await failure(taskOf(LARGE, new Uint8Array([0, 1, 2, 0xff, 0, 9]), "a.bin"))).toEqual(["failed"]);
    expect(await failure(taskOf(LARGE, "a,b\n1,2\n", "a.csv"))).toEqual(["failed"]);
    expect(await failure({ ...taskOf(LARGE, "", "a.csv"), data: uriOfDisk(join(base, "none.csv")) })).toEqual([
      "failed",
    ]);
    expect(await failure({ ...taskOf(LARGE, "", "a.csv"), data: uriOfDisk(base) })).toEqual(["failed"]);
    const wide = `customer { ${Array.from({ length: 30 }, (_, index) => `f${index}: text`).join(" ")} }`;
    expect(await newsOf(taskOf(wide, "a,b\n1,2\n", "a.csv"))).toEqual([
      {
        kind: "failed",
        message: expect.stringMatching(/`f0`.*`f1`.*And 28 more of this file: `seg run` lists them\.$/),
      },
    ]);
    expect(await failure(taskOf("segment A where 1 = 1", '{"id":1}', "a.ndjson"))).toEqual(["failed"]);
  });
});

describe("a customer", () => {
  const NDJSON = CUSTOMERS.map((each) => JSON.stringify(each)).join("\n");

  it("is explained, with conditions as they were written and the values seen", async () => {
    const found = await explainCustomer(taskOf(SHOP, NDJSON, "a.ndjson"), "۲");
    expect(found.kind).toBe("text");
    const { text } = found as { text: string };
    expect(text).toMatch(/^Customer ۲ \(line 2\), as of \d{4}-/);
    expect(text).toContain("سن‌ها  → جوان");
    expect(text).toContain("✓ جوان   سن < 40   سن = 30");
    expect(text).toContain("✗ کودک   سن < 18   سن = 30");
    expect(text).toContain("1 of 1");
  });

  it("is found where the record is rejected, too, and said to be absent where there is none", async () => {
    const task = taskOf(SHOP, NDJSON, "a.ndjson");
    expect(await explainCustomer(task, "۴")).toMatchObject({ kind: "text", text: expect.stringContaining("rejected") });
    expect(await explainCustomer(task, "۵")).toEqual({
      kind: "failed",
      message: "None of the 4 records is the one whose `کد` is `۵`.",
    });
    const without = taskOf("customer { n: integer }\nsegment A where n > 1", '{"n":1}\n{"n":2}', "a.ndjson");
    expect(await explainCustomer(without, "2")).toMatchObject({ text: expect.stringContaining("Customer 2 (line 2)") });
  });
});
