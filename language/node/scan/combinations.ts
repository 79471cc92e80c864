import type { Criterion } from "../../src/condition/model.js";
import type { Outcome } from "../../src/evaluation/classifier.js";

/** Steps to begin with room for. */
const ROOM = 256;
/** For so many possible combinations of single segments there is a table of all. */
const FEW = 1 << 14;

/**
 * The combinations of outcomes that occur, each with a number: customers are many, their combinations few. Found outcome by
 * outcome, along a tree whose steps are in an open-addressing table.
 */
export class Combinations {
  /** Of each combination: its outcomes. */
  readonly all: (readonly Outcome[])[] = [];
  /** Of each place of the tree: the number of the combination that ends there, -1 for none. */
  #ends = new Int32Array(ROOM).fill(-1);
  #places = 1;
  /** Three numbers a slot: a place, a step from it, and where it leads (0: the slot is free). */
  #steps = new Int32Array(3 * 2 * ROOM);

  /** For each criterion, how many outcomes of one segment or none there are. */
  readonly #radixes: readonly number[];
  /** By the outcomes as digits of a number: the combination, -1 for none yet. Empty if there would be too many. */
  readonly #few: Int32Array;

  constructor(criteria: readonly Criterion[]) {
    this.#radixes = criteria.map(({ segments }) => segments.length + 1);
    const count = this.#radixes.reduce((product, radix) => product * radix, 1);
    this.#few = new Int32Array(count <= FEW ? count : 0).fill(-1);
  }

  /** The number of a combination, from 0 in the order in which they came. The array may be used again. */
  numberOf(outcomes: readonly Outcome[]): number {
    const few = this.#few;
    const radixes = this.#radixes;
    if (few.length === 0) return this.#walk(outcomes);
    let digits = 0;
    for (let index = 0; index < outcomes.length; index += 1) {
      const outcome = outcomes[index]!;
      if (typeof outcome !== "number") return this.#walk(outcomes);
      digits = digits * radixes[index]! + outcome + 1;
    }
    const known = few[digits]!;
    if (known >= 0) return known;
    few[digits] = this.#walk(outcomes);
    return few[digits]!;
  }

  #walk(outcomes: readonly Outcome[]): number {
    let place = 0;
    for (let index = 0; index < outcomes.length; index += 1) {
      const outcome = outcomes[index]!;
      if (typeof outcome === "number") place = this.#next(place, outcome);
      else {
        // How many come, below all that stands for one outcome, and each of them.
        place = this.#next(place, -2 - outcome.length);
        for (let item = 0; item < outcome.length; item += 1) place = this.#next(place, outcome[item]!);
      }
    }
    const known = this.#ends[place]!;
    if (known >= 0) return known;
    this.#ends[place] = this.all.length;
    this.all.push([...outcomes]);
    return this.all.length - 1;
  }

  clear(): void {
    this.all.length = 0;
    this.#few.fill(-1);
    this.#ends.fill(-1);
    this.#steps.fill(0);
    this.#places = 1;
  }

  #next(place: number, step: number): number {
    const steps = this.#steps;
    const mask = steps.length / 3 - 1;
    let slot = slotOf(place, step) & mask;
    for (; steps[3 * slot + 2] !== 0; slot = (slot + 1) & mask) {
      if (steps[3 * slot] === place && steps[3 * slot + 1] === step) return steps[3 * slot + 2]!;
    }
    return this.#add(place, step, slot);
  }

  #add(place: number, step: number, slot: number): number {
    const next = this.#places;
    this.#places += 1;
    this.#steps.set([place, step, next], 3 * slot);
    if (next + 1 === this.#ends.length) this.#grow();
    return next;
  }

  #grow(): void {
    const [ends, steps] = [this.#ends, this.#steps];
    this.#ends = new Int32Array(2 * ends.length).fill(-1);
    this.#ends.set(ends);
    this.#steps = new Int32Array(2 * steps.length);
    const mask = this.#steps.length / 3 - 1;
    for (let from = 0; from < steps.length; from += 3) {
      if (steps[from + 2] === 0) continue;
      let slot = slotOf(steps[from]!, steps[from + 1]!) & mask;
      while (this.#steps[3 * slot + 2] !== 0) slot = (slot + 1) & mask;
      this.#steps.set(steps.subarray(from, from + 3), 3 * slot);
    }
  }
}

function slotOf(place: number, step: number): number {
  const mixed = Math.imul(place, 0x9e3779b1) ^ Math.imul(step, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
