import type { Criterion, Segment } from "../condition/model.js";
import type { Gradual } from "../logic/gradual.js";
import type { Answer, Undecided } from "../logic/logic.js";
import { blamed } from "./blamed.js";
import { smallestCore } from "./cores.js";
import { boxesOf, type Inquiry, isEmpty, isImpossible, keysOf } from "./inquiry.js";
import { someMeet } from "./overlaps.js";

/** A segment that other segments leave nothing for. */
export type Unreachable =
  | { readonly kind: "unreachable"; readonly segment: Segment; readonly takenBy: readonly Segment[] }
  | { readonly kind: "undecided"; readonly segment: Segment; readonly undecided: Undecided };

/**
 * The segments of an `ordered` criterion for which earlier ones leave nobody, and an `otherwise` for which all the others
 * do; each with as few of those as take all. An empty segment is not among them: it is empty of itself.
 */
export function* unreachableSegments(criterion: Criterion, inquiry: Inquiry): Gradual<readonly Unreachable[]> {
  const found: Unreachable[] = [];
  for (const [index, segment] of criterion.segments.entries()) {
    if (!segment.otherwise && (!criterion.ordered || index === 0 || (yield* isEmpty(inquiry, segment)))) continue;
    found.push(...(yield* unreachable(segment, criterion.segments.slice(0, index), inquiry)));
  }
  return found;
}

function* unreachable(segment: Segment, others: readonly Segment[], inquiry: Inquiry): Gradual<readonly Unreachable[]> {
  const { memberships, memory, space } = inquiry;
  const own = memberships.own(segment);
  const rivals = others.filter((other) => mayMeet(segment, other, inquiry));
  const fails = rivals.map((other) => memberships.own(other));
  const key = `left ${keysOf([own])} / ${keysOf(fails)}`;
  let left = memory.recall<Left>(key);
  if (left === undefined) {
    yield;
    left = withoutExample(space.ask({ holds: [own], fails }));
    memory.keep(key, left);
  }
  if (left.kind === "possible") return [];
  // Nobody claims that something is left for an `otherwise`.
  if (left.kind === "undecided") {
    const undecided = blamed(left.undecided, [own, ...fails]);
    return segment.otherwise ? [] : [{ kind: "undecided", segment, undecided }];
  }
  const takenBy = yield* smallestCore(rivals, (some) =>
    isImpossible(
      inquiry,
      [own],
      some.map((other) => memberships.own(other)),
    ),
  );
  return [{ kind: "unreachable", segment, takenBy }];
}

/** Whether somebody is left for a segment. */
type Left =
  | { readonly kind: "impossible" | "possible" }
  | { readonly kind: "undecided"; readonly undecided: Undecided };

function withoutExample(answer: Answer): Left {
  return answer.kind === "possible" ? { kind: "possible" } : answer;
}

/** Whether the second could take customers of the first, as far as their boxes tell. */
export function mayMeet(first: Segment, second: Segment, inquiry: Inquiry): boolean {
  if (first.otherwise) return true;
  const left = boxesOf(inquiry, inquiry.memberships.own(first));
  const right = boxesOf(inquiry, inquiry.memberships.own(second));
  return left === null || right === null || someMeet(left, right);
}
