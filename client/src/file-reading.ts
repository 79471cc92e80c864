import {
  type FileReading,
  type FileRequest,
  type FolderListing,
  LIST_FOLDER,
  READ_FILE,
} from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** Reads files for a server that has no disk: in a browser, where the editor's own file systems are all there is. */
export function registerFileReading(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest(LIST_FOLDER, ({ uri }: FileRequest) => listFolder(vscode.Uri.parse(uri))),
    client.onRequest(READ_FILE, ({ uri }: FileRequest) => readFile(vscode.Uri.parse(uri))),
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

async function readFile(file: vscode.Uri): Promise<FileReading> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return { kind: "absent" };
    const reason = error instanceof TypeError ? "it is not UTF-8; save it as UTF-8" : String(error);
    return { kind: "unreadable", reason };
  }
}
