import type { Condition } from "../condition/condition.js";
import type { Criterion, Segment } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { proofPlaces, proofRules } from "../diagnostics/rules/logic-proofs.js";
import type { Gradual } from "../logic/gradual.js";
import { contradiction } from "./emptiness.js";
import type { Inquiry } from "./inquiry.js";
import { type Unreachable, unreachableSegments } from "./order.js";
import { reportUndecided } from "./report-overlaps.js";
import { shownCondition } from "./shown-conditions.js";
import { subsumedSegments } from "./subsumption.js";

export function* reportEmpty(segment: Segment, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  const parts = yield* contradiction(segment, inquiry);
  if (parts === null || (parts.length === 1 && isSaid(parts[0]!, inquiry))) return [];
  const parameters = { segment: segment.name, parts: parts.map((part) => shownCondition(part, inquiry.text)) };
  const related = parts.length < 2 ? [] : parts.flatMap((part) => placeOfPart(part, segment));
  return [diagnose(proofRules.emptySegment, parameters, segment.location, { related })];
}

function isSaid({ origin }: Condition, inquiry: Inquiry): boolean {
  return origin !== undefined && inquiry.isSaid(origin);
}

function placeOfPart({ origin }: Condition, segment: Segment): Diagnostic["related"] {
  if (origin === undefined || origin.file !== segment.declaration.file) return [];
  return [{ location: { file: origin.file, span: origin.span }, message: proofPlaces.contradicting }];
}

/** A segment without a condition of its own worth naming (`where true`) says openly that it takes in everybody. */
export function reportUniversal(segment: Segment, inquiry: Inquiry): readonly Diagnostic[] {
  if (segment.condition.kind === "constant" || isSaid(segment.condition, inquiry)) return [];
  const condition = shownCondition(segment.condition, inquiry.text);
  const parameters = { kind: "always", segment: segment.name, condition } as const;
  return [diagnose(proofRules.withoutEffect, parameters, segment.location)];
}

export function* reportUnreachable(criterion: Criterion, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  return (yield* unreachableSegments(criterion, inquiry)).map((found) =>
    unreachableDiagnostic(found, criterion, inquiry),
  );
}

function unreachableDiagnostic(found: Unreachable, criterion: Criterion, inquiry: Inquiry): Diagnostic {
  const { segment } = found;
  if (found.kind === "undecided") {
    const question = { kind: "unreachable", segment: segment.name } as const;
    return reportUndecided(question, found.undecided, segment, criterion.segments, [], inquiry);
  }
  const takenBy = found.takenBy.map(({ name }) => name);
  const parameters = { segment: segment.name, takenBy, rest: segment.otherwise };
  const related = found.takenBy.map(({ location, name }) => ({ location, message: proofPlaces.other(name) }));
  return diagnose(proofRules.unreachableSegment, parameters, segment.location, { related: related.slice(0, 8) });
}

export function* reportSubsumed(criterion: Criterion, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  return (yield* subsumedSegments(criterion, inquiry)).map(({ segment, within, equal }) => {
    const parameters = { segment: segment.name, within: within.map(({ name }) => name), equal };
    const related = within.map(({ location, name }) => ({ location, message: proofPlaces.other(name) }));
    return diagnose(proofRules.subsumedSegment, parameters, segment.location, { related });
  });
}
