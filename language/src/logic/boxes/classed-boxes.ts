import { isSubset, meets, type ValueSet } from "../sets/value-set.js";
import { createAxes } from "./axes.js";
import { type Axis, equalRanges, type Ranges, rangesMeet } from "./axis.js";
import type { Box, Universes } from "./box.js";

/** The classes of one set on one axis. */
interface Part {
  /** The first and the last class; none if the first is greater. */
  readonly first: number;
  readonly last: number;
  /** Number of the shape, or -1 if all classes from first to last are in it. */
  readonly shape: number;
  /** False if the set cuts through a class. */
  readonly exact: boolean;
}

/**
 * How a set that cuts through classes is taken: with all that it touches, or only those within it. "none" is for boxes that the
 * axes were made of: their sets cut through no class.
 */
export type Rounding = "none" | "touching" | "within";

/**
 * Boxes as classes of their axes, packed in arrays. A row is one box; `first[row * axes.length + axis]` and so on tell its
 * part on the axis, and an axis that it does not constrain is there with all its classes.
 */
export class ClassedBoxes {
  readonly axes: readonly Axis[];
  rows = 0;
  first: Int32Array;
  last: Int32Array;
  /** -1, or the number of the shape: parts of texts always have one, those of numbers only if they have holes. */
  shape: Int32Array;
  /** By row: where its axes begin in `constrained`; one more at the end. */
  constraintStart: Int32Array;
  /** The axes that each row constrains, ascending. */
  constrained: Int32Array;
  /** By axis, then shape: its classes. */
  readonly shapes: readonly Ranges[][];
  /** By axis of at most 32 classes, then shape: its classes as bits. */
  readonly #masks: readonly number[][];
  readonly #universes: Universes;
  readonly #axisOf = new Map<number, number>();
  readonly #parts: Readonly<Record<Rounding, readonly Map<ValueSet, Part>[]>>;
  readonly #shapeNumbers: readonly Map<string, number>[];

  /** The axes are made of these boxes; none is added. */
  constructor(boxes: Iterable<Box>, universes: Universes, capacity: number) {
    this.axes = createAxes(boxes, universes);
    const cells = capacity * this.axes.length;
    this.first = new Int32Array(cells);
    this.last = new Int32Array(cells);
    this.shape = new Int32Array(cells);
    this.constraintStart = new Int32Array(capacity + 1);
    this.constrained = new Int32Array(cells);
    this.shapes = this.axes.map(() => []);
    this.#masks = this.axes.map(() => []);
    this.#universes = universes;
    for (const [index, { quantity }] of this.axes.entries()) this.#axisOf.set(quantity, index);
    const none = () => this.axes.map(() => new Map<ValueSet, Part>());
    this.#parts = { none: none(), touching: none(), within: none() };
    this.#shapeNumbers = this.axes.map(() => new Map());
  }

  /**
   * Adds a box as the next row. "empty", and adds none, if nothing of it (or no whole class) lies in its universe; "exact" if
   * the row is the box; "rounded" if it is more or less than that.
   */
  add(box: Box, rounding: Rounding): "empty" | "exact" | "rounded" {
    const width = this.axes.length;
    this.#reserve();
    const start = this.rows * width;
    for (let axis = 0; axis < width; axis += 1) {
      this.first[start + axis] = 0;
      this.last[start + axis] = this.axes[axis]!.size - 1;
      this.shape[start + axis] = -1;
    }
    let exact = true;
    let end = this.constraintStart[this.rows]!;
    const begin = end;
    for (const [quantity, set] of box.sets) {
      const axis = this.#axisOf.get(quantity);
      if (axis === undefined) {
        const universe = this.#universes(quantity);
        if (rounding === "within" ? !isSubset(universe, set) : !meets(set, universe)) return "empty";
        exact = false;
        continue;
      }
      const part = this.#partOf(axis, set, rounding);
      if (part.first > part.last) return "empty";
      if (!part.exact) exact = false;
      if (part.first === 0 && part.last === this.axes[axis]!.size - 1 && part.shape < 0) continue;
      this.first[start + axis] = part.first;
      this.last[start + axis] = part.last;
      this.shape[start + axis] = part.shape;
      // Boxes mostly name quantities in ascending order.
      let place = end;
      while (place > begin && this.constrained[place - 1]! > axis) {
        this.constrained[place] = this.constrained[place - 1]!;
        place -= 1;
      }
      this.constrained[place] = axis;
      end += 1;
    }
    this.rows += 1;
    this.constraintStart[this.rows] = end;
    return exact ? "exact" : "rounded";
  }

  /** The classes of a row on an axis that it constrains. */
  rangesOf(row: number, axis: number): Ranges {
    const cell = row * this.axes.length + axis;
    const shape = this.shape[cell]!;
    return shape < 0 ? [this.first[cell]!, this.last[cell]!] : this.shapes[axis]![shape]!;
  }

