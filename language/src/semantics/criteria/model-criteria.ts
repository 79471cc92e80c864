import type { Condition } from "../../condition/condition.js";
import type { Criterion, Segment } from "../../condition/model.js";
import { siblingsExcluded } from "../circles.js";
import type { ModelParts } from "../model-parts.js";
import type { CriterionEntry, SegmentEntry } from "./arrangement.js";
import type { InferredCriterion } from "./inference.js";

/** The criteria of the model: declared ones first, then inferred ones, broken segments left out. */
export function modelCriteria(
  declared: Iterable<CriterionEntry>,
  inferred: readonly InferredCriterion[],
  parts: ModelParts,
): readonly Criterion[] {
  return [
    ...[...declared].map((entry) => declaredCriterion(entry, parts)),
    ...inferred.map((criterion) => inferredCriterion(criterion, parts)),
  ];
}

function declaredCriterion(entry: CriterionEntry, parts: ModelParts): Criterion {
  const { declaration, file } = entry;
  return parts.declaredCriteria.keep(entry.name, {
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
  });
}

function inferredCriterion({ name, segments }: InferredCriterion, parts: ModelParts): Criterion {
  const first = segments[0]!;
  return parts.inferredCriteria.keep(first.name, {
    name,
    title: null,
    inferred: true,
    exhaustive: false,
    ordered: false,
    overlapping: false,
    segments: segments.map((segment) => modelSegment(segment, name)),
    documentation: null,
    location: { file: first.file.path, span: first.name.span },
  });
}

const ALWAYS: Condition = { kind: "constant", value: true };

function modelSegment(segment: SegmentEntry, criterion: string): Segment {
  const { declaration, file, name } = segment;
  const condition = segment.condition ?? ALWAYS;
  const membership = membershipOf(segment, condition);
  const known = segment.model;
  // All else is what the declaration says.
  if (
    known?.condition === condition &&
    known.membership === membership &&
    known.id === segment.id &&
    known.criterion === criterion
  )
    return known;
  const fresh: Segment = {
    id: segment.id,
    name: name.text,
    criterion,
    title: segment.title?.value ?? null,
    otherwise: segment.expression === null,
    condition,
    membership,
    documentation: declaration.documentation,
    location: { file: file.path, span: name.span },
    declaration: { file: file.path, span: declaration.span },
  };
  segment.model = fresh;
  return fresh;
}

function membershipOf(segment: SegmentEntry, own: Condition): Condition {
  // Most segments exclude nobody.
  if (segment.expression !== null && segment.criterion?.ordered !== true) return own;
  const excluded = siblingsExcluded(segment).flatMap(({ broken, id }) => (broken ? [] : [id]));
  const isOtherwise = segment.expression === null;
  if (excluded.length === 0 && !isOtherwise) return own;
  const known = segment.membership;
  const isKnown =
    known?.own === own &&
    known.excluded.length === excluded.length &&
    known.excluded.every((id, index) => id === excluded[index]);
  if (isKnown) return known.condition;
  const origin = { file: segment.file.path, span: segment.name.span };
  const others = excluded.map(
    (id): Condition => ({ kind: "not", origin, operand: { kind: "member", origin, segment: id } }),
  );
  const condition = conjunction(isOtherwise ? [] : [own], others, origin);
  segment.membership = { own, excluded, condition };
  return condition;
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
