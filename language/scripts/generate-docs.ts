// `npm run docs` writes the generated documentation; `npm run docs -- --check` says what is out of date and fails.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { documentationFiles } from "./documentation.js";

const root = new URL("../", import.meta.url);
const check = process.argv.includes("--check");
const files = documentationFiles();
const stale: string[] = [];

for (const [path, text] of files) {
  const file = new URL(path, root);
  if (readOrNull(file) === text) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, text);
}
for (const path of pagesOnDisk()) {
  if (files.has(path)) continue;
  stale.push(`${path} (its rule is gone)`);
  if (!check) rmSync(new URL(path, root));
}

if (check && stale.length > 0) {
  console.error(`Out of date, run \`npm run docs\`:\n${stale.map((path) => `  language/${path}`).join("\n")}`);
  process.exitCode = 1;
} else {
  console.log(`${files.size} files of documentation, ${stale.length} ${check ? "out of date" : "written"}`);
}

function readOrNull(file: URL): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function pagesOnDisk(): string[] {
  try {
    return readdirSync(new URL("docs/rules/", root)).map((name) => `docs/rules/${name}`);
  } catch {
    return [];
  }
}
