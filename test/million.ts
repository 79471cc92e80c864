// `npm run million -- 1000000`: so many customers of the example shop, generated and placed by hand-written JavaScript,
// go through the built `seg run`. Its counts must be those of the placement, and its output must have a row for each.
import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { count } from "./examples/example.js";
import { shop, shopCustomers } from "./examples/shop.js";

const SEED = 20_261_101;
const LINES_AT_ONCE = 1_000;

interface RunReport {
  readonly accepted: number;
  readonly rejected: number;
  readonly criteria: readonly {
    readonly name: string;
    readonly unclassified: number;
    readonly segments: readonly { readonly name: string; readonly customers: number }[];
  }[];
}

const wanted = Number(process.argv[2] ?? 1_000_000);
if (!Number.isSafeInteger(wanted) || wanted < 1) {
  console.error(`How many customers? \`${process.argv[2]}\` is no number of them. Write: npm run million -- 1000000`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "seg-million-"));
try {
  process.exitCode = await runMany(wanted, join(folder, "customers.ndjson"), join(folder, "memberships.csv"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runMany(customers: number, data: string, out: string): Promise<number> {
  const expected: Record<string, Record<string, number>> = {};
  await pipeline(Readable.from(lines(customers, expected)), createWriteStream(data));
  console.log(`${customers} customers generated (seed ${SEED}), ${Math.round(statSync(data).size / 1e6)} MB of NDJSON`);

  const root = fileURLToPath(new URL("../", import.meta.url));
  const words = ["run", "examples/shop", "--data", data, "--as-of", shop().asOf, "--out", out, "--format", "json"];
  const started = performance.now();
  const run = spawnSync(process.execPath, [join(root, "cli/dist/seg.mjs"), ...words], { cwd: root, encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (run.status !== 0) {
    console.error(`seg run ended with ${run.status}\n${run.stderr}${run.stdout}`);
    return 1;
  }
  const report = JSON.parse(run.stdout) as RunReport;
  const rate = Math.round(customers / seconds).toLocaleString("en");
  console.log(`seg run: ${seconds.toFixed(1)} s with the output, ${rate} customers a second`);

  const differences = differencesOf(report, expected);
  const rows = (await linesOf(out)) - 1;
  if (report.accepted !== customers) differences.push(`${report.accepted} accepted of ${customers}`);
  if (rows !== customers) differences.push(`${rows} rows in the output for ${customers} customers`);
  for (const difference of differences) console.error(difference);
  const segments = report.criteria.reduce((sum, criterion) => sum + criterion.segments.length, 0);
  console.log(`${segments} segments counted, ${differences.length} differences from the hand-written placement`);
  return differences.length === 0 ? 0 : 1;
}

/** NDJSON in pieces of many lines; counts the placements on the way. */
function* lines(customers: number, expected: Record<string, Record<string, number>>): Generator<string> {
  let piece = "";
  let number = 0;
  for (const { record, placement } of shopCustomers(customers, SEED)) {
    count(placement, expected);
    piece += `${JSON.stringify(record)}\n`;
    number += 1;
    if (number % LINES_AT_ONCE === 0) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

function differencesOf(report: RunReport, expected: Record<string, Record<string, number>>): string[] {
  const differences: string[] = [];
  for (const { name, segments, unclassified } of report.criteria) {
    const counted = { "(none)": unclassified, ...Object.fromEntries(segments.map((one) => [one.name, one.customers])) };
    for (const [segment, customers] of Object.entries(counted)) {
      const placed = expected[name]?.[segment] ?? 0;
      if (placed !== customers) differences.push(`${name}.${segment}: ${customers} counted, ${placed} placed`);
    }
  }
  return differences;
}

async function linesOf(path: string): Promise<number> {
  let found = 0;
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of bytes) if (byte === 0x0a) found += 1;
  }
  return found;
}
