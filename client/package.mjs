// Builds the extension and packs it: client/dist/seg.vsix, to be installed by `code --install-extension`.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import "./build.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
const words = [
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--out",
  "dist/seg.vsix",
];
const { status } = spawnSync(process.execPath, [vsce, ...words], { cwd: here, stdio: "inherit" });
process.exitCode = status ?? 1;
