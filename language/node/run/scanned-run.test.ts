import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createRandom } from "../../../test/random.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import type { RecordSource } from "../readers/bytes.js";
import { run } from "./run.js";
import type { RunResult } from "./summary.js";

const SEED = 20_261_122;

/** A file of some size is read from its bytes: everything that comes out is as if it was read as text. */

const PROGRAM = `customer { id: KEY key  city: text  age: integer 0..120  joined: date  orders: list of { on: date, total: number 0.. }? }
require age > 17 or orders is empty
list north = ["Rasht", "رشت"]
criterion Age { segment Young where age < 30  segment Middle where age > 28 and age < 50 segment Old where age >= 50 }
criterion Where { segment North where city in north  segment South where city not in north }
criterion Tastes overlapping { segment Spender where sum(orders.total) > 100  segment Loyal where count(orders) > 1 }`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seg-scan-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const forms = ["ndjson", "csv", "json"] as const;

it.each([
  { keyType: "text", out: forms[0], sorted: false },
  { keyType: "text folded", out: forms[1], sorted: false },
  { keyType: "integer", out: forms[2], sorted: true },
  { keyType: "number", out: forms[1], sorted: false },
  { keyType: "date", out: forms[2], sorted: false },
  { keyType: 'text folded missing ["C7", "c8"]', out: forms[0], sorted: false },
  { keyType: null, out: forms[0], sorted: false },
])(`with a key of type $keyType, written as $out (seed ${SEED})`, async ({ keyType, out, sorted }) => {
  const block =
    keyType === null
      ? PROGRAM.replace("KEY key", "text")
      : PROGRAM.replace("KEY key", keyType.replace(/(?= missing)|$/, " key"));
  const program = analyseProgram(inMemoryProgram(new Map([["program.seg", block]])));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(program.model.settings, { asOf: 20_527 });
  const data = join(folder, `customers-${keyType?.replace(/\W/g, "")}.ndjson`);
  writeFileSync(data, oddLines(5000, keyType));
  const runBy = async (way: "text" | "bytes"): Promise<[RunResult, string, string]> => {
    const [outPath, rejectsPath] = [join(folder, `${way}.${out}`), join(folder, `${way}-rejects.ndjson`)];
    const result = await run({
      program,
      clock,
      data: { kind: "file", path: data },
      out: { kind: "file", path: outPath },
      rejects: { kind: "file", path: rejectsPath },
      ...(sorted
        ? { sort: { by: (row) => row.f2 as number, descending: true }, listing: { segment: null, limit: 7 } }
        : {}),
      // Whoever wants to see each customer sees it read from text.
      ...(way === "text" ? { onCustomer: () => {} } : {}),
    });
    if (result.kind === "failed") throw new Error(JSON.stringify(result.problems));
    return [result, readFileSync(outPath, "utf8"), readFileSync(rejectsPath, "utf8")];
  };
  const [bytes, bytesOut, bytesRejects] = await runBy("bytes");
  const [text, textOut, textRejects] = await runBy("text");
  expect(bytesRejects).toBe(textRejects);
  expect(bytesOut).toBe(textOut);
  if (bytes.kind === "failed" || text.kind === "failed") throw new Error("a run failed");
  expect({ ...bytes.summary, milliseconds: 0 }).toEqual({ ...text.summary, milliseconds: 0 });
  expect(bytes.summary.accepted + bytes.summary.rejected).toBe(bytes.summary.read);
  expect(bytes.summary.accepted).toBeGreaterThan(3000);
  expect(bytes.summary.rejected).toBeGreaterThan(100);
  expect(bytes.summary.ambiguous).toBeGreaterThan(20);
});

it("reads a packed file and a pipe as the file itself", async () => {
  const program = analyseProgram(inMemoryProgram(new Map([["program.seg", PROGRAM.replace("KEY", "text")]])));
  const clock = createClock(program.model.settings, { asOf: 20_527 });
  const text = Buffer.from(oddLines(9000, "text"));
  const paths = { plain: join(folder, "same.ndjson"), packed: join(folder, "same.ndjson.gz") };
  writeFileSync(paths.plain, text);
  writeFileSync(paths.packed, gzipSync(text));
  // Pieces of a pipe end anywhere; each is another buffer.
  const pieces = Array.from({ length: Math.ceil(text.length / 70_001) }, (_, index) =>
    Buffer.from(text.subarray(70_001 * index, 70_001 * (index + 1))),
  );
  const sources: readonly RecordSource[] = [
    { kind: "file", path: paths.plain },
    { kind: "file", path: paths.packed },
    { kind: "stream", name: "a pipe", stream: Readable.from(pieces) },
  ];
  const found = new Set<string>();
  for (const data of sources) {
    const out = join(folder, "same-out.ndjson");
    const result = await run({ program, clock, data, out: { kind: "file", path: out } });
    if (result.kind === "failed") throw new Error(JSON.stringify(result.problems));
    found.add(JSON.stringify([{ ...result.summary, bytes: 0, milliseconds: 0 }, readFileSync(out, "utf8")]));
  }
  // More than one block.
  expect(text.length).toBeGreaterThan(1_100_000);
  expect(found.size).toBe(1);
});

