import {
  type FileReading,
  type FileRequest,
  type FolderListing,
  LIST_FOLDER,
  READ_FILE,
} from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { dataText, decoded } from "./data-text.js";

/** Reads files for a server that has no disk: in a browser, where the editor's own file systems are all there is. */
export function registerFileReading(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest(LIST_FOLDER, ({ uri }: FileRequest) => listFolder(vscode.Uri.parse(uri))),
    client.onRequest(READ_FILE, ({ uri, isData }: FileRequest) =>
      readFile(vscode.Uri.parse(uri), isData === true ? dataText : programText),
    ),
  );
}

async function listFolder(folder: vscode.Uri): Promise<FolderListing> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  } catch {
    return null;
  }
}

/** A link to a file is a file; linked folders are not entered, as they could lead in circles. */
function kindOf(type: vscode.FileType): "file" | "folder" | "other" {
  if ((type & vscode.FileType.File) !== 0) return "file";
  return type === vscode.FileType.Directory ? "folder" : "other";
}

async function readFile(
  file: vscode.Uri,
  textOf: (bytes: Uint8Array) => FileReading | Promise<FileReading>,
): Promise<FileReading> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return { kind: "absent" };
    return { kind: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
  return textOf(bytes);
}

function programText(bytes: Uint8Array): FileReading {
  const text = decoded(bytes, "utf-8");
  return text === null ? { kind: "unreadable", reason: "it is not UTF-8; save it as UTF-8" } : { kind: "text", text };
}
