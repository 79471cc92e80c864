import type { Diagnostic, Fix } from "../../diagnostics/diagnostic.js";
import { LineIndex } from "../../source/line-index.js";

/**
 * A source with markers: under a line, `~~~ rule-name: part of the message` says which diagnostic must lie exactly
 * there. Lines of markers are no part of the source.
 */
export interface MarkedSource {
  readonly text: string;
  readonly expected: readonly string[];
}

const marker = /^(\s*)(~+)\s+([a-z-]+)(?::\s*(.*))?$/;

/** Splits a marked source into its text and what is expected, in the form of `describeDiagnostic`. */
export function readMarkers(marked: string): MarkedSource {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const line of marked.split("\n")) {
    const match = marker.exec(line);
    if (match === null) lines.push(line);
    else expected.push(`${lines.length}:${match[1]!.length + 1}-${match[1]!.length + match[2]!.length} ${match[3]}`);
  }
  return { text: lines.join("\n"), expected };
}

/** The parts of messages that the markers of a source ask for, in order. */
export function messageParts(marked: string): readonly string[] {
  return marked.split("\n").flatMap((line) => {
    const match = marker.exec(line);
    return match === null ? [] : [match[4] ?? ""];
  });
}

/** `2:7-9 unexpected-token`: line, first and last column, rule. */
export function describeDiagnostic(diagnostic: Diagnostic, text: string): string {
  const index = new LineIndex(text);
  const { start, end } = diagnostic.location.span;
  const from = index.position(start);
  return `${from.line + 1}:${from.character + 1}-${from.character + end - start} ${diagnostic.rule}`;
}

/** The text with the edits of the fixes made. */
export function applyFixes(text: string, fixes: readonly Fix[]): string {
  const edits = fixes.flatMap((fix) => fix.edits);
  return [...edits]
    .sort((a, b) => b.location.span.start - a.location.span.start || b.location.span.end - a.location.span.end)
    .reduce(
      (result, { location: { span }, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
}
