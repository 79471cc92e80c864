import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { dataFolder, optionsFor, PEOPLE, programOf, SHOP } from "../../../test/kit/runs.js";
import type { RunOptions } from "./options.js";
import { run } from "./run.js";

const { folder, file } = dataFolder();

describe("a whole run", () => {
  const program = programOf(SHOP);
  const data = file(PEOPLE, "people.ndjson");

  it("counts per criterion, ambiguous customers apart", async () => {
    const result = await run(optionsFor(program, data));
    const summary = result.kind === "completed" ? result.summary : null;
    expect(summary).toMatchObject({ read: 4, accepted: 3, rejected: 1, ambiguous: 1, rejectsAllowed: false });
    const counts = summary?.criteria.map(({ segments, unclassified, ambiguous }) => [
      segments.map(({ customers }) => customers),
      unclassified,
      ambiguous,
    ]);
    expect(counts).toEqual([
      [[1, 1], 0, 1],
      [[2, 1], 1, 0],
      [[1, 2], 0, 0],
    ]);
    expect(summary?.firstRejects).toMatchObject([
      { record: 2, line: 2, key: "b,2", reasons: [{ path: "Age", value: "Young, Grown", code: "SEG5018" }] },
      { record: 3, line: 3, key: "c", reasons: [{ path: "age", value: "200", code: "SEG5011" }] },
    ]);
  });

  const outputs: readonly (readonly [name: string, expected: string, more?: Partial<RunOptions>])[] = [
    [
      "out.ndjson",
      '{"id":"=1","Age":"Young","Interest":["Gardener","a;b"],"Rank":"Rest"}\n{"id":"b,2","Age":null,"Interest":[],"Rank":"Rest"}\n{"id":"d","Age":"Grown","Interest":["Gardener"],"Rank":"First"}\n',
    ],
    ["out.csv", 'id,Age,Interest,Rank\r\n=1,Young,Gardener;`a;b`,Rest\r\n"b,2",,,Rest\r\nd,Grown,Gardener,First\r\n'],
    [
      "safe.csv",
      'id,Age,Interest,Rank\r\n\'=1,Young,"Gardener;`a;b`",Rest\r\n"b,2",,,Rest\r\nd,Grown,Gardener,First\r\n',
      { csvSafe: true },
    ],
    [
      "sorted.csv",
      'id,Age,Interest,Rank\r\nd,Grown,Gardener,First\r\n"b,2",,,Rest\r\n=1,Young,Gardener;`a;b`,Rest\r\n',
      { sort: { by: (row) => row.f1 as number, descending: true } },
    ],
  ];
  for (const [name, expected, more] of outputs) {
    it(`writes ${name}`, async () => {
      const path = join(folder, name);
      writeFileSync(path, "old");
      await run(optionsFor(program, data, { out: { kind: "file", path }, ...more }));
      expect(readFileSync(path, "utf8")).toBe(expected);
      expect(readdirSync(folder).filter((entry) => entry.endsWith(".part"))).toEqual([]);
    });
  }

  it("writes JSON that is one list", async () => {
    const path = join(folder, "out.json");
    await run(optionsFor(program, data, { out: { kind: "file", path } }));
    expect(JSON.parse(readFileSync(path, "utf8"))).toHaveLength(3);
    const empty = join(folder, "empty.json");
    await run(optionsFor(program, file("[]"), { out: { kind: "file", path: empty } }));
    expect(JSON.parse(readFileSync(empty, "utf8"))).toEqual([]);
  });

  it("writes every reject with its reason", async () => {
    const path = join(folder, "rejects.ndjson");
    const many = Array.from({ length: 30 }, (_, index) => `{"id":"${index}","age":-1,"tags":5}`).join("\n");
    await run(optionsFor(program, file(many), { rejects: { kind: "file", path } }));
    const lines = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(60);
    expect(lines[59]).toMatchObject({ record: 30, line: 30, key: "29", path: "tags", value: "5", code: "SEG5004" });
  });

  it("lists members, in order and as many as asked for", async () => {
    const sort = { by: (row: { f1?: unknown }) => row.f1 as number, descending: true };
    const listing = { segment: "Interest.Gardener", limit: 1 };
    const result = await run(optionsFor(program, data, { listing, sort }));
    expect(result.kind === "completed" && result.summary.listing).toEqual({
      total: 2,
      customers: [{ key: "d", value: 60 }],
    });
    const all = await run(optionsFor(program, data, { listing: { segment: "Age.Young" } }));
    expect(all.kind === "completed" && all.summary.listing?.customers).toEqual([{ key: "=1", value: undefined }]);
  });

  it("gives numbers for keys where there is no key field", async () => {
    const path = join(folder, "numbered.csv");
    const keyless = programOf("customer { age: integer }\ncriterion record { segment A where age > 0 }");
    await run(optionsFor(keyless, file("age\n5\nx\n6\n"), { out: { kind: "file", path } }));
    expect(readFileSync(path, "utf8")).toBe("key,record\r\n1,A\r\n3,A\r\n");
  });
});

