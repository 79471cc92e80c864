import {
  applySafeFixes,
  createProofMemory,
  type Diagnostic,
  type Program,
  proveProgram,
  reportFindings,
  type TextEdit,
} from "@seg-lang/language";
import type { ProgramView, TextView } from "../program/view.js";
import { changedProgram } from "./changed-program.js";
import { lineChanges } from "./line-changes.js";

/**
 * Edits that apply the safe fixes of one file, and those that turn up then, until there are none: as `seg fix` does. It is
 * proved anew only where proofs have found something to be fixed, as that takes long.
 */
export function safeFixesOf(
  view: ProgramView,
  { path, text }: TextView,
  wants: (finding: Diagnostic) => boolean = () => true,
): readonly TextEdit[] {
  const known = knownFindings(view);
  const fromCheck = new Set(view.program.diagnostics.map(contentOf));
  const isProved = known.some(
    (finding) =>
      finding.location.file === path &&
      wants(finding) &&
      finding.fixes.some(({ safe }) => safe) &&
      !fromCheck.has(contentOf(finding)),
  );
  const memory = createProofMemory();
  let last: Program | undefined;
  const fixed = applySafeFixes({
    files: [{ path, text }],
    check: (files) => {
      if (files[0]?.text === text) return known;
      last = changedProgram(view, files, last);
      return isProved ? reportFindings(last, proveProgram(last, { memory }).diagnostics) : last.diagnostics;
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
  return knownFindings(view).filter(({ location, fixes }) => location.file === path && fixes.some(({ safe }) => safe));
}

/** The same for findings that say the same, and offer the same, whoever made them. */
function contentOf({ code, location, message, fixes }: Diagnostic): string {
  return JSON.stringify([code, location, message, fixes]);
}

/** Those of this very version: what is shown of proofs of one before may hold no longer. */
function knownFindings({ program, proofs, diagnostics }: ProgramView): readonly Diagnostic[] {
  return proofs === null ? program.diagnostics : diagnostics;
}
