import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { outcomeOf, startSeg, Workspace } from "./seg.js";

const PROGRAM = `customer { id: text key  city: text folded  age: integer 0..120  spent: number? 0.. }
criterion Age exhaustive {
  segment Young where age < 30
  segment Old where age >= 30
}
criterion Place overlapping {
  segment Tehran where city = "Tehran"
  segment شیراز where city in ["Shiraz", "شیراز"]
}
`;
const CUSTOMERS = `id,city,age,spent
a,Tehran,20,5.5
b, SHIRAZ ,40,
c,شيراز,29,12
`;
const WITH_REJECTS = `${CUSTOMERS}d,Qom,abc,1\ne,Qom,300,1\n`;

function shop(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  return new Workspace({ "shop.seg": PROGRAM, "customers.csv": CUSTOMERS, ...files });
}

/** Anything that a run begins but does not complete would lie beside the file. */
function namesIn(folder: Workspace): string[] {
  return readdirSync(folder.path).sort();
}

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

describe("--out", () => {
  test.each([
    ["out.ndjson", '{"id":"a","Age":"Young","Place":["Tehran"]}\n{"id":"b","Age":"Old","Place":["شیراز"]}\n'],
    ["out.csv", "id,Age,Place\r\na,Young,Tehran\r\nb,Old,شیراز\r\n"],
    ["out.json", '[\n  {"id":"a","Age":"Young","Place":["Tehran"]},\n  {"id":"b"'],
  ])("%s", async (name, beginning) => {
    const folder = shop();
    const { status, stderr } = await folder.seg(["run", "--data", "customers.csv", "--out", name]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: `Wrote 3 customers to \`${name}\`.\n` });
    expect(folder.read(name).slice(0, beginning.length)).toBe(beginning);
  });

  test("is ranked by --sort-by", async () => {
    const folder = shop();
    await folder.seg(["run", "--data", "customers.csv", "--out", "out.csv", "--sort-by", "spent * 2"]);
    const keys = folder
      .read("out.csv")
      .trim()
      .split("\r\n")
      .map((line) => line.split(",")[0]);
    expect(keys).toEqual(["id", "c", "a", "b"]);
  });

  test("--csv-safe leaves no formula for a spreadsheet", async () => {
    const folder = shop({ "customers.csv": "id,city,age\n=cmd|' /C calc'!A0,Tehran,20\n" });
    await folder.seg(["run", "--data", "customers.csv", "--out", "out.csv", "--csv-safe"]);
    expect(folder.read("out.csv")).toContain("\r\n\"'=cmd");
  });

  test.each<[string, string[], RegExp]>([
    ["an ending that says no format", ["--out", "out.xml"], /out\.xml/],
    ["a folder", ["--out", "folder"], /folder/],
    ["a folder that is not there", ["--out", "nowhere/out.csv"], /nowhere/],
  ])("%s: a clear message, status 2, nothing left behind", async (_, words, message) => {
    const folder = shop({ "folder/x": "" });
    const before = namesIn(folder);
    const { status, stderr } = await folder.seg(["run", "--data", "customers.csv", ...words]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(namesIn(folder)).toEqual(before);
  });

  test.runIf(existsSync("/dev/full"))("a full disk: a clear message, status 2, nothing left behind", async () => {
    const folder = shop();
    const rows = Array.from({ length: 20_000 }, (_, index) => `k${index},Tehran,20,1`);
    folder.write("many.csv", `id,city,age,spent\n${rows.join("\n")}\n`);
    const before = namesIn(folder);
    const words = ["run", "--data", "many.csv", "--rejects", "rejects.ndjson"];
    const toFull = await folder.seg([...words, "--out", "/dev/full"]);
    expect(toFull.status).toBe(2);
    expect(toFull.stderr).toMatch(/\/dev\/full/);
    expect(namesIn(folder)).toEqual(before);
  });

  test.runIf(existsSync("/dev/full"))("a summary that cannot be written is told too", async () => {
    const folder = shop();
    const { spawnSync } = await import("node:child_process");
    const script = new URL("../../cli/dist/seg.mjs", import.meta.url).pathname;
    const { status, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${script}" check > /dev/full`], {
      cwd: folder.path,
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stderr).toContain("the disk is full");
    expect(stderr).not.toMatch(/ENOSPC|\n +at /);
  });

  test("never replaces a file of the program", async () => {
    const places = "name\nTehran\n";
    const files = { "seg.json": "{}\n", "places.csv": places };
    const folder = shop(files);
    folder.write(
      "shop.seg",
      `list places from "places.csv" column "name"\n${PROGRAM}segment Near where city in places\n`,
    );
    for (const option of ["--out", "--rejects"]) {
      for (const file of ["places.csv", "./seg.json"]) {
        const refused = await folder.seg(["run", "--data", "customers.csv", option, file]);
        expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("belongs to the program") });
      }
    }
    expect(folder.read("places.csv")).toBe(places);
    expect(folder.read("seg.json")).toBe(files["seg.json"]);
  });

  test("an option that is given twice is not the one given last", async () => {
    const folder = shop();
    const refused = await folder.seg(["run", "--data", "customers.csv", "--out", "a.csv", "--out", "b.csv"]);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("`--out` is given twice") });
    expect(namesIn(folder)).toEqual(["customers.csv", "shop.seg"]);
  });
});

