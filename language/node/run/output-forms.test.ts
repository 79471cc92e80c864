import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "seg-forms-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CRITERIA = `
criterion Age { segment Young where age < 30 segment \`علی, the old\` where age >= 60 }
criterion \`a "list"\` overlapping { segment Even where even segment Small where age < 40 }
define even = age in [20, 30, 40, 50, 60]
`;

interface Done {
  readonly out: string;
  readonly rejects: string;
}

/** Runs a small program over customers, and names what it wrote. */
async function written(key: string, records: readonly string[], ending: string): Promise<Done> {
  const program = analyseProgram(
    inMemoryProgram(new Map([["a.seg", `customer { ${key} age: integer 0..120 }${CRITERIA}`]])),
  );
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const data = join(folder, "data.ndjson");
  writeFileSync(data, records.join("\n"));
  const [out, rejects] = [join(folder, `out.${ending}`), join(folder, `rejects.${ending}`)];
  const result = await run({
    program,
    clock: createClock(program.model.settings, { asOf: 20_000 }),
    data: { kind: "file", path: data },
    out: { kind: "file", path: out },
    rejects: { kind: "file", path: rejects },
  });
  expect(result.kind).toBe("completed");
  return { out, rejects };
}

const RECORDS = ['{"id":"a","age":20}', '{"id":"b","age":35}', '{"id":"=c","age":61}', '{"id":"d","age":200}', "{"];
const PLACES = [
  { id: "a", Age: "Young", 'a "list"': ["Even", "Small"] },
  { id: "b", Age: null, 'a "list"': ["Small"] },
  { id: "=c", Age: "علی, the old", 'a "list"': [] },
];
const REJECTED = [
  { record: 4, line: 4, key: "d", path: "age", code: "SEG5011" },
  { record: 5, line: 5, key: null, path: "", code: "SEG5001" },
];
/** Value and reason are told by other tests. */
const brief = ({ record, line, key, path, code }: Record<string, unknown>) => ({
  record: Number(record),
  line: Number(line),
  key,
  path,
  code,
});

describe("compressed output", () => {
  it.each(["ndjson", "json", "csv"])("%s.gz holds what the plain file does", async (ending) => {
    const plain = await written("id: text key", RECORDS, ending);
    const packed = await written("id: text key", RECORDS, `${ending}.gz`);
    for (const file of ["out", "rejects"] as const) {
      const bytes = readFileSync(packed[file]);
      expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
      expect(gunzipSync(bytes).toString()).toBe(readFileSync(plain[file], "utf8"));
    }
  });

  it("in many pieces is still whole", async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `{"id":"customer number ${index}","age":${index % 90}}`);
    const plain = await written("id: text key", many, "ndjson");
    const packed = await written("id: text key", many, "ndjson.gz");
    const [small, large] = [readFileSync(packed.out), readFileSync(plain.out)];
    expect(gunzipSync(small).equals(large)).toBe(true);
    expect(small.length * 4).toBeLessThan(large.length);
  });
});

async function parquetRows(path: string): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(path) });
}

/** What DuckDB reads: names and types of the columns, and the rows. */
async function duckTable(path: string) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const read = await connection.runAndReadAll(`select * from '${path}'`);
    return { names: read.columnNames(), types: read.columnTypes().map(String), rows: read.getRowsJson() };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("Parquet", () => {
  it("holds memberships and rejects, lists where segments overlap", async () => {
    const { out, rejects } = await written("id: text key", RECORDS, "parquet");
    expect(await parquetRows(out)).toEqual(PLACES);
    expect((await parquetRows(rejects)).map(brief)).toEqual(REJECTED);
  });

  it("is read by another reader", async () => {
    const { out, rejects } = await written("id: text key", RECORDS, "parquet");
    expect(await duckTable(out)).toEqual({
      names: ["id", "Age", 'a "list"'],
      types: ["VARCHAR", "VARCHAR", "VARCHAR[]"],
      rows: PLACES.map((row) => Object.values(row)),
    });
    expect((await duckTable(rejects)).rows[0]?.slice(0, 4)).toEqual(["4", "4", "d", "age"]);
  });

  it.each([
    ["integer", "id: integer key", ["-5", "9007199254740991"], "BIGINT", ["-5", "9007199254740991"]],
    ["number", "id: number key", ["1.5", "-1e300"], "DOUBLE", [1.5, -1e300]],
    ["date", "id: date key", ['"0001-01-01"', '"2026-02-28"'], "DATE", ["0001-01-01", "2026-02-28"]],
    [
      "datetime",
      "id: datetime key",
      ['"1969-12-31T23:59:59.999Z"', '"2026-01-02T03:04:05Z"'],
      "TIMESTAMP",
      ["1969-12-31 23:59:59.999", "2026-01-02 03:04:05"],
    ],
    ["no key", "id: text", ['"x"', '"x"'], "BIGINT", ["1", "2"]],
  ])("a key that is a %s stays one", async (_, key, values, type, expected) => {
    const records = values.map((value) => `{"id":${value},"age":5}`);
    const { out } = await written(key, records, "parquet");
    const { types, rows } = await duckTable(out);
    expect([types[0], rows.map(([first]) => first)]).toEqual([type, expected]);
  });

  it("comes in groups of rows, and names that come again are written once in each", async () => {
    const many = Array.from({ length: 70_000 }, (_, index) => `{"id":"${index}","age":${index % 90}}`);
    const { out } = await written("id: text key", many, "parquet");
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(out));
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([65_536, 4_464]);
    for (const { columns } of metadata.row_groups) {
      expect(columns.slice(1).every(({ meta_data }) => meta_data?.encodings.includes("RLE_DICTIONARY"))).toBe(true);
    }
    const rows = await parquetRows(out);
    expect(rows).toHaveLength(70_000);
    expect(rows.every(({ id, Age }, index) => id === String(index) && Age === ageOf(index % 90))).toBe(true);
  });

  it("of nobody is a whole file with its columns", async () => {
    const { out, rejects } = await written("id: text key", ["{}"], "parquet");
    expect(await parquetRows(out)).toEqual([]);
    expect((await duckTable(out)).names).toEqual(["id", "Age", 'a "list"']);
    expect(await parquetRows(rejects)).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

function ageOf(age: number): string | null {
  return age < 30 ? "Young" : age >= 60 ? "علی, the old" : null;
}
