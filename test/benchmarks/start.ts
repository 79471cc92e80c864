import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./measure.js";
import { duration, table, writeResult } from "./report.js";

const ROUNDS = 41;

const program = `customer { id: text key  city: text folded }
segment Urban where city in ["Tehran", "Isfahan"]
segment Rural where city = "Natanz"
`;

/** The whole process of `seg check` on a three-line file beside `node -e 0`, in turn. */
export function benchStart(): void {
  const seg = fileURLToPath(new URL("../../cli/dist/seg.mjs", import.meta.url));
  if (!existsSync(seg)) {
    console.error("cli/dist/seg.mjs is not there: run `npm run build` first");
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "seg-start-"));
  try {
    const file = join(folder, "three.seg");
    writeFileSync(file, program);
    const commands = [
      { name: "node -e 0", words: ["-e", "0"], nanoseconds: [] as number[] },
      { name: "seg check three.seg", words: [seg, "check", file], nanoseconds: [] as number[] },
      { name: "seg --version", words: [seg, "--version"], nanoseconds: [] as number[] },
    ];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const command of commands) command.nanoseconds.push(timeOf(command.words));
    }
    const base = median(commands[0]!.nanoseconds);
    const rows = commands.map(({ name, nanoseconds }) => ({
      name,
      nanoseconds: median(nanoseconds),
      aboveNode: median(nanoseconds) - base,
    }));
    console.log(
      `\n${table(
        [`median of ${ROUNDS} alternate runs`, "whole process", "above node -e 0"],
        rows.map(({ name, nanoseconds, aboveNode }) => [name, duration(nanoseconds), duration(aboveNode)]),
      )}`,
    );
    writeResult("start", { rounds: ROUNDS, rows });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timeOf(words: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "pipe"] });
  const time = Number(process.hrtime.bigint() - start);
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr.toString()}`);
  return time;
}