describe("streams", () => {
  it("waits for a slow reader", async () => {
    const program = programOf('customer { id: text key }\ncriterion C { segment A where id != "" }');
    let most = 0;
    const stream = new Writable({
      highWaterMark: 1024,
      write(_chunk, _encoding, done) {
        most = Math.max(most, this.writableLength);
        setImmediate(done);
      },
    });
    const rows = Array.from({ length: 200_000 }, (_, index) => `{"id":"${index}"}`).join("\n");
    const result = await run(
      optionsFor(program, file(rows), { out: { kind: "stream", name: "out", stream }, sampleKeep: 0 }),
    );
    expect(result.kind).toBe("completed");
    expect(most).toBeLessThan(5_000_000);
  });
});

describe("who looks on", () => {
  it("is shown each accepted customer, and may say that it is enough", async () => {
    const program = programOf(SHOP);
    const rows = Array.from({ length: 100_000 }, (_, index) => `{"id":"${index}","age":${index % 40}}`).join("\n");
    const path = file(`${rows}\nbroken`, "looked-at.ndjson");
    let seen = 0;
    const asked: number[] = [];
    const result = await run(
      optionsFor(program, path, {
        onCustomer: () => {
          seen += 1;
        },
        isEnough: ({ records }) => asked.push(records) === 3,
      }),
    );
    expect(result).toMatchObject({ kind: "completed", summary: { read: asked[2], accepted: seen, rejected: 0 } });
    expect(seen).toBeLessThan(100_000);
    expect(asked).toHaveLength(3);
  });

  it("says how many rows had been read, where it is interrupted before customers are put together", async () => {
    const program = programOf("customer { id: text key, orders: list of { total: number } from rows }");
    const controller = new AbortController();
    const path = file(`id,total\n${"a,1\n".repeat(50_000)}`, "rows.csv");
    const result = await run(
      optionsFor(program, path, { signal: controller.signal, onProgress: () => controller.abort() }),
    );
    expect(result.kind === "failed" && result.problems[0]?.message).toMatch(
      /^Interrupted after \d[\d,]+ rows had been read/,
    );
  });

  it("sees the rows of a customer together, as far as they were read", async () => {
    const program = programOf("customer { id: text key, orders: list of { total: number } from rows }");
    const rows = Array.from({ length: 60_000 }, (_, index) => `c${Math.floor(index / 3)},5`).join("\n");
    const lengths = new Set<number>();
    const result = await run(
      optionsFor(program, file(`id,total\n${rows}\n`, "rows.csv"), {
        onCustomer: ({ f1 }) => lengths.add((f1 as readonly unknown[]).length),
        isEnough: () => true,
      }),
    );
    expect(lengths).toContain(3);
    expect(result.kind === "completed" && result.summary.read).toBeLessThan(20_000);
  });
});
