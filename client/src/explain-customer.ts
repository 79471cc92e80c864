import { COMMANDS } from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { ExecuteCommandSignature } from "vscode-languageclient";

/** Asks for a customer's key where none is given, and opens what the server says of them beside the program. */
export async function explainCustomer(
  [place, given]: readonly unknown[],
  next: ExecuteCommandSignature,
): Promise<unknown> {
  const key =
    given ??
    (await vscode.window.showInputBox({
      title: "Explain a Customer of the Sample Data",
      prompt: "The key of the customer; without a key field, the number of the record",
    }));
  if (key === undefined || key === "") return null;
  const explain = async () => await next(COMMANDS.explainCustomer, [place ?? null, key]);
  const result: unknown = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Seg: looking for ${String(key)}` },
    explain,
  );
  if (!isExplanation(result)) return result;
  if (result.kind === "failed") void vscode.window.showWarningMessage(result.message);
  else {
    const document = await vscode.workspace.openTextDocument({ content: result.text, language: "plaintext" });
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }
  return result;
}

type Explanation =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "failed"; readonly message: string };

function isExplanation(value: unknown): value is Explanation {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return (value.kind === "text" && "text" in value) || (value.kind === "failed" && "message" in value);
}
