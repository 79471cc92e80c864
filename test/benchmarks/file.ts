import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAM, writeCustomers } from "./file/customers.js";
import { median } from "./measure.js";
import { duration, megabytes, table, times, writeResult } from "./report.js";

const SEED = 20_261_122;
const ROUNDS = 5;
const CUSTOMERS = 1_000_000;
const SIZES = [250_000, 1_000_000, 4_000_000];
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SEG = path("../../cli/dist/seg.mjs");

interface Measured {
  /** From the opened file to the written one, in a process that has started. */
  readonly milliseconds: number;
  /** Of the whole process. */
  readonly whole: number;
  /** Kilobytes, at most. */
  readonly memory: number;
}

/** A million customers as NDJSON to a file of memberships: Seg, a loop of JSON.parse, DuckDB; and Seg's memory by size. */
export function benchFile(): void {
  if (!existsSync(SEG)) {
    console.error("cli/dist/seg.mjs is not there: run `npm run build` first");
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "seg-file-"));
  try {
    const program = join(folder, "program.seg");
    writeFileSync(program, PROGRAM);
    const speed = benchSpeed(folder, program);
    writeResult("file", { speed, memory: benchMemory(folder, program) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function benchSpeed(folder: string, program: string): unknown {
  const data = join(folder, "customers.ndjson");
  writeCustomers(data, CUSTOMERS, SEED);
  console.log(`\n${CUSTOMERS.toLocaleString("en")} customers, ${megabytes(statSync(data).size)}`);
  const out = join(folder, "out.ndjson");
  const contenders = [
    { name: "JSON.parse and predicates by hand", run: () => script("file/parse-loop.ts", [data, out]) },
    { name: "DuckDB, 1 thread", run: () => script("file/duckdb.ts", [data, out, "1"]) },
    { name: "DuckDB, 2 threads", run: () => script("file/duckdb.ts", [data, out, "2"]) },
    { name: "seg run --threads 1", run: () => seg(data, out, 1, program) },
    { name: "seg run --threads 2", run: () => seg(data, out, 2, program) },
  ];
  const measured: Measured[][] = contenders.map(() => []);
  const results = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { run }] of contenders.entries()) {
      measured[index]!.push(run());
      if (round === 0) results.add(contentOf(out));
    }
  }
  if (results.size > 1) throw new Error("the contenders do not agree about the customers");
  const base = measured[0]!;
  const rows = contenders.map(({ name }, index) => {
    const own = measured[index]!;
    const faster = median(own.map(({ milliseconds }, round) => base[round]!.milliseconds / milliseconds));
    return {
      name,
      milliseconds: median(own.map(({ milliseconds }) => milliseconds)),
      whole: median(own.map(({ whole }) => whole)),
      memory: median(own.map(({ memory }) => memory)),
      faster,
    };
  });
  console.log(
    table(
      [`median of ${ROUNDS} alternate runs`, "file to file", "against JSON.parse", "whole process", "memory"],
      rows.map(({ name, milliseconds, faster, whole, memory }) => [
        name,
        duration(milliseconds * 1e6),
        times(faster),
        duration(whole * 1e6),
        megabytes(memory * 1024),
      ]),
    ),
  );
  return rows;
}

function benchMemory(folder: string, program: string): unknown {
  const rows = SIZES.map((customers) => {
    const data = join(folder, "sized.ndjson");
    writeCustomers(data, customers, SEED);
    const one = seg(data, join(folder, "sized-out.ndjson"), 1, program);
    return { customers, bytes: statSync(data).size, memory: one.memory * 1024, milliseconds: one.milliseconds };
  });
  console.log(
    `\n${table(
      ["seg run --threads 1", "file", "time", "memory at most"],
      rows.map(({ customers, bytes, milliseconds, memory }) => [
        `${customers.toLocaleString("en")} customers`,
        megabytes(bytes),
        duration(milliseconds * 1e6),
        megabytes(memory),
      ]),
    )}`,
  );
  return rows;
}

/** Whatever the blanks and the order of the rows: their customers and segments. */
function contentOf(out: string): string {
  const rows = readFileSync(out, "utf8").trimEnd().split("\n");
  const sorted = rows.map((row) => JSON.stringify(JSON.parse(row))).sort();
  return createHash("sha256").update(sorted.join("\n")).digest("hex");
}

function script(name: string, words: readonly string[]): Measured {
  const { stdout, whole } = processOf(["--conditions=seg-source", "--import", "tsx", path(name), ...words]);
  return { ...(JSON.parse(stdout) as { milliseconds: number; memory: number }), whole };
}

function seg(data: string, out: string, threads: number, program: string): Measured {
  const words = ["run", program, "--data", data, "--out", out, "--threads", String(threads)];
  const options = ["--as-of", "2025-11-01", "--format", "json"];
  const { stdout, stderr, whole } = processOf(["--import", path("file/memory.mjs"), SEG, ...words, ...options]);
  const { memory } = JSON.parse(stderr.trim().split("\n").at(-1)!) as { memory: number };
  return { milliseconds: (JSON.parse(stdout) as { milliseconds: number }).milliseconds, memory, whole };
}

function processOf(words: readonly string[]) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  const whole = performance.now() - started;
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}${stdout}`);
  return { stdout, stderr, whole };
}
