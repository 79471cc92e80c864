import type { ValueSet } from "../sets/value-set.js";

/** Classes by number: first, last, first, last…, in order, none touching the next. */
export type Ranges = readonly number[];

/**
 * A quantity cut into classes of values that no box of a collection tells apart. Classes are numbered from 0; if the
 * quantity can be missing, that is the last class.
 */
export interface Axis {
  readonly quantity: number;
  readonly universe: ValueSet;
  readonly size: number;
  /** The class of missing, or -1. */
  readonly missing: number;
  /** Whether most sets are ranges of classes: so for numbers, not for texts and choices. */
  readonly ordered: boolean;
  /** The classes that have a value in the set. For the sets that the axis was made of, the very set. */
  touching(set: ValueSet): Ranges;
  /** The classes of which all values are in the set; never too many, but maybe too few if the axis was not made of it. */
  within(set: ValueSet): Ranges;
  valuesOf(classes: Ranges): ValueSet;
}

/** Collects classes, given in ascending order, as ranges; it is used once. */
export class RangesBuilder {
  readonly #ends: number[] = [];

  add(first: number, last: number): void {
    if (first > last) return;
    const ends = this.#ends;
    const before = ends.length - 1;
    if (before >= 0 && ends[before]! >= first - 1) {
      if (ends[before]! < last) ends[before] = last;
    } else ends.push(first, last);
  }

  build(): Ranges {
    return this.#ends;
  }
}

export function hasClass(classes: Ranges, one: number): boolean {
  for (let index = 0; index < classes.length; index += 2) {
    if (classes[index]! <= one && one <= classes[index + 1]!) return true;
  }
  return false;
}

export function rangesMeet(left: Ranges, right: Ranges): boolean {
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (left[i + 1]! < right[j]!) i += 2;
    else if (right[j + 1]! < left[i]!) j += 2;
    else return true;
  }
  return false;
}

export function equalRanges(left: Ranges, right: Ranges): boolean {
  return left.length === right.length && left.every((end, index) => end === right[index]);
}
