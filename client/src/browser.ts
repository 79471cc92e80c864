import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { clientOptions } from "./client-options.js";
import { type Extension, startExtension } from "./extension.js";

/** The little of a worker that is needed here; the DOM's types are not those of an extension. */
declare const Worker: new (url: string) => object;

/** The extension in VS Code on the web: the server is a worker, and reads files through the editor. */
export function activate(context: vscode.ExtensionContext): Promise<Extension> {
  const url = vscode.Uri.joinPath(context.extensionUri, "dist/browser/server.js").toString(true);
  return startExtension(context, (output) => {
    const worker = new Worker(url) as ConstructorParameters<typeof LanguageClient>[3];
    return new LanguageClient("seg", "Seg", clientOptions(output), worker);
  });
}
