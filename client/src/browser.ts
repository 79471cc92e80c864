import * as vscode from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { clientOptions } from "./client-options.js";
import { type Extension, startExtension } from "./extension.js";

/** A worker, of whose type an extension knows nothing without the DOM's. */
type ServerWorker = ConstructorParameters<typeof BrowserMessageReader>[0] & { terminate(): void };
declare const Worker: new (url: string) => ServerWorker;

/** The extension in VS Code on the web: the server is a worker, and reads files through the editor. */
export function activate(context: vscode.ExtensionContext): Promise<Extension> {
  const url = vscode.Uri.joinPath(context.extensionUri, "dist/browser/server.js").toString(true);
  let worker: ServerWorker | null = null;
  const end = () => worker?.terminate();
  context.subscriptions.push(new vscode.Disposable(end));
  // Each start has a worker of its own: one that was told to exit answers no more.
  const start = async () => {
    end();
    worker = new Worker(url);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return startExtension(context, (output) => new LanguageClient("seg", "Seg", start, clientOptions(output)));
}
