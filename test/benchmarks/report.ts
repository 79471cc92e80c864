import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly platform: string;
  readonly node: string;
}

function machine(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

export function machineLine({ processor, cores, memoryGigabytes, platform, node }: Machine = machine()): string {
  return `${processor}, ${cores} cores, ${memoryGigabytes} GB, ${platform}, Node ${node}`;
}

const ROUNDS = 9;
const STEPS = 4_000_000;

/**
 * How fast the machine is now: milliseconds of processor time for a fixed piece of work, the fastest of a few rounds. Times of
 * two machines, or of two days, compare by it.
 */
export function calibrationLine(): string {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    let number = 1;
    const counts = new Map<number, number>();
    for (let step = 0; step < STEPS; step += 1) {
      number = (Math.imul(number, 1_103_515_245) + 12_345) >>> 0;
      if (step % 64 === 0) counts.set(number >>> 16, (counts.get(number >>> 16) ?? 0) + 1);
    }
    JSON.parse(JSON.stringify([...counts]));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e3;
  });
  return `calibration: ${Math.min(...times).toFixed(1)} ms of processor time for a fixed piece of work`;
}

/** A table for the terminal: the first column to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  ");
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

export function duration(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toFixed(2)} µs`;
  if (nanoseconds < 1e9) return `${(nanoseconds / 1e6).toFixed(1)} ms`;
  return `${(nanoseconds / 1e9).toFixed(2)} s`;
}

export const times = (factor: number): string => `${factor >= 100 ? factor.toFixed(0) : factor.toFixed(2)}×`;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Writes `bench-results/NAME.json`, with the machine, and says where. */
export function writeResult(name: string, result: unknown): void {
  mkdirSync("bench-results", { recursive: true });
  const path = `bench-results/${name}.json`;
  writeFileSync(path, `${JSON.stringify({ benchmark: name, machine: machine(), result }, null, 2)}\n`);
  console.log(`\n${path}`);
}
