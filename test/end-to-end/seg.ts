import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const SEG = fileURLToPath(new URL("../../cli/dist/seg.mjs", import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SegOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** No file that is written may grow beyond so many kilobytes, as where a disk is full. Not on Windows. */
  readonly fileLimit?: number;
}

/** Starts the built command as a process of its own. */
export function startSeg(words: readonly string[], options: SegOptions = {}): ChildProcessWithoutNullStreams {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...environment } = process.env;
  const settings = { cwd: options.cwd ?? tmpdir(), env: { ...environment, ...options.env } };
  if (options.fileLimit === undefined) return spawn(process.execPath, [SEG, ...words], settings);
  const limited = `ulimit -f ${options.fileLimit} && exec "$@"`;
  return spawn("bash", ["-c", limited, "bash", process.execPath, SEG, ...words], settings);
}

/** Runs the built command to its end. */
export async function seg(words: readonly string[], options: SegOptions = {}): Promise<Outcome> {
  const child = startSeg(words, options);
  // A command that ends without reading its input leaves a broken pipe here.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  return outcomeOf(child);
}

/** Waits for the end of a process and collects what it wrote. */
export async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

/** A folder of its own for one test, with these files in it; gone when the test is over. */
export class Workspace {
  readonly path: string;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.path = mkdtempSync(join(tmpdir(), "seg-test-"));
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Uint8Array): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  seg(words: readonly string[], options: SegOptions = {}): Promise<Outcome> {
    return seg(words, { cwd: this.path, ...options });
  }
}
