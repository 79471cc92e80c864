import type { Ranges } from "./axis.js";
import type { ClassedBoxes } from "./classed-boxes.js";

/** At most so many groups of classes an axis: what falls into one group is told apart by comparing. */
const MOST_BUCKETS = 512;
/** A set of more classes than this is seldom worth being looked up: nearly all rows meet it. */
const MOST_LOOKED_UP = 64;

/** Finds, among the rows that come later, those that may meet a row: by sets of rows as bits. */
export class LaterRows {
  /** The rows found, 32 a word; only the words listed count. */
  readonly bits: Int32Array;
  readonly words: Int32Array;
  readonly #boxes: ClassedBoxes;
  readonly #filters: (RowFilter | undefined)[] = [];
  /** The axes of a row, those first of which it takes the smallest part, with that part. */
  readonly #axes: number[] = [];
  readonly #parts: number[] = [];

  constructor(boxes: ClassedBoxes) {
    this.#boxes = boxes;
    const words = (boxes.rows + 31) >> 5;
    this.bits = new Int32Array(words);
    this.words = new Int32Array(words);
  }

  /** Rows from `after` on that may meet the row; returns how many words are listed. */
  find(row: number, after: number): number {
    const { rows } = this.#boxes;
    if (after >= rows) return 0;
    const from = after >> 5;
    const last = (rows - 1) >> 5;
    this.bits.fill(-1, from);
    this.bits[from] = -1 << (after & 31);
    if ((rows & 31) !== 0) this.bits[last]! &= (1 << (rows & 31)) - 1;
    let count = last - from + 1;
    for (let index = 0; index < count; index += 1) this.words[index] = from + index;
    const axes = this.#sortAxes(row);
    for (let place = 0; place < axes && count > 0; place += 1) {
      const axis = this.#axes[place]!;
      let filter = this.#filters[axis];
      if (filter === undefined) {
        filter = createRowFilter(this.#boxes, axis);
        this.#filters[axis] = filter;
      }
      count = filter.narrow(row, this.bits, this.words, count);
    }
    return count;
  }

  #sortAxes(row: number): number {
    const { axes, constrained, constraintStart, first, last } = this.#boxes;
    const end = constraintStart[row + 1]!;
    let count = 0;
    for (let place = constraintStart[row]!; place < end; place += 1) {
      const axis = constrained[place]!;
      const cell = row * axes.length + axis;
      const part = (last[cell]! - first[cell]! + 1) / axes[axis]!.size;
      let index = count;
      while (index > 0 && this.#parts[index - 1]! > part) {
        this.#parts[index] = this.#parts[index - 1]!;
        this.#axes[index] = this.#axes[index - 1]!;
        index -= 1;
      }
      this.#parts[index] = part;
      this.#axes[index] = axis;
      count += 1;
    }
    return count;
  }
}

/** Sets of rows for one axis. */
interface RowFilter {
  /**
   * Takes rows that do not meet the row on this axis out of `candidates`, in the words listed, the first `count` of `words`;
   * some of those that do not meet may stay. Leaves in the list the words that are not zero, and returns how many these are.
   */
  narrow(row: number, candidates: Int32Array, words: Int32Array, count: number): number;
}

function createRowFilter(boxes: ClassedBoxes, axis: number): RowFilter {
  return boxes.axes[axis]!.ordered ? new OrderFilter(boxes, axis) : new LabelFilter(boxes, axis);
}

