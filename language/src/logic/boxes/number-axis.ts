import { compareExact, type Exact } from "../exact.js";
import { type Grid, type Interval, onGrid, union } from "../sets/intervals.js";
import type { NumberSet, ValueSet } from "../sets/value-set.js";
import { type Axis, type Ranges, RangesBuilder } from "./axis.js";

/**
 * Cuts the numbers at the ends of all sets. With the ends sorted, place 2k + 1 is the number `ends[k]` and place 2k what lies
 * before it and after the one before; a class is a run of places between which no set begins or ends.
 */
export function numberAxis(quantity: number, sets: ReadonlySet<NumberSet>, universe: NumberSet): Axis {
  return new NumberAxis(quantity, sets, universe);
}

class NumberAxis implements Axis {
  readonly quantity: number;
  readonly universe: NumberSet;
  readonly size: number;
  readonly missing: number;
  readonly ordered = true;
  readonly #ends: readonly Exact[];
  /** The ends again, if all of them are doubles. */
  readonly #doubles: Float64Array | null;
  /** By place: the run it is in. */
  readonly #runAt: Int32Array;
  /** By run: its first place; one more at the end. */
  readonly #runStart: Int32Array;
  /** By run: how many runs before it hold numbers of the universe; these are the classes. */
  readonly #classesBefore: Int32Array;
  /** By class: its run, and whether only emptiness lies between it and the class before. */
  readonly #runOf: Int32Array;
  readonly #joined: Uint8Array;
  readonly #values = new Map<number, ValueSet>();

