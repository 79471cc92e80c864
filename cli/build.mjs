// Writes the command to cli/dist: one entry, and pieces that it loads only when a command needs them.
// Everything it uses is inside, so the package has no dependencies of its own.
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { directImports } from "./direct-imports.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("dist/", import.meta.url));

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { seg: "src/bin.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.20",
  conditions: ["seg-source"],
  minify: true,
  // Error reports name functions as the source does.
  keepNames: true,
  legalComments: "none",
  metafile: true,
  plugins: [directImports()],
  logLevel: "warning",
  // CommonJS packages inside the bundle ask for Node's modules by `require`.
  banner: { js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);' },
});
chmodSync(`${out}seg.mjs`, 0o755);
writeFileSync(`${out}THIRD-PARTY-LICENSES.txt`, licenses(Object.keys(metafile.inputs)));

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