it("reads a line of 100 MB as any other", async () => {
  const program = analyseProgram(inMemoryProgram(new Map([["program.seg", PROGRAM.replace("KEY", "text")]])));
  const clock = createClock(program.model.settings, { asOf: 20_527 });
  const data = join(folder, "long.ndjson");
  const line = (id: string, before: string) => `{"id":"${id}",${before}"city":"Rasht","age":40,"joined":"2024-02-29"}`;
  const file = openSync(data, "w");
  writeSync(file, `${line("a", "")}\n${line("b", "")}\n{"id":"c","note":"`);
  const megabyte = "x".repeat(1_000_000);
  for (let written = 0; written < 100; written += 1) writeSync(file, megabyte);
  writeSync(file, `",${line("", "").slice(9)}\n${line("a", "")}\n${line("d", "")}`);
  closeSync(file);
  const out = join(folder, "long-out.csv");
  const result = await run({ program, clock, data: { kind: "file", path: data }, out: { kind: "file", path: out } });
  rmSync(data);
  if (result.kind === "failed") throw new Error(JSON.stringify(result.problems));
  expect(result.summary.firstRejects.map(({ line, key }) => [line, key])).toEqual([[4, "a"]]);
  expect(readFileSync(out, "utf8").split("\r\n")).toEqual([
    "id,Age,Where,Tastes",
    ...["a", "b", "c", "d"].map((id) => `${id},Middle,North,`),
    "",
  ]);
});

it("tells in which line a file is no UTF-8, also far behind its beginning", async () => {
  const program = analyseProgram(inMemoryProgram(new Map([["program.seg", PROGRAM.replace("KEY", "text")]])));
  const clock = createClock(program.model.settings, { asOf: 20_527 });
  const data = join(folder, "latin.ndjson");
  const lines = oddLines(9000, "text").replaceAll("\r", "").split("\n");
  const before = Buffer.from(`${lines.slice(0, 8000).join("\n")}\n`);
  writeFileSync(data, Buffer.concat([before, Buffer.from([0x7b, 0xe9, 0x7d, 0x0a])]));
  for (const way of [{}, { onCustomer: () => {} }]) {
    const result = await run({ program, clock, data: { kind: "file", path: data }, ...way });
    expect(result.kind === "failed" && result.problems[0]?.message).toContain("8001");
  }
});

function keyOf(keyType: string, id: number, name: string): unknown {
  if (keyType === "integer") return id;
  if (keyType === "number") return id / 4;
  if (keyType === "date") return new Date(86_400_000 * id).toISOString().slice(0, id % 50 === 0 ? 16 : 10);
  return name;
}

/** Customers as an export has them, with everything that occurs in such files. */
function oddLines(count: number, keyType: string | null): string {
  const { next: random } = createRandom(SEED);
  const pick = <T>(...items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  let text = "\ufeff";
  for (let number = 0; number < count; number += 1) {
    const orders = Array.from({ length: Math.floor(random() * 4) }, () => ({
      on: pick("2024-01-01", "2023-02-28"),
      total: pick<number>(1, 0.5, 99.99, 40),
    }));
    const id = random() < 0.01 ? Math.floor(random() * count) : number;
    const name = pick(`c${id}`, `مشتری ${id}`, `C${id}`, `"${id}"`);
    const customer: Record<string, unknown> = {
      id: keyType === null ? "x" : keyOf(keyType, id, name),
      name: pick("Sara", "سارا", 'a "b"\\'),
      city: pick("Rasht", "رشت", "Tehran", "تهران"),
      age: random() < 0.02 ? pick<unknown>(-1, 200, 1.5, "30", null) : 18 + Math.floor(random() * 60),
      joined: random() < 0.01 ? "2024-02-30" : pick("2024-02-29", "2020-12-31"),
    };
    if (random() < 0.9) customer.orders = orders;
    let line = JSON.stringify(customer);
    if (random() < 0.02) line = line.slice(0, Math.floor(random() * line.length));
    if (random() < 0.02) line = line.replaceAll(":", ": ");
    text += line + pick("\n", "\n", "\n", "\r\n", "\n\n", " \n", "\n\u00a0\n");
  }
  return text.trimEnd();
}
