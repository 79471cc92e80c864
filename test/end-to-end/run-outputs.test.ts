import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outcomeOf, startSeg, Workspace } from "./seg.js";
import { CUSTOMERS, namesIn, PROGRAM, shop } from "./shop.js";

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
