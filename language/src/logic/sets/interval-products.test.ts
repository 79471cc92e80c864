import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { multiplyIntervals, reciprocalOf, rootsOf, squareOf } from "./interval-products.js";
import { containsNumber, type Interval, interval } from "./intervals.js";

const SEED = 41;
const FAR = Number.POSITIVE_INFINITY;

describe("products of intervals", () => {
  test.each([
    ["both positive", interval(1, 2), interval(3, 4), interval(3, 8)],
    ["across nothing", interval(-1, 2), interval(-3, 4), interval(-6, 8)],
    ["open ends", interval(1, 2, { low: true }), interval(3, 4), interval(3, 8, { low: true })],
    ["an end reached by another", interval(-2, 2, { low: true }), interval(-2, 2), interval(-4, 4)],
    ["nothing swallows an open end", interval(0, 2), interval(0, 4, { low: true }), interval(0, 8)],
    ["nothing left out", interval(0, 2, { low: true }), interval(0, 4, { low: true }), interval(0, 8, { low: true })],
    ["without end", interval(2, FAR), interval(-3, 1), interval(-FAR, FAR)],
    [
      "signs that differ",
      interval(0, FAR, { low: true }),
      interval(-FAR, 0, { high: true }),
      interval(-FAR, 0, { high: true }),
    ],
    ["nothing times everything", interval(0, 0), interval(-FAR, FAR), interval(0, 0)],
  ])("%s", (_, left, right, expected) => {
    expect(multiplyIntervals(left, right)).toEqual(expected);
    expect(multiplyIntervals(right, left)).toEqual(expected);
  });

  test.each([
    ["positive", interval(2, 3), interval(4, 9)],
    ["negative", interval(-3, -2, { low: true }), interval(4, 9, { high: true })],
    ["across nothing", interval(-3, 2), interval(0, 9)],
    ["across nothing, open", interval(-2, 3, { high: true }), interval(0, 9, { high: true })],
    ["everything", interval(-FAR, FAR), interval(0, FAR)],
  ])("squares: %s", (_, of, expected) => {
    expect(squareOf(of)).toEqual(expected);
  });

  test.each([
    ["positive", interval(2, 4), interval(0.25, 0.5)],
    ["negative", interval(-4, -2, { high: true }), interval(-0.5, -0.25, { low: true })],
    ["from nothing on", interval(0, 2, { low: true }), interval(0.5, FAR)],
    ["to nothing", interval(-FAR, 0, { high: true }), interval(-FAR, 0, { high: true })],
    ["with nothing", interval(0, 2), null],
    ["across nothing", interval(-1, 2), null],
  ])("reciprocals: %s", (_, of, expected) => {
    expect(reciprocalOf(of)).toEqual(expected);
  });
});

const quarters = fc.integer({ min: -10, max: 10 }).map((count) => count / 4);
const someInterval = fc
  .tuple(quarters, quarters, fc.boolean(), fc.boolean(), fc.constantFrom("", "low", "high"))
  .map(([a, b, low, high, far]): Interval => {
    const [least, most] = a < b ? [a, b] : [b, a + 1];
    return interval(far === "low" ? -FAR : least, far === "high" ? FAR : most, { low, high });
  });
const POINTS = Array.from({ length: 81 }, (_, index) => (index - 40) / 8);

test(`hold every product, square and reciprocal, and their ends are reached (seed ${SEED})`, () => {
  fc.assert(
    fc.property(someInterval, someInterval, (left, right) => {
      const inLeft = POINTS.filter((point) => containsNumber([left], point));
      const inRight = POINTS.filter((point) => containsNumber([right], point));
      const products = multiplyIntervals(left, right);
      const square = squareOf(left);
      const inverse = reciprocalOf(left);
      const outside: number[] = [];
      for (const one of inLeft) {
        for (const other of inRight) if (!containsNumber([products], one * other)) outside.push(one, other);
        if (!containsNumber([square], one * one)) outside.push(one);
        // Fractions whose reciprocal a double names.
        const isPower = Number.isInteger(Math.log2(Math.abs(one)));
        if (inverse !== null && isPower && !containsNumber([inverse], 1 / one)) outside.push(one);
      }
      expect(outside).toEqual([]);
      expect(inverse === null).toBe(inLeft.includes(0));
      for (const end of [products.low, products.high]) {
        if (containsNumber([products], end)) {
          expect(inLeft.some((one) => inRight.some((other) => one * other === end))).toBe(true);
        }
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
});

describe("roots", () => {
  test.each<[string, Interval, readonly Interval[]]>([
    ["of a square", interval(49, 49), [interval(-7, -7), interval(7, 7)]],
    ["of a fraction", interval(0.25, 2.25), [interval(-1.5, -0.5), interval(0.5, 1.5)]],
    ["of no square", interval(2, 2), []],
    ["of nothing", interval(0, 0), [interval(0, 0)]],
    ["of what is below nothing", interval(-4, -1), []],
    [
      "of all but nothing",
      interval(0, 4, { low: true }),
      [interval(-2, 0, { high: true }), interval(0, 2, { low: true })],
    ],
    ["of open ends", interval(1, 4, { high: true }), [interval(-2, -1, { low: true }), interval(1, 2, { high: true })]],
    ["without end", interval(9, FAR), [interval(-FAR, -3), interval(3, FAR)]],
  ])("%s", (_, squares, roots) => {
    expect(rootsOf(squares).map(withoutSign)).toEqual(roots.map(withoutSign));
  });

  test(`are all numbers whose squares lie in the interval, and few others (seed ${SEED})`, () => {
    fc.assert(
      fc.property(someInterval, (squares) => {
        const roots = rootsOf(squares);
        const wrong = POINTS.filter(
          (point) => containsNumber(roots, point) !== containsNumber([squares], point * point),
        );
        expect(wrong).toEqual([]);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** Nothing has no sign. */
function withoutSign(part: Interval): Interval {
  return { ...part, low: part.low === 0 ? 0 : part.low, high: part.high === 0 ? 0 : part.high };
}
