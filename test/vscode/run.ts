// `npm run test:vscode`: packs the extension, installs it in the real VS Code, runs the suite inside it, and takes pictures.
// `-- --pictures` writes the pictures of the extension's README anew.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Editor } from "./editor.js";
import { install } from "./install.js";
import { takePictures } from "./pictures.js";
import type { EditorResults } from "./suite/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const vsix = join(root, "client/dist/seg.vsix");
const MINUTES = 4;

const installation = install();
if (spawnSync(process.execPath, [join(root, "client/package.mjs")], { stdio: "inherit" }).status !== 0) process.exit(1);

const work = mkdtempSync(join(tmpdir(), "seg-editor-"));
cpSync(join(here, "workspace"), join(work, "workspace"), { recursive: true });
cpSync(join(here, "workspace"), join(work, "shown"), { recursive: true });
const results = join(work, "results.json");
await build({
  entryPoints: [join(here, "suite/index.ts")],
  outfile: join(work, "suite/index.js"),
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["vscode"],
  logLevel: "warning",
});

const editor = await Editor.start(installation, { vsix, environment: { SEG_EDITOR_RESULTS: results } });
let failures = 0;
try {
  const page = await editor.open(join(work, "workspace"), {
    extension: editor.extension("seg-lang.seg-vscode"),
    module: join(work, "suite/index.js"),
  });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const end = Date.now() + MINUTES * 60_000;
  while (!existsSync(results) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 200));
  if (existsSync(results)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { passed, failed }: EditorResults = JSON.parse(readFileSync(results, "utf8"));
    for (const name of passed) console.log(`  passed  ${name}`);
    for (const { name, reason } of failed) console.log(`  FAILED  ${name}\n${reason.replace(/^/gm, "          ")}`);
    console.log(`VS Code: ${passed.length} passed, ${failed.length} failed`);
    failures += failed.length;
  } else {
    console.log(`The suite did not end within ${MINUTES} minutes. The editor said:\n${said.slice(-40).join("\n")}`);
    failures++;
  }
  await page.context().close();
  const pictures = process.argv.includes("--pictures") ? join(root, "client/pictures") : join(work, "pictures");
  failures += await takePictures(editor, join(work, "shown"), pictures);
} finally {
  await editor.stop();
  if (failures === 0) rmSync(work, { recursive: true, force: true });
  else console.log(`What was seen is in ${work}`);
}
process.exitCode = failures === 0 ? 0 : 1;
