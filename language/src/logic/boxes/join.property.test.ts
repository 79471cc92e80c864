import fc from "fast-check";
import { expect, test } from "vitest";
import type { Box } from "./box.js";
import { BoxIndex, type MeetingPair, meetingBoxes, meetingPairs } from "./join.js";
import { boxes, boxOver, isIn, pointsOf, universes } from "./testing/random-boxes.js";

const SEED = 20_270_104;

/** By trying all points. */
function naivePairs(groups: readonly (readonly Box[])[], chosen: readonly number[]): MeetingPair[] {
  const points = pointsOf(chosen);
  const found: MeetingPair[] = [];
  for (let i = 0; i < groups.length; i += 1) {
    for (let j = i + 1; j < groups.length; j += 1) {
      const pair = naiveBoxes(groups[i]!, groups[j]!, points)[0];
      if (pair !== undefined) found.push({ groups: [i, j], boxes: pair });
    }
  }
  return found;
}

function naiveBoxes(
  left: readonly Box[],
  right: readonly Box[],
  points: ReturnType<typeof pointsOf>,
): (readonly [number, number])[] {
  return left.flatMap((one, i) =>
    right.flatMap((other, j) =>
      points.some((point) => isIn(point, one) && isIn(point, other)) ? [[i, j] as const] : [],
    ),
  );
}

/** Deals boxes out to groups of one to three. */
function grouped(all: readonly Box[]): Box[][] {
  const groups: Box[][] = [];
  for (let start = 0, size = 1; start < all.length; start += size, size = (size % 3) + 1) {
    groups.push(all.slice(start, start + size));
  }
  return groups;
}

test(`the pairs are those that some point is in (seed ${SEED})`, () => {
  let pairs = 0;
  fc.assert(
    fc.property(boxes(0, 40), fc.array(fc.nat(19), { maxLength: 2 }), ({ chosen, boxes: all }, some) => {
      const groups = grouped(all);
      const expected = naivePairs(groups, chosen);
      pairs += expected.length;
      expect(meetingPairs(groups, universes)).toEqual(expected);
      const only = new Set(some);
      expect(meetingPairs(groups, universes, only)).toEqual(
        expected.filter(({ groups: [i, j] }) => only.has(i) || only.has(j)),
      );
    }),
    { seed: SEED, numRuns: 100 },
  );
  expect(pairs).toBeGreaterThan(200);
});

test(`an index that is edited answers as one made anew (seed ${SEED})`, () => {
  const edits = boxes(3, 12).chain(({ chosen, boxes: all }) =>
    fc.record({
      chosen: fc.constant(chosen),
      all: fc.constant(all),
      edits: fc.array(fc.tuple(fc.nat(6), fc.array(boxOver([...chosen, 6]), { maxLength: 3 })), { maxLength: 5 }),
    }),
  );
  fc.assert(
    fc.property(edits, ({ chosen, all, edits }) => {
      // The axes are made of boxes with fewer ends than those that come later.
      const groups = grouped(all);
      const index = new BoxIndex(groups, universes);
      for (const [group, boxes] of edits) {
        while (groups.length < group) groups.push([]);
        groups[group] = boxes;
        index.replace(group, boxes);
        const expected = naivePairs(groups, [...new Set([...chosen, 6])]);
        for (const only of [new Set([group]), new Set([0, group])]) {
          expect(index.meetingPairs(only)).toEqual(expected.filter(({ groups: [i, j] }) => only.has(i) || only.has(j)));
        }
      }
      expect(index.groups).toEqual(groups);
      expect(index.meetingPairs()).toEqual(naivePairs(groups, [...new Set([...chosen, 6])]));
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test(`the pairs of boxes of two groups (seed ${SEED})`, () => {
  fc.assert(
    fc.property(boxes(0, 8), ({ chosen, boxes: all }) => {
      const [left, right] = [all.slice(0, 4), all.slice(4)];
      expect([...meetingBoxes(left, right)]).toEqual(naiveBoxes(left, right, pointsOf(chosen)));
    }),
    { seed: SEED, numRuns: 100 },
  );
});
