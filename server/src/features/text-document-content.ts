import type { TextDocumentContentParams, TextDocumentContentResult } from "vscode-languageserver";
import { documentText } from "../documents/document-text.js";
import { type ProgramSubject, readDocumentUri } from "../documents/document-uri.js";
import { pathBelow } from "../program/uris.js";
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

/**
 * The program that a document is about. Files that are opened alone may lie in one folder; and a program may have got another root
 * since, where a `seg.json` has come or gone.
 */
function viewOf(subject: ProgramSubject, views: readonly ProgramView[]): ProgramView | null {
  const { root, file } = subject;
  const there = views.filter((view) => view.root === root);
  const alone = file === undefined ? [] : there.filter(({ files }) => files.size === 1 && files.has(file));
  const near = views.filter((view) => pathBelow(view.root, root) !== null || pathBelow(root, view.root) !== null);
  const about = [alone, there, near].map((each) => each.find((view) => isAbout(view, subject)));
  return about.find((view) => view !== undefined) ?? alone[0] ?? there[0] ?? null;
}

function isAbout({ program }: ProgramView, subject: ProgramSubject): boolean {
  if (subject.kind === "customer") return true;
  return program.model.criteria.some(({ name, segments }) => {
    if ("criterion" in subject) return name === subject.criterion;
    const wanted = "segments" in subject ? subject.segments[0] : "segment" in subject ? subject.segment : null;
    return segments.some(({ id }) => id === wanted);
  });
}
