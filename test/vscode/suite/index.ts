import { writeFileSync } from "node:fs";
import { diagnosticsTests } from "./diagnostics.js";
import { editingTests } from "./editing.js";
import type { EditorTest } from "./harness.js";
import { persianTests } from "./persian.js";
import { readingTests } from "./reading.js";

/** What became of each test, as it is handed to whoever started the editor. */
export interface EditorResults {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
}

const all: readonly EditorTest[] = [...diagnosticsTests, ...readingTests, ...editingTests, ...persianTests];

/** Called by the editor, inside its extension host. The results go to a file: an error would only reach its console. */
export async function run(): Promise<void> {
  const file = process.env.SEG_EDITOR_RESULTS;
  if (file === undefined) throw new Error("SEG_EDITOR_RESULTS names no file");
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
  const results: EditorResults = { passed, failed };
  writeFileSync(file, JSON.stringify(results));
}
