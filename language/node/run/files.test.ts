import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bytes, dataFolder, optionsFor, programOf } from "../../../test/kit/runs.js";
import type { RunOptions } from "./options.js";
import { run } from "./run.js";

const { folder, file } = dataFolder();

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
