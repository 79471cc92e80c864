import * as vscode from "vscode";

const PROGRAM = `/// One record per customer.
customer {
  id: text key
  city: text folded?
  age: integer? 0..120
  lastOrder: date? ..today
}

criterion Activity exhaustive {
  segment Active where lastOrder in last 90 days
  segment Lapsed where lastOrder < today - 90 days
  segment New where lastOrder is missing
}

persona Sara "ordered last week" {
  city: "Tehran", age: 29, lastOrder: today - 7 days
} in Active
`;

/** Writes a first program into a folder, and opens it. Nothing that is there is replaced. */
export async function newProgram(folder?: vscode.Uri): Promise<void> {
  const root = folder ?? (await chosenFolder());
  if (root === undefined) return;
  const file = vscode.Uri.joinPath(root, "customers.seg");
  if (!(await exists(file))) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(PROGRAM));
  const configuration = vscode.Uri.joinPath(root, "seg.json");
  if (!(await exists(configuration))) {
    const settings = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    await vscode.workspace.fs.writeFile(
      configuration,
      new TextEncoder().encode(`${JSON.stringify(settings, null, 2)}\n`),
    );
  }
  await vscode.window.showTextDocument(file);
}

async function chosenFolder(): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.workspaceFolders ?? [];
  if (open.length === 1) return open[0]?.uri;
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: "Start a Program Here",
    })) ?? [];
  return chosen;
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
