import { describe, expect, it } from "vitest";
import { SpreadSample } from "./spread-sample.js";

function sampled(count: number, size: number): { places: readonly (readonly number[])[]; isAll: boolean } {
  const sample = new SpreadSample<number>(size, () => 1);
  for (let item = 0; item < count; item += 1) sample.add([item]);
  return { places: [...sample.places()], isAll: sample.isAll };
}

describe("places of a sequence", () => {
  it.each([0, 1, 63, 128])("are all of it where that is not too much: %i", (count) => {
    const { places, isAll } = sampled(count, 128);
    expect({ all: places.flat(), isAll }).toEqual({
      all: Array.from({ length: count }, (_, item) => item),
      isAll: true,
    });
  });

  it.each([131, 1000, 12_345, 100_003])("lie as far from one another as can be, of %i", (count) => {
    const { places, isAll } = sampled(count, 128);
    expect(isAll).toBe(false);
    expect(places[0]![0]).toBe(0);
    expect(places.at(-1)!.at(-1)).toBe(count - 1);
    const starts = places.slice(0, -1).map(([first]) => first!);
    const gaps = new Set(starts.slice(1).map((start, index) => start - starts[index]!));
    expect(gaps.size).toBe(1);
    expect(places.length).toBeGreaterThan(31);
    expect(places.length).toBeLessThan(67);
  });

  it.each([3, 1000])("do not depend on how the sequence is cut: by %i", (length) => {
    const sample = new SpreadSample<number>(128, () => 1);
    const all = Array.from({ length: 5000 }, (_, item) => item);
    for (let at = 0; at < all.length; at += length) sample.add(all.slice(at, at + length));
    expect([...sample.places()].slice(0, -1)).toEqual(sampled(5000, 128).places.slice(0, -1));
  });
});
