import type { Criterion, Model, Segment } from "../condition/model.js";

/** A segment with the criterion it stands in. */
export interface PlacedSegment {
  readonly segment: Segment;
  readonly criterion: Criterion;
  /** Index into `criterion.segments`. */
  readonly index: number;
}

const placements = new WeakMap<Model, ReadonlyMap<string, PlacedSegment>>();

export function placeOf(model: Model, id: string): PlacedSegment {
  let byId = placements.get(model);
  if (byId === undefined) {
    byId = new Map(
      model.criteria.flatMap((criterion) =>
        criterion.segments.map((segment, index) => [segment.id, { segment, criterion, index }] as const),
      ),
    );
    placements.set(model, byId);
  }
  const place = byId.get(id);
  if (place === undefined) throw new Error(`the model has no segment ${id}`);
  return place;
}

/**
 * The segments none of which may hold, beside the segment's own condition: in an `ordered` criterion the earlier ones,
 * for `otherwise` all others. Own conditions, so that a criterion of a thousand costs a thousand tests and not 2^1000;
 * "no earlier own condition" is the same as "no earlier member".
 */
export function precedence({ segment, criterion, index }: PlacedSegment): readonly Segment[] {
  if (criterion.ordered) return criterion.segments.slice(0, index);
  return segment.otherwise ? criterion.segments.filter((other) => other !== segment) : [];
}
