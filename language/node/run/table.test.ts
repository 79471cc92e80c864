import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import { findCustomer } from "./find-customer.js";
import { run } from "./run.js";

/** Rows of customers in JSON: an object for each element of a list `from rows`, put together as rows of CSV are. */

function programOf(block: string) {
  const program = analyseProgram(inMemoryProgram(new Map([["a.seg", `customer ${block}`]])));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program;
}

const BLOCK =
  '{ id: text key city: text? address: { zip: text? } lines: list of { total: number "1.234,56" on: date? tags: list of text? } from rows }';

async function read(text: string, block = BLOCK, rowsHeld = 1e9) {
  const program = programOf(block);
  const result = await run({
    program,
    clock: createClock(program.model.settings, { asOf: 20_000 }),
    data: { kind: "stream", name: "data", stream: Readable.from([Buffer.from(text)]) },
    sampleKeep: 100,
    rowsHeld,
  });
  if (result.kind === "failed") return result.problems.map(({ rule }) => rule);
  const { read: all, accepted, rejected, sample, firstRejects, problems } = result.summary;
  expect(accepted + rejected).toBe(all);
  return {
    read: sample.map(({ row }) => row),
    lines: sample.map(({ line }) => line),
    rejected: firstRejects.flatMap(({ line, reasons }) => reasons.map(({ path, code }) => [line, path, code])),
    ...(problems.length > 0 && { problems: problems.map(({ rule, message }) => [rule, message]) }),
  };
}

const rows = [
  { id: "a", city: "Rey", address: { zip: "1" }, total: 1.5, on: "2024-05-01", tags: ["x", "y"] },
  { id: "b", total: 1234, tags: [] },
  { id: "a", city: null, total: 2 },
  { id: "b", city: "", "address.zip": "7", total: 0.125 },
];
const nested = [
  {
    id: "a",
    city: "Rey",
    address: { zip: "1" },
    lines: [{ total: 1.5, on: "2024-05-01", tags: ["x", "y"] }, { total: 2 }],
  },
  { id: "b", city: "", address: { zip: "7" }, lines: [{ total: 1234, tags: [] }, { total: 0.125 }] },
];
const ndjson = (all: readonly unknown[]) => all.map((one) => `${JSON.stringify(one)}\n`).join("");

describe("rows of customers in JSON", () => {
  it.each([
    ["line by line", ndjson(rows), [1, 2]],
    ["in a list", JSON.stringify(rows), [1, 1]],
  ])("are the same customers as lists in them: %s", async (_, text, lines) => {
    const whole = await read(ndjson(nested));
    for (const held of [0, 1e9]) expect(await read(text, BLOCK, held)).toEqual({ ...whole, lines });
  });

  it("are rejected by their line where they are wrong, and cost their customer alone", async () => {
    const text = ndjson([
      rows[0],
      { id: "c", total: "much" },
      { total: 5 },
      7,
      { id: "d", lines: [{ total: 1 }] },
      { id: "a", city: "Qom", total: 2 },
      { id: "e", total: 1 },
    ]);
    const found = await read(`${text}{"id":\n`);
    expect(found).toMatchObject({
      rejected: expect.arrayContaining([
        [3, "id", "SEG5003"],
        [4, "", "SEG5002"],
        [5, "", "SEG5023"],
        [8, "", "SEG5001"],
        [2, "lines[0].total", "SEG5005"],
        [1, "city", "SEG5017"],
      ]),
      lines: [7],
    });
  });

  it("say which key never occurs, and what may be meant", async () => {
    const text = ndjson([{ id: "a", totl: 1 }]);
    const found = await read(text, "{ id: text key lines: list of { total: number } from rows }");
    expect(found).toMatchObject({ problems: [["missing-column", expect.stringContaining("`totl`")]] });
  });

  it("are told from customers that hold their lists, though the first lack them", async () => {
    const block = "{ id: text key lines: list of { total: number }? from rows }";
    expect(await read(ndjson([{ id: "a" }, { id: "b", lines: [{ total: 1 }] }]), block)).toMatchObject({
      lines: [1, 2],
      rejected: [],
    });
  });

  it("are put together where one customer is looked for", async () => {
    const program = programOf(BLOCK);
    const found = await findCustomer({
      program,
      clock: createClock(program.model.settings, { asOf: 20_000 }),
      data: { kind: "stream", name: "data", stream: Readable.from([Buffer.from(ndjson(rows))]) },
      key: "b",
    });
    expect(found).toMatchObject({ kind: "found", line: 2, decoded: { kind: "accepted", key: "b" } });
  });
});
