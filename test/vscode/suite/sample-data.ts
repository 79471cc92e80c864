import * as vscode from "vscode";
import * as assert from "./assert.js";
import { editorTest, eventually, open, write } from "./harness.js";

const PROGRAM = `customer { کد: text key, سن: integer, شهر: text }
criterion سن‌ها { segment جوان where سن < 40 segment پیر where سن >= 40 }
`;
const TABLE = "کد;سن;شهر\r\n۱;20;تهران\r\n۲;50;شیراز\r\n۳;60;رشت\r\n";

/** Makes a folder of the workspace with a program and its data, and opens the program. `path`: to the customers in it. */
async function opened(folder: string, file: string, data: Uint8Array, path?: string): Promise<vscode.TextDocument> {
  const settings = JSON.stringify({ sampleData: file, sampleDataPath: path });
  const files = { "seg.json": bytes(settings), [file]: data, "shop.seg": bytes(PROGRAM) };
  for (const [name, content] of Object.entries(files)) await write(`${folder}/${name}`, content);
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
  editorTest("a file that is chosen is counted", async () => {
    await write("chosen/seg.json", "{}");
    await write("chosen/shop.seg", PROGRAM);
    const data = await write("chosen/مشتریان.csv", TABLE);
    const { document } = await open("chosen/shop.seg");
    // As from the menu of the file in the explorer, which asks no more.
    await vscode.commands.executeCommand("seg.chooseSampleData", data);
    try {
      assert.match(await countOf(document, /^2 customers/), /66\.7%/);
    } finally {
      const settings = vscode.workspace.getConfiguration("seg", data);
      await settings.update("sampleData", undefined, vscode.ConfigurationTarget.Workspace);
    }
  }),
];
