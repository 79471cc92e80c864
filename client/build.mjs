// Writes the extension to client/dist: the extension and the language server, for the desktop and for a browser's worker.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inAscii } from "../cli/in-ascii.mjs";
import { thirdPartyLicenses } from "../cli/third-party-licenses.mjs";
import { samplesBundle, serverBundle } from "../server/bundle.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const shared = {
  absWorkingDir: here,
  bundle: true,
  conditions: ["seg-source"],
  // Error reports name functions as the source does: setting each name at run time would cost proofs a tenth of their time.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
};
const desktop = { ...shared, platform: "node", target: "node20.9", format: "cjs" };
const browser = { ...shared, platform: "browser", target: "es2022" };
rmSync(new URL("dist", import.meta.url), { recursive: true, force: true });
const bundles = await Promise.all([
  build({ ...desktop, entryPoints: ["src/node.ts"], external: ["vscode"], outfile: "dist/extension.cjs" }),
  build({ ...desktop, entryPoints: ["src/server.ts"], outfile: "dist/server.cjs" }),
  build({ ...desktop, ...serverBundle("dist/server-main.cjs", "./server-sample.cjs") }),
  build({ ...desktop, ...samplesBundle("dist/server-sample.cjs") }),
  // The editor's own loader of extensions in a browser speaks CommonJS; a worker is a plain script.
  build({
    ...browser,
    entryPoints: ["src/browser.ts"],
    external: ["vscode"],
    format: "cjs",
    outfile: "dist/browser/extension.js",
  }),
  build({ ...browser, entryPoints: ["src/server-worker.ts"], format: "iife", outfile: "dist/browser/server.js" }),
]);

for (const { path, text } of bundles.flatMap(({ outputFiles }) => outputFiles)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, inAscii(text));
}
const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(new URL("dist/THIRD-PARTY-LICENSES.txt", import.meta.url), thirdPartyLicenses(inputs, here));

// Completion and checks in seg.json come from the schema that the library publishes.
mkdirSync(new URL("schemas", import.meta.url), { recursive: true });
cpSync(
  new URL("../language/schemas/seg.schema.json", import.meta.url),
  new URL("schemas/seg.schema.json", import.meta.url),
);
