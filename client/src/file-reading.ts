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
    // Of a larger buffer only what is the file's.
    return { kind: "bytes", bytes: bytes.slice().buffer };
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): FileReading {
  switch (error instanceof vscode.FileSystemError ? error.code : null) {
    case "FileNotFound":
      return { kind: "absent" };
    case "FileIsADirectory":
      return { kind: "unreadable", reason: "it is a folder" };
    case "NoPermissions":
      return { kind: "unreadable", reason: "you have no permission" };
    default:
      return { kind: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
}
