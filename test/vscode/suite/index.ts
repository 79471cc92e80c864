import * as vscode from "vscode";
import { commandTests } from "./commands.js";
import { diagnosticsTests } from "./diagnostics.js";
import { documentTests } from "./documents.js";
import { editingTests } from "./editing.js";
import { fileTests } from "./files.js";
import type { EditorTest } from "./harness.js";
import { persianTests } from "./persian.js";
import { readingTests } from "./reading.js";
import { sampleDataTests } from "./sample-data.js";

/** What became of each test, as it is handed to whoever started the editor. */
export interface EditorResults {
  /** Whether the extension ran in a worker of the browser, or in a process beside the files. */
  readonly host: ExtensionHost;
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
}

export type ExtensionHost = "process" | "worker";

const all: readonly EditorTest[] = [
  ...diagnosticsTests,
  ...readingTests,
  ...documentTests,
  ...editingTests,
  ...persianTests,
  ...sampleDataTests,
  ...fileTests,
  ...commandTests,
];

/** Called by the editor, inside its extension host. The results go to a file beside the folder: what it throws is not heard. */
export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("No folder is open");
  const passed: string[] = [];
  const failed: { name: string; reason: string }[] = [];
  for (const test of all) {
    try {
      await test.run();
      passed.push(test.name);
    } catch (error) {
      failed.push({ name: test.name, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  const results: EditorResults = { host: "importScripts" in globalThis ? "worker" : "process", passed, failed };
  const file = vscode.Uri.joinPath(folder.uri, "../results.json");
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(results)));
}
