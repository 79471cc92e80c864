import type { Box, Universes } from "./box.js";
import { BoxIndex, boxesMeet, isEmptyBox, type MeetingPair } from "./box-index.js";

export { BoxIndex, type MeetingPair } from "./box-index.js";

/**
 * Groups are segments, each a list of boxes. All pairs of groups of which some boxes meet on every quantity, in the order of the
 * first group, then of the second. With `only`, the pairs that have one of these groups in them; whoever asks again after each
 * edit keeps a `BoxIndex`.
 */
export function meetingPairs(
  groups: readonly (readonly Box[])[],
  universes: Universes,
  only?: ReadonlySet<number>,
): readonly MeetingPair[] {
  return new BoxIndex(groups, universes).meetingPairs(only);
}

/** The indexes of all pairs of boxes, one of each side, that meet. */
export function* meetingBoxes(left: readonly Box[], right: readonly Box[]): Iterable<readonly [number, number]> {
  const others = right.map((box) => (isEmptyBox(box) ? null : box));
  for (const [i, box] of left.entries()) {
    if (isEmptyBox(box)) continue;
    for (const [j, other] of others.entries()) if (other !== null && boxesMeet(box, other)) yield [i, j];
  }
}