  /** Whether two rows have a class in common on every axis. */
  rowsMeet(row: number, other: number): boolean {
    const { first, last, shape, constrained, constraintStart } = this;
    const width = this.axes.length;
    const end = constraintStart[row + 1]!;
    for (let place = constraintStart[row]!; place < end; place += 1) {
      const axis = constrained[place]!;
      const cell = row * width + axis;
      const otherCell = other * width + axis;
      if (first[cell]! > last[otherCell]! || first[otherCell]! > last[cell]!) return false;
      if (shape[cell]! < 0 && shape[otherCell]! < 0) continue;
      if (!this.#shapesMeet(row, other, axis)) return false;
    }
    return true;
  }

  /** All rows that have a class in common with the row on every axis, the row among them. */
  rowsMeeting(row: number): number[] {
    const { first, last, shape, rows } = this;
    const width = this.axes.length;
    const axes = this.constrained.slice(this.constraintStart[row]!, this.constraintStart[row + 1]!);
    const count = axes.length;
    const lows = axes.map((axis) => first[row * width + axis]!);
    const highs = axes.map((axis) => last[row * width + axis]!);
    const shapes = axes.map((axis) => shape[row * width + axis]!);
    const met: number[] = [];
    for (let other = 0, start = 0; other < rows; other += 1, start += width) {
      let place = 0;
      while (place < count) {
        const axis = axes[place]!;
        const cell = start + axis;
        if (first[cell]! > highs[place]! || last[cell]! < lows[place]!) break;
        if ((shapes[place]! >= 0 || shape[cell]! >= 0) && !this.#shapesMeet(row, other, axis)) break;
        place += 1;
      }
      if (place === count) met.push(other);
    }
    return met;
  }

  /** Of two parts of which the first and last classes overlap, and of which one may have holes. */
  #shapesMeet(row: number, other: number, axis: number): boolean {
    const cell = row * this.axes.length + axis;
    const otherCell = other * this.axes.length + axis;
    const one = this.shape[cell]!;
    const two = this.shape[otherCell]!;
    if (one === two) return true;
    if (one < 0 && this.first[cell]! <= this.first[otherCell]! && this.last[cell]! >= this.last[otherCell]!)
      return true;
    if (two < 0 && this.first[otherCell]! <= this.first[cell]! && this.last[otherCell]! >= this.last[cell]!)
      return true;
    if (one >= 0 && two >= 0 && this.axes[axis]!.size <= 32) {
      return (this.#masks[axis]![one]! & this.#masks[axis]![two]!) !== 0;
    }
    return rangesMeet(this.rangesOf(row, axis), this.rangesOf(other, axis));
  }

  #partOf(index: number, set: ValueSet, rounding: Rounding): Part {
    const known = this.#parts[rounding][index]!;
    let part = known.get(set);
    if (part === undefined) {
      const axis = this.axes[index]!;
      const touching = axis.touching(set);
      if (rounding === "none") part = this.#part(index, touching, true);
      else {
        const within = axis.within(set);
        part = this.#part(index, rounding === "within" ? within : touching, equalRanges(touching, within));
      }
      known.set(set, part);
    }
    return part;
  }

  #part(index: number, ranges: Ranges, exact: boolean): Part {
    if (ranges.length === 0) return { first: 0, last: -1, shape: -1, exact };
    const { ordered, size } = this.axes[index]!;
    const first = ranges[0]!;
    const last = ranges[ranges.length - 1]!;
    const full = ranges.length === 2 && first === 0 && last === size - 1;
    const plain = full || (ordered && ranges.length === 2);
    return { first, last, shape: plain ? -1 : this.#shapeNumber(index, ranges), exact };
  }

  #shapeNumber(index: number, ranges: Ranges): number {
    const key = ranges.join();
    const known = this.#shapeNumbers[index]!.get(key);
    if (known !== undefined) return known;
    const number = this.shapes[index]!.push(ranges) - 1;
    let mask = 0;
    for (let end = 0; end < ranges.length; end += 2) {
      for (let one = ranges[end]!; one <= ranges[end + 1]!; one += 1) mask |= 1 << (one & 31);
    }
    this.#masks[index]!.push(mask);
    this.#shapeNumbers[index]!.set(key, number);
    return number;
  }

  #reserve(): void {
    const capacity = this.constraintStart.length - 1;
    if (this.rows < capacity) return;
    const cells = (capacity * 2 + 16) * this.axes.length;
    this.first = grown(this.first, cells);
    this.last = grown(this.last, cells);
    this.shape = grown(this.shape, cells);
    this.constrained = grown(this.constrained, cells);
    this.constraintStart = grown(this.constraintStart, capacity * 2 + 17);
  }
}

export function grown(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
