import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import { createDecoder, type Decoded } from "../../src/records/decoder.js";
import { FirstQueue } from "./first-queue.js";
import { GatheredRows } from "./gathered-rows.js";
import { GroupedRows } from "./grouped-rows.js";

const SEED = 20261122;
const HEADER = ["unread", "id", "name", "n", "what"];
const BLOCK =
  "customer { id: KEY key name: text? orders: list of { n: integer what: text? } from rows } require count(orders) < 9";

function grouping(key: string) {
  const files = new Map([["a.seg", BLOCK.replace("KEY", key)]]);
  const { model, diagnostics } = analyseProgram(inMemoryProgram(files));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return createDecoder(model, createClock(model.settings, { asOf: 20_000 })).cellDecoder(HEADER).grouping!();
}

type Taken = readonly (readonly [line: number, decoded: Decoded])[];

/** All at once in memory, as the reader of records does it by itself. */
function inMemory(key: string, rows: readonly (readonly string[])[]): Taken {
  const all = grouping(key);
  const taken: [number, Decoded][] = [];
  for (const [index, cells] of rows.entries()) {
    const rejected = all.add(cells, index + 2);
    if (rejected !== null) taken.push([index + 2, rejected]);
  }
  return [...taken, ...[...all.finish()].map(({ line, decoded }) => [line, decoded] as const)];
}

async function putAway(key: string, rows: readonly (readonly string[])[], limit: number): Promise<Taken> {
  const grouped = new GroupedRows(grouping(key), limit, null);
  const taken: [number, Decoded][] = [];
  try {
    for (const [index, cells] of rows.entries()) {
      const rejected = grouped.add(cells, index + 2);
      if (rejected !== null) taken.push([index + 2, rejected]);
    }
    for await (const customers of grouped.finish()) {
      for (const { line, decoded } of customers) taken.push([line, decoded]);
    }
  } finally {
    grouped.dispose();
  }
  return taken;
}

const room = mkdtempSync(join(tmpdir(), "seg-room-"));
afterAll(() => rmSync(room, { recursive: true }));
const leftovers = () => readdirSync(room);

describe(`rows of customers, in files or not (seed ${SEED})`, () => {
  const text = fc.constantFrom("", " ", "a", "A", "é", "كي", 'q"\t\\', "two\nlines", "🙂", "2,1|,", "long ".repeat(20));
  const row = (keys: readonly string[]) =>
    fc
      .tuple(
        text,
        fc.constantFrom(...keys),
        text,
        fc.constantFrom("1", "2.0", "x", ""),
        text,
        fc.constantFrom("", "more"),
      )
      .map((cells) => (cells[5] === "" ? cells.slice(0, 5) : cells));

  it.each([
    ["text folded", ["a", "A ", "ي", "ی", "b", "", "c\td"]],
    ["text", ['"', "\\", '\\"', 'a",1,"', "\\\\", ""]],
    ["integer", ["1", "1.0", "۱", "7", "no", " 8 "]],
    ["text", Array.from({ length: 300 }, (_, index) => `k${index}`)],
  ])("come to the same with a key of %s", async (key, keys) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row(keys), { maxLength: 120 }), fc.constantFrom(0, 400, 1e9), async (rows, limit) => {
        expect(await putAway(key, rows, limit)).toEqual(inMemory(key, rows));
      }),
      { seed: SEED, numRuns: 25 },
    );
  });
});

describe("rows in files", () => {
  const row = (number: number) => ["", `k${number % 1000}`, "", "1", "x".repeat(50)];

  it("come back in the order of customers' first rows", async () => {
    const gathered = new GatheredRows(10_000, null, room);
    for (let number = 0; number < 30_000; number += 1) gathered.add(`k${number % 1000}`, number, row(number));
    expect(leftovers()).not.toEqual([]);
    const firsts: number[] = [];
    for await (const customers of gathered.customers()) {
      for (const rows of customers) {
        expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 30 }, (_, k) => rows[0]!.line + 1000 * k));
        firsts.push(rows[0]!.line);
      }
    }
    expect(firsts).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    gathered.dispose();
    expect(leftovers()).toEqual([]);
  });

  it("are gone after an interruption", async () => {
    const controller = new AbortController();
    const gathered = new GatheredRows(1000, controller.signal, room);
    for (let number = 0; number < 3000; number += 1) gathered.add(`k${number % 100}`, number, row(number));
    controller.abort(new Error("stopped"));
    await expect(gathered.customers().next()).rejects.toThrow("stopped");
    gathered.dispose();
    expect(leftovers()).toEqual([]);
  });

  it("for which there is no room are a message", () => {
    const gathered = new GatheredRows(0, null, join(room, "nowhere"));
    expect(() => gathered.add("a", 1, ["a"])).toThrow(/folder for them, `[^`]*nowhere`, does not exist[\s\S]*TMPDIR/);
    const inFile = new GatheredRows(0, null, fileURLToPath(import.meta.url));
    expect(() => inFile.add("a", 1, ["a"])).toThrow(/no room for them in[\s\S]*TMPDIR/);
  });
});

it(`several sequences in order become one (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat({ max: 50 })), { maxLength: 9 }), (sequences) => {
      const queue = new FirstQueue<number>();
      for (const each of sequences) queue.add([...each].sort((a, b) => a - b).values(), (value) => value);
      const taken: number[] = [];
      for (let next = queue.take(); next !== null; next = queue.take()) taken.push(next);
      expect(taken).toEqual(sequences.flat().sort((a, b) => a - b));
    }),
    { seed: SEED, numRuns: 200 },
  );
});
