// Writes the library to language/dist: JavaScript and declarations, file by file, so that bundlers can leave out
// what an application does not use.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");

rmSync(new URL("dist", import.meta.url), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
  cwd: here,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
