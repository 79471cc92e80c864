import * as vscode from "vscode";
import * as assert from "./assert.js";
import { codeOf, editorTest, eventually, open, placeOf, write } from "./harness.js";

const { fs } = vscode.workspace;

function findings(uri: vscode.Uri): readonly string[] {
  return vscode.languages.getDiagnostics(uri).map(codeOf);
}

function toHave(uri: vscode.Uri, code: string): Promise<true> {
  return eventually(`${code} in ${uri.path}`, () => (findings(uri).includes(code) ? true : null));
}

function toHaveNone(uri: vscode.Uri): Promise<true> {
  return eventually(`${uri.path} without findings`, () => (findings(uri).length === 0 ? true : null));
}

export const fileTests = [
  editorTest("a list file that is renamed takes its name along into the program", async () => {
    const program = await write("moved/shop.seg", 'customer { شهر: text }\nlist towns from "شهرها.txt"\n');
    const list = await write("moved/شهرها.txt", "تهران\n");
    await write("moved/seg.json", "{}");
    const { document } = await open("moved/shop.seg");
    const change = new vscode.WorkspaceEdit();
    change.renameFile(list, vscode.Uri.joinPath(list, "../فهرست/شهر ها.txt"));
    assert.ok(await vscode.workspace.applyEdit(change), "the file was not renamed");
    await eventually("the path in the program", () =>
      document.getText().includes('list towns from "فهرست/شهر ها.txt"') ? true : null,
    );
    await document.save();
    await eventually("the list to be found", () => (findings(program).includes("SEG1005") ? null : true));
  }),
  editorTest("findings come and go with files that are made, renamed and deleted", async () => {
    await write("files/seg.json", "{}");
    await write("files/customer.seg", "customer { age: integer }\n");
    const first = await write("files/a.seg", "segment A where agee > 3\n");
    await toHave(first, "SEG3001");
    const second = vscode.Uri.joinPath(first, "../b.seg");
    await fs.rename(first, second);
    await toHave(second, "SEG3001");
    await toHaveNone(first);
    await fs.delete(second);
    await toHaveNone(second);
  }),
  editorTest("a file with CRLF keeps it when it is laid out and renamed in", async () => {
    await write("crlf/seg.json", "{}");
    await write("crlf/shop.seg", "customer { سن: integer }\r\n\r\nsegment   پیر where سن>60\r\n");
    const { document } = await open("crlf/shop.seg");
    const edits: readonly vscode.TextEdit[] = await vscode.commands.executeCommand(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const laidOut = new vscode.WorkspaceEdit();
    laidOut.set(document.uri, [...edits]);
    assert.ok(await vscode.workspace.applyEdit(laidOut));
    const renamed: vscode.WorkspaceEdit = await vscode.commands.executeCommand(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      placeOf(document, "سن > 60"),
      "سال",
    );
    assert.ok(await vscode.workspace.applyEdit(renamed));
    const lines = ["customer {", '  سال: integer from "سن"', "}", "", "segment پیر where سال > 60", ""];
    assert.equal(document.getText(), lines.join("\r\n"));
    await document.save();
  }),
  editorTest("what stands in a program's own comments runs no command of the editor", async () => {
    await write("trust/seg.json", "{}");
    await write("trust/shop.seg", "/// [Look](command:workbench.action.quit)\ncustomer { age: integer }\n");
    const { document } = await open("trust/shop.seg");
    const hovers: readonly vscode.Hover[] = await vscode.commands.executeCommand(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(1, 2),
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    assert.ok(contents.some((each) => each instanceof vscode.MarkdownString && each.value.includes("Look")));
    for (const each of contents) assert.ok(each instanceof vscode.MarkdownString && each.isTrusted !== true, "trusted");
  }),
];
