import * as vscode from "vscode";
import * as assert from "./assert.js";
import {
  closeWritten,
  codeOf,
  editorTest,
  eventually,
  open,
  placeOf,
  replace,
  write,
  writtenDocument,
} from "./harness.js";

const EXTENSION = "seg-lang.seg-vscode";

/** As from the palette: the command is about the cursor. */
async function atCursor(command: string, editor: vscode.TextEditor, text: string): Promise<void> {
  const place = placeOf(editor.document, text);
  editor.selection = new vscode.Selection(place, place);
  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand(command);
}

async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses: readonly vscode.CodeLens[] = await vscode.commands.executeCommand(
    "vscode.executeCodeLensProvider",
    uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? "");
}

export const commandTests = [
  editorTest("every command that is offered can be called", async () => {
    const { packageJSON } = vscode.extensions.getExtension(EXTENSION)!;
    const offered: readonly { readonly command: string }[] = packageJSON.contributes.commands;
    assert.ok(offered.length >= 11, `only ${offered.length} commands`);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.equal(
      offered.filter(({ command }) => !known.has(command)),
      [],
    );
  }),
  editorTest("the commands of the palette are about the place of the cursor", async () => {
    const editor = await open("shop/segments.seg");
    await atCursor("seg.showPredicate", editor, "Middle");
    await writtenDocument(/function isMiddle\(customer/);
    await atCursor("seg.showProof", editor, "criterion Income");
    await writtenDocument(/# Income[\s\S]*Proved: no customer is in two of its segments/);
    await atCursor("seg.showWitness", editor, "Rural where");
    await writtenDocument(/"city": "Rasht"/);
    await closeWritten();
  }),
  editorTest("all that is safe to fix is fixed at once", async () => {
    await write("fix/seg.json", "{}");
    await write("fix/shop.seg", "customer { age: integer }\nsegment Old where age == 60\n");
    const editor = await open("fix/shop.seg");
    await eventually("the finding", () => vscode.languages.getDiagnostics(editor.document.uri).at(0));
    await atCursor("seg.fixAll", editor, "Old");
    await eventually("the fix", () => (editor.document.getText().includes("age = 60") ? true : null));
    await editor.document.save();
  }),
  editorTest("a finding leads to the page of its rule, which opens", async () => {
    const { document } = await open("shop/segments.seg");
    const overlap = await eventually("the overlap", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => /Rasht/.test(message)),
    );
    assert.ok(typeof overlap.code === "object");
    const page = await vscode.workspace.openTextDocument(overlap.code.target);
    assert.match(page.getText(), new RegExp(`^# ${codeOf(overlap)} \\w+-`));
  }),
  editorTest("a setting that is changed takes effect at once", async () => {
    const { document } = await open("shop/segments.seg");
    const proved = (titles: readonly string[]) => titles.some((title) => /exclusive/.test(title));
    await eventually("lenses with proofs", async () => (proved(await lensTitles(document.uri)) ? true : null));
    const settings = () => vscode.workspace.getConfiguration("seg", document.uri);
    await settings().update("lens.proofs", false, vscode.ConfigurationTarget.Workspace);
    await eventually("no lenses with proofs", async () => (proved(await lensTitles(document.uri)) ? null : true));
    await settings().update("lens.proofs", undefined, vscode.ConfigurationTarget.Workspace);
    await eventually("lenses with proofs again", async () => (proved(await lensTitles(document.uri)) ? true : null));
  }),
  editorTest("the language server starts again when it is told to", async () => {
    const editor = await open("shop/segments.seg");
    const { uri } = editor.document;
    const overlap = () => vscode.languages.getDiagnostics(uri).find(({ message }) => /Rasht/.test(message));
    await eventually("the overlap", overlap);
    let wasGone = false;
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      wasGone ||= overlap() === undefined;
    });
    await vscode.commands.executeCommand("seg.restart");
    await eventually("findings of the old server to go", () => (wasGone ? true : null));
    await eventually("findings after the restart", overlap);
    listening.dispose();
    // What is typed now is seen by the new one.
    await replace(editor, "income >= 80_000", "incme >= 80_000");
    await eventually("the unknown name", () =>
      vscode.languages.getDiagnostics(uri).find(({ message }) => message.includes("incme")),
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }),
];
