import * as vscode from "vscode";
import * as assert from "./assert.js";
import { editorTest, eventually, open } from "./harness.js";

const PROGRAM = `customer { کد: text key, سن: integer, شهر: text }
criterion سن‌ها { segment جوان where سن < 40 segment پیر where سن >= 40 }
`;
const TABLE = "کد;سن;شهر\r\n۱;20;تهران\r\n۲;50;شیراز\r\n۳;60;رشت\r\n";

/** Makes a folder of the workspace with a program and its data, and opens the program. `path`: to the customers in it. */
async function opened(folder: string, file: string, data: Uint8Array, path?: string): Promise<vscode.TextDocument> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (workspace === undefined) throw new Error("No folder is open");
  const settings = JSON.stringify({ sampleData: file, sampleDataPath: path });
  const files = { "seg.json": bytes(settings), [file]: data, "shop.seg": bytes(PROGRAM) };
  for (const [path, content] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(workspace.uri, folder, path), content);
  }
  return (await open(`${folder}/shop.seg`)).document;
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
    const document = await opened("table", "customers.csv", bytes(TABLE));
    assert.match(await countOf(document, /^2 customers/), /66\.7%/);
  }),
  editorTest("customers of a compressed table are counted", async () => {
    const document = await opened("packed", "customers.csv.gz", await packed(TABLE));
    assert.match(await countOf(document, /^1 customer\b/), /33\.3%/);
  }),
  editorTest("customers inside of JSON are counted", async () => {
    const customers = [
      { کد: "۱", سن: 20, شهر: "تهران" },
      { کد: "۲", سن: 50, شهر: "شیراز" },
    ];
    const data = bytes(JSON.stringify({ next: null, data: { customers } }, null, 2));
    const document = await opened("wrapped", "customers.json", data, "data.customers");
    assert.match(await countOf(document, /^1 customer\b/), /50%/);
  }),
];
