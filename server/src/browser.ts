import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { serve } from "./connection/server.js";
import { turn } from "./connection/turn.js";
import { features } from "./features/registry.js";
import { encodedUri } from "./program/uris.js";
import { type FileReading, type FileRequest, type FolderListing, LIST_FOLDER, READ_FILE } from "./protocol.js";
import { textReader } from "./sample/text-reader.js";
import type { Files } from "./workspace/files.js";

/** The part of a browser's worker that the server talks through. */
type WorkerScope = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Starts the language server in a worker of a browser, where the client is asked for files. */
export function startBrowserServer(scope: WorkerScope, version: string): void {
  const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
  const ask = async <R>(method: string, uri: string, otherwise: R, isData = false): Promise<R> => {
    try {
      const request: FileRequest = { uri: encodedUri(uri), ...(isData ? { isData } : {}) };
      return await connection.sendRequest<R>(method, request);
    } catch {
      return otherwise;
    }
  };
  const files: Files = {
    entries: (folder) => ask<FolderListing>(LIST_FOLDER, folder, null),
    exists: async (uri) => (await ask<FileReading>(READ_FILE, uri, { kind: "absent" })).kind !== "absent",
    read: (uri) => ask<FileReading>(READ_FILE, uri, { kind: "absent" }),
  };
  const data = { read: (uri: string) => ask<FileReading>(READ_FILE, uri, { kind: "absent" }, true) };
  serve(connection, { files, features, version, sampleReader: textReader({ files: data, turn }) });
}
