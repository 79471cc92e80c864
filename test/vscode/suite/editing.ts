import * as vscode from "vscode";
import * as assert from "./assert.js";
import { codeOf, editorTest, eventually, fixOf, noDiagnostic, open, placeOf, replace } from "./harness.js";

export const editingTests = [
  editorTest("a quick fix takes the overlap away", async () => {
    const { document } = await open("shop/segments.seg");
    const overlap = await eventually("the overlap", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => /Rasht/.test(message)),
    );
    // One that was made for the text as it was a moment before is refused.
    await eventually("the fix to be taken", async () =>
      (await vscode.workspace.applyEdit(await fixOf(document, overlap, /Exclude/))) ? true : null,
    );
    await noDiagnostic(document, codeOf(overlap));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }),
  editorTest("rename changes every file, with backticks where they are needed", async () => {
    const { document } = await open("shop/segments.seg");
    const edit: vscode.WorkspaceEdit = await vscode.commands.executeCommand(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      placeOf(document, "Urban where", 1),
      "In the city",
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(document.getText().includes("segment `In the city` where"));
    const personas = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "../personas.seg"));
    assert.ok(personas.getText().includes("in `In the city`, Income.Low"));
    for (const path of ["shop/segments.seg", "shop/personas.seg"]) {
      await open(path);
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
  }),
  editorTest("formatting writes what `seg fmt` writes", async () => {
    const editor = await open("shop/segments.seg");
    await replace(editor, "  segment High where income >= 80_000", "segment   High where income>=80_000");
    await eventually("the change to be read", () => (editor.document.isDirty ? true : null));
    const edits: readonly vscode.TextEdit[] = await vscode.commands.executeCommand(
      "vscode.executeFormatDocumentProvider",
      editor.document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const change = new vscode.WorkspaceEdit();
    change.set(editor.document.uri, [...edits]);
    assert.ok(await vscode.workspace.applyEdit(change));
    assert.match(editor.document.getText(), /^ {2}segment High +where income >= 80_000$/m);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }),
  editorTest("an untitled file is checked too", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "seg",
      content: "customer { age: integer }\nsegment Adult where agee >= 18\n",
    });
    await vscode.window.showTextDocument(document);
    await eventually("its finding", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes("agee")),
    );
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }),
];
