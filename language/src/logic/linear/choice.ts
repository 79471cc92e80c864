import { toNumber } from "../../values/rational.js";
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactFrom,
  floorExact,
  fractionOf,
  isFiniteExact,
  multiplyExact,
  negateExact,
} from "../exact.js";
import { containsNumber, type Grid, type Interval, type Intervals } from "../sets/intervals.js";

const MOST_PREFERRED = 12;

/**
 * A few of the numbers allowed, the most natural first: those preferred, in their order; then for some of the intervals
 * nearest to 0 the end if it is a short number, else a round number near it.
 */
export function choices(allowed: Intervals, grid: Grid, prefer: readonly Exact[] = []): readonly Exact[] {
  const chosen: Exact[] = [];
  for (const value of prefer) {
    if (chosen.length >= MOST_PREFERRED) break;
    if (isOnGrid(value, grid) && containsNumber(allowed, value)) chosen.push(value);
  }
  for (const part of nearestParts(allowed)) {
    const value = roundNumber(part, grid);
    if (value !== null && !chosen.some((other) => compareExact(other, value) === 0)) chosen.push(value);
  }
  return chosen;
}

/** The first of `choices`. */
export function firstChoiceOf(allowed: Intervals, grid: Grid, prefer: readonly Exact[] = []): Exact | null {
  for (const value of prefer) if (isOnGrid(value, grid) && containsNumber(allowed, value)) return value;
  const only = allowed[0];
  if (only !== undefined && allowed.length === 1) return roundNumber(only, grid);
  return choices(allowed, grid)[0] ?? null;
}

export function isOnGrid(value: Exact, grid: Grid): boolean {
  if (grid.kind === "dense") return true;
  if (grid.kind === "doubles") return typeof value === "number";
  if (grid.step === 1) return Number.isInteger(value) || fractionOf(value).denominator === 1n;
  return fractionOf(divideExact(value, grid.step)).denominator === 1n;
}

/** The first interval that reaches 0 or above, and its neighbours. */
function nearestParts(allowed: Intervals): readonly Interval[] {
  let index = allowed.findIndex((part) => compareExact(part.high, 0) >= 0);
  if (index < 0) index = allowed.length;
  return [allowed[index], allowed[index - 1], allowed[index + 1], allowed[index + 2]].filter(
    (part) => part !== undefined,
  );
}

/** The interval is on the grid, if that has steps. Null only where no double lies in it, or none was found. */
function roundNumber(part: Interval, grid: Grid): Exact | null {
  const { low, lowOpen, high, highOpen } = part;
  const aboveLow = compareExact(low, 0);
  const belowHigh = compareExact(high, 0);
  if ((aboveLow < 0 || (aboveLow === 0 && !lowOpen)) && (belowHigh > 0 || (belowHigh === 0 && !highOpen))) return 0;
  if (belowHigh <= 0) {
    const mirrored = { low: negateExact(high), lowOpen: highOpen, high: negateExact(low), highOpen: lowOpen };
    const value = roundNumber(mirrored, grid);
    return value === null ? null : negateExact(value);
  }
  if (!lowOpen && (grid.kind !== "doubles" || typeof low === "number") && isShort(low)) return low;
  if (grid.kind !== "steps" || grid.step === 1) return roundAbove(part, grid);
  const steps = {
    ...part,
    low: divideExact(low, grid.step),
    high: isFiniteExact(high) ? divideExact(high, grid.step) : high,
  };
  const count = roundAbove(steps, { kind: "steps", step: 1 });
  return count === null ? null : multiplyExact(count, grid.step);
}

/** At most three digits, before zeros; or two places. Above 0. */
function isShort(value: Exact): boolean {
  if (typeof value !== "number") return false;
  if (value < 1000) return value >= 0.01 && Math.round(value * 100) / 100 === value;
  let digits = value;
  while (digits >= 1000 && digits % 10 === 0) digits /= 10;
  return digits < 1000;
}

/** Digits tried after the first one. */
const FINEST = 40;
/** The greatest power of ten that is a double. */
const LARGEST = 308;

/**
 * The multiple of the greatest power of ten that lies in the interval, near its low end (0 or more) as far as that goes. The
 * grid is dense, of doubles, or whole.
 */
function roundAbove(part: Interval, grid: Grid): Exact | null {
  const { low, lowOpen, high, highOpen } = part;
  const start = numberNear(low);
  const window = Math.min(numberNear(high), Math.max(start * 1.1, start + 1.5));
  if (compareExact(low, high) === 0) return grid.kind === "doubles" && typeof low !== "number" ? null : low;
  const largest = Math.min(Math.floor(Math.log10(window)), LARGEST);
  for (let power = largest; power >= largest - FINEST; power -= 1) {
    if (power < 0 && grid.kind === "steps") break;
    const value = multipleAbove(low, lowOpen, power);
    if (grid.kind === "doubles" && typeof value !== "number") continue;
    const order = compareExact(value, high);
    if (order > 0 || (order === 0 && highOpen)) continue;
    if (numberNear(value) <= window || window === Number.POSITIVE_INFINITY) return value;
  }
  // A whole number too long for the window, or an interval narrower than the digits tried.
  if (!lowOpen && (grid.kind !== "doubles" || typeof low === "number")) return low;
  return grid.kind === "dense" && isFiniteExact(high) ? divideExact(addExact(low, high), 2) : null;
}

function numberNear(value: Exact): number {
  return typeof value === "number" ? value : toNumber(value);
}

/** The least multiple of ten to a power that is not below the (finite) value; above it, if the end is open. */
function multipleAbove(low: Exact, open: boolean, power: number): Exact {
  if (power >= 0 && power < 15 && typeof low === "number" && low < 2 ** 52) {
    const unit = 10 ** power;
    let value = Math.ceil(low / unit) * unit;
    if (value < low || (open && value === low)) value += unit;
    if (value - unit < low && Number.isSafeInteger(value)) return value;
  }
  const scale = 10n ** BigInt(Math.abs(power));
  const unit = exactFrom(power < 0 ? { numerator: 1n, denominator: scale } : { numerator: scale, denominator: 1n });
  const steps = divideExact(low, unit);
  const below = floorExact(steps);
  const exact = compareExact(below, steps) === 0;
  const count = fractionOf(below).numerator + (exact && !open ? 0n : 1n);
  return multiplyExact(exactFrom({ numerator: count, denominator: 1n }), unit);
}
