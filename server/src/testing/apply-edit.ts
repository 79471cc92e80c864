import type { SnippetTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { textOf } from "../program/places.js";
import type { MarkedProgram } from "./view.js";

/** The files that an edit changes, by path, as they are then. An error where it is for another version of one. */
export function applyEdit({ view, uriOf }: MarkedProgram, edit: WorkspaceEdit): Readonly<Record<string, string>> {
  const changed: Record<string, string> = {};
  const paths = [...view.files.keys(), ...view.others.keys()];
  for (const { textDocument, edits } of edit.documentChanges as TextDocumentEdit[]) {
    const path = paths.find((each) => uriOf(each) === textDocument.uri);
    const file = path === undefined ? null : textOf(view, path);
    if (path === undefined || file === null) throw new Error(`No file ${textDocument.uri}`);
    if (file.version !== textDocument.version) throw new Error(`Another version of ${path}`);
    changed[path] = edits
      .map((one) => ({ ...file.places.span(one.range), newText: writtenBy(one) }))
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), file.text);
  }
  return changed;
}

function writtenBy(edit: TextEdit | SnippetTextEdit): string {
  return "newText" in edit ? edit.newText : edit.snippet.value;
}
