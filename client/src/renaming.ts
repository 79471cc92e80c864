import { RENAME_COMMAND } from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { BaseLanguageClient, Position } from "vscode-languageclient";

/** Lets the server begin a rename: what a refactoring has named is to get the name that its author wants. */
export function registerRenaming(client: BaseLanguageClient): vscode.Disposable {
  client.registerFeature({
    getState: () => ({ kind: "static" }),
    fillClientCapabilities(capabilities) {
      const experimental: unknown = capabilities.experimental;
      capabilities.experimental = {
        ...(typeof experimental === "object" ? experimental : {}),
        [RENAME_COMMAND]: true,
      };
    },
    initialize() {},
    clear() {},
  });
  return vscode.commands.registerCommand(
    RENAME_COMMAND,
    (place: { readonly uri: string; readonly position: Position }) =>
      vscode.commands.executeCommand("editor.action.rename", [
        vscode.Uri.parse(place.uri),
        new vscode.Position(place.position.line, place.position.character),
      ]),
  );
}
