import * as vscode from "vscode";

/** One test that runs inside the editor. */
export interface EditorTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export function editorTest(name: string, run: () => Promise<void>): EditorTest {
  return { name, run };
}

/** So long (milliseconds) something is waited for: far longer than it takes, as the machine may be busy. */
const PATIENCE = 120_000;

/**
 * Waits until `find` gives something; fails with `what` where it never does. What VS Code has cancelled, as it asked for the same again
 * meanwhile, is tried again.
 */
export async function eventually<R>(
  what: string,
  find: () => R | undefined | null | Promise<R | undefined | null>,
): Promise<R> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await Promise.resolve(find()).catch((error: unknown) => {
      if (error instanceof Error && error.name === "Canceled") return null;
      throw error;
    });
    if (found !== undefined && found !== null) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a file of the workspace, as it is on disk. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("No folder is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  const editor = await vscode.window.showTextDocument(document);
  if (document.isDirty) await vscode.commands.executeCommand("workbench.action.files.revert");
  return editor;
}

/** Writes a file of the workspace. */
export async function write(path: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("No folder is open");
  const uri = vscode.Uri.joinPath(folder.uri, path);
  await vscode.workspace.fs.writeFile(uri, typeof content === "string" ? new TextEncoder().encode(content) : content);
  return uri;
}

/** Where `text` stands, the `offset`th sign of it. */
export function placeOf(document: vscode.TextDocument, text: string, offset = 0): vscode.Position {
  const index = document.getText().indexOf(text);
  if (index < 0) throw new Error(`${JSON.stringify(text)} is not in ${document.uri.path}`);
  return document.positionAt(index + offset);
}

export async function replace(editor: vscode.TextEditor, old: string, by: string): Promise<void> {
  const { document } = editor;
  const start = placeOf(document, old);
  const done = await editor.edit((edit) =>
    edit.replace(new vscode.Range(start, document.positionAt(document.offsetAt(start) + old.length)), by),
  );
  if (!done) throw new Error("The editor did not take the edit");
}

/** Closes what the server wrote, wherever it is shown. */
export async function closeWritten(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
  const written = tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === "seg-view");
  if (written.length > 0) await vscode.window.tabGroups.close(written);
}

/** Waits for a document that the server writes, and that shows this. */
export function writtenDocument(what: RegExp): Promise<vscode.TextDocument> {
  return eventually(`a document that says ${what}`, () =>
    vscode.window.visibleTextEditors
      .map(({ document }) => document)
      .find((document) => document.uri.scheme === "seg-view" && what.test(document.getText())),
  );
}

/** Waits for a fix that changes something: while it is proved anew what has just been changed, none is offered. */
export async function fixOf(
  document: vscode.TextDocument,
  { range }: vscode.Diagnostic,
  title: RegExp,
): Promise<vscode.WorkspaceEdit> {
  return eventually(`a fix called ${title}`, async () => {
    const actions: readonly vscode.CodeAction[] = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    return actions.find((action) => action.edit !== undefined && title.test(action.title))?.edit;
  });
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits for a diagnostic of the code in the document. */
export function diagnostic(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  return eventually(`${code} in ${document.uri.path}`, () =>
    vscode.languages.getDiagnostics(document.uri).find((each) => codeOf(each) === code),
  );
}

export function noDiagnostic(document: vscode.TextDocument, code: string): Promise<true> {
  return eventually(`${code} to go from ${document.uri.path}`, () =>
    vscode.languages.getDiagnostics(document.uri).some((each) => codeOf(each) === code) ? null : true,
  );
}
