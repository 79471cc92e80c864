import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { namedFiles } from "../program/named-files.js";
import { encodedUri, normalUri } from "../program/uris.js";
import type { ProgramView } from "../program/view.js";

/** The paths of list files, and of the sample data in `seg.json`, lead to the files. */
export function documentLink(view: ProgramView, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const uri = normalUri(textDocument.uri);
  return namedFiles(view)
    .filter(({ inFile }) => normalUri(inFile.uri) === uri)
    .map(({ inFile, span, uri: target, what }) => ({
      // Without the quotes.
      range: inFile.places.range({ start: span.start + 1, end: span.end - 1 }),
      target: encodedUri(target),
      tooltip: what === "list" ? "Open the values of the list" : "Open the sample data",
    }));
}
