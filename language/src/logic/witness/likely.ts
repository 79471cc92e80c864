import { toNumber } from "../../values/rational.js";
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  floorExact,
  fractionOf,
  isFiniteExact,
  multiplyExact,
  signOf,
} from "../exact.js";
import { type Grid, type Interval, type Intervals, nextDouble, previousDouble } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";

/** What a number is of. It decides what looks like a customer's: round numbers, small counts, recent days. */
export type LikelyKind = "integer" | "number" | "date" | "datetime" | "count" | "amount";

/** So many values are offered. */
const MOST = 8;
/** Of a set of many intervals only the nearest are looked at. */
const MOST_INTERVALS = 4;

/** A range is wide if it is so many times as long as its end is far from 0. */
const WIDE = 1000;
const INFINITE = Number.POSITIVE_INFINITY;

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Ten in the morning, so that the day is the same in most zones. */
const MORNING = 10 * HOUR;

/** Days before today that people expect in an example. */
const USUAL_DAYS = [-30, -7, -90, -1, 0, -365, 7, 30];

/**
 * A few numbers of the set that look like a customer's, best first; none only if the set has none. `near` is what they
 * should be close to: today (a day number) for dates, now for date-times, 0 or whatever is usual for the others.
 */
export function likelyValues(set: NumberSet, kind: LikelyKind, near: number): readonly Exact[] {
  const { intervals, grid } = set;
  const found: Exact[] = [];
  const offer = (value: Exact, within: Interval | null): void => {
    if (found.length === MOST) return;
    const snapped = onTheGrid(value, grid);
    if (snapped === null || found.some((known) => compareExact(known, snapped) === 0)) return;
    if (within === null ? holds(intervals, snapped) : isWithin(within, snapped)) found.push(snapped);
  };
  for (const value of usualValues(kind, near)) offer(value, null);
  for (const part of nearestIntervals(intervals, near)) {
    if (found.length === MOST) break;
    for (const value of valuesWithin(grid.kind === "doubles" ? opened(part) : part, kind, near)) offer(value, part);
    for (const end of [part.low, part.high]) if (found.length === 0) offer(end, part);
  }
  return found;
}

/**
 * An end that a double closes beside a number people write, as it was: 0.30000000000000004 and what follows is all above 0.3.
 */
function opened(part: Interval): Interval {
  if (compareExact(part.low, part.high) === 0) return part;
  const below = isTiny(part.low) && signOf(part.low) > 0 ? 0 : isHairline(part.low) ? previousDouble(part.low) : null;
  const above = isTiny(part.high) && signOf(part.high) < 0 ? 0 : isHairline(part.high) ? nextDouble(part.high) : null;
  return {
    ...part,
    ...(below === null || isHairline(below) ? {} : { low: below, lowOpen: true }),
    ...(above === null || isHairline(above) ? {} : { high: above, highOpen: true }),
  };
}

/** A number spelt with all digits a double has. */
function isHairline(value: Exact): value is number {
  if (typeof value !== "number" || !Number.isFinite(value) || Number.isSafeInteger(value)) return false;
  return String(value).replace(/^-?[0.]*|e.*$|\./g, "").length >= 16;
}

/** Nobody tells it from 0. */
function isTiny(value: Exact): boolean {
  return Math.abs(approximate(value)) < 1e-300;
}

function usualValues(kind: LikelyKind, near: number): readonly number[] {
  switch (kind) {
    case "date":
      return USUAL_DAYS.map((days) => near + days);
    case "datetime": {
      const today = Math.floor(near / DAY) * DAY + MORNING;
      return USUAL_DAYS.map((days) => today + days * DAY);
    }
    case "count":
      return [0, 1, 2, 3, 5, 10];
    default:
      return [near];
  }
}

function* valuesWithin(part: Interval, kind: LikelyKind, near: number): Generator<Exact> {
  const low = approximate(part.low);
  const high = approximate(part.high);
  if (kind === "datetime") yield* roundInstants(low, high, near);
  else if (kind !== "date") {
    // Of a range as wide as all numbers only the end nearer to what is usual counts.
    const fromLow = Math.abs(low - near) <= Math.abs(high - near);
    const isWide = high - low > WIDE * Math.max(1, Math.abs(fromLow ? low : high));
    const [least, most] = !isWide ? [low, high] : fromLow ? [low, INFINITE] : [-INFINITE, high];
    yield* roundNumbers(least, most, near, kind);
  }
  const ends = low >= near ? [part.low, part.high] : [part.high, part.low];
  for (const end of ends) if (isFiniteExact(end) && (!isFar(end) || part.low === part.high)) yield end;
  // What is left has open ends: their middle, or a step off the one that is finite.
  if (isFiniteExact(part.low) && isFiniteExact(part.high)) yield divideExact(addExact(part.low, part.high), 2);
  else if (isFiniteExact(part.low)) yield addExact(floorExact(part.low), 1);
  else if (isFiniteExact(part.high)) yield addExact(floorExact(part.high), -1);
  else yield 0;
}

/** The ends of all doubles and of all safe integers look like nobody's. */
function isFar(end: Exact): boolean {
  return Math.abs(approximate(end)) >= 1e15;
}

