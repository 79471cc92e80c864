import { VIEW_SCHEME } from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";

/**
 * Opens what the server writes beside the program, where the cursor stays: it follows what is typed. Other documents are opened
 * as they always are.
 */
export const writtenDocuments = {
  window: {
    async showDocument(params, _token, next) {
      const uri = vscode.Uri.parse(params.uri);
      if (uri.scheme !== VIEW_SCHEME) return next(params, _token);
      const isFromOne = vscode.window.activeTextEditor?.document.uri.scheme === VIEW_SCHEME;
      const viewColumn = isFromOne ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: !isFromOne, preview: true });
      return { success: true };
    },
  },
} satisfies Middleware;
