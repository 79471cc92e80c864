// Writes the library to language/dist: JavaScript and declarations, file by file, so that bundlers can leave out
// what an application does not use.
import { spawnSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");

const out = new URL("dist", import.meta.url);
const fresh = new URL(".cache/dist", import.meta.url);

rmSync(fresh, { recursive: true, force: true });
const words = [compiler, "-p", "tsconfig.build.json", "--outDir", fileURLToPath(fresh)];
const { status } = spawnSync(process.execPath, words, { cwd: here, stdio: "inherit" });
if (status === 0) {
  // What was there stays until the new is complete.
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}
rmSync(fresh, { recursive: true, force: true });
process.exitCode = status ?? 1;
