import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import { parseDataPath } from "../../src/records/json/data-path.js";
import type { RecordSource } from "../readers/bytes.js";
import { run } from "../run/run.js";
import { type InferOptions, inferCustomer } from "./infer.js";
import { parseSampleSize } from "./sample-size.js";

const folder = mkdtempSync(join(tmpdir(), "seg-infer-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): RecordSource {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { kind: "file", path };
}

async function inferred(files: readonly RecordSource[], options: Omit<InferOptions, "files"> = {}) {
  const result = await inferCustomer({ files, ...options });
  if (result.kind === "failed") throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return { ...result, fields: result.text.slice(result.text.indexOf("customer {")) };
}

/** Reads the file by the block: no error in the one, no reject of the other. */
async function expectReads(text: string, data: RecordSource): Promise<void> {
  const program = analyseProgram(inMemoryProgram(new Map([["customer.seg", text]])));
  expect(program.diagnostics, text).toEqual([]);
  const result = await run({ program, clock: createClock(program.model.settings), data });
  expect(result, text).toMatchObject({ kind: "completed", summary: { rejected: 0, problems: [] } });
}

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const exampleData = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:csv|ndjson|json)$/.test(name) && !/(?:seg|expected)\.json$/.test(name))
  .sort();

test.each(exampleData)("the block inferred from examples/%s reads it", async (name) => {
  const data: RecordSource = { kind: "file", path: join(examples, name) };
  const { text, notes } = await inferred([data]);
  expect(notes).toHaveLength(1);
  await expectReads(text, data);
});

const CSV = "id,city,spent\n1,تهران,۱۲٫۵\n2,Qom,3\n3,Rey,4\n";
const FIELDS = "customer {\n  id:    integer key\n  city:  text\n  spent: number 0..\n}\n";

describe("the same block comes from", () => {
  test.each([
    ["UTF-8 with a mark", `\ufeff${CSV}`],
    ["UTF-16", Buffer.from(`\ufeff${CSV}`, "utf16le")],
    ["gzip", gzipSync(CSV)],
    ["semicolons", CSV.replaceAll(",", ";")],
    ["lines that end in CRLF", CSV.replaceAll("\n", "\r\n")],
    [
      "NDJSON",
      '{"id":1,"city":"تهران","spent":12.5}\n{"id":2,"city":"Qom","spent":3}\n{"id":3,"city":"Rey","spent":4}\n',
    ],
    [
      "a JSON array",
      '[{"id":1,"city":"تهران","spent":12.5},{"id":2,"city":"Qom","spent":3},{"id":3,"city":"Rey","spent":4}]',
    ],
  ])("%s", async (what, content) => {
    const data = file(`${what.replaceAll(" ", "-")}.data`, content);
    const { fields, text } = await inferred([data]);
    expect(fields).toBe(FIELDS);
    await expectReads(text, data);
  });

  test("a stream", async () => {
    const stream: RecordSource = { kind: "stream", name: "standard input", stream: Readable.from([Buffer.from(CSV)]) };
    const { text } = await inferred([stream]);
    expect(text).toBe(`// From all 3 records of standard input.\n${FIELDS}`);
  });

  test("another encoding that is named", async () => {
    const bytes = Buffer.concat([
      Buffer.from("id,city\n1,"),
      Buffer.from([0xd4, 0xed, 0xd1, 0xc7, 0xd2]),
      Buffer.from("\n"),
    ]);
    const { fields } = await inferred([file("cp1256.csv", bytes)], { encoding: "windows-1256" });
    expect(fields).toBe("customer {\n  id:   integer key\n  city: text\n}\n");
  });
});

test("the customers inside an object", async () => {
  const data = file("wrapped.json", '{"data": {"people": [{"id": "a"}, {"id": "b"}]}, "next": null}');
  const failed = await inferCustomer({ files: [data] });
  expect(failed).toMatchObject({ kind: "failed", problems: [{ rule: "wrapped-json" }] });
  const { fields } = await inferred([data], { path: parseDataPath("data.people") });
  expect(fields).toBe("customer {\n  id: text key\n}\n");
});

describe("several files", () => {
  test("are taken together, and another shape is told", async () => {
    const one = file("one.csv", "id,city\n1,Rey\n");
    const two = file("two.ndjson", '{"id":2,"age":30}\n');
    const { fields, notes } = await inferred([one, two]);
    expect(fields).toBe("customer {\n  id:   integer key\n  city: text?\n  age:  integer?\n}\n");
    expect(notes.at(-1)).toContain("two.ndjson` is of another shape");
    expect(notes.at(-1)).toContain("it lacks `city` and also has `age`");
  });
});

test("records that no block reads are counted", async () => {
  const { notes, text } = await inferred([file("ragged.csv", "id,city\n1,Rey\n2,Qom,more\n3,Rey\n")]);
  expect(text).toContain("From all 2 records");
  expect(notes.at(-1)).toMatch(
    /^1 record of .* cannot be read and will be rejected; the first in line 3: The row has 3 cells/,
  );
});

