import type { Criterion } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { proofRules } from "../diagnostics/rules/logic-proofs.js";
import type { Coverage, FoundGap } from "./coverage.js";
import { addingOtherwise, additions, widenings } from "./fixes.js";
import type { Inquiry } from "./inquiry.js";
import { reportUndecided } from "./report-overlaps.js";

/** Gaps, or that it could not be decided whether there are any, where the author wants to know. */
export function reportCoverage(criterion: Criterion, coverage: Coverage, inquiry: Inquiry): readonly Diagnostic[] {
  const interest = interestIn(criterion, inquiry.strict);
  if (coverage.kind === "complete" || coverage.kind === "not-asked") return [];
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

/** In a strict check every criterion that is asked at all is to be complete. */
function interestIn({ exhaustive }: Criterion, strict: boolean): "error" | "hint" {
  return exhaustive || strict ? "error" : "hint";
}

function singleDiagnostic(criterion: Criterion, { single }: FoundGap, inquiry: Inquiry): Diagnostic {
  const parameters = { criterion: criterion.name, condition: single!.condition };
  return diagnose(proofRules.gapAtOneValue, parameters, criterion.location, {
    fixes: [
      ...criterion.segments.flatMap((segment) => widenings(segment, single!, inquiry.text)),
      ...criterion.segments.flatMap((segment) => additions(segment, single!, inquiry.text)).slice(0, MOST_ADDITIONS),
      ...addingOtherwise(criterion, inquiry.text),
    ],
  });
}

/** A forgotten value may belong to any segment; not all of them are offered. */
const MOST_ADDITIONS = 3;

function gapDiagnostic(criterion: Criterion, gaps: readonly FoundGap[], found: number, inquiry: Inquiry): Diagnostic {
  const told = gaps.flatMap(({ region }) => region ?? []);
  const parameters = {
    criterion: criterion.name,
    regions: told.map(({ text }) => text),
    more: found - told.length,
    isCut: told.some(({ isWhole }) => !isWhole),
    example: (gaps.find(({ region }) => region !== null) ?? gaps[0]!).witness,
  };
  return diagnose(proofRules.gap, parameters, criterion.location, { fixes: addingOtherwise(criterion, inquiry.text) });
}
