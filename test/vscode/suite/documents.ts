import * as vscode from "vscode";
import * as assert from "./assert.js";
import { closeWritten, editorTest, eventually, open, placeOf, replace, writtenDocument } from "./harness.js";

function placeIn(document: vscode.TextDocument, text: string) {
  const { line, character } = placeOf(document, text);
  return { uri: document.uri.toString(), position: { line, character } };
}

export const documentTests = [
  editorTest("a customer of the sample data is explained beside the program, and follows what is typed", async () => {
    const editor = await open("shop/segments.seg");
    const { document } = editor;
    const place = placeIn(document, "High");
    await eventually("the customer", async () => {
      await vscode.commands.executeCommand("seg.explainCustomer", place, "1");
      return vscode.window.visibleTextEditors.find((shown) => shown.document.uri.scheme === "seg-view");
    });
    const explanation = await writtenDocument(/^Customer 1 \(line 1\).*Income {2}→ Low/s);
    assert.equal(explanation.languageId, "seg-explanation");
    await replace(editor, "income < 30_000", "income < 100");
    await writtenDocument(/Income {2}in none of its segments/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await writtenDocument(/Income {2}→ Low/);
    await closeWritten();
  }),
  editorTest("what a segment means is told beside it, and follows what is typed", async () => {
    const editor = await open("shop/segments.seg");
    await vscode.commands.executeCommand("seg.showDescription", placeIn(editor.document, "Middle"));
    await writtenDocument(/# Middle[\s\S]*30.?000/);
    await replace(editor, "30_000 <= income < 80_000", "31_000 <= income < 80_000");
    await writtenDocument(/# Middle[\s\S]*31.?000/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await closeWritten();
  }),
];
