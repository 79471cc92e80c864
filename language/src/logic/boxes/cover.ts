import type { Budget } from "../budget.js";
import { already, atOnce, type Gradual } from "../gradual.js";
import type { ValueSet } from "../sets/value-set.js";
import { RangesBuilder } from "./axis.js";
import type { Box, Universes } from "./box.js";
import { ClassedBoxes, grown } from "./classed-boxes.js";
import { APART, COVERS, type Cut, Cutter, type Region } from "./cut.js";

export { mergeRegions } from "./regions.js";

export interface CoverResult {
  readonly gaps: readonly Box[];
  readonly unknown: readonly Box[];
  /** Whether the whole space was looked at. */
  readonly complete: boolean;
}

export interface CoverOptions {
  readonly budget: Budget;
  /** Stops at so many gaps. */
  readonly most: number;
  /**
   * What is in a region that no box covers: somebody ("gap"), nobody, nor in the wider box given, which contains the region and
   * then counts as covered ("empty"), or perhaps somebody ("unknown").
   */
  visit(region: Box): Visited;
}

export type Visited =
  | { readonly kind: "gap" }
  | { readonly kind: "empty"; readonly within: Box }
  | { readonly kind: "unknown" };

type GradualCoverOptions = Omit<CoverOptions, "visit"> & { visit(region: Box): Gradual<Visited> };

/** Steps after which others get a turn: a millisecond or so. */
const STEPS_OF_A_TURN = 1_000;

/** A part of the space that is still to be looked at. */
interface Pending {
  readonly region: Region;
  /** Where its boxes begin in the list of boxes. */
  readonly start: number;
  /** Boxes with a smaller number are in the list if they meet the region; later ones are not yet. */
  readonly known: number;
}

/**
 * Looks for regions that no box covers: halves the space, again and again, where that separates the boxes best, until some box
 * covers the region or none meets it.
 */
export function uncovered(boxes: readonly Box[], universes: Universes, options: CoverOptions): CoverResult {
  const visit = (region: Box): Gradual<Visited> => already(options.visit(region));
  return atOnce(uncoveredGradually(boxes, universes, { ...options, visit }));
}

/** As `uncovered`, piece by piece. */
export function uncoveredGradually(
  boxes: readonly Box[],
  universes: Universes,
  options: GradualCoverOptions,
): Gradual<CoverResult> {
  return new Cover(boxes, universes, options).run();
}

class Cover {
  readonly #options: GradualCoverOptions;
  readonly #boxes: ClassedBoxes;
  readonly #cutter: Cutter;
  /**
   * A stack: for each pending region its boxes, each with the number of axes on which it does not cover the region; the region
   * on top ends at `#end`.
   */
  #rows: Int32Array;
  #end = 0;
  readonly #pending: Pending[] = [];

  constructor(boxes: readonly Box[], universes: Universes, options: GradualCoverOptions) {
    this.#options = options;
    this.#boxes = new ClassedBoxes(boxes, universes, boxes.length + 16);
    for (const box of boxes) this.#boxes.add(box, "none");
    this.#cutter = new Cutter(this.#boxes);
    this.#rows = new Int32Array(4 * this.#boxes.rows + 64);
  }

