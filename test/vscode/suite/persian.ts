import * as vscode from "vscode";
import * as assert from "./assert.js";
import { editorTest, eventually, fixOf, open, placeOf } from "./harness.js";

const FILE = "فروشگاه/مشتریان.seg";

export const persianTests = [
  editorTest("Persian segments that share one age are shown to overlap", async () => {
    const { document } = await open(FILE);
    const overlap = await eventually("the overlap at 30", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes("میانسال")),
    );
    assert.match(overlap.message, /جوان/);
    // Set apart, or the equation would be shown the other way round.
    assert.match(overlap.message, /\u2068سن\u2069 = 30/);
  }),
  editorTest("a fix of a Persian overlap shows names set apart, and writes them plainly", async () => {
    const { document } = await open(FILE);
    const overlap = await eventually("the overlap at 30", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes("میانسال")),
    );
    const exclude = await fixOf(document, overlap, /\u2068جوان\u2069/);
    const inserted = exclude.get(document.uri).map(({ newText }) => newText);
    assert.ok(
      inserted.every((text) => !/[\u2066-\u2069]/.test(text)),
      "a sign that nobody sees would be written",
    );
  }),
  editorTest("a Persian name is renamed wherever it stands", async () => {
    const { document } = await open(FILE);
    const edit: vscode.WorkspaceEdit = await vscode.commands.executeCommand(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      placeOf(document, "شهرهای_بزرگ", 3),
      "کلان‌شهرها",
    );
    const changes = edit.get(document.uri);
    assert.equal(changes.length, 3);
    assert.ok(changes.every(({ newText }) => newText === "کلان‌شهرها"));
  }),
  editorTest("completion knows the Persian fields", async () => {
    const { document } = await open(FILE);
    const list: vscode.CompletionList = await vscode.commands.executeCommand(
      "vscode.executeCompletionItemProvider",
      document.uri,
      placeOf(document, "سن <= 30"),
    );
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    for (const field of ["سن", "شهر", "آخرین_خرید"]) assert.ok(labels.includes(field), `${field} is missing`);
  }),
];