/** Rows meet a range unless they end before it or begin after it. */
class OrderFilter implements RowFilter {
  readonly #shift: number;
  readonly #words: number;
  /** By bucket: the rows of which the numbers begin in it or earlier. */
  readonly #begun: Int32Array;
  /** By bucket: the rows of which the numbers end in an earlier one. */
  readonly #ended: Int32Array;
  readonly #missing: Int32Array | null;
  /** By row: the first and the last class of numbers (none if the first is greater), and whether missing is in. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #hasMissing: Uint8Array;

  constructor(boxes: ClassedBoxes, index: number) {
    const axis = boxes.axes[index]!;
    const rows = boxes.rows;
    const words = (rows + 31) >> 5;
    this.#words = words;
    let shift = 0;
    while (axis.size >> shift > MOST_BUCKETS) shift += 1;
    this.#shift = shift;
    const buckets = (axis.size >> shift) + 1;
    this.#begun = new Int32Array(buckets * words);
    this.#ended = new Int32Array(buckets * words);
    this.#missing = axis.missing < 0 ? null : new Int32Array(words);
    this.#first = new Int32Array(rows);
    this.#last = new Int32Array(rows);
    this.#hasMissing = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const cell = row * boxes.axes.length + index;
      const first = boxes.first[cell]!;
      let last = boxes.last[cell]!;
      const word = row >> 5;
      const bit = 1 << (row & 31);
      if (last === axis.missing && this.#missing !== null) {
        this.#missing[word]! |= bit;
        this.#hasMissing[row] = 1;
        last -= 1;
        const shape = boxes.shape[cell]!;
        if (shape >= 0) {
          const ranges = boxes.shapes[index]![shape]!;
          if (ranges[ranges.length - 2] === axis.missing) last = ranges[ranges.length - 3]!;
        }
      }
      this.#first[row] = first;
      this.#last[row] = last;
      if (first > last) continue;
      this.#begun[(first >> shift) * words + word]! |= bit;
      const after = (last >> shift) + 1;
      if (after < buckets) this.#ended[after * words + word]! |= bit;
    }
    for (let place = words; place < buckets * words; place += 1) {
      this.#begun[place]! |= this.#begun[place - words]!;
      this.#ended[place]! |= this.#ended[place - words]!;
    }
  }

  narrow(row: number, candidates: Int32Array, words: Int32Array, count: number): number {
    const first = this.#first[row]!;
    const last = this.#last[row]!;
    const missing = this.#hasMissing[row] === 1 ? this.#missing : null;
    if (first > last) return missing === null ? 0 : narrowTo(missing, candidates, words, count);
    const begun = this.#begun;
    const ended = this.#ended;
    const begunAt = (last >> this.#shift) * this.#words;
    const endedAt = (first >> this.#shift) * this.#words;
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const word = words[index]!;
      let met = begun[begunAt + word]! & ~ended[endedAt + word]!;
      if (missing !== null) met |= missing[word]!;
      met &= candidates[word]!;
      if (met === 0) continue;
      candidates[word] = met;
      words[kept] = word;
      kept += 1;
    }
    return kept;
  }
}

/** For each class the rows that have it; a set of classes is the union of theirs. */
class LabelFilter implements RowFilter {
  readonly #boxes: ClassedBoxes;
  readonly #axis: number;
  readonly #shift: number;
  readonly #words: number;
  readonly #rowsOf: Int32Array;
  /** By shape, as far as looked up. */
  readonly #found: (Int32Array | undefined)[] = [];

  constructor(boxes: ClassedBoxes, index: number) {
    this.#boxes = boxes;
    this.#axis = index;
    const axis = boxes.axes[index]!;
    const words = (boxes.rows + 31) >> 5;
    this.#words = words;
    let shift = 0;
    while (axis.size >> shift > MOST_BUCKETS) shift += 1;
    this.#shift = shift;
    this.#rowsOf = new Int32Array(((axis.size >> shift) + 1) * words);
    for (let row = 0; row < boxes.rows; row += 1) {
      const ranges = boxes.rangesOf(row, index);
      for (let end = 0; end < ranges.length; end += 2) {
        const last = ranges[end + 1]! >> shift;
        for (let bucket = ranges[end]! >> shift; bucket <= last; bucket += 1) {
          this.#rowsOf[bucket * words + (row >> 5)]! |= 1 << (row & 31);
        }
      }
    }
  }

  narrow(row: number, candidates: Int32Array, words: Int32Array, count: number): number {
    const shape = this.#boxes.shape[row * this.#boxes.axes.length + this.#axis]!;
    if (shape < 0) return count;
    let found = this.#found[shape];
    if (found === undefined) {
      found = this.#lookUp(this.#boxes.shapes[this.#axis]![shape]!);
      this.#found[shape] = found;
    }
    return found.length === 0 ? count : narrowTo(found, candidates, words, count);
  }

  /** The rows that have one of the classes; empty if these are too many to be worth it. */
  #lookUp(ranges: Ranges): Int32Array {
    let buckets = 0;
    for (let end = 0; end < ranges.length; end += 2) {
      buckets += (ranges[end + 1]! >> this.#shift) - (ranges[end]! >> this.#shift) + 1;
    }
    if (buckets > MOST_LOOKED_UP) return new Int32Array(0);
    const found = new Int32Array(this.#words);
    for (let end = 0; end < ranges.length; end += 2) {
      const last = ranges[end + 1]! >> this.#shift;
      for (let bucket = ranges[end]! >> this.#shift; bucket <= last; bucket += 1) {
        const start = bucket * this.#words;
        for (let word = 0; word < this.#words; word += 1) found[word]! |= this.#rowsOf[start + word]!;
      }
    }
    return found;
  }
}

function narrowTo(met: Int32Array, candidates: Int32Array, words: Int32Array, count: number): number {
  let kept = 0;
  for (let index = 0; index < count; index += 1) {
    const word = words[index]!;
    const common = candidates[word]! & met[word]!;
    if (common === 0) continue;
    candidates[word] = common;
    words[kept] = word;
    kept += 1;
  }
  return kept;
}
