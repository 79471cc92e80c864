import type { TextDocumentContentParams, TextDocumentContentResult } from "vscode-languageserver";
import { documentText } from "../documents/document-text.js";
import { type DocumentSubject, readDocumentUri } from "../documents/document-uri.js";
import type { ProgramView } from "../program/view.js";
import { customerText } from "./customer-text.js";
import type { FeatureContext } from "./feature.js";

/** The text of a document that the server writes itself; null for other URIs. */
export async function textDocumentContent(
  views: readonly ProgramView[],
  { uri }: TextDocumentContentParams,
  { sample }: Pick<FeatureContext, "sample">,
): Promise<TextDocumentContentResult | null> {
  const subject = readDocumentUri(uri);
  if (subject === null) return null;
  const view = subject.kind === "rules" ? null : viewOf(subject, views);
  if (subject.kind === "customer") return { text: await customerText(subject, view, sample) };
  return { text: documentText(subject, view) };
}

/** Files that are opened alone may lie in one folder: then the program is meant that has what the document is about. */
function viewOf(
  subject: Extract<DocumentSubject, { readonly root: string }>,
  views: readonly ProgramView[],
): ProgramView | null {
  const there = views.filter(({ root }) => root === subject.root);
  return there.find((view) => isAbout(view, subject)) ?? there[0] ?? null;
}

function isAbout({ program }: ProgramView, subject: DocumentSubject): boolean {
  return program.model.criteria.some(({ name, segments }) => {
    if ("criterion" in subject) return name === subject.criterion;
    const wanted = "segments" in subject ? subject.segments[0] : "segment" in subject ? subject.segment : null;
    return segments.some(({ id }) => id === wanted);
  });
}
