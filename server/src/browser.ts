import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { filesOfClient } from "./browser-files.js";
import { serve } from "./connection/server.js";
import { turn } from "./connection/turn.js";
import { features } from "./features/registry.js";
import { textReader } from "./sample/text-reader.js";

/** The part of a browser's worker that the server talks through. */
type WorkerScope = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Starts the language server in a worker of a browser, where the client is asked for files. */
export function startBrowserServer(scope: WorkerScope, version: string): void {
  const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
  const { files, data } = filesOfClient((method, request) => connection.sendRequest(method, request));
  serve(connection, { files, features, version, sampleReader: textReader({ files: data, turn }) });
}
