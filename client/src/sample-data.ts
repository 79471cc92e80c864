import * as vscode from "vscode";

/** Sets the file of customers that are counted while its program is edited. */
export async function chooseSampleData(given?: vscode.Uri): Promise<void> {
  const file = given ?? (await chosenFile());
  if (file === undefined) return;
  const folder = vscode.workspace.getWorkspaceFolder(file);
  const path = folder === undefined ? file.fsPath : vscode.workspace.asRelativePath(file, false);
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration("seg", folder).update("sampleData", path, target);
}

async function chosenFile(): Promise<vscode.Uri | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectMany: false,
      openLabel: "Count These Customers",
      filters: { "Customer data": ["ndjson", "jsonl", "json", "csv", "tsv", "gz"] },
    })) ?? [];
  return chosen;
}
