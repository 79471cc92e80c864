import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Criterion, Segment } from "../condition/model.js";
import { fieldsRead } from "../condition/traverse.js";
import type { Gradual } from "../logic/gradual.js";
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

/** Steps that it may cost to see whether a segment is within others; and a part of its condition within another. */
const WITHIN_BUDGET = 2_500;
const PART_BUDGET = 500;
/** Among more segments than these, a segment is compared with each other one, but not with several at once. */
const MOST_TOGETHER = 8;

/**
 * Segments of an `overlapping` criterion that say nothing of their own. Empty segments lie within anything, and anything
 * within segments that take in everybody: neither is worth telling.
 */
export function* subsumedSegments(criterion: Criterion, inquiry: Inquiry): Gradual<readonly Subsumed[]> {
  const { memberships } = inquiry;
  const segments: Segment[] = [];
  for (const segment of ownSegments(criterion)) {
    if (!(yield* isEmpty(inquiry, segment)) && !(yield* isUniversal(inquiry, segment))) segments.push(segment);
  }
  const isWithin = (segment: Segment, others: readonly Segment[]) =>
    isWithinConditions(
      memberships.own(segment),
      others.map((other) => memberships.own(other)),
      inquiry,
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
    // One by one first: that is easier to tell, and who is in none of them often turns up on the way.
    const single = yield* firstOf(others, (other) => isWithin(segment, [other]));
    if (single === undefined) {
      const isAsked = others.length > 1 && others.length <= MOST_TOGETHER;
      if (!isAsked || !(yield* isWithin(segment, others))) continue;
      const within = yield* smallestCore(others, (some) => isWithin(segment, some));
      const everybody = yield* isImpossible(
        inquiry,
        [],
        within.map((other) => memberships.own(other)),
      );
      if (!everybody) found.push({ segment, within, equal: false });
      continue;
    }
    const equal = yield* isWithin(single, [segment]);
    // Of two that are equal, the later one is told.
    if (equal && segments.indexOf(single) > segments.indexOf(segment)) continue;
    else found.push({ segment, within: [single], equal });
  }
  return found;
}

/**
 * Whether it is proved that whoever meets the condition meets one of the others. Where it is so, one part of the condition
 * mostly says enough, and that is proved with much less.
 */
function* isWithinConditions(own: Condition, others: readonly Condition[], inquiry: Inquiry): Gradual<boolean> {
  const parts = own.kind === "and" ? own.operands : [];
  const [only] = others;
  if (only !== undefined && others.length === 1) {
    const key = conditionKey(only);
    if (parts.some((part) => conditionKey(part) === key)) return true;
    for (const part of parts) if (yield* isImpossible(inquiry, [part], [only], PART_BUDGET)) return true;
  }
  return yield* isImpossible(inquiry, [own], others, WITHIN_BUDGET);
}

function* firstOf<T>(items: readonly T[], has: (item: T) => Gradual<boolean>): Gradual<T | undefined> {
  for (const item of items) if (yield* has(item)) return item;
  return undefined;
}
