import type { Criterion, Segment } from "../condition/model.js";
import { fieldsRead } from "../condition/traverse.js";
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

/** Among more segments than these, a segment is compared with each other one, but not with several at once. */
const MOST_TOGETHER = 8;

/**
 * Segments of an `overlapping` criterion that say nothing of their own. Empty segments lie within anything, and anything
 * within segments that take in everybody: neither is worth telling.
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
  const reads = new Map(
    segments.map((segment) => [segment, new Set(fieldsRead(segment.condition, inquiry.model))] as const),
  );
  const found: Subsumed[] = [];
  for (const segment of segments) {
    const own = reads.get(segment)!;
    // One that reads nothing in common takes in part of a segment only if it takes in everybody.
    const others = segments.filter(
      (other) =>
        other !== segment && [...reads.get(other)!].some((field) => own.has(field)) && mayMeet(segment, other, inquiry),
    );
    const isTold = others.length <= MOST_TOGETHER;
    if (others.length === 0 || (isTold && !isWithin(segment, others))) continue;
    const single = others.find((other) => isWithin(segment, [other]));
    if (single === undefined) {
      if (!isTold) continue;
      const within = smallestCore(others, (some) => isWithin(segment, some));
      const everybody = isImpossible(
        inquiry,
        [],
        within.map((other) => memberships.own(other)),
      );
      if (!everybody) found.push({ segment, within, equal: false });
      continue;
    }
    const equal = isWithin(single, [segment]);
    // Of two that are equal, the later one is told.
    if (equal && segments.indexOf(single) > segments.indexOf(segment)) continue;
    else found.push({ segment, within: [single], equal });
  }
  return found;
}
