import type { Condition } from "../../condition/condition.js";
import type { Criterion, Segment } from "../../condition/model.js";
import { siblingsExcluded } from "../circles.js";
import type { CriterionEntry, SegmentEntry } from "./arrangement.js";
import type { InferredCriterion } from "./inference.js";

/** The criteria of the model: declared ones first, then inferred ones, broken segments left out. */
export function modelCriteria(
  declared: Iterable<CriterionEntry>,
  inferred: readonly InferredCriterion[],
): readonly Criterion[] {
  return [...[...declared].map(declaredCriterion), ...inferred.map(inferredCriterion)];
}

function declaredCriterion(entry: CriterionEntry): Criterion {
  const { declaration, file } = entry;
  return {
    name: entry.name.text,
    title: declaration.title?.value ?? null,
    inferred: false,
    exhaustive: entry.exhaustive,
    ordered: entry.ordered,
    overlapping: entry.overlapping,
    segments: entry.segments
      .filter((segment) => !segment.broken)
      .map((segment) => modelSegment(segment, entry.name.text)),
    documentation: declaration.documentation,
    location: { file: file.path, span: entry.name.span },
  };
}

function inferredCriterion({ name, segments }: InferredCriterion): Criterion {
  const first = segments[0]!;
  return {
    name,
    title: null,
    inferred: true,
    exhaustive: false,
    ordered: false,
    overlapping: false,
    segments: segments.map((segment) => modelSegment(segment, name)),
    documentation: null,
    location: { file: first.file.path, span: first.name.span },
  };
}

function modelSegment(segment: SegmentEntry, criterion: string): Segment {
  const { declaration, file, name } = segment;
  const condition: Condition = segment.condition ?? { kind: "constant", value: true };
  const origin = { file: file.path, span: name.span };
  const excluded = siblingsExcluded(segment)
    .filter((sibling) => !sibling.broken)
    .map((sibling): Condition => ({ kind: "not", origin, operand: { kind: "member", origin, segment: sibling.id } }));
  return {
    id: segment.id,
    name: name.text,
    criterion,
    title: segment.title?.value ?? null,
    otherwise: segment.expression === null,
    condition,
    membership: conjunction(segment.expression === null ? [] : [condition], excluded, origin),
    documentation: declaration.documentation,
    location: origin,
    declaration: { file: file.path, span: declaration.span },
  };
}

function conjunction(
  own: readonly Condition[],
  excluded: readonly Condition[],
  origin: NonNullable<Condition["origin"]>,
): Condition {
  if (excluded.length === 0) return own[0] ?? { kind: "constant", value: true, origin };
  const operands = [
    ...own.flatMap((condition) => (condition.kind === "and" ? condition.operands : [condition])),
    ...excluded,
  ];
  return operands.length === 1 ? operands[0]! : { kind: "and", operands, origin };
}
