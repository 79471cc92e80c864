import type { Ranges } from "./axis.js";
import type { ClassedBoxes } from "./classed-boxes.js";

/**
 * A region of the space: on an ordered axis the first and the last of its classes, on others a set of classes as bits.
 */
export type Region = Int32Array;

/** Where the numbers or bits of each axis stand in a region. */
export class RegionLayout {
  readonly at: Int32Array;
  readonly words: Int32Array;
  readonly whole: Region;

  constructor(boxes: ClassedBoxes) {
    const { axes } = boxes;
    this.at = new Int32Array(axes.length);
    this.words = new Int32Array(axes.length);
    let end = 0;
    for (const [index, { ordered, size }] of axes.entries()) {
      this.at[index] = end;
      this.words[index] = ordered ? 2 : (size + 31) >> 5;
      end += this.words[index]!;
    }
    this.whole = new Int32Array(end);
    for (const [index, { ordered, size }] of axes.entries()) {
      if (ordered) this.whole[this.at[index]! + 1] = size - 1;
      else setBits(this.whole, this.at[index]!, [0, size - 1]);
    }
  }
}

/** A region in two: by the class after which an ordered axis is cut, or by the bits that go to the first half. */
export type Cut =
  | { readonly axis: number; readonly after: number }
  | { readonly axis: number; readonly bits: Int32Array };

/** How a part of a box lies to the region on an axis. */
export const APART = 0;
const CUTS = 1;
export const COVERS = 2;

function setBits(words: Int32Array, at: number, ranges: Ranges): void {
  for (let end = 0; end < ranges.length; end += 2) {
    for (let one = ranges[end]!; one <= ranges[end + 1]!; one += 1) words[at + (one >> 5)]! |= 1 << (one & 31);
  }
}

/** Boxes beside regions: how they lie to each other, and where to cut. */
export class Cutter {
  readonly layout: RegionLayout;
  readonly #boxes: ClassedBoxes;
  /** By axis that is not ordered, then shape: its classes as bits. */
  readonly #bits: (Int32Array | undefined)[][];
  /** By axis, then class: how many parts begin or end there within the region; and where else to cut. Zero between calls. */
  readonly #begins: readonly Int32Array[];
  readonly #ends: readonly Int32Array[];
  readonly #marks: readonly Uint8Array[];
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #cutting: Int32Array;
  /** By axis: how many parts begin within the region. */
  readonly #beginning: Int32Array;
  /** By axis: shapes that cut the region, with how many boxes have them. */
  readonly #shapes: readonly Map<number, number>[];
  /** Parts looked at, as a measure of work. */
  work = 0;

  constructor(boxes: ClassedBoxes) {
    this.#boxes = boxes;
    this.layout = new RegionLayout(boxes);
    const { axes } = boxes;
    this.#bits = axes.map(() => []);
    this.#begins = axes.map(({ size }) => new Int32Array(size + 1));
    this.#ends = axes.map(({ size }) => new Int32Array(size + 1));
    this.#marks = axes.map(({ size }) => new Uint8Array(size + 1));
    this.#from = new Int32Array(axes.length);
    this.#to = new Int32Array(axes.length);
    this.#cutting = new Int32Array(axes.length);
    this.#beginning = new Int32Array(axes.length);
    this.#shapes = axes.map(() => new Map());
  }

  /** How a box lies to the region on an axis that the box constrains. */
  relation(row: number, axis: number, region: Region): number {
    const boxes = this.#boxes;
    const at = this.layout.at[axis]!;
    const cell = row * boxes.axes.length + axis;
    const shape = boxes.shape[cell]!;
    if (boxes.axes[axis]!.ordered) {
      const low = region[at]!;
      const high = region[at + 1]!;
      const first = boxes.first[cell]!;
      const last = boxes.last[cell]!;
      if (first > high || last < low) return APART;
      if (shape < 0) return first <= low && last >= high ? COVERS : CUTS;
      const ranges = boxes.shapes[axis]![shape]!;
      for (let end = 0; end < ranges.length; end += 2) {
        if (ranges[end + 1]! < low) continue;
        if (ranges[end]! > high) return APART;
        return ranges[end]! <= low && ranges[end + 1]! >= high ? COVERS : CUTS;
      }
      return APART;
    }
    const bits = this.#bitsOf(axis, shape);
    let meets = false;
    let covers = true;
    for (let word = 0; word < bits.length; word += 1) {
      const wanted = region[at + word]!;
      const common = wanted & bits[word]!;
      if (common !== 0) meets = true;
      if (common !== wanted) covers = false;
    }
    return meets ? (covers ? COVERS : CUTS) : APART;
  }