test.each([
  ["empty.json", "[]", "nothing-to-infer"],
  ["header.csv", "a,a\n1,2\n", "nothing-to-infer"],
  ["nothing.csv", "", "empty-data"],
])("%s gives no block", async (name, content, rule) => {
  expect(await inferCustomer({ files: [file(name, content)] })).toMatchObject({ kind: "failed", problems: [{ rule }] });
});

test("what is interrupted is failed", async () => {
  const result = await inferCustomer({ files: [file("a.csv", CSV)], signal: AbortSignal.abort() });
  expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "run-interrupted" }] });
});

describe("a sample", () => {
  const COUNT = 20_000;
  const number = (index: number) => String(index).padStart(6, "0");
  const note = (index: number) => (index % 7 === 0 ? '"two\nlines, with commas, and ""quotes"""' : "plain");
  const rows = Array.from(
    { length: COUNT },
    (_, at) => `c${number(at)},Rey,${note(at)},${at < 15_000 ? at : `${at}.5`}`,
  );
  const customers = Array.from({ length: COUNT }, (_, at) =>
    JSON.stringify({
      id: `c${number(at)}`,
      orders: [
        { total: 1, on: "2024-01-01" },
        { total: 2, on: "2024-01-01" },
      ],
      spent: at < 15_000 ? at : at + 0.5,
    }),
  );
  const files: readonly (readonly [name: string, content: string])[] = [
    ["large.csv", `id,city,note,spent\n${rows.join("\n")}\n`],
    ["large.ndjson", `${customers.join("\n")}\n`],
    ["large.json", `[\n${customers.join(",\n")}\n]\n`],
    ["dense.json", `[${customers.join(",")}]`],
  ];

  test.each(files)("of %s comes from its beginning and from places spread over it", async (name, content) => {
    const data = file(name, content);
    const { fields, text, notes } = await inferred([data], { sample: { kind: "characters", count: 200_000 } });
    // Only what stands far behind the beginning is no whole number.
    expect(fields).toMatch(/spent: number 0\.\./);
    expect(fields).toContain("// Unique in the sample");
    expect(text).toMatch(/^\/\/ From a sample of /);
    expect(notes[0]).toMatch(/from its beginning and from 3[12] places spread over it/);
    await expectReads(text, data);
  });

  const unsearchable: readonly (readonly [name: string, content: Uint8Array, path: string | null])[] = [
    ["large.csv.gz", gzipSync(files[0]![1]), null],
    ["large.ndjson.gz", gzipSync(files[1]![1]), null],
    ["large, UTF-16.csv", Buffer.from(`\ufeff${files[0]![1]}`, "utf16le"), null],
    ["wrapped.json", Buffer.from(`{"customers":${files[3]![1]}}`), "customers"],
  ];
  test.each(unsearchable)("of %s comes from all of it, too", async (name, content, path) => {
    const options: Omit<InferOptions, "files"> = path === null ? {} : { path: parseDataPath(path) };
    const data = file(name, content);
    const { fields, text, notes } = await inferred([data], {
      ...options,
      sample: { kind: "characters", count: 200_000 },
    });
    expect(fields).toMatch(/spent: number 0\.\./);
    expect(text).toMatch(/^\/\/ From a sample of /);
    expect(notes[0]).toMatch(/from its beginning and from [3-6]\d places spread over it/);
    const whole = await inferred([data], { ...options, sample: { kind: "characters", count: 20_000_000 } });
    expect(whole.notes[0]).toContain("Read all 20,000 records");
  });

  test("is counted in records where that is asked for", async () => {
    const { text } = await inferred([file("counted.csv", files[0]![1])], { sample: { kind: "records", count: 640 } });
    expect(text).toContain("a sample of 640 records");
  });

  test("is all where that is asked for", async () => {
    const { text } = await inferred([file("all.csv", files[0]![1])], { sample: { kind: "all" } });
    expect(text).toContain("From all 20,000 records");
  });

  test("of a stream is its beginning", async () => {
    const stream: RecordSource = {
      kind: "stream",
      name: "standard input",
      stream: Readable.from([Buffer.from(files[1]![1])]),
    };
    const { notes } = await inferred([stream], { sample: { kind: "records", count: 100 } });
    expect(notes[0]).toContain("100 records");
    expect(notes[0]).not.toContain("places");
  });
});

test.each([
  ["all", { kind: "all" }],
  ["10000", { kind: "records", count: 10_000 }],
  ["1.5MB", { kind: "characters", count: 1_500_000 }],
  ["2 gb", { kind: "characters", count: 2_000_000_000 }],
  ["0", null],
  ["1.5", null],
  ["-3", null],
  ["many", null],
])("--sample %s", (text, size) => {
  expect(parseSampleSize(text)).toEqual(size);
});
