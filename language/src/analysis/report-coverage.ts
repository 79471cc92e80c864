import type { Criterion } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { proofRules } from "../diagnostics/rules/logic-proofs.js";
import type { Coverage, FoundGap } from "./coverage.js";
import { addingOtherwise, widenings } from "./fixes.js";
import type { Inquiry } from "./inquiry.js";
import { reportUndecided } from "./report-overlaps.js";

/** Gaps, or that it could not be decided whether there are any, where the author wants to know. */
export function reportCoverage(criterion: Criterion, coverage: Coverage, inquiry: Inquiry): readonly Diagnostic[] {
  const interest = interestIn(criterion, inquiry.strict);
  if (coverage.kind === "complete" || interest === "none") return [];
  if (coverage.kind === "undecided") {
    if (interest === "hint") return [];
    const question = { kind: "gap", criterion: criterion.name } as const;
    return [reportUndecided(question, coverage.undecided, criterion, criterion.segments, [], inquiry)];
  }
  const singles = coverage.gaps.filter(({ single }) => single !== null);
  const others = coverage.gaps.filter(({ single }) => single === null);
  const found = coverage.found - singles.length;
  const diagnostics = singles.map((gap) => singleDiagnostic(criterion, gap, inquiry));
  if (others.length > 0) diagnostics.push(gapDiagnostic(criterion, others, found, inquiry));
  return interest === "error" ? diagnostics.map((each) => ({ ...each, severity: "error" })) : diagnostics;
}

/**
 * Nobody expects a segment that stands alone, or one of those where a customer may be in several, to take in everybody.
 * `exhaustive` says so; in a strict check every declared criterion is to be complete.
 */
function interestIn(
  { exhaustive, overlapping, inferred, segments }: Criterion,
  strict: boolean,
): "error" | "hint" | "none" {
  if (exhaustive) return "error";
  if (overlapping || segments.length === 0) return "none";
  if (strict && !inferred) return "error";
  return segments.length > 1 ? "hint" : "none";
}

function singleDiagnostic(criterion: Criterion, { single }: FoundGap, inquiry: Inquiry): Diagnostic {
  const parameters = { criterion: criterion.name, field: single!.field, value: single!.value };
  return diagnose(proofRules.gapAtOneValue, parameters, criterion.location, {
    fixes: [
      ...criterion.segments.flatMap((segment) => widenings(segment, single!, inquiry.text)),
      ...addingOtherwise(criterion, inquiry.text),
    ],
  });
}

function gapDiagnostic(criterion: Criterion, gaps: readonly FoundGap[], found: number, inquiry: Inquiry): Diagnostic {
  const parameters = {
    criterion: criterion.name,
    regions: gaps.map(({ region }) => region),
    found,
    example: gaps[0]!.witness,
  };
  return diagnose(proofRules.gap, parameters, criterion.location, { fixes: addingOtherwise(criterion, inquiry.text) });
}
