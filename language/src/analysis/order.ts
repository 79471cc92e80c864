import type { Criterion, Segment } from "../condition/model.js";
import type { Undecided } from "../logic/logic.js";
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
export function unreachableSegments(criterion: Criterion, inquiry: Inquiry): readonly Unreachable[] {
  return criterion.segments.flatMap((segment, index): readonly Unreachable[] => {
    if (segment.otherwise) return unreachable(segment, criterion.segments.slice(0, index), inquiry);
    if (!criterion.ordered || index === 0 || isEmpty(inquiry, segment)) return [];
    return unreachable(segment, criterion.segments.slice(0, index), inquiry);
  });
}

function unreachable(segment: Segment, others: readonly Segment[], inquiry: Inquiry): readonly Unreachable[] {
  const { memberships, memory, space } = inquiry;
  const own = memberships.own(segment);
  const rivals = others.filter((other) => mayMeet(segment, other, inquiry));
  const fails = rivals.map((other) => memberships.own(other));
  const key = `left ${keysOf([own])} / ${keysOf(fails)}`;
  const left = memory.recall(key, () => withoutExample(space.ask({ holds: [own], fails })));
  if (left.kind === "possible") return [];
  // Nobody claims that something is left for an `otherwise`.
  if (left.kind === "undecided") return segment.otherwise ? [] : [{ ...left, segment }];
  const takenBy = smallestCore(rivals, (some) =>
    isImpossible(
      inquiry,
      [own],
      some.map((other) => memberships.own(other)),
    ),
  );
  return [{ kind: "unreachable", segment, takenBy }];
}

function withoutExample(
  answer: ReturnType<Inquiry["space"]["ask"]>,
): { readonly kind: "impossible" | "possible" } | { readonly kind: "undecided"; readonly undecided: Undecided } {
  return answer.kind === "possible" ? { kind: "possible" } : answer;
}

/** Whether the second could take customers of the first, as far as their boxes tell. */
export function mayMeet(first: Segment, second: Segment, inquiry: Inquiry): boolean {
  if (first.otherwise) return true;
  const left = boxesOf(inquiry, inquiry.memberships.own(first));
  const right = boxesOf(inquiry, inquiry.memberships.own(second));
  return left === null || right === null || someMeet(left, right);
}
