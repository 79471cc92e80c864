import { type Exact, isFiniteExact } from "../exact.js";
import { type Interval, type Intervals, nextDouble, previousDouble } from "../sets/intervals.js";
import type { LinearConstraint, LinearProblem, LinearVariable } from "./problem.js";
import {
  add,
  ceiling,
  commonMeasure,
  compare,
  countOf,
  divide,
  exactOf,
  floor,
  isWhole,
  multipleOf,
  multiply,
  type Ratio,
  ratioOf,
  sign,
} from "./ratio.js";

/** An interval in the units of its item; a missing end is null. */
export interface Piece {
  readonly low: Ratio | null;
  readonly lowOpen: boolean;
  readonly high: Ratio | null;
  readonly highOpen: boolean;
}

/**
 * The same problem in units in which nearly all of its numbers are whole. Items are the variables, then the sums of the
 * constraints; an item is whole if it can only have whole values.
 */
export interface ScaledProblem {
  readonly variables: number;
  readonly items: readonly Item[];
  /** Of each constraint, its coefficient of each variable: `rows[constraint * variables + variable]`. */
  readonly rows: readonly Ratio[];
}

export interface Item {
  /** An item times its unit is the number of the problem. */
  readonly unit: Exact;
  readonly whole: boolean;
  readonly pieces: readonly Piece[];
}

/**
 * @param relaxed whether an end of a number that is data may be taken as open, at the number next to it, where this is the
 *   shorter one (`> 17` on doubles arrives as `>= 17.000000000000004`): the values allowed are the same doubles, but
 *   between them there is more room.
 */
export function scale(problem: LinearProblem, relaxed: boolean): ScaledProblem {
  const count = problem.variables.length;
  const items: Item[] = problem.variables.map((variable) => scaledVariable(variable, relaxed));
  const rows: Ratio[] = [];
  for (const constraint of problem.constraints) items.push(scaledSum(constraint, items, count, rows));
  return { variables: count, items, rows };
}

function scaledVariable(variable: LinearVariable, relaxed: boolean): Item {
  const { grid } = variable;
  if (grid.kind === "steps") {
    return { unit: grid.step, whole: true, pieces: wholePieces(piecesOf(variable.allowed, grid.step)) };
  }
  const allowed = relaxed && grid.kind === "doubles" ? variable.allowed.map(shortened) : variable.allowed;
  const unit = endsUnit(allowed);
  return { unit, whole: false, pieces: piecesOf(allowed, unit) };
}

function shortened(part: Interval): Interval {
  const low = part.lowOpen ? null : shorterNeighbour(part.low, previousDouble);
  const high = part.highOpen ? null : shorterNeighbour(part.high, nextDouble);
  if (low === null && high === null) return part;
  return {
    low: low ?? part.low,
    lowOpen: low !== null || part.lowOpen,
    high: high ?? part.high,
    highOpen: high !== null || part.highOpen,
  };
}

/** Decimals with at most so many places (as a power of ten) are short. */
const SHORT = 1_000_000;

function shorterNeighbour(end: Exact, neighbour: (value: number) => number): number | null {
  if (typeof end !== "number" || Number.isInteger(end)) return null;
  const short = Math.round(end * SHORT) / SHORT;
  return short !== end && neighbour(end) === short ? short + 0 : null;
}

/** Beyond this, a unit makes the numbers larger than it makes them simpler. */
const FINEST = 1_000_000;

/** A unit of which all ends are multiples, or 1. */
function endsUnit(parts: Intervals): Exact {
  let unit: Ratio = 1;
  for (const part of parts) {
    for (const end of [part.low, part.high]) {
      if (Number.isSafeInteger(end) || !isFiniteExact(end)) continue;
      unit = commonMeasure(unit, ratioOf(end));
      if (typeof unit !== "number" && unit.denominator > FINEST) return 1;
    }
  }
  return exactOf(unit);
}

