import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs before the end-to-end tests, once: what they start is what users get. */
export function setup(): void {
  for (const script of ["language/build.mjs", "cli/build.mjs"]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: "utf8" });
    if (status !== 0) throw new Error(`node ${script} failed:\n${stdout}${stderr}`);
  }
}
