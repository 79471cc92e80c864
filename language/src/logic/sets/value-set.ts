import {
  complement,
  containsNumber,
  equalIntervals,
  type Grid,
  type Intervals,
  intersect,
  union,
} from "./intervals.js";

/**
 * The values a quantity may have, missing among them. Sets are values: they are never changed. Two sets meet only if they
 * are of one quantity, hence of one kind.
 */
export type ValueSet = NumberSet | TextSet | TruthSet;

/** Numbers, days and instants, on the grid of the quantity. */
export interface NumberSet {
  readonly kind: "numbers";
  readonly missing: boolean;
  readonly intervals: Intervals;
  readonly grid: Grid;
}

/** Texts and choices: these values, or all texts but these (never so for choices). */
export interface TextSet {
  readonly kind: "texts";
  readonly missing: boolean;
  readonly allBut: boolean;
  readonly values: ReadonlySet<string>;
}

export interface TruthSet {
  readonly kind: "truth";
  readonly missing: boolean;
  readonly yes: boolean;
  readonly no: boolean;
}

export const YES: TruthSet = { kind: "truth", missing: false, yes: true, no: false };
export const NO: TruthSet = { kind: "truth", missing: false, yes: false, no: true };
export const EITHER: TruthSet = { kind: "truth", missing: false, yes: true, no: true };

export function numbers(intervals: Intervals, grid: Grid, missing = false): NumberSet {
  return { kind: "numbers", missing, intervals, grid };
}

export function texts(values: Iterable<string>, missing = false): TextSet {
  return { kind: "texts", missing, allBut: false, values: values instanceof Set ? values : new Set(values) };
}

export function allTextsBut(values: Iterable<string>, missing = false): TextSet {
  return { kind: "texts", missing, allBut: true, values: values instanceof Set ? values : new Set(values) };
}

export function withMissing<S extends ValueSet>(set: S, missing: boolean): S {
  return set.missing === missing ? set : { ...set, missing };
}

/** No value and not missing either. */
export function isEmptySet(set: ValueSet): boolean {
  return !set.missing && !hasValue(set);
}

/** Some value beside missing. (A set of all texts but some always has one.) */
export function hasValue(set: ValueSet): boolean {
  switch (set.kind) {
    case "numbers":
      return set.intervals.length > 0;
    case "texts":
      return set.allBut || set.values.size > 0;
    case "truth":
      return set.yes || set.no;
  }
}

export function intersectSets(left: ValueSet, right: ValueSet): ValueSet {
  if (left === right) return left;
  const missing = left.missing && right.missing;
  if (left.kind === "numbers" && right.kind === "numbers") {
    return { kind: "numbers", missing, intervals: intersect(left.intervals, right.intervals), grid: left.grid };
  }
  if (left.kind === "truth" && right.kind === "truth") {
    return { kind: "truth", missing, yes: left.yes && right.yes, no: left.no && right.no };
  }
  if (left.kind === "texts" && right.kind === "texts") return intersectTexts(left, right, missing);
  throw new TypeError(`A set of ${left.kind} met one of ${right.kind}`);
}

function intersectTexts(left: TextSet, right: TextSet, missing: boolean): TextSet {
  if (left.allBut && right.allBut) {
    if (left.values === right.values || right.values.size === 0) return withMissing(left, missing);
    if (left.values.size === 0) return withMissing(right, missing);
    return { kind: "texts", missing, allBut: true, values: new Set([...left.values, ...right.values]) };
  }
  if (left.allBut) return intersectTexts(right, left, missing);
  if (right.allBut) {
    const kept = right.values.size === 0 ? left.values : filtered(left.values, (value) => !right.values.has(value));
    return { kind: "texts", missing, allBut: false, values: kept };
  }
  const [fewer, more] =
    left.values.size <= right.values.size ? [left.values, right.values] : [right.values, left.values];
  const values = left.values === right.values ? fewer : filtered(fewer, (value) => more.has(value));
  return { kind: "texts", missing, allBut: false, values };
}

