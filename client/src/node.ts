import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { clientOptions } from "./client-options.js";
import { type Extension, startExtension } from "./extension.js";

/** The extension on a desktop or a remote machine: the server is a process of its own. */
export function activate(context: vscode.ExtensionContext): Promise<Extension> {
  const module = context.asAbsolutePath("dist/server.cjs");
  const server = { module, transport: TransportKind.ipc };
  return startExtension(
    context,
    (output) => new LanguageClient("seg", "Seg", { run: server, debug: server }, clientOptions(output)),
  );
}
