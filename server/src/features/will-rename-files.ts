import type {
  FileOperationRegistrationOptions,
  RenameFilesParams,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { namedFiles } from "../program/named-files.js";
import { folderOf, normalUri } from "../program/uris.js";
import type { ProgramView, TextView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/** Lists and sample data may be in files of any name, and in any folder. */
export const MOVED_FILES: FileOperationRegistrationOptions = { filters: [{ pattern: { glob: "**/*" } }] };

/**
 * Files or folders are about to be moved: the paths of list files and of the sample data follow, whether what they name
 * moves, or the file they stand in.
 */
export function willRenameFiles(
  views: readonly ProgramView[],
  { files }: RenameFilesParams,
  context: FeatureContext,
): WorkspaceEdit | null {
  const moves = files.map(({ oldUri, newUri }) => ({ from: normalUri(oldUri), to: normalUri(newUri) }));
  const moved = (uri: string): string => {
    const move = moves.find(({ from }) => uri === from || uri.startsWith(`${from}/`));
    return move === undefined ? uri : move.to + uri.slice(move.from.length);
  };
  const edits = new Map<TextView, TextEdit[]>();
  for (const named of views.flatMap(namedFiles)) {
    const inUri = normalUri(named.inFile.uri);
    if (moved(inUri) === inUri && moved(named.uri) === named.uri) continue;
    const path = relativePath(folderOf(moved(inUri)), moved(named.uri));
    if (path === null || path === relativePath(folderOf(inUri), named.uri)) continue;
    const edit = { range: named.inFile.places.range(named.span), newText: JSON.stringify(path) };
    const others = edits.get(named.inFile);
    if (others === undefined) edits.set(named.inFile, [edit]);
    else others.push(edit);
  }
  if (edits.size === 0) return null;
  if (context.client.workspace?.workspaceEdit?.documentChanges !== true) {
    return { changes: Object.fromEntries([...edits].map(([{ uri }, list]) => [uri, list])) };
  }
  return {
    documentChanges: [...edits].map(([{ uri, version }, list]) => ({ textDocument: { uri, version }, edits: list })),
  };
}

/** The path from a folder to a file, both normal URIs; null where they are in different trees. */
function relativePath(folder: string, file: string): string | null {
  const from = folder.split("/");
  const to = file.split("/");
  // Scheme and authority: `file:`, nothing, nothing or a server.
  if (from.slice(0, 3).join("/") !== to.slice(0, 3).join("/")) return null;
  let common = 3;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}
