// `npm run test:vscode`: packs the extension, installs it in the real VS Code, runs the suite inside it and looks at scenes, first
// with the extension in a process beside the files, as on a desktop, then in a worker of the browser, as on the web.
// `-- --pictures` writes the pictures of the extension's README anew; `-- --results <file>` writes the number of tests as JSON.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Editor } from "./editor.js";
import { type Installation, install } from "./install.js";
import { takePictures } from "./pictures.js";
import type { ExtensionHost } from "./suite/index.js";
import { type Outcome, runSuite } from "./suite-run.js";
import { goThroughWalkthrough } from "./walkthrough.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const { values: options } = parseArgs({
  options: {
    pictures: { type: "boolean", default: false },
    results: { type: "string" },
    host: { type: "string", multiple: true, default: ["process", "worker"] },
  },
});

async function runIn(installation: Installation, host: ExtensionHost): Promise<Outcome> {
  console.log(`VS Code with the extension in a ${host}:`);
  const work = mkdtempSync(join(tmpdir(), "seg-editor-"));
  for (const folder of ["workspace", "scenes/customers"]) {
    cpSync(join(here, "workspace"), join(work, folder), { recursive: true });
  }
  const pictures = options.pictures && host === "process" ? join(root, "client/pictures") : join(work, "pictures");
  mkdirSync(pictures, { recursive: true });
  const editor = await Editor.start(installation, { vsix: join(root, "client/dist/seg.vsix"), host });
  const outcomes: Outcome[] = [];
  try {
    outcomes.push(await runSuite(editor, host, join(here, "suite/index.ts"), work));
    outcomes.push(await takePictures(editor, host, join(work, "scenes/customers"), pictures));
    const seen = join(work, "seen");
    for (const folder of ["scenes/beginning", "seen"]) mkdirSync(join(work, folder), { recursive: true });
    const write = (name: string, picture: Buffer) => writeFileSync(join(seen, `${name}.png`), picture);
    outcomes.push(await goThroughWalkthrough(editor, join(work, "scenes/beginning"), write));
  } finally {
    await editor.stop();
  }
  const outcome = sumOf(outcomes);
  if (outcome.failed === 0) rmSync(work, { recursive: true, force: true });
  else console.log(`What was seen is in ${work}`);
  return outcome;
}

function sumOf(outcomes: readonly Outcome[]): Outcome {
  const sum = (key: keyof Outcome) => outcomes.reduce((all, outcome) => all + outcome[key], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

/** What is missing is told in its own words. */
function installed(): Installation {
  try {
    return install();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

const installation = installed();
if (spawnSync(process.execPath, [join(root, "client/package.mjs")], { stdio: "inherit" }).status !== 0) process.exit(1);
const outcomes: Outcome[] = [];
for (const host of options.host) {
  if (host === "process" || host === "worker") outcomes.push(await runIn(installation, host));
  else throw new Error(`The extension runs in a "process" or in a "worker", not in a ${host}`);
}
const { passed, failed } = sumOf(outcomes);
if (options.results !== undefined) {
  const counts = { numPassedTests: passed, numFailedTests: failed, success: failed === 0 };
  writeFileSync(options.results, JSON.stringify(counts));
}
console.log(`VS Code: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
