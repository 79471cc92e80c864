import { COMMANDS } from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { ExecuteCommandSignature } from "vscode-languageclient";

/** Asks for a customer's key where none is given; the server opens what it says of them. */
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
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Seg: looking for ${String(key)}` },
    async (): Promise<unknown> => await next(COMMANDS.explainCustomer, [place ?? null, key]),
  );
}
