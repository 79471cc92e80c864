import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/source.js";
import type { Report } from "./reporter.js";

/** A declaration of a syntax tree: as long as it is the same object, it says the same. */
export interface Unchanging {
  readonly span: Span;
}

/** All that the diagnostics point at lies in the declaration, and so moves with it. */
export function canMove(diagnostics: readonly Diagnostic[], { span }: Unchanging, file: string): boolean {
  return diagnostics.every(({ location, related, fixes }) =>
    [
      location,
      ...related.map((place) => place.location),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.location)),
    ].every((place) => place.file === file && place.span.start >= span.start && place.span.end <= span.end),
  );
}

export function repeat(diagnostics: readonly Diagnostic[], report: Report): void {
  for (const diagnostic of diagnostics) report(diagnostic);
}