/** The same set where nothing falls out of it. */
function filtered(values: ReadonlySet<string>, keep: (value: string) => boolean): ReadonlySet<string> {
  let kept: Set<string> | null = null;
  let met = 0;
  for (const value of values) {
    const stays = keep(value);
    if (kept !== null) {
      if (stays) kept.add(value);
    } else if (!stays) {
      kept = new Set();
      let index = 0;
      for (const earlier of values) {
        if (index === met) break;
        kept.add(earlier);
        index += 1;
      }
    }
    met += 1;
  }
  return kept ?? values;
}

/** Of two sets of one quantity, whether they have a value in common (or both may be missing). */
export function meets(left: ValueSet, right: ValueSet): boolean {
  if (left.missing && right.missing) return true;
  if (left.kind === "texts" && right.kind === "texts") {
    if (left.allBut && right.allBut) return true;
    if (!left.allBut && !right.allBut) {
      const [fewer, more] =
        left.values.size <= right.values.size ? [left.values, right.values] : [right.values, left.values];
      for (const value of fewer) if (more.has(value)) return true;
      return false;
    }
  }
  return hasValue(intersectSets(left, right));
}

export function isSubset(part: ValueSet, whole: ValueSet): boolean {
  if (part === whole) return true;
  if (part.missing && !whole.missing) return false;
  if (part.kind === "numbers" && whole.kind === "numbers") {
    return equalIntervals(intersect(part.intervals, whole.intervals), part.intervals);
  }
  if (part.kind === "truth" && whole.kind === "truth") return (!part.yes || whole.yes) && (!part.no || whole.no);
  if (part.kind === "texts" && whole.kind === "texts") {
    if (part.allBut) return whole.allBut && every(whole.values, (value) => part.values.has(value));
    return every(part.values, (value) => whole.values.has(value) !== whole.allBut);
  }
  throw new TypeError(`A set of ${part.kind} met one of ${whole.kind}`);
}

function every(values: ReadonlySet<string>, test: (value: string) => boolean): boolean {
  for (const value of values) if (!test(value)) return false;
  return true;
}

/** What of the universe of the quantity is not in the set. */
export function complementWithin(set: ValueSet, universe: ValueSet): ValueSet {
  switch (set.kind) {
    case "numbers":
      return intersectSets(
        { kind: "numbers", missing: !set.missing, intervals: complement(set.intervals, set.grid), grid: set.grid },
        universe,
      );
    case "texts":
      return intersectSets({ kind: "texts", missing: !set.missing, allBut: !set.allBut, values: set.values }, universe);
    case "truth":
      return intersectSets({ kind: "truth", missing: !set.missing, yes: !set.yes, no: !set.no }, universe);
  }
}

export function uniteSets(left: ValueSet, right: ValueSet): ValueSet {
  const missing = left.missing || right.missing;
  if (left.kind === "numbers" && right.kind === "numbers") {
    return { ...left, missing, intervals: union([...left.intervals, ...right.intervals], left.grid) };
  }
  if (left.kind === "truth" && right.kind === "truth") {
    return { kind: "truth", missing, yes: left.yes || right.yes, no: left.no || right.no };
  }
  if (left.kind === "texts" && right.kind === "texts") {
    if (!left.allBut && !right.allBut) return texts(new Set([...left.values, ...right.values]), missing);
    if (left.allBut && right.allBut)
      return allTextsBut(
        filtered(left.values, (value) => right.values.has(value)),
        missing,
      );
    const [finite, rest] = left.allBut ? [right, left] : [left, right];
    return allTextsBut(
      filtered(rest.values, (value) => !finite.values.has(value)),
      missing,
    );
  }
  throw new TypeError(`A set of ${left.kind} met one of ${right.kind}`);
}

export function equalSets(left: ValueSet, right: ValueSet): boolean {
  return left === right || (isSubset(left, right) && isSubset(right, left));
}

/** Null where missing is asked for with `undefined`. */
export function containsValue(set: ValueSet, value: number | string | boolean | undefined): boolean {
  if (value === undefined) return set.missing;
  switch (set.kind) {
    case "numbers":
      return typeof value === "number" && containsNumber(set.intervals, value);
    case "texts":
      return typeof value === "string" && set.values.has(value) !== set.allBut;
    case "truth":
      return value === true ? set.yes : set.no;
  }
}
