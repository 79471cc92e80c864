// Writes the command to cli/dist: one entry, and pieces that it loads only when a command needs them.
// Everything it uses is inside, so the package has no dependencies of its own.
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { SAMPLES, serverBundle } from "../server/bundle.mjs";
import { directImports } from "./direct-imports.mjs";
import { inAscii } from "./in-ascii.mjs";
import { thirdPartyLicenses } from "./third-party-licenses.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const ENTRY = "seg.mjs";
const out = fileURLToPath(new URL("dist/", import.meta.url));

const shared = {
  absWorkingDir: here,
  outdir: "dist",
  write: false,
  bundle: true,
  platform: "node",
  target: "node20.20",
  conditions: ["seg-source"],
  // Names stay, so that error reports name functions as the source does. (`keepNames` would set each name at run time, also
  // those of functions made anew in the middle of a proof: that costs proofs a tenth of their time.)
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};
const { outdir: _, ...inOneFile } = shared;
const bundles = await Promise.all([
  build({
    ...shared,
    entryPoints: { seg: "src/bin.ts", "server-sample": SAMPLES },
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    splitting: true,
    format: "esm",
    plugins: [directImports()],
    // CommonJS packages inside the bundle ask for Node's modules by `require`.
    banner: {
      js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
    },
  }),
  build({ ...inOneFile, ...serverBundle("dist/server.cjs", "./server-sample.mjs") }),
]);
const results = new Map(
  bundles.flatMap(({ outputFiles }) => outputFiles.map(({ path, text }) => [basename(path), inAscii(text)])),
);
const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
results.set("THIRD-PARTY-LICENSES.txt", thirdPartyLicenses(inputs, here));

// The entry comes last: until then the old one and its pieces still work together.
mkdirSync(out, { recursive: true });
for (const [name, contents] of [...results].sort(([a], [b]) => Number(a === ENTRY) - Number(b === ENTRY))) {
  writeFileSync(out + name, contents);
}
chmodSync(out + ENTRY, 0o755);
for (const name of readdirSync(out)) if (!results.has(name)) rmSync(out + name, { recursive: true });
