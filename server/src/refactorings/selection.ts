import type { Meanings, Span } from "@seg-lang/language";
import type { FileView, ProgramView } from "../program/view.js";
import type { Selection } from "./refactoring.js";

/** What is selected, without the blanks that hands leave at its ends. */
export function selectionIn(view: ProgramView, file: FileView, span: Span, meanings: Meanings): Selection {
  const written = file.text.slice(span.start, span.end);
  const start = span.start + (written.length - written.trimStart().length);
  return { view, file, meanings, span: { start, end: Math.max(start, span.start + written.trimEnd().length) } };
}
