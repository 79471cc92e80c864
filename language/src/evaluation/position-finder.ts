import { firstNotBelow } from "./value-classes.js";

/** Whole numbers within a span of so many are looked up directly. */
const WIDEST_TABLE = 65_536;
/** Cuts that crowd into one bucket are searched by halving instead. */
const FULLEST_BUCKET = 8;

/**
 * Finds the class of a number among sorted cuts: `classes[2 * i]` below the i-th cut and above the one before,
 * `classes[2 * i + 1]` at it, the last of `classes` if it is missing. Whole numbers take one lookup, others one in a grid of equal
 * buckets and a step or two, unless the cuts are so uneven that only halving helps.
 */
export function positionFinder(
  cuts: Float64Array,
  classes: Int32Array,
  whole: boolean,
): (value: number | undefined) => number {
  const missing = classes[2 * cuts.length + 1]!;
  if (cuts.length === 0) {
    const present = classes[0]!;
    return (value) => (value! >= -Infinity ? present : missing);
  }
  const first = cuts[0]!;
  const last = cuts[cuts.length - 1]!;
  const classOf = (value: number, position: number): number =>
    classes[cuts[position] === value ? 2 * position + 1 : 2 * position]!;
  const above = classes[2 * cuts.length]!;
  const below = classes[0]!;

  if (whole && last - first < WIDEST_TABLE && cuts.every(Number.isInteger)) {
    const table = Int32Array.from({ length: last - first + 1 }, (_, offset) =>
      classOf(first + offset, firstNotBelow(cuts, first + offset)),
    );
    return (value) => {
      if (value! < first) return below;
      if (value! <= last) return table[value! - first]!;
      return value! > last ? above : missing;
    };
  }

  const buckets = 4 * cuts.length;
  const scale = buckets / (last - first);
  const starts = new Int32Array(buckets + 2).fill(cuts.length);
  const bucketOf = (value: number): number => ((value - first) * scale) | 0;
  let fullest = 0;
  if (scale > 0 && scale < Number.POSITIVE_INFINITY) {
    // A value's bucket is monotone in the value, so cuts in earlier buckets lie below it.
    let from = 0;
    for (let bucket = 0; bucket < starts.length; bucket += 1) {
      while (from < cuts.length && bucketOf(cuts[from]!) < bucket) from += 1;
      starts[bucket] = from;
      fullest = Math.max(fullest, from - (bucket === 0 ? 0 : starts[bucket - 1]!));
    }
  } else fullest = cuts.length;

  if (fullest > FULLEST_BUCKET || cuts.length <= FULLEST_BUCKET) {
    return (value) => {
      if (!(value! >= -Infinity)) return missing;
      const position = firstNotBelow(cuts, value!);
      return classes[cuts[position] === value ? 2 * position + 1 : 2 * position]!;
    };
  }
  return (value) => {
    if (value! < first) return below;
    if (value! > last) return above;
    if (!(value! >= first)) return missing;
    let position = starts[((value! - first) * scale) | 0]!;
    while (cuts[position]! < value!) position += 1;
    return classes[cuts[position] === value ? 2 * position + 1 : 2 * position]!;
  };
}
