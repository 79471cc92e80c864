import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram, type Program } from "../../src/program.js";
import type { RunOptions } from "./options.js";
import { allowsRejects, parseMaxRejects } from "./options.js";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "seg-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

function programOf(text: string, timeZone = "UTC"): Program {
  const files = new Map([
    ["a.seg", text],
    ["seg.json", JSON.stringify({ timeZone })],
  ]);
  const program = analyseProgram(inMemoryProgram(files));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program;
}

let number = 0;

function file(content: string | Uint8Array, name = "data"): string {
  number += 1;
  const path = join(folder, `${number}-${name}`);
  writeFileSync(path, content);
  return path;
}

function optionsFor(program: Program, path: string, more: Partial<RunOptions> = {}): RunOptions {
  const clock = createClock(program.model.settings, { asOf: 20_000 });
  return { program, clock, data: { kind: "file", path }, sampleKeep: 100, ...more };
}

/** What a run comes to, briefly: accepted rows, rejected lines with codes, or the rules it failed by. */
async function outcome(block: string, path: string, more: Partial<RunOptions> = {}) {
  const result = await run(optionsFor(programOf(`customer ${block}`), path, more));
  if (result.kind === "failed") return { failed: result.problems.map(({ rule }) => rule) };
  const { sample, firstRejects, rejected } = result.summary;
  expect(rejected).toBe(firstRejects.length);
  return {
    read: sample.map(({ row }) => Object.values(row)),
    rejected: firstRejects.map(({ line, reasons }) => [line, ...reasons.map(({ code }) => code)]),
  };
}

/** Windows-1256 and Latin-1 have one byte a letter. */
const bytes = (...values: (string | number)[]) =>
  Buffer.concat(
    values.map((value) => (typeof value === "number" ? Buffer.from([value]) : Buffer.from(value, "latin1"))),
  );

interface Oddity {
  readonly what: string;
  readonly name?: string;
  readonly content: string | Uint8Array;
  readonly block: string;
  readonly more?: Partial<RunOptions>;
  readonly expected: unknown;
}

const oddities: readonly Oddity[] = [
  {
    what: "a column twice that is not",
    content: "id,a,a\n1,2,3\n",
    block: "{ id: text key }",
    expected: { read: [["1"]], rejected: [] },
  },
  {
    what: "UTF-16 without a mark",
    content: Buffer.from("id\n1\n", "utf16le"),
    block: "{ id: text key }",
    expected: { failed: ["wrong-encoding"] },
  },
  {
    what: "an encoding that is none",
    content: "id\n1\n",
    block: "{ id: text key }",
    more: { encoding: "latin-9000" },
    expected: { failed: ["unknown-encoding"] },
  },
  {
    what: "customers wrapped in an object",
    content: '{"items":[{"id":"1"}],"total":1}',
    block: "{ id: text key }",
    expected: { failed: ["wrapped-json"] },
  },
  {
    what: "wrapped and printed prettily",
    content: '{\n "items": [\n  {"id": "1"}\n ]\n}\n',
    block: "{ id: text key }",
    expected: { failed: ["wrapped-json"] },
  },
  {
    what: "one customer with a list is not wrapped",
    content: '{"id":"1","items":[{"n":1}]}',
    block: "{ id: text key }",
    expected: { read: [["1"]], rejected: [] },
  },
  {
    what: "a first line that is cut off",
    content: '{"id":"1","n":\n{"id":"2"}\n',
    block: "{ id: text key }",
    expected: { read: [["2"]], rejected: [[1, "SEG5001"]] },
  },
  {
    what: "a delimiter that only the program tells",
    content: "first;second,third\n1;2,3\n",
    block: '{ a: text from "second,third" }',
    expected: { read: [["2,3"]], rejected: [] },
  },
  {
    what: "tabs",
    content: "id\tcity\n1\tRey, south\n",
    block: "{ id: text key city: text }",
    expected: { read: [["1", "Rey, south"]], rejected: [] },
  },
  {
    what: "a quote that stays open",
    content: 'id,a\n1,x\n2,"y\n3,z\n',
    block: "{ id: text key a: text }",
    expected: {
      read: [
        ["1", "x"],
        ["3", "z"],
      ],
      rejected: [[3, "SEG5019"]],
    },
  },
  {
    what: "a JSON list",
    content: ' [{"id":"1"},\n{"id":"2"}\n]\n',
    block: "{ id: text key }",
    expected: { read: [["1"], ["2"]], rejected: [] },
  },
  {
    what: "a JSON list that is cut off",
    content: '[{"id":"1"},\n{"id":',
    block: "{ id: text key }",
    expected: { read: [["1"]], rejected: [[2, "SEG5001"]] },
  },
  {
    what: "gzip",
    content: gzipSync('{"id":"1"}\n'),
    block: "{ id: text key }",
    expected: { read: [["1"]], rejected: [] },
  },
  {
    what: "gzip that is cut off",
    content: gzipSync("id\n1\n".repeat(1000)).subarray(0, 30),
    block: "{ id: text key }",
    expected: { failed: ["broken-compression"] },
  },
  { what: "an empty file", content: "", block: "{ id: text key }", expected: { failed: ["empty-data"] } },
  {
    what: "a workbook",
    content: "PK\x03\x04rest",
    block: "{ id: text key }",
    expected: { failed: ["not-a-data-file"] },
  },
  {
    what: "a web page",
    content: "<!DOCTYPE html><p>Log in</p>",
    block: "{ id: text key }",
    expected: { failed: ["not-a-data-file"] },
  },
  { what: "no key", content: "a\nx\nx\n", block: "{ a: text }", expected: { read: [["x"], ["x"]], rejected: [] } },
];

