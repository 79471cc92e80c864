import type { TextDocumentContentParams, TextDocumentContentResult } from "vscode-languageserver";
import { documentText } from "../documents/document-text.js";
import { readDocumentUri } from "../documents/document-uri.js";
import type { ProgramView } from "../program/view.js";

/** The text of a document that the server writes itself; null for other URIs. */
export function textDocumentContent(
  views: readonly ProgramView[],
  { uri }: TextDocumentContentParams,
): TextDocumentContentResult | null {
  const subject = readDocumentUri(uri);
  if (subject === null) return null;
  const view = subject.kind === "rules" ? null : (views.find(({ root }) => root === subject.root) ?? null);
  return { text: documentText(subject, view) };
}
