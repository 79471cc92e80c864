import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Editor } from "./editor.js";
import type { EditorResults, ExtensionHost } from "./suite/index.js";

const MINUTES = 10;

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Runs the suite inside the editor, on the folder `work/workspace`, and prints what became of each test. */
export async function runSuite(editor: Editor, host: ExtensionHost, source: string, work: string): Promise<Outcome> {
  // Within the extension's folder, so that it runs where the extension does.
  const module = join(editor.extension, "suite/index.js");
  await build({
    entryPoints: [source],
    outfile: module,
    bundle: true,
    platform: "neutral",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  const results = join(work, "results.json");
  const page = await editor.open(join(work, "workspace"), module);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const found = await writtenResults(results);
  if (found === null) await page.screenshot({ path: join(work, "without-results.png") });
  await page.context().close();
  if (found === null) {
    console.log(`The suite did not end within ${MINUTES} minutes. The editor said:\n${said.slice(-40).join("\n")}`);
    return { passed: 0, failed: 1 };
  }
  const failed = [...found.failed];
  if (found.host !== host)
    failed.push({ name: "the extension runs where it is to", reason: `It ran in a ${found.host}` });
  for (const name of found.passed) console.log(`  passed  ${name}`);
  for (const { name, reason } of failed) console.log(`  FAILED  ${name}\n${reason.replace(/^/gm, "          ")}`);
  return { passed: found.passed.length, failed: failed.length };
}

/** What the suite writes as its last; null where it never does. */
async function writtenResults(file: string): Promise<EditorResults | null> {
  const end = Date.now() + MINUTES * 60_000;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (!existsSync(file)) continue;
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      // It is still being written.
    }
  }
  return null;
}
