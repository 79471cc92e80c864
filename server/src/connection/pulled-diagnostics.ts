import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { encodedUri, normalUri } from "../program/uris.js";
import type { FileReport, Reports } from "./reports.js";

/** So many files go into one piece of an answer. */
const PIECE = 50;

/** `textDocument/diagnostic`. A document of no program has no diagnostics. */
export function documentDiagnostics(
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  reports: Reports,
): DocumentDiagnosticReport {
  const report = reports.get(normalUri(textDocument.uri));
  if (report === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  if (report.resultId === previousResultId) {
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.resultId };
  }
  return { kind: DocumentDiagnosticReportKind.Full, resultId: report.resultId, items: [...report.items] };
}

/** `workspace/diagnostic`: piece by piece where the client takes pieces (`send`), else all at once. */
export function workspaceDiagnostics(
  { previousResultIds }: WorkspaceDiagnosticParams,
  reports: Reports,
  send: ((piece: WorkspaceDiagnosticReport) => void) | undefined,
): WorkspaceDiagnosticReport {
  const previous = new Map((previousResultIds ?? []).map(({ uri, value }) => [normalUri(uri), value]));
  const current = reports.all();
  const known = new Set(current.map(({ uri }) => normalUri(uri)));
  const items: WorkspaceDocumentDiagnosticReport[] = [
    ...current.map((report) => workspaceReport(report, previous.get(normalUri(report.uri)))),
    // What the client was told of files that are gone holds no longer.
    ...[...previous.keys()].filter((uri) => !known.has(uri)).map(goneReport),
  ];
  if (send === undefined) return { items };
  for (let start = 0; start < items.length; start += PIECE) send({ items: items.slice(start, start + PIECE) });
  return { items: [] };
}

function goneReport(normal: string): WorkspaceDocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, uri: encodedUri(normal), version: null, items: [] };
}

function workspaceReport(
  { uri, version, items, resultId }: FileReport,
  previous: string | undefined,
): WorkspaceDocumentDiagnosticReport {
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: [...items] };
}
