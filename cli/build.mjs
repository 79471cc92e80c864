// Writes the command to cli/dist: one entry, and pieces that it loads only when a command needs them.
// Everything it uses is inside, so the package has no dependencies of its own.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { directImports } from "./direct-imports.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const ENTRY = "seg.mjs";
const out = fileURLToPath(new URL("dist/", import.meta.url));

const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: { seg: "src/bin.ts" },
  outdir: "dist",
  write: false,
  outExtension: { ".js": ".mjs" },
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.20",
  conditions: ["seg-source"],
  // Names stay, so that error reports name functions as the source does. (`keepNames` would set each name at run time, also
  // those of functions made anew in the middle of a proof: that costs proofs a tenth of their time.)
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  plugins: [directImports()],
  logLevel: "warning",
  // CommonJS packages inside the bundle ask for Node's modules by `require`.
  banner: { js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);' },
});
const results = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
results.set("THIRD-PARTY-LICENSES.txt", licenses(Object.keys(metafile.inputs)));

// The entry comes last: until then the old one and its pieces still work together.
mkdirSync(out, { recursive: true });
for (const [name, contents] of [...results].sort(([a], [b]) => Number(a === ENTRY) - Number(b === ENTRY))) {
  writeFileSync(out + name, contents);
}
chmodSync(out + ENTRY, 0o755);
for (const name of readdirSync(out)) if (!results.has(name)) rmSync(out + name, { recursive: true });

/** The licences of what is inside, as their authors ask: one section a package. */
function licenses(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (match) folders.add(match[0]);
  }
  const sections = [...folders].sort().map((folder) => {
    const root = new URL(`${folder}/`, import.meta.url);
    const { name, version, license } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
    const file = readdirSync(root).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file !== undefined && existsSync(new URL(file, root)) ? readFileSync(new URL(file, root), "utf8") : "";
    return `${name} ${version} (${license})\n\n${text.trim()}`;
  });
  return `${sections.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