  *run(): Gradual<CoverResult> {
    const { budget, most, visit } = this.#options;
    const gaps: Box[] = [];
    const unknown: Box[] = [];
    if (this.#boxes.axes.every(({ size }) => size > 0)) {
      this.#pending.push({ region: this.#cutter.layout.whole, start: 0, known: 0 });
    }
    let complete = true;
    let turn = budget.spent;
    while (this.#pending.length > 0) {
      if (gaps.length >= most || budget.exhausted) {
        complete = false;
        break;
      }
      if (budget.spent - turn >= STEPS_OF_A_TURN) {
        turn = budget.spent;
        yield;
      }
      const { region, start, known } = this.#pending.pop()!;
      const work = this.#cutter.work;
      if (this.#addLater(region, known)) {
        this.#end = start;
      } else if (this.#end === start) {
        const box = this.#boxOf(region);
        const answer = yield* visit(box);
        if (answer.kind === "gap") gaps.push(box);
        else if (answer.kind === "unknown") unknown.push(box);
        else this.#boxes.add(answer.within, "within");
      } else {
        this.#halve(region, start, this.#cutter.choose(region, this.#rows, start, this.#end));
      }
      budget.spend(1 + ((this.#cutter.work - work) >> 6));
    }
    return { gaps, unknown, complete };
  }

  /** Adds the boxes that came later to those of the region on top; true if one of them covers it. */
  #addLater(region: Region, known: number): boolean {
    for (let row = known; row < this.#boxes.rows; row += 1) {
      const open = this.#openAxes(row, region);
      if (open === 0) return true;
      if (open > 0) this.#push(row, open);
    }
    return false;
  }

  /** On how many axes a box does not cover the region; -1 if they do not meet. */
  #openAxes(row: number, region: Region): number {
    const { constrained, constraintStart } = this.#boxes;
    const end = constraintStart[row + 1]!;
    let open = 0;
    this.#cutter.work += 1;
    for (let place = constraintStart[row]!; place < end; place += 1) {
      const relation = this.#cutter.relation(row, constrained[place]!, region);
      if (relation === APART) return -1;
      if (relation !== COVERS) open += 1;
    }
    return open;
  }

  #push(row: number, open: number): void {
    if (this.#end + 2 > this.#rows.length) this.#rows = grown(this.#rows, this.#rows.length * 2);
    this.#rows[this.#end] = row;
    this.#rows[this.#end + 1] = open;
    this.#end += 2;
  }

  /** Puts the two halves of the region on top in its place, as far as no box covers them; the one with fewer boxes on top. */
  #halve(region: Region, start: number, cut: Cut): void {
    const [one, other] = this.#halves(region, cut);
    const stop = this.#end;
    const oneOpen = this.#restrict(region, one, cut.axis, start, stop);
    const middle = this.#end;
    const otherOpen = this.#restrict(region, other, cut.axis, start, stop);
    const oneSize = middle - stop;
    const otherSize = this.#end - middle;
    const known = this.#boxes.rows;
    const rows = this.#rows;
    if (oneSize >= otherSize) rows.copyWithin(start, stop, this.#end);
    else {
      // Beyond the end there is room for a while.
      this.#reserve(oneSize);
      this.#rows.copyWithin(this.#end, stop, middle);
      this.#rows.copyWithin(start, middle, this.#end + oneSize);
    }
    this.#end = start + oneSize + otherSize;
    const first = { region: one, open: oneOpen, size: oneSize };
    const second = { region: other, open: otherOpen, size: otherSize };
    let at = start;
    for (const half of oneSize >= otherSize ? [first, second] : [second, first]) {
      if (half.open) this.#pending.push({ region: half.region, start: at, known });
      at += half.size;
    }
  }

  #reserve(more: number): void {
    if (this.#end + more > this.#rows.length) this.#rows = grown(this.#rows, (this.#end + more) * 2);
  }

  #halves(region: Region, cut: Cut): readonly [Region, Region] {
    const one = region.slice();
    const other = region.slice();
    const { at, words } = this.#cutter.layout;
    const place = at[cut.axis]!;
    if ("after" in cut) {
      one[place + 1] = cut.after;
      other[place] = cut.after + 1;
    } else {
      for (let word = 0; word < words[cut.axis]!; word += 1) {
        one[place + word]! &= cut.bits[word]!;
        other[place + word]! &= ~cut.bits[word]!;
      }
    }
    return [one, other];
  }

  /** Pushes the boxes from `start` to `stop` that meet the half; false, and pushes none, if one of them covers it. */
  #restrict(region: Region, half: Region, axis: number, start: number, stop: number): boolean {
    const { axes, first, last, shape } = this.#boxes;
    const begin = this.#end;
    const cutter = this.#cutter;
    cutter.work += (stop - start) >> 1;
    for (let index = start; index < stop; index += 2) {
      const row = this.#rows[index]!;
      let open = this.#rows[index + 1]!;
      const cell = row * axes.length + axis;
      const constrains = shape[cell]! >= 0 || first[cell]! > 0 || last[cell]! < axes[axis]!.size - 1;
      if (constrains && cutter.relation(row, axis, region) !== COVERS) {
        const relation = cutter.relation(row, axis, half);
        if (relation === APART) continue;
        if (relation === COVERS) {
          open -= 1;
          if (open === 0) {
            this.#end = begin;
            return false;
          }
        }
      }
      this.#push(row, open);
    }
    return true;
  }

  #boxOf(region: Region): Box {
    const { layout } = this.#cutter;
    const sets = new Map<number, ValueSet>();
    for (const [index, axis] of this.#boxes.axes.entries()) {
      const at = layout.at[index]!;
      const ranges = new RangesBuilder();
      if (axis.ordered) ranges.add(region[at]!, region[at + 1]!);
      else {
        for (let one = 0; one < axis.size; one += 1) {
          if ((region[at + (one >> 5)]! & (1 << (one & 31))) !== 0) ranges.add(one, one);
        }
      }
      const classes = ranges.build();
      if (classes.length === 2 && classes[0] === 0 && classes[1] === axis.size - 1) continue;
      sets.set(axis.quantity, axis.valuesOf(classes));
    }
    return { sets };
  }
}