  /**
   * The cut that leaves the least work: boxes that lie in both halves are looked at twice, and halves of like size are best.
   * All boxes meet the region and none covers it.
   */
  choose(region: Region, rows: Int32Array, start: number, end: number): Cut {
    const boxes = this.#boxes;
    const { constrained, constraintStart } = boxes;
    const width = boxes.axes.length;
    this.#cutting.fill(0);
    for (let index = start; index < end; index += 2) {
      const row = rows[index]!;
      const stop = constraintStart[row + 1]!;
      this.work += (stop - constraintStart[row]!) << 1;
      for (let place = constraintStart[row]!; place < stop; place += 1) {
        const axis = constrained[place]!;
        if (this.relation(row, axis, region) !== CUTS) continue;
        if (this.#cutting[axis] === 0) {
          this.#from[axis] = boxes.axes[axis]!.size;
          this.#to[axis] = -1;
          this.#beginning[axis] = 0;
        }
        this.#cutting[axis]! += 1;
        const cell = row * width + axis;
        const shape = boxes.shape[cell]!;
        if (!boxes.axes[axis]!.ordered) {
          const shapes = this.#shapes[axis]!;
          shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
        } else if (shape >= 0) this.#noteRanges(region, axis, boxes.shapes[axis]![shape]!);
        else this.#note(region, axis, boxes.first[cell]!, boxes.last[cell]!, 1);
      }
    }
    const count = (end - start) >> 1;
    let best: Cut = { axis: -1, after: -1 };
    let least = Number.POSITIVE_INFINITY;
    for (let axis = 0; axis < width; axis += 1) {
      if (this.#cutting[axis] === 0) continue;
      if (!boxes.axes[axis]!.ordered) {
        const found = this.#bestBits(region, axis, count);
        if (found.cost < least) {
          least = found.cost;
          best = { axis, bits: found.bits };
        }
        this.#shapes[axis]!.clear();
      }
      const found = this.#bestClass(axis, count);
      if (found.cost < least) {
        least = found.cost;
        best = boxes.axes[axis]!.ordered ? { axis, after: found.after } : { axis, bits: this.#upTo(axis, found.after) };
      }
    }
    return best;
  }

  /** Notes where a part that goes from one class to another begins and ends within the region. */
  #note(region: Region, axis: number, first: number, last: number, count: number): void {
    const at = this.layout.at[axis]!;
    this.#noteWithin(axis, first, last, region[at]!, region[at + 1]!, count);
  }

  #noteWithin(axis: number, first: number, last: number, low: number, high: number, count: number): void {
    if (first > low) {
      this.#begins[axis]![first]! += count;
      this.#beginning[axis]! += count;
      if (first - 1 < this.#from[axis]!) this.#from[axis] = first - 1;
      if (first - 1 > this.#to[axis]!) this.#to[axis] = first - 1;
    }
    if (last < high) {
      this.#ends[axis]![last]! += count;
      if (last < this.#from[axis]!) this.#from[axis] = last;
      if (last > this.#to[axis]!) this.#to[axis] = last;
    }
  }

  #noteRanges(region: Region, axis: number, ranges: Ranges): void {
    const at = this.layout.at[axis]!;
    const low = region[at]!;
    const high = region[at + 1]!;
    let first = -1;
    let last = -1;
    for (let end = 0; end < ranges.length; end += 2) {
      if (ranges[end + 1]! < low) continue;
      if (ranges[end]! > high) break;
      if (first < 0) first = ranges[end]!;
      else {
        // A hole: cutting at its two sides is what makes progress where nothing else can be cut.
        this.#mark(axis, last);
        this.#mark(axis, ranges[end]! - 1);
      }
      last = ranges[end + 1]!;
    }
    this.#noteWithin(axis, first, last, low, high, 1);
  }

  #mark(axis: number, after: number): void {
    this.#marks[axis]![after] = 1;
    if (after < this.#from[axis]!) this.#from[axis] = after;
    if (after > this.#to[axis]!) this.#to[axis] = after;
  }

  /** The best class after which to cut, by what was noted, which is then forgotten. */
  #bestClass(axis: number, count: number): { cost: number; after: number } {
    const begins = this.#begins[axis]!;
    const ends = this.#ends[axis]!;
    const marks = this.#marks[axis]!;
    const to = this.#to[axis]!;
    let ended = 0;
    let toBegin = this.#beginning[axis]!;
    let cost = Number.POSITIVE_INFINITY;
    let best = -1;
    for (let after = this.#from[axis]!; after <= to; after += 1) {
      const begun = begins[after + 1]!;
      ended += ends[after]!;
      if (begun !== 0 || ends[after] !== 0 || marks[after] !== 0) {
        const now = costOf(count - toBegin, count - ended);
        if (now < cost) {
          cost = now;
          best = after;
        }
      }
      toBegin -= begun;
      begins[after + 1] = 0;
      ends[after] = 0;
      marks[after] = 0;
    }
    return { cost, after: best };
  }

  /** The best of the commonest shapes by which to cut; also notes where all shapes begin and end. */
  #bestBits(region: Region, axis: number, count: number): { cost: number; bits: Int32Array } {
    const at = this.layout.at[axis]!;
    const words = this.layout.words[axis]!;
    const wanted = region.subarray(at, at + words);
    const low = firstBit(wanted, wanted);
    const high = lastBit(wanted, wanted);
    const shapes = [...this.#shapes[axis]!];
    this.work += 2 * shapes.length * words;
    for (const [shape, times] of shapes) {
      const bits = this.#bitsOf(axis, shape);
      this.#noteWithin(axis, firstBit(bits, wanted), lastBit(bits, wanted), low, high, times);
    }
    const candidates = shapes.length <= CANDIDATES ? shapes : shapes.sort((a, b) => b[1] - a[1]).slice(0, CANDIDATES);
    let cost = Number.POSITIVE_INFINITY;
    let best = wanted;
    for (const [candidate] of candidates) {
      const bits = this.#bitsOf(axis, candidate);
      let inside = count;
      let outside = count;
      for (const [shape, times] of shapes) {
        const other = this.#bitsOf(axis, shape);
        let meetsInside = false;
        let meetsOutside = false;
        for (let word = 0; word < words; word += 1) {
          const common = wanted[word]! & other[word]!;
          if ((common & bits[word]!) !== 0) meetsInside = true;
          if ((common & ~bits[word]!) !== 0) meetsOutside = true;
        }
        if (!meetsInside) inside -= times;
        if (!meetsOutside) outside -= times;
      }
      this.work += shapes.length * words;
      const now = costOf(inside, outside);
      if (now < cost) {
        cost = now;
        best = bits;
      }
    }
    return { cost, bits: best };
  }

  #bitsOf(axis: number, shape: number): Int32Array {
    const known = this.#bits[axis]!;
    let bits = known[shape];
    if (bits === undefined) {
      bits = new Int32Array(this.layout.words[axis]!);
      setBits(bits, 0, this.#boxes.shapes[axis]![shape]!);
      known[shape] = bits;
    }
    return bits;
  }

  #upTo(axis: number, last: number): Int32Array {
    const bits = new Int32Array(this.layout.words[axis]!);
    setBits(bits, 0, [0, last]);
    return bits;
  }
}

/** Shapes of an axis that are tried as cuts. */
const CANDIDATES = 8;

/** What is left to do with so many boxes in each half. */
function costOf(left: number, right: number): number {
  return workOf(left) + workOf(right);
}

const KNOWN_WORK = Float64Array.from({ length: 4096 }, (_, boxes) => boxes * Math.log(boxes + 1));

function workOf(boxes: number): number {
  return boxes < KNOWN_WORK.length ? KNOWN_WORK[boxes]! : boxes * Math.log(boxes + 1);
}

function firstBit(bits: Int32Array, wanted: Int32Array): number {
  for (let word = 0; word < wanted.length; word += 1) {
    const common = bits[word]! & wanted[word]!;
    if (common !== 0) return (word << 5) + 31 - Math.clz32(common & -common);
  }
  return -1;
}

function lastBit(bits: Int32Array, wanted: Int32Array): number {
  for (let word = wanted.length - 1; word >= 0; word -= 1) {
    const common = bits[word]! & wanted[word]!;
    if (common !== 0) return (word << 5) + 31 - Math.clz32(common);
  }
  return -1;
}