  constructor(quantity: number, sets: ReadonlySet<NumberSet>, universe: NumberSet) {
    this.quantity = quantity;
    this.universe = universe;
    this.#ends = endsOf(sets, universe);
    this.#doubles = this.#ends.every((end) => typeof end === "number") ? Float64Array.from(this.#ends) : null;
    const places = 2 * this.#ends.length + 1;
    const cut = new Uint8Array(places + 1);
    const mark = ({ intervals }: NumberSet): void => {
      for (const part of intervals) {
        cut[this.#lowPlace(part)] = 1;
        cut[this.#highPlace(part) + 1] = 1;
      }
    };
    mark(universe);
    for (const set of sets) mark(set);
    cut[0] = 0;
    cut[places] = 0;

    this.#runAt = new Int32Array(places);
    const starts = [0];
    for (let place = 1; place < places; place += 1) {
      if (cut[place] === 1) starts.push(place);
      this.#runAt[place] = starts.length - 1;
    }
    const runs = starts.length;
    starts.push(places);
    this.#runStart = Int32Array.from(starts);
    const inUniverse = new Uint8Array(runs);
    for (const part of universe.intervals) {
      inUniverse.fill(1, this.#runAt[this.#lowPlace(part)]!, this.#runAt[this.#highPlace(part)]! + 1);
    }
    this.#classesBefore = new Int32Array(runs + 1);
    this.#runOf = new Int32Array(runs);
    this.#joined = new Uint8Array(runs);
    let classes = 0;
    let joined = 0;
    for (let run = 0; run < runs; run += 1) {
      this.#classesBefore[run] = classes;
      if (inUniverse[run] === 0) joined = 0;
      else if (!isEmptyOnGrid(this.#interval(run, run), universe.grid)) {
        this.#runOf[classes] = run;
        this.#joined[classes] = joined;
        joined = 1;
        classes += 1;
      }
    }
    this.#classesBefore[runs] = classes;
    this.missing = universe.missing ? classes : -1;
    this.size = classes + (universe.missing ? 1 : 0);
  }

  touching(set: ValueSet): Ranges {
    const { intervals } = set as NumberSet;
    if (intervals.length === 1 && !(set.missing && this.missing >= 0)) {
      const from = this.#classesBefore[this.#runAt[this.#lowPlace(intervals[0]!)]!]!;
      const to = this.#classesBefore[this.#runAt[this.#highPlace(intervals[0]!)]! + 1]!;
      return from < to ? [from, to - 1] : [];
    }
    const ranges = new RangesBuilder();
    for (const part of intervals) {
      const first = this.#runAt[this.#lowPlace(part)]!;
      const last = this.#runAt[this.#highPlace(part)]!;
      ranges.add(this.#classesBefore[first]!, this.#classesBefore[last + 1]! - 1);
    }
    if (set.missing && this.missing >= 0) ranges.add(this.missing, this.missing);
    return ranges.build();
  }

  within(set: ValueSet): Ranges {
    const ranges = new RangesBuilder();
    for (const part of (set as NumberSet).intervals) {
      // An end that cuts a run leaves that run out, unless there is nothing beyond the end.
      const low = this.#lowPlace(part);
      let first = this.#runAt[low]!;
      if (this.#runStart[first] !== low || !this.#isEnd(part.low)) {
        const run = this.#interval(first, first);
        const rest = { ...run, high: part.low, highOpen: !part.lowOpen };
        if (onGrid(rest, this.universe.grid) !== null) first += 1;
      }
      const high = this.#highPlace(part);
      let last = this.#runAt[high]!;
      if (this.#runStart[last + 1] !== high + 1 || !this.#isEnd(part.high)) {
        const run = this.#interval(last, last);
        const rest = { ...run, low: part.high, lowOpen: !part.highOpen };
        if (onGrid(rest, this.universe.grid) !== null) last -= 1;
      }
      if (first <= last) ranges.add(this.#classesBefore[first]!, this.#classesBefore[last + 1]! - 1);
    }
    if (set.missing && this.missing >= 0) ranges.add(this.missing, this.missing);
    return ranges.build();
  }

  valuesOf(classes: Ranges): ValueSet {
    if (classes.length !== 2) return this.#build(classes);
    const key = classes[0]! * this.size + classes[1]!;
    let values = this.#values.get(key);
    if (values === undefined) {
      values = classes[0] === 0 && classes[1] === this.size - 1 ? this.universe : this.#build(classes);
      this.#values.set(key, values);
    }
    return values;
  }

  #build(classes: Ranges): ValueSet {
    const parts: Interval[] = [];
    let missing = false;
    for (let index = 0; index < classes.length; index += 2) {
      let last = classes[index + 1]!;
      if (last === this.missing) {
        missing = true;
        last -= 1;
      }
      let first = classes[index]!;
      for (let one = first; one <= last; one += 1) {
        if (one < last && this.#joined[one + 1] === 1) continue;
        parts.push(this.#interval(this.#runOf[first]!, this.#runOf[one]!));
        first = one + 1;
      }
    }
    return { kind: "numbers", missing, intervals: union(parts, this.universe.grid), grid: this.universe.grid };
  }

  #interval(firstRun: number, lastRun: number): Interval {
    const first = this.#runStart[firstRun]!;
    const last = this.#runStart[lastRun + 1]! - 1;
    return {
      low: first === 0 ? Number.NEGATIVE_INFINITY : this.#ends[(first - 1) >> 1]!,
      lowOpen: (first & 1) === 0,
      high: last === 2 * this.#ends.length ? Number.POSITIVE_INFINITY : this.#ends[last >> 1]!,
      highOpen: (last & 1) === 0,
    };
  }

  #lowPlace({ low, lowOpen }: Interval): number {
    if (low === Number.NEGATIVE_INFINITY) return 0;
    const index = this.#below(low);
    return this.#isAt(index, low) ? 2 * index + (lowOpen ? 2 : 1) : 2 * index;
  }

  #highPlace({ high, highOpen }: Interval): number {
    if (high === Number.POSITIVE_INFINITY) return 2 * this.#ends.length;
    const index = this.#below(high);
    return this.#isAt(index, high) ? 2 * index + (highOpen ? 0 : 1) : 2 * index;
  }

  #isEnd(value: Exact): boolean {
    if (value === Number.NEGATIVE_INFINITY || value === Number.POSITIVE_INFINITY) return true;
    return this.#isAt(this.#below(value), value);
  }

  #isAt(index: number, value: Exact): boolean {
    const end = this.#ends[index];
    return end !== undefined && (end === value || compareExact(end, value) === 0);
  }

  /** How many ends are less than the value. */
  #below(value: Exact): number {
    let from = 0;
    let to = this.#ends.length;
    const doubles = this.#doubles;
    if (doubles !== null && typeof value === "number") {
      while (from < to) {
        const middle = (from + to) >> 1;
        if (doubles[middle]! < value) from = middle + 1;
        else to = middle;
      }
      return from;
    }
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compareExact(this.#ends[middle]!, value) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** The finite ends of all intervals, sorted, each once. */
function endsOf(sets: ReadonlySet<NumberSet>, universe: NumberSet): readonly Exact[] {
  const doubles: number[] = [];
  const fractions: Exact[] = [];
  const add = (end: Exact): void => {
    if (typeof end !== "number") fractions.push(end);
    else if (end - end === 0) doubles.push(end);
  };
  const addAll = ({ intervals }: NumberSet): void => {
    for (const part of intervals) {
      add(part.low);
      add(part.high);
    }
  };
  addAll(universe);
  for (const set of sets) addAll(set);
  const sorted: Exact[] = [];
  let last = Number.NaN;
  for (const end of Float64Array.from(doubles).sort()) {
    if (end !== last) sorted.push(end);
    last = end;
  }
  if (fractions.length === 0) return sorted;
  return [...sorted, ...fractions]
    .sort(compareExact)
    .filter((end, index, all) => index === 0 || compareExact(end, all[index - 1]!) !== 0);
}

/** Whether no number of the grid is between the ends, each of which is an end of some set or infinite. */
function isEmptyOnGrid(part: Interval, grid: Grid): boolean {
  // The ends of sets lie on the grid where they are closed.
  if (grid.kind === "dense" || !part.lowOpen || !part.highOpen) return false;
  const { low, high } = part;
  if (typeof low === "number" && typeof high === "number") {
    if (grid.kind === "steps") {
      const first = stepsTo(low, grid.step);
      const last = stepsTo(high, grid.step);
      if (first !== null && last !== null) return last - first <= 1;
    } else if (high - low > 1e-300 && high - low > (Math.abs(low) + Math.abs(high)) * 1e-14) return false;
  }
  return onGrid(part, grid) === null;
}

/** How many steps from 0 a number is, if it lies on the grid and that is quickly seen: the step is 1, 0.01 or the like. */
function stepsTo(value: number, step: Exact): number | null {
  if (typeof step !== "number") return null;
  const inverse = Math.round(1 / step);
  if (1 / inverse !== step || 1e9 % inverse !== 0) return null;
  const steps = Math.round(value * inverse);
  // Fifteen digits name no more than one double, so the quotient names the very decimal.
  return Math.abs(steps) < 1e15 && steps / inverse === value ? steps : null;
}