describe("files, good and bad", () => {
  for (const { what, content, block, more, expected, name } of oddities) {
    it(what, async () => {
      expect(await outcome(block, file(content, name), more)).toEqual(expected);
    });
  }

  it("reads a line of ten million characters", async () => {
    const path = file(`{"id":"1","x":"${"y".repeat(10_000_000)}"}\n{"id":"2"}\n`);
    expect(await outcome("{ id: text key }", path)).toEqual({ read: [["1"], ["2"]], rejected: [] });
  });

  it("names the line of bytes that are no UTF-8, wherever they stand", async () => {
    const path = file(bytes(`id,a\n${"1,x\n".repeat(700_000)}2,`, 0xe9, "\n"));
    const result = await run(optionsFor(programOf("customer { id: text a: text }"), path));
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "wrong-encoding" }] });
    expect(result.kind === "failed" && result.problems[0]?.message).toContain("line 700002 ");
  });

  it("reads characters that the pieces of a stream cut in two", async () => {
    const text = Buffer.from('{"id":"گ🙂"}\n{"id":"é"}\n');
    const stream = Readable.from([...text].map((byte) => Buffer.from([byte])));
    const program = programOf("customer { id: text key }");
    const result = await run({ ...optionsFor(program, ""), data: { kind: "stream", name: "standard input", stream } });
    expect(result.kind === "completed" && result.summary.sample.map(({ key }) => key)).toEqual(["گ🙂", "é"]);
  });

  writeFileSync(join(folder, "plain"), "");
  it.each([
    ["nowhere.csv", "file-not-found"],
    [".", "directory-given"],
    ["plain/x.csv", "file-unreadable"],
  ])("%s fails with %s", async (path, rule) => {
    expect(await outcome("{ id: text key }", join(folder, path))).toEqual({ failed: [rule] });
  });
});

const SHOP = `
customer { id: text key age: integer 0..120 tags: list of text? }
criterion Age { segment Young where age <= 30 segment Grown where age >= 30 }
criterion Interest overlapping { segment Gardener where tags has "garden" segment \`a;b\` where tags has "ab" }
criterion Rank ordered { segment First where age > 50 otherwise Rest }
`;

const PEOPLE = [
  '{"id":"=1","age":20,"tags":["garden","ab"]}',
  '{"id":"b,2","age":30}',
  '{"id":"c","age":200}',
  '{"id":"d","age":60,"tags":["garden"]}',
].join("\n");

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

