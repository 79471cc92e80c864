import fc from "fast-check";
import { expect, test } from "vitest";
import { Budget } from "../budget.js";
import type { Box } from "./box.js";
import { type CoverOptions, mergeRegions, uncovered } from "./cover.js";
import { boxes, boxOver, isIn, pointsOf, universes } from "./testing/random-boxes.js";

const SEED = 20_270_105;

const all = (): CoverOptions => ({
  budget: new Budget(1_000_000),
  most: Number.POSITIVE_INFINITY,
  visit: () => ({ kind: "gap" }),
});

test(`each point is either in a box or in one gap (seed ${SEED})`, () => {
  let gaps = 0;
  fc.assert(
    fc.property(boxes(0, 14), ({ chosen, boxes: given }) => {
      const result = uncovered(given, universes, all());
      gaps += result.gaps.length;
      expect(result.complete).toBe(true);
      expect(result.unknown).toEqual([]);
      const merged = mergeRegions(result.gaps, universes);
      expect(merged.length).toBeLessThanOrEqual(result.gaps.length);
      for (const point of pointsOf(chosen)) {
        const covered = given.some((box) => isIn(point, box));
        expect(result.gaps.filter((gap) => isIn(point, gap)).length).toBe(covered ? 0 : 1);
        expect(merged.some((gap) => isIn(point, gap))).toBe(!covered);
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
  expect(gaps).toBeGreaterThan(200);
});

test(`regions that nobody is in, and regions nothing is known of, are no gaps (seed ${SEED})`, () => {
  const cases = boxes(0, 10).chain(({ chosen, boxes: given }) =>
    fc.record({
      chosen: fc.constant(chosen),
      given: fc.constant(given),
      // Boxes with ends of their own: they cut through the classes of those given.
      empty: fc.array(
        fc.constantFrom(...chosen, 6).chain((one) => boxOver([one])),
        { maxLength: 4 },
      ),
      unsure: boxOver(chosen),
    }),
  );
  let wide = 0;
  fc.assert(
    fc.property(cases, ({ chosen, given, empty, unsure }) => {
      const points = pointsOf([...new Set([...chosen, 6])]);
      const seen: Box[] = [];
      const inside = (part: Box, whole: Box) => points.every((point) => !isIn(point, part) || isIn(point, whole));
      const result = uncovered(given, universes, {
        ...all(),
        visit(region) {
          // What counted as covered does not come back.
          for (const within of seen) if (inside(region, within)) throw new Error("seen before");
          const within = empty.find((box) => inside(region, box));
          if (within !== undefined) {
            seen.push(within);
            wide += 1;
            return { kind: "empty", within };
          }
          return inside(region, unsure) ? { kind: "unknown" } : { kind: "gap" };
        },
      });
      expect(result.complete).toBe(true);
      for (const region of result.unknown) expect(inside(region, unsure)).toBe(true);
      for (const point of points) {
        const covered = given.some((box) => isIn(point, box));
        const found = [...result.gaps, ...result.unknown].filter((gap) => isIn(point, gap)).length;
        if (covered) expect(found).toBe(0);
        else expect(found === 1 || seen.some((box) => isIn(point, box))).toBe(true);
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
  expect(wide).toBeGreaterThan(20);
});

test(`the search stops at the most gaps wanted, or at the budget (seed ${SEED})`, () => {
  fc.assert(
    fc.property(boxes(0, 14), fc.nat(4), fc.nat(30), ({ boxes: given }, most, steps) => {
      const whole = uncovered(given, universes, all());
      const some = uncovered(given, universes, { ...all(), most });
      expect(some.gaps).toEqual(whole.gaps.slice(0, most));
      if (most > whole.gaps.length) expect(some.complete).toBe(true);
      if (most < whole.gaps.length) expect(some.complete).toBe(false);
      const budget = new Budget(steps);
      const cut = uncovered(given, universes, { ...all(), budget });
      expect(cut.gaps).toEqual(whole.gaps.slice(0, cut.gaps.length));
      if (cut.complete) expect(cut.gaps).toEqual(whole.gaps);
      else expect(budget.exhausted).toBe(true);
    }),
    { seed: SEED, numRuns: 120 },
  );
});