describe("--segment", () => {
  test("lists the members, a key a line", async () => {
    const { status, stdout, stderr } = await shop().seg(["run", "--data", "customers.csv", "--segment", "Young"]);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "a\nc\n",
      stderr: "2 members of `Age.Young`, of 3 customers\n",
    });
  });

  test("--sort-by adds the value, largest first, missing last", async () => {
    const folder = shop({ "customers.csv": `${CUSTOMERS}x,Qom,20,\n` });
    const { stdout } = await folder.seg(["run", "--data", "customers.csv", "--segment", "Young", "--sort-by", "spent"]);
    expect(stdout).toBe("c\t12\na\t5.5\nx\t–\n");
  });

  test("--sort-by is exact, also where no double is", async () => {
    const folder = new Workspace({
      "s.seg": "customer { id: text key l: list of { p: number } }\ncriterion A { segment Some where any l }\n",
      "c.ndjson": [
        '{"id":"C","l":[{"p":9007199254740991},{"p":1}]}',
        '{"id":"D","l":[{"p":9007199254740991},{"p":2}]}',
        '{"id":"E","l":[{"p":0.1},{"p":0.2}]}',
        '{"id":"F","l":[{"p":0.3}]}',
      ].join("\n"),
    });
    const words = ["run", "--data", "c.ndjson", "--segment", "Some", "--sort-by"];
    const { stdout } = await folder.seg([...words, "sum(l.p)"]);
    expect(stdout).toBe("D\t9007199254740993\nC\t9007199254740992\nE\t0.3\nF\t0.3\n");
    const { stdout: thirds } = await folder.seg([...words, "sum(l.p) / 3"]);
    expect(thirds).toBe("D\t3002399751580331\nC\t3002399751580330.5\nE\t0.1\nF\t0.1\n");
  });

  test("json", async () => {
    const words = [
      "run",
      "--data",
      "customers.csv",
      "--segment",
      "Age.Young",
      "--sort-by",
      "spent",
      "--format",
      "json",
    ];
    const { stdout } = await shop().seg(words);
    expect(JSON.parse(stdout)).toEqual([
      { key: "c", value: 12 },
      { key: "a", value: 5.5 },
    ]);
  });

  test.each<[string, string[], RegExp]>([
    ["a segment mistyped", ["--segment", "Yung"], /no segment `Yung`\. Did you mean `.*Young`/],
    ["a field mistyped", ["--sort-by", "spnt"], /--sort-by:1:1 {2}error[\s\S]*1 │ spnt\n[\s\S]*1 │ spent\n/],
    ["no expression", ["--sort-by", "spent +"], /--sort-by:1:[78] {2}error[\s\S]*1 │ spent \+\n/],
    ["a mistake in a later line", ["--sort-by", "spent\n  + agee"], /--sort-by:2:5 {2}error/],
    ["two declarations", ["--sort-by", "spent define x = 1"], /--sort-by/],
    ["a list", ["--sort-by", "[1, 2]"], /--sort-by/],
    ["a day that is none", ["--as-of", "2026-02-30"], /--as-of.*2026-02-30/],
  ])("%s: status 2", async (_, words, message) => {
    const { status, stdout, stderr } = await shop().seg(["run", "--data", "customers.csv", ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  test("a reader who has seen enough ends it quietly", async () => {
    const folder = shop();
    const rows = Array.from({ length: 50_000 }, (_, index) => `customer-${index},Tehran,20,1`);
    folder.write("many.csv", `id,city,age,spent\n${rows.join("\n")}\n`);
    const child = startSeg(["run", "--data", "many.csv", "--segment", "Young"], { cwd: folder.path });
    child.stdin.end();
    child.stdout.once("data", () => child.stdout.destroy());
    const { status, stderr } = await outcomeOf(child);
    expect(status).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|bug of its own/);
  });
});

describe("a disk that is full", () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => `${index},Tehran ${index * 7919},20,${index}\n`).join("");

  test.skipIf(process.platform === "win32").each(["csv", "ndjson.gz", "parquet"])(
    "leaves what was there, and tells how far the run came: %s",
    async (ending) => {
      const folder = shop({ "many.csv": `id,city,age,spent\n${rows}`, [`out.${ending}`]: "as it was" });
      const before = namesIn(folder);
      const words = ["run", "--data", "many.csv", "--out", `out.${ending}`];
      const { status, stderr } = await folder.seg(words, { fileLimit: 40 });
      expect(status).toBe(2);
      expect(stderr).toMatch(/cannot be written[\s\S]*Stopped after [\d,]+ records; no output was left behind\./);
      expect(folder.read(`out.${ending}`)).toBe("as it was");
      expect(namesIn(folder)).toEqual(before);
    },
  );
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

describe("Ctrl-C, or another signal that stops", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)(
    "%s in the middle of a run: says how far it came, leaves no half of a file, status %d",
    async (signal, expected) => {
      const folder = shop();
      const before = namesIn(folder);
      // An endless input: the run cannot be over before it is stopped.
      const child = startSeg(["run", "--data", "-", "--out", "out.csv", "--rejects", "rejects.ndjson"], {
        cwd: folder.path,
      });
      const feed = feedForever(child);
      const done = outcomeOf(child);
      await until(() => namesIn(folder).length > before.length);
      expect(namesIn(folder)).not.toContain("out.csv");
      child.kill(signal);
      const { status, stderr } = await done;
      clearInterval(feed);
      expect(status).toBe(expected);
      expect(stderr).toMatch(/[Ii]nterrupted after [\d,]+ records?; no output was left behind/);
      expect(namesIn(folder)).toEqual(before);
    },
  );

  test("a bug in the middle of a run: status 70, what to report, and no half of a file", async () => {
    // A stand-in for any bug: an exception thrown while the run is at work.
    const folder = shop({ "bug.mjs": 'process.on("SIGUSR2", () => { throw new Error("a bug on demand"); });\n' });
    const before = namesIn(folder);
    const child = startSeg(["run", "--data", "-", "--out", "out.csv", "--rejects", "rejects.ndjson"], {
      cwd: folder.path,
      env: { NODE_OPTIONS: `--import=${pathToFileURL(join(folder.path, "bug.mjs"))}` },
    });
    const feed = feedForever(child);
    const done = outcomeOf(child);
    await until(() => namesIn(folder).length === before.length + 2);
    child.kill("SIGUSR2");
    const { status, stderr } = await done;
    clearInterval(feed);
    expect(status).toBe(70);
    expect(stderr).toMatch(
      /bug of its own[\s\S]*No file was left half written[\s\S]*command {2}seg run[\s\S]*a bug on demand/,
    );
    expect(namesIn(folder)).toEqual(before);
  });

  test("while waiting for standard input", async () => {
    const folder = shop();
    const child = startSeg(["run", "--data", "-"], { cwd: folder.path });
    const done = outcomeOf(child);
    child.stdin.write("id,city,age,spent\na,Tehran,20,1\n");
    // Started far enough to have its handlers in place.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill("SIGINT");
    expect((await done).status).toBe(130);
    child.stdin.destroy();
  });
});

/** Writes customers without end, thousands at a time, to the standard input of a run. */
function feedForever({ stdin }: ReturnType<typeof startSeg>): NodeJS.Timeout {
  stdin.on("error", () => {});
  stdin.write("id,city,age,spent\n");
  let number = 0;
  const chunk = () => Array.from({ length: 20_000 }, () => `k${number++},Tehran,20,1\n`).join("");
  return setInterval(() => stdin.write(chunk()), 20);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