describe("outputs that fail leave nothing behind", () => {
  const program = programOf(SHOP);
  const data = file(PEOPLE, "people.ndjson");
  const leftovers = () => readdirSync(folder).filter((entry) => entry.endsWith(".part"));

  async function failure(more: Partial<RunOptions>): Promise<string[]> {
    const result = await run(optionsFor(program, data, more));
    return result.kind === "failed" ? result.problems.map(({ rule }) => rule) : ["completed"];
  }

  it.each([
    ["a name without ending", "out.txt", "unknown-output-format"],
    ["a folder that is not there", "no/where/out.csv", "output-failed"],
  ])("%s", async (_, name, rule) => {
    expect(await failure({ out: { kind: "file", path: join(folder, name) } })).toEqual([rule]);
  });

  it("a folder", async () => {
    expect(await failure({ out: { kind: "file", path: folder, format: "csv" } })).toEqual(["directory-given"]);
  });

  it("the data themselves, or one file for two outputs", async () => {
    expect(await failure({ out: { kind: "file", path: data } })).toEqual(["same-file"]);
    const twice = { kind: "file", path: join(folder, "both.ndjson") } as const;
    expect(await failure({ out: twice, rejects: twice })).toEqual(["same-file"]);
  });

  it("a link to a file that is not there yet: the link stays, the file is made", async () => {
    const [link, target] = [join(folder, "dangling.csv"), join(folder, "behind.csv")];
    symlinkSync("behind.csv", link);
    expect(await failure({ out: { kind: "file", path: link } })).toEqual(["completed"]);
    expect(readlinkSync(link)).toBe("behind.csv");
    expect(readFileSync(target, "utf8")).toMatch(/^id,/);
    unlinkSync(target);
    const both = { out: { kind: "file", path: link }, rejects: { kind: "file", path: target } } as const;
    expect(await failure(both)).toEqual(["same-file"]);
  });

  it("a file for rejects whose name says no format", async () => {
    expect(await failure({ rejects: { kind: "file", path: join(folder, "rejects.txt") } })).toEqual([
      "unknown-output-format",
    ]);
  });

  it.runIf(process.platform === "linux")("a full disk", async () => {
    const path = join(folder, "full.ndjson");
    symlinkSync("/dev/full", path);
    const result = await run(optionsFor(program, data, { out: { kind: "file", path } }));
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "output-failed" }] });
    expect(result.kind === "failed" && result.problems[0]?.message).toContain("the disk is full");
  });

  it.runIf(process.platform === "linux")("what is open already is written on with, and its name stays", async () => {
    const shown = join(folder, "shown.txt");
    const descriptor = openSync(shown, "w");
    const target = `/proc/self/fd/${descriptor}`;
    const path = join(folder, "open.csv");
    symlinkSync(target, path);
    writeSync(descriptor, "before\n");
    expect(await failure({ out: { kind: "file", path } })).toEqual(["completed"]);
    writeSync(descriptor, "after\n");
    expect(readFileSync(shown, "utf8")).toMatch(/^before\nid,Age,[\s\S]*First\r\nafter\n$/);
    // Like a pipe, it has no path any more.
    unlinkSync(shown);
    expect(await failure({ out: { kind: "file", path } })).toEqual(["completed"]);
    expect(readlinkSync(path)).toBe(target);
    closeSync(descriptor);
    expect(await failure({ out: { kind: "file", path } })).toEqual(["output-failed"]);
  });

  it("a reader that went away", async () => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("broken pipe"), { code: "EPIPE" })),
    });
    expect(await failure({ out: { kind: "stream", name: "standard output", stream } })).toEqual(["output-closed"]);
  });

  it("bytes in the middle that are no UTF-8", async () => {
    const path = join(folder, "kept.ndjson");
    writeFileSync(path, "old");
    const broken = file(bytes(`${'{"id":"1","age":1}\n'.repeat(100_000)}`, 0xff));
    const result = await run(optionsFor(program, broken, { out: { kind: "file", path } }));
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "wrong-encoding" }] });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(leftovers()).toEqual([]);
  });

  it("an interruption, also while a pipe has nothing to give", async () => {
    const path = join(folder, "interrupted.ndjson");
    const stream = new PassThrough();
    stream.write(`${'{"id":"1","age":1}\n'.repeat(10_000)}`);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const result = await run({
      ...optionsFor(program, "", { out: { kind: "file", path }, signal: controller.signal }),
      data: { kind: "stream", name: "standard input", stream },
    });
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "run-interrupted" }], records: 10_000 });
    expect(readdirSync(folder)).not.toContain("interrupted.ndjson");
    expect(leftovers()).toEqual([]);
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

describe("--max-rejects", () => {
  it.each([
    ["5", { kind: "count", count: 5 }],
    ["0.5%", { kind: "share", share: 0.005 }],
    [" 100 % ", { kind: "share", share: 1 }],
    ["101%", null],
    ["-1", null],
    ["1.5", null],
    ["", null],
    ["many", null],
  ])("%j", (text, expected) => {
    expect(parseMaxRejects(text)).toEqual(expected);
  });

  it.each([
    [null, 0, 10, true],
    [null, 1, 10, false],
    [{ kind: "count", count: 1 }, 1, 10, true],
    [{ kind: "count", count: 1 }, 2, 10, false],
    [{ kind: "share", share: 0.1 }, 1, 10, true],
    [{ kind: "share", share: 0.1 }, 2, 10, false],
    [{ kind: "share", share: 0 }, 0, 0, true],
  ] as const)("%j allows %d of %d: %s", (limit, turnedAway, read, expected) => {
    expect(allowsRejects(limit, turnedAway, read)).toBe(expected);
  });

  it("allows a share that is met exactly, whatever binary fractions make of it", () => {
    for (let permille = 0; permille <= 1000; permille += 1) {
      const text = `${permille / 10}%`;
      expect([text, allowsRejects(parseMaxRejects(text), permille, 1000)]).toEqual([text, true]);
      expect([text, allowsRejects(parseMaxRejects(text), permille + 1, 1000)]).toEqual([text, false]);
    }
  });

  it("counts ambiguous customers too", async () => {
    const program = programOf(SHOP);
    const data = file('{"id":"1","age":30}\n{"id":"2","age":300}', "turned-away.ndjson");
    const allowed = async (limit: string) => {
      const result = await run(optionsFor(program, data, { maxRejects: parseMaxRejects(limit) }));
      return result.kind === "completed" && result.summary.rejectsAllowed;
    };
    expect([await allowed("1"), await allowed("2"), await allowed("99%"), await allowed("100%")]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});
