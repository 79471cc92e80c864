import * as vscode from "vscode";
import * as assert from "./assert.js";
import { editorTest, eventually, open } from "./harness.js";

const PROGRAM = `customer { کد: text key, سن: integer, شهر: text }
criterion سن‌ها { segment جوان where سن < 40 segment پیر where سن >= 40 }
`;
const TABLE = "کد;سن;شهر\r\n۱;20;تهران\r\n۲;50;شیراز\r\n۳;60;رشت\r\n";

/** A folder of the workspace with these files, for as long as the work takes. */
async function within(files: Readonly<Record<string, Uint8Array>>, work: () => Promise<void>): Promise<void> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (workspace === undefined) throw new Error("No folder is open");
  const folder = vscode.Uri.joinPath(workspace.uri, "table");
  for (const [path, bytes] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), bytes);
  }
  try {
    await work();
  } finally {
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }
}

function countOf(document: vscode.TextDocument, wanted: RegExp): Promise<string> {
  return eventually(`a lens that says ${wanted}`, async () => {
    const lenses: readonly vscode.CodeLens[] = await vscode.commands.executeCommand(
      "vscode.executeCodeLensProvider",
      document.uri,
      100,
    );
    return lenses.map(({ command }) => command?.title ?? "").find((title) => wanted.test(title));
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);

async function packed(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export const sampleDataTests = [
  editorTest("customers of a table are counted", async () => {
    const files = {
      "shop.seg": bytes(PROGRAM),
      "seg.json": bytes('{ "sampleData": "customers.csv" }'),
      "customers.csv": bytes(TABLE),
    };
    await within(files, async () => {
      const { document } = await open("table/shop.seg");
      assert.match(await countOf(document, /^2 customers/), /67 ?%/);
    });
  }),
  editorTest("customers of a compressed table are counted", async () => {
    const files = {
      "shop.seg": bytes(PROGRAM),
      "seg.json": bytes('{ "sampleData": "customers.csv.gz" }'),
      "customers.csv.gz": await packed(TABLE),
    };
    await within(files, async () => {
      const { document } = await open("table/shop.seg");
      assert.match(await countOf(document, /^1 customer\b/), /33 ?%/);
    });
  }),
];
