import { applySafeFixes, type Diagnostic, type Program, type TextEdit } from "@seg-lang/language";
import type { ProgramView, TextView } from "../program/view.js";
import { changedProgram } from "./changed-program.js";
import { lineChanges } from "./line-changes.js";

/**
 * Edits that apply the safe fixes of one file, and those that turn up then, until there are none: as `seg fix` does. What
 * proofs find has no safe fixes, so nothing is proved.
 */
export function safeFixesOf(
  view: ProgramView,
  { path, text }: TextView,
  wants: (finding: Diagnostic) => boolean = () => true,
): readonly TextEdit[] {
  let last: Program | undefined;
  const fixed = applySafeFixes({
    files: [{ path, text }],
    check: (files) => {
      last = changedProgram(view, files, last);
      return last.diagnostics;
    },
    wants,
  });
  return lineChanges(text, fixed.files[0]!.text).map(({ span, newText }) => ({
    location: { file: path, span },
    newText,
  }));
}

/** Findings of a file with a fix that nobody needs to look at. */
export function safelyFixable(view: ProgramView, path: string): readonly Diagnostic[] {
  return view.diagnostics.filter(({ location, fixes }) => location.file === path && fixes.some(({ safe }) => safe));
}
