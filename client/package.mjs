// Builds the extension and packs it: client/dist/seg.vsix, to be installed by `code --install-extension`.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./build.mjs";

/** All that users get. */
const CONTENTS = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "dist/THIRD-PARTY-LICENSES.txt",
  "dist/browser",
  "dist/extension.cjs",
  "dist/server-main.cjs",
  "dist/server-sample.cjs",
  "dist/server.cjs",
  "icons",
  "language-configuration.json",
  "pictures",
  "schemas",
  "snippets",
  "syntaxes",
  "walkthrough",
];

const here = fileURLToPath(new URL(".", import.meta.url));
const contents = join(here, "dist/contents");
mkdirSync(contents);
for (const path of CONTENTS) cpSync(join(here, path), join(contents, path), { recursive: true });

// What it is made of and with is no matter of an editor: a worker of a browser even refuses an extension that calls itself a module.
const {
  type: _,
  private: __,
  scripts: ___,
  devDependencies: ____,
  ...manifest
} = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
writeFileSync(join(contents, ".vscodeignore"), "");
writeFileSync(join(contents, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);

const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
const words = [
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--out",
  "../seg.vsix",
];
const { status } = spawnSync(process.execPath, [vsce, ...words], { cwd: contents, stdio: "inherit" });
process.exitCode = status ?? 1;
