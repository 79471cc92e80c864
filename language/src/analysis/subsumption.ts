import type { Criterion, Segment } from "../condition/model.js";
import { smallestCore } from "./cores.js";
import { type Inquiry, isEmpty, isImpossible, isUniversal, ownSegments } from "./inquiry.js";
import { mayMeet } from "./order.js";

/** Everybody in the segment is in one of the others. */
export interface Subsumed {
  readonly segment: Segment;
  readonly within: readonly Segment[];
  /** There is one other segment, and everybody in it is in this one, too. */
  readonly equal: boolean;
}

/**
 * Segments of an `overlapping` criterion that say nothing of their own. Empty segments lie within anything, and anything
 * within a segment of everybody: neither is worth telling.
 */
export function subsumedSegments(criterion: Criterion, inquiry: Inquiry): readonly Subsumed[] {
  const { memberships } = inquiry;
  const segments = ownSegments(criterion).filter(
    (segment) => !isEmpty(inquiry, segment) && !isUniversal(inquiry, segment),
  );
  const isWithin = (segment: Segment, others: readonly Segment[]) =>
    isImpossible(
      inquiry,
      [memberships.own(segment)],
      others.map((other) => memberships.own(other)),
    );
  const found: Subsumed[] = [];
  for (const segment of segments) {
    const others = segments.filter((other) => other !== segment && mayMeet(segment, other, inquiry));
    if (others.length === 0 || !isWithin(segment, others)) continue;
    const single = others.find((other) => isWithin(segment, [other]));
    if (single === undefined) {
      found.push({ segment, within: smallestCore(others, (some) => isWithin(segment, some)), equal: false });
      continue;
    }
    const equal = isWithin(single, [segment]);
    // Of two that are equal, the later one is told.
    if (equal && segments.indexOf(single) > segments.indexOf(segment)) continue;
    else found.push({ segment, within: [single], equal });
  }
  return found;
}
