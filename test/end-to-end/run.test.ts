import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CUSTOMERS, PROGRAM, shop, WITH_REJECTS } from "./shop.js";

test("sample data inside of JSON are read by the path that seg.json says", async () => {
  const customers = [{ id: "a", city: "Qom", age: 20 }];
  const folder = shop({
    "seg.json": '{"sampleData":"page.json","sampleDataPath":"data.list"}',
    "page.json": JSON.stringify({ total: 1, data: { list: customers } }),
  });
  const { stdout } = await folder.seg(["run", "--format", "json"]);
  expect(JSON.parse(stdout)).toMatchObject({ accepted: 1, rejected: 0 });
  expect((await folder.seg(["explain", "--customer", "a"])).stdout).toMatch(/Age\s.*Young/);
  expect((await folder.seg(["run", "--path", "data"])).stderr).toContain("--path data.list");
  // Of another file it says nothing.
  expect((await folder.seg(["run", "--data", "customers.csv"])).status).toBe(0);
  folder.write("seg.json", '{"sampleData":"page.json","sampleDataPath":"data..list"}');
  expect(await folder.seg(["run"])).toMatchObject({ status: 2, stderr: expect.stringContaining("`sampleDataPath`") });
});

describe("the summary", () => {
  test("counts each segment, largest first", async () => {
    const { status, stdout, stderr } = await shop().seg(["run", "--data", "customers.csv", "--as-of", "2026-11-22"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("3 customers, as of 2026-11-22\n");
    expect(stdout).toMatch(/Age\n {2}Young +2 +66\.7 % {2}█+\S?\n {2}Old +1 +33\.3 %/);
    expect(stdout).toMatch(/شیراز +2 +66\.7 %/);
  });

  test("json has the same counts", async () => {
    const { status, stdout } = await shop().seg(["run", "--data", "customers.csv", "--format", "json"]);
    expect(status).toBe(0);
    const { accepted, criteria } = JSON.parse(stdout);
    expect(accepted).toBe(3);
    expect(criteria[0].segments).toMatchObject([
      { name: "Young", customers: 2, share: 2 / 3 },
      { name: "Old", customers: 1, share: 1 / 3 },
    ]);
  });

  test("standard input will do for a file", async () => {
    const { status, stdout } = await shop().seg(["run", "--data", "-"], { input: CUSTOMERS });
    expect(status).toBe(0);
    expect(stdout).toContain("3 customers");
  });

  test("without --data the sample data of seg.json are taken", async () => {
    const folder = shop({ "seg.json": '{ "sampleData": "customers.csv" }' });
    expect(await folder.seg(["run"])).toMatchObject({ status: 0, stdout: expect.stringContaining("3 customers") });
  });

  test("other encodings are read when they are named", async () => {
    const bytes = Buffer.from("id,city,age\na,", "latin1");
    const folder = shop({
      "data.csv": Buffer.concat([bytes, Buffer.from([0xd4, 0xed, 0xd1, 0xc7, 0xd2]), Buffer.from(",20\n")]),
    });
    const [unnamed, named] = await Promise.all([
      folder.seg(["run", "--data", "data.csv"]),
      folder.seg(["run", "--data", "data.csv", "--encoding", "windows-1256"]),
    ]);
    expect(unnamed.status).toBe(2);
    expect(unnamed.stderr).toContain("--encoding");
    expect(named.status).toBe(0);
    expect(named.stdout).toMatch(/شیراز +1 /);
  });
});

describe("customers inside an object", () => {
  const wrapped = JSON.stringify({ data: { people: [{ id: "a", city: "Tehran", age: 20 }] }, next: null });

  test("are read by --path, which the message without it names", async () => {
    const folder = shop({ "wrapped.json": wrapped });
    const [unnamed, named, explained] = await Promise.all([
      folder.seg(["run", "--data", "wrapped.json"]),
      folder.seg(["run", "--data", "wrapped.json", "--path", "data.people"]),
      folder.seg(["explain", "--data", "wrapped.json", "--path", "data.people", "--customer", "a"]),
    ]);
    expect(unnamed).toMatchObject({ status: 2, stderr: expect.stringContaining("`--path data.people`") });
    expect(named).toMatchObject({ status: 0, stdout: expect.stringMatching(/Young +1 /) });
    expect(explained).toMatchObject({ status: 0, stdout: expect.stringContaining("✓ Young") });
  });

  test("are compared by --data-path", async () => {
    const folder = shop({ "wrapped.json": wrapped });
    const words = ["diff", "shop.seg", "shop.seg", "--data", "wrapped.json", "--data-path"];
    const [compared, misspelt] = await Promise.all([
      folder.seg([...words, "data.people"]),
      folder.seg([...words, "data.poeple"]),
    ]);
    expect(compared).toMatchObject({ status: 0, stdout: expect.stringContaining("1 customer") });
    expect(misspelt).toMatchObject({ status: 2, stderr: expect.stringContaining("data.people") });
  });
});

describe("rejected records", () => {
  test("are counted and shown, and the status is 3", async () => {
    const folder = shop({ "customers.csv": WITH_REJECTS });
    const { status, stdout } = await folder.seg(["run", "--data", "customers.csv"]);
    expect(status).toBe(3);
    expect(stdout).toContain("2 records of 5 rejected (40.0 %)");
    expect(stdout).toMatch(/line 5 d\n {4}age: "abc" – This is no number/);
    expect(stdout).toMatch(/line 6 e\n {4}age: "300" – The value must be from 0 to 120\.\n/);
  });

  test("a value with line ends stays on its line", async () => {
    const folder = shop({ "customers.csv": 'id,city,age\na,Qom,"two\nlines"\n' });
    const { stdout } = await folder.seg(["run", "--data", "customers.csv"]);
    expect(stdout).toMatch(/\n {4}age: "two(⏎|\\n)lines" – /);
  });

  test.each([
    [[], "… and 5 more; --rejects FILE writes them all"],
    [["--rejects", "bad.csv"], "… and 5 more; all are in bad.csv"],
  ])("beyond the first ten are where they can be found %j", async (words, message) => {
    const rows = Array.from({ length: 15 }, (_, index) => `${index},Qom,x\n`).join("");
    const { stdout } = await shop({ "bad-ages.csv": `id,city,age\n${rows}` }).seg([
      "run",
      "--data",
      "bad-ages.csv",
      ...words,
    ]);
    expect(stdout).toContain(message);
  });

  test.each([
    ["rejects.csv", /^record,line,key,path,value,reason,code\r\n4,5,d,age,/],
    ["rejects.json", /^\[\n {2}\{"record":4,"line":5,"key":"d"[\s\S]*\}\n\]\n$/],
  ])("go to %s in its format", async (name, content) => {
    const folder = shop({ "customers.csv": WITH_REJECTS });
    await folder.seg(["run", "--data", "customers.csv", "--rejects", name]);
    expect(folder.read(name)).toMatch(content);
  });

  test.each([
    ["2", 0],
    ["1", 3],
    ["40%", 0],
    ["39.9%", 3],
  ])("--max-rejects %s: status %i", async (limit, expected) => {
    const folder = shop({ "customers.csv": WITH_REJECTS });
    expect((await folder.seg(["run", "--data", "customers.csv", "--max-rejects", limit])).status).toBe(expected);
  });

  test("all go to --rejects with their reasons", async () => {
    const folder = shop({ "customers.csv": WITH_REJECTS });
    await folder.seg(["run", "--data", "customers.csv", "--rejects", "rejects.ndjson"]);
    const rejects = folder
      .read("rejects.ndjson")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rejects).toMatchObject([
      { record: 4, line: 5, key: "d", path: "age", value: '"abc"', code: "SEG5005" },
      { record: 5, line: 6, key: "e", path: "age" },
    ]);
  });

  test("a customer in two segments of one criterion is ambiguous, in none of them, and told", async () => {
    const folder = shop({
      "shop.seg":
        "customer { id: text key  age: integer }\ncriterion Age { segment A where age < 30  segment B where age > 20 }",
    });
    const words = ["run", "--data", "customers.csv", "--out", "out.ndjson"];
    const { status, stdout } = await folder.seg(words);
    expect(status).toBe(3);
    expect(stdout).toMatch(/ambiguous +1 /);
    expect(stdout).toContain("1 customer in two segments of one criterion");
    expect(folder.read("out.ndjson")).toContain('{"id":"c","Age":null}');
    expect((await folder.seg([...words, "--max-rejects", "1"])).status).toBe(0);
  });
});

describe("data that cannot be read", () => {
  test.each<[string, string[], RegExp]>([
    ["no data named", [], /--data FILE/],
    ["a missing file", ["--data", "nowhere.csv"], /nowhere\.csv/],
    ["a folder", ["--data", "."], /folder/],
    ["an empty file", ["--data", "empty.csv"], /empty/],
    ["a program", ["--data", "zeros.csv"], /`zeros\.csv` does not look like a text file\./],
    ["a path that is none", ["--data", "customers.csv", "--path", "a..b"], /`--path` wants the keys/],
    ["a path into CSV", ["--data", "customers.csv", "--path", "a"], /`customers\.csv` is no JSON/],
    ["an encoding that is none", ["--data", "customers.csv", "--encoding", "klingon"], /klingon/],
  ])("%s: one clear message, status 2", async (_, words, message) => {
    const { status, stdout, stderr } = await shop({ "empty.csv": "", "zeros.csv": new Uint8Array(500) }).seg([
      "run",
      ...words,
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/ENOENT|EISDIR|\n +at /);
  });

  test("a required column that is not there: shown at the field, status 1", async () => {
    const folder = shop({ "customers.csv": "id,city,agee\na,Tehran,20\n" });
    const { status, stderr } = await folder.seg(["run", "--data", "customers.csv", "--out", "out.csv"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/shop\.seg:1:\d+ {2}error {2}SEG5101[\s\S]*agee/);
    expect(existsSync(join(folder.path, "out.csv"))).toBe(false);
  });

  test("a program with errors is not run, status 1", async () => {
    const folder = shop({ "shop.seg": PROGRAM.replace("age < 30", "aeg < 30") });
    const { status, stdout, stderr } = await folder.seg(["run", "--data", "customers.csv"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/shop\.seg:3:23 {2}error[\s\S]*was not run/);
  });

  test("a record of ten megabytes is read or rejected, never a crash", async () => {
    const folder = shop();
    const long = JSON.stringify({ id: "long", city: "x".repeat(10_000_000), age: 20 });
    folder.write("long.ndjson", `${long}\n{"id":"b","city":"Tehran","age":"${"y".repeat(10_000_000)}"}\n`);
    const { status, stdout } = await folder.seg(["run", "--data", "long.ndjson"]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/Young +1 /);
    expect(stdout.length).toBeLessThan(10_000);
  });
});