function* roundInstants(low: number, high: number, near: number): Generator<number> {
  // The end that is nearer to now, and the next hours, half days and days inside.
  const [start, step] = low >= near ? [low, 1] : [high, -1];
  if (!Number.isFinite(start)) return;
  for (const unit of [DAY, HOUR]) {
    const first = step === 1 ? Math.ceil(start / unit) * unit : Math.floor(start / unit) * unit;
    if (unit === DAY) yield first + step * MORNING;
    yield first;
    yield first + step * unit;
  }
}

function* roundNumbers(low: number, high: number, near: number, kind: LikelyKind): Generator<number> {
  if (Number.isFinite(low) && Number.isFinite(high)) {
    yield* roundBetween(low, high, near);
    return;
  }
  if (!Number.isFinite(low) && !Number.isFinite(high)) {
    yield* kind === "amount" ? [100, 10] : [1, 10, 100];
    return;
  }
  const [end, outwards] = Number.isFinite(low) ? [low, 1] : [high, -1];
  if (end * outwards <= 0) yield* [1, 10, 100].map((value) => outwards * (kind === "amount" ? 110 - value : value));
  if (end === 0) return;
  // The numbers of one digit and zeros that follow the end: from 85000 on, 90000 and 100000.
  const exponent = Math.floor(Math.log10(Math.abs(end)));
  const unit = decimal(1, exponent);
  const count = outwards === 1 ? Math.ceil(end / unit) : Math.floor(end / unit);
  yield decimal(count, exponent);
  yield decimal(count + outwards, exponent);
  if (end * outwards > 0) yield decimal(outwards, exponent + 1);
}

/** The roundest numbers between two ends: one near the middle, and those next to the end that is nearer to `near`. */
function* roundBetween(low: number, high: number, near: number): Generator<number> {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return;
  const middle = low + span / 2;
  const end = Math.abs(low - near) <= Math.abs(high - near) ? low : high;
  let offered = 0;
  for (let exponent = Math.floor(Math.log10(span / 2)); offered < 3 && exponent > -300; exponent -= 1) {
    for (const digit of [5, 2, 1]) {
      const unit = decimal(digit, exponent);
      // A hair's breadth more, for open ends are closed at the next double.
      if (unit > (span / 2) * 1.000_001) continue;
      const middlemost = Math.round(middle / unit) * digit;
      // Below a double's precision nothing is round any more.
      if (!Number.isSafeInteger(middlemost)) return;
      yield decimal(middlemost, exponent);
      const atEnd = (end === low ? Math.ceil(low / unit) : Math.floor(high / unit)) * digit;
      yield decimal(atEnd, exponent);
      yield decimal(atEnd + (end === low ? digit : -digit), exponent);
      offered += 1;
    }
  }
}

/** The double that is named by so many units of a power of ten. */
function decimal(count: number, exponent: number): number {
  return Number(`${count}e${exponent}`) + 0;
}

/** The value itself, or the step below it; null for what the grid cannot have near it. */
function onTheGrid(value: Exact, grid: Grid): Exact | null {
  if (!isFiniteExact(value)) return null;
  if (grid.kind === "steps") {
    if (grid.step === 1) return floorExact(value);
    return multiplyExact(floorExact(divideExact(value, grid.step)), grid.step);
  }
  return grid.kind !== "doubles" || typeof value === "number" ? value : nearestOn(value);
}

function nearestOn(value: Exact): Exact | null {
  const double = approximate(value);
  return Number.isFinite(double) ? double : null;
}

/** Whether one of the intervals has the number: they are sorted, so half of them fall away at each look. */
function holds(intervals: Intervals, value: Exact): boolean {
  const at = firstEndingAtOrAfter(intervals, value);
  return intervals.slice(at, at + 2).some((part) => isWithin(part, value));
}

function firstEndingAtOrAfter(intervals: Intervals, value: Exact): number {
  let from = 0;
  let to = intervals.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compareExact(intervals[middle]!.high, value) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isWithin(part: Interval, value: Exact): boolean {
  const above = compareExact(value, part.low);
  const below = compareExact(value, part.high);
  return (above > 0 || (above === 0 && !part.lowOpen)) && (below < 0 || (below === 0 && !part.highOpen));
}

/** The one that has `near` or begins after it, the one before, and so on outwards. */
function nearestIntervals(intervals: Intervals, near: number): Interval[] {
  const nearest: Interval[] = [];
  let after = firstEndingAtOrAfter(intervals, near);
  let before = after - 1;
  while (nearest.length < MOST_INTERVALS && (after < intervals.length || before >= 0)) {
    const next = intervals[after];
    const last = intervals[before];
    const toNext = next === undefined ? Number.POSITIVE_INFINITY : approximate(next.low) - near;
    const toLast = last === undefined ? Number.POSITIVE_INFINITY : near - approximate(last.high);
    if (next !== undefined && toNext <= toLast) {
      nearest.push(next);
      after += 1;
    } else {
      nearest.push(last!);
      before -= 1;
    }
  }
  return nearest;
}

function approximate(value: Exact): number {
  return typeof value === "number" ? value : toNumber(fractionOf(value));
}