function piecesOf(parts: Intervals, unit: Exact): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const part of parts) {
    pieces.push({
      low: scaledEnd(part.low, unit),
      lowOpen: part.lowOpen,
      high: scaledEnd(part.high, unit),
      highOpen: part.highOpen,
    });
  }
  return pieces;
}

function scaledEnd(end: Exact, unit: Exact): Ratio | null {
  return isFiniteExact(end) ? countOf(end, unit) : null;
}

/** Open and broken ends moved inwards to the next whole number. */
function wholePieces(pieces: readonly Piece[]): readonly Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    let { low, high } = piece;
    if (low !== null) low = piece.lowOpen ? add(floor(low), 1) : ceiling(low);
    if (high !== null) high = piece.highOpen ? add(ceiling(high), -1) : floor(high);
    if (low !== null && high !== null && compare(low, high) > 0) continue;
    whole.push({ low, lowOpen: false, high, highOpen: false });
  }
  return whole;
}

/** Appends the row of the constraint. Its coefficients are whole and have no common divisor. */
function scaledSum(constraint: LinearConstraint, items: readonly Item[], count: number, rows: Ratio[]): Item {
  const { terms, allowed } = constraint;
  const start = rows.length;
  for (let variable = 0; variable < count; variable += 1) rows.push(0);
  // Mostly all variables have the same unit; then it stays out of the arithmetic.
  const first = terms[0];
  const common = first === undefined ? 1 : items[first[0]]!.unit;
  for (const [variable, coefficient] of terms) {
    const { unit } = items[variable]!;
    const ratio = ratioOf(coefficient);
    const scaled = unit === common ? ratio : multiply(ratio, countOf(unit, common));
    rows[start + variable] = add(rows[start + variable]!, scaled);
  }
  let measure: Ratio = 0;
  let whole = true;
  for (let variable = 0; variable < count; variable += 1) {
    const coefficient = rows[start + variable]!;
    if (coefficient === 0) continue;
    measure = commonMeasure(measure, coefficient);
    whole = whole && items[variable]!.whole;
  }
  if (measure === 0) return { unit: 1, whole: false, pieces: piecesOf(allowed, 1) };
  if (measure !== 1) {
    for (let at = start; at < rows.length; at += 1) rows[at] = divide(rows[at]!, measure);
  }
  const unit = multipleOf(common, measure);
  const pieces = piecesOf(allowed, unit);
  return { unit, whole, pieces: whole ? wholePieces(pieces) : pieces };
}

/** The piece the value lies in, or the two pieces (null: none) that it lies between. */
export function pieceAt(
  pieces: readonly Piece[],
  value: Ratio,
  tiny: Ratio,
): { readonly inside: Piece } | { readonly before: Piece | null; readonly after: Piece | null } {
  // The first piece that the value is not above.
  let [from, to] = [0, pieces.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isAbove(pieces[middle]!, value, tiny)) from = middle + 1;
    else to = middle;
  }
  const piece = pieces[from];
  if (piece !== undefined && !isBelow(piece, value, tiny)) return { inside: piece };
  return { before: pieces[from - 1] ?? null, after: piece ?? null };
}

function isBelow(piece: Piece, value: Ratio, tiny: Ratio): boolean {
  if (piece.low === null) return false;
  const order = compare(value, piece.low) || compare(tiny, 0);
  return order < 0 || (order === 0 && piece.lowOpen);
}

function isAbove(piece: Piece, value: Ratio, tiny: Ratio): boolean {
  if (piece.high === null) return false;
  const order = compare(value, piece.high) || compare(tiny, 0);
  return order > 0 || (order === 0 && piece.highOpen);
}

/** Whether a value, a tiny bit more or less, is one the item can have. */
export function isPossible(item: Item, value: Ratio, tiny: Ratio): boolean {
  if (item.whole && (sign(tiny) !== 0 || !isWhole(value))) return false;
  return "inside" in pieceAt(item.pieces, value, tiny);
}
