import { firstNotBelow } from "./value-classes.js";

/** Whole numbers within a span of so many are looked up directly. */
const WIDEST_TABLE = 65_536;
/** Cuts that crowd into one bucket are searched by halving instead. */
const FULLEST_BUCKET = 8;

/**
 * Finds the class of a number among sorted cuts: `classes[2 * i]` below the i-th cut and above the one before,
 * `classes[2 * i + 1]` at it, the last of `classes` if it is missing. `whole`: the numbers are integers.
 */
export function classFinder(
  cuts: Float64Array,
  classes: Int32Array,
  whole: boolean,
): (value: number | undefined) => number {
  const missing = classes[2 * cuts.length + 1]!;
  const first = cuts[0];
  const last = cuts[cuts.length - 1];
  if (first === undefined || last === undefined) {
    const present = classes[0]!;
    return (value) => (value! >= -Infinity ? present : missing);
  }
  const classAt = (value: number, position: number): number =>
    classes[cuts[position] === value ? 2 * position + 1 : 2 * position]!;

  if (whole && last - first < WIDEST_TABLE && cuts.every(Number.isInteger)) {
    const table = Int32Array.from({ length: last - first + 1 }, (_, offset) =>
      classAt(first + offset, firstNotBelow(cuts, first + offset)),
    );
    const below = classes[0]!;
    const above = classes[2 * cuts.length]!;
    return (value) => {
      if (value! < first) return below;
      if (value! <= last) return table[value! - first]!;
      return value! > last ? above : missing;
    };
  }
  const positionOf = positionFinder(cuts);
  return (value) => (value! >= -Infinity ? classAt(value!, positionOf(value!)) : missing);
}

/**
 * The same for a number that is known but for an error of `relative` times its magnitude: -1 if a cut lies so near that
 * the number may be on either side of it. A magnitude of NaN: the number is missing; of 0: it is 0 without error.
 */
export function approximateClassFinder(
  cuts: Float64Array,
  classes: Int32Array,
  relative: number,
): (value: number, magnitude: number) => number {
  const missing = classes[2 * cuts.length + 1]!;
  const positionOf = positionFinder(cuts);
  const zero = classFinder(cuts, classes, false)(0);
  return (value, magnitude) => {
    if (magnitude === 0) return zero;
    if (!(magnitude < Infinity)) return Number.isNaN(magnitude) ? missing : -1;
    const position = positionOf(value);
    // The cuts have an error of their own, of half a unit each. Below 1e-290 errors are no longer relative.
    const error = (magnitude + Math.abs(value)) * relative * 2 + 1e-290;
    if (position < cuts.length && cuts[position]! - value <= error) return -1;
    if (position > 0 && value - cuts[position - 1]! <= error) return -1;
    return classes[2 * position]!;
  };
}

/**
 * The index of the first of the sorted cuts that is not below a number: one lookup in a grid of equal buckets and a step
 * or two, or halving where the cuts are few or so uneven that a grid does not help.
 */
function positionFinder(cuts: Float64Array): (value: number) => number {
  const first = cuts[0] ?? 0;
  const last = cuts[cuts.length - 1] ?? 0;
  const buckets = 4 * cuts.length;
  const scale = buckets / (last - first);
  if (cuts.length <= FULLEST_BUCKET || !(scale > 0 && scale < Infinity)) return (value) => firstNotBelow(cuts, value);
  // A number's bucket is monotone in the number, roundings included, so cuts in earlier buckets lie below it.
  const starts = new Int32Array(buckets + 2).fill(cuts.length);
  let fullest = 0;
  let from = 0;
  for (let bucket = 0; bucket < starts.length; bucket += 1) {
    const start = from;
    while (from < cuts.length && Math.floor((cuts[from]! - first) * scale) < bucket) from += 1;
    starts[bucket] = from;
    fullest = Math.max(fullest, from - start);
  }
  if (fullest > FULLEST_BUCKET) return (value) => firstNotBelow(cuts, value);
  return (value) => {
    if (value <= first) return 0;
    if (!(value <= last)) return cuts.length;
    let position = starts[((value - first) * scale) | 0]!;
    while (cuts[position]! < value) position += 1;
    return position;
  };
}
