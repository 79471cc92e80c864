import type { TextEdit } from "@seg-lang/language";
import type { ClientCapabilities, TextEdit as LspTextEdit, WorkspaceEdit } from "vscode-languageserver";
import { textOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";
import { withLineEndsOf } from "./changed-program.js";

/**
 * Edits of a program as an editor makes them: with the version of each file that is open, so that a file which has changed
 * meanwhile is not garbled; for clients that know no versions, without. What is written ends its lines as the file does.
 */
export function workspaceEdit(
  view: ProgramView,
  edits: readonly TextEdit[],
  client: ClientCapabilities,
): WorkspaceEdit {
  const byFile = new Map<string, LspTextEdit[]>();
  for (const { location, newText } of edits) {
    const file = textOf(view, location.file);
    if (file === null) continue;
    const edit = { range: file.places.range(location.span), newText: withLineEndsOf(file.text, newText) };
    const others = byFile.get(location.file);
    if (others === undefined) byFile.set(location.file, [edit]);
    else others.push(edit);
  }
  if (client.workspace?.workspaceEdit?.documentChanges !== true) {
    return { changes: Object.fromEntries([...byFile].map(([path, list]) => [textOf(view, path)!.uri, list])) };
  }
  return {
    documentChanges: [...byFile].map(([path, list]) => {
      const { uri, version } = textOf(view, path)!;
      return { textDocument: { uri, version }, edits: list };
    }),
  };
}
