import type { Budget } from "../budget.js";
import { add, compare, divide, multiply, negate, type Ratio, sign, subtract } from "./ratio.js";
import type { ScaledProblem } from "./scaled.js";

/** Bounds of an item: null for none; `lowTiny` 1 says "more than", `highTiny` -1 says "less than". */
export interface Bounds {
  readonly low: Ratio | null;
  readonly lowTiny: Ratio;
  readonly high: Ratio | null;
  readonly highTiny: Ratio;
}

/** Bounds that contradict each other: of the item, the side, so many times. */
export interface Conflict {
  readonly terms: readonly { readonly item: number; readonly side: "low" | "high"; readonly multiplier: Ratio }[];
}

/** A value, and how many infinitely small amounts it is above (or below). */
export interface Near {
  readonly value: Ratio;
  readonly tiny: Ratio;
}

/**
 * The general simplex method: every sum of a constraint is a variable of its own ("basic": given by the others) with bounds.
 * Bland's rule, the smallest number first, makes it end. After Dutertre and de Moura, "A fast linear-arithmetic solver for
 * DPLL(T)" (2006); strict bounds by an infinitely small amount, as there.
 *
 * Invariant: an item that is not basic lies within its bounds.
 */
export class Simplex {
  readonly #columns: number;
  readonly #table: Ratio[];
  /** The item of each row, and of each column. */
  readonly #basic: number[] = [];
  readonly #free: number[] = [];
  /** Of each item, its row, or -1 - its column. */
  readonly #place: number[] = [];
  readonly #bounds: Bounds[] = [];
  readonly #value: Ratio[] = [];
  readonly #tiny: Ratio[] = [];
  readonly #budget: Budget;
  readonly #cost: number;

  constructor(problem: ScaledProblem, budget: Budget) {
    this.#budget = budget;
    this.#columns = problem.variables;
    this.#table = problem.rows.slice();
    const rows = problem.items.length - problem.variables;
    this.#cost = 1 + ((rows * problem.variables) >> 1);
    for (let item = 0; item < problem.items.length; item += 1) {
      const { pieces } = problem.items[item]!;
      const first = pieces[0];
      const last = pieces[pieces.length - 1];
      this.#bounds.push(
        first === undefined || last === undefined
          ? { low: 1, lowTiny: 0, high: 0, highTiny: 0 }
          : {
              low: first.low,
              lowTiny: first.lowOpen && first.low !== null ? 1 : 0,
              high: last.high,
              highTiny: last.highOpen && last.high !== null ? -1 : 0,
            },
      );
      this.#value.push(0);
      this.#tiny.push(0);
      if (item < problem.variables) {
        this.#free.push(item);
        this.#place.push(-1 - item);
      } else {
        this.#basic.push(item);
        this.#place.push(item - problem.variables);
      }
    }
    for (let item = 0; item < problem.variables; item += 1) this.#moveWithin(item);
  }

  bounds(item: number): Bounds {
    return this.#bounds[item]!;
  }

  value(item: number): Ratio {
    return this.#value[item]!;
  }

  tiny(item: number): Ratio {
    return this.#tiny[item]!;
  }

  /** Whether some sum depends on the item. */
  isTied(item: number): boolean {
    const place = this.#place[item]!;
    if (place >= 0) return true;
    for (let row = 0; row < this.#basic.length; row += 1) {
      if (sign(this.#at(row, -1 - place)) !== 0) return true;
    }
    return false;
  }

  setBounds(item: number, bounds: Bounds): void {
    this.#bounds[item] = bounds;
    if (this.#place[item]! < 0) this.#moveWithin(item);
  }

  /** Null if the bounds can be kept (the values then do); a contradiction; or "unknown" for want of budget. */
  check(): Conflict | "unknown" | null {
    for (let item = 0; item < this.#bounds.length; item += 1) {
      const { low, lowTiny, high, highTiny } = this.#bounds[item]!;
      if (low !== null && high !== null && (compare(low, high) || compare(lowTiny, highTiny)) > 0) {
        return { terms: [atSide(item, "low", 1), atSide(item, "high", 1)] };
      }
    }
    while (true) {
      const row = this.#firstOutside();
      if (row < 0) return null;
      if (!this.#budget.spend(this.#cost)) return "unknown";
      const item = this.#basic[row]!;
      const rises = this.#isBelow(item);
      const column = this.#firstHelpful(row, rises);
      if (column < 0) return this.#conflict(row, rises);
      const bounds = this.#bounds[item]!;
      const target = rises ? bounds.low! : bounds.high!;
      const targetTiny = rises ? bounds.lowTiny : bounds.highTiny;
      const coefficient = this.#at(row, column);
      this.#moveFree(
        column,
        divide(subtract(target, this.#value[item]!), coefficient),
        divide(subtract(targetTiny, this.#tiny[item]!), coefficient),
      );
      this.#pivot(row, column);
    }
  }

  /**
   * The greatest (or least) value of the item within all bounds, null if there is none; afterwards the item has it, if any.
   * Only after a successful `check`.
   */
  extreme(item: number, greatest: boolean): Near | null | "unknown" {
    if (this.#place[item]! < 0) {
      const column = -1 - this.#place[item]!;
      const row = this.#rowToFree(column);
      if (row < 0) {
        const bounds = this.#bounds[item]!;
        if (greatest) return bounds.high === null ? null : { value: bounds.high, tiny: bounds.highTiny };
        return bounds.low === null ? null : { value: bounds.low, tiny: bounds.lowTiny };
      }
      // The item that leaves the basis keeps its value, which lies within its bounds.
      this.#pivot(row, column);
    }
    while (true) {
      if (!this.#budget.spend(this.#cost)) return "unknown";
      const row = this.#place[item]!;
      const column = this.#firstHelpful(row, greatest);
      if (column < 0) return { value: this.#value[item]!, tiny: this.#tiny[item]! };
      const up = sign(this.#at(row, column)) > 0 === greatest;
      const step = this.#longestStep(column, up);
      if (step === null) return null;
      this.#moveFree(column, step.value, step.tiny);
      if (step.row < 0) continue;
      this.#pivot(step.row, column);
      if (step.row === row) return { value: this.#value[item]!, tiny: this.#tiny[item]! };
    }
  }

  #at(row: number, column: number): Ratio {
    return this.#table[row * this.#columns + column]!;
  }

  #isBelow(item: number): boolean {
    const { low, lowTiny } = this.#bounds[item]!;
    return low !== null && (compare(this.#value[item]!, low) || compare(this.#tiny[item]!, lowTiny)) < 0;
  }

  #isAbove(item: number): boolean {
    const { high, highTiny } = this.#bounds[item]!;
    return high !== null && (compare(this.#value[item]!, high) || compare(this.#tiny[item]!, highTiny)) > 0;
  }

  #canRise(item: number): boolean {
    const { high, highTiny } = this.#bounds[item]!;
    return high === null || (compare(this.#value[item]!, high) || compare(this.#tiny[item]!, highTiny)) < 0;
  }

  #canFall(item: number): boolean {
    const { low, lowTiny } = this.#bounds[item]!;
    return low === null || (compare(this.#value[item]!, low) || compare(this.#tiny[item]!, lowTiny)) > 0;
  }

  /** The row of the first basic item outside its bounds, or -1. */
  #firstOutside(): number {
    let found = -1;
    for (let row = 0; row < this.#basic.length; row += 1) {
      const item = this.#basic[row]!;
      if (found >= 0 && item > this.#basic[found]!) continue;
      if (this.#isBelow(item) || this.#isAbove(item)) found = row;
    }
    return found;
  }

  /** The column of the first item that can move so that the item of the row rises (or falls), or -1. */
  #firstHelpful(row: number, rises: boolean): number {
    let found = -1;
    for (let column = 0; column < this.#columns; column += 1) {
      const direction = sign(this.#at(row, column));
      if (direction === 0) continue;
      const item = this.#free[column]!;
      if (found >= 0 && item > this.#free[found]!) continue;
      if (direction > 0 === rises ? this.#canRise(item) : this.#canFall(item)) found = column;
    }
    return found;
  }

  /** Why the item of a row cannot come within its bounds: nothing it depends on can move any further. */
  #conflict(row: number, rises: boolean): Conflict {
    const terms = [atSide(this.#basic[row]!, rises ? "low" : "high", 1)];
    for (let column = 0; column < this.#columns; column += 1) {
      const coefficient = this.#at(row, column);
      const direction = sign(coefficient);
      if (direction === 0) continue;
      const side = direction > 0 === rises ? "high" : "low";
      terms.push(atSide(this.#free[column]!, side, direction > 0 ? coefficient : negate(coefficient)));
    }
    return { terms };
  }

  #moveWithin(item: number): void {
    const { low, lowTiny, high, highTiny } = this.#bounds[item]!;
    let target: Ratio;
    let tiny: Ratio;
    if (this.#isBelow(item)) [target, tiny] = [low!, lowTiny];
    else if (this.#isAbove(item)) [target, tiny] = [high!, highTiny];
    else return;
    this.#moveFree(-1 - this.#place[item]!, subtract(target, this.#value[item]!), subtract(tiny, this.#tiny[item]!));
  }

  #moveFree(column: number, step: Ratio, tiny: Ratio): void {
    const item = this.#free[column]!;
    this.#value[item] = add(this.#value[item]!, step);
    this.#tiny[item] = add(this.#tiny[item]!, tiny);
    for (let row = 0; row < this.#basic.length; row += 1) {
      const coefficient = this.#at(row, column);
      if (coefficient === 0) continue;
      const basic = this.#basic[row]!;
      if (step !== 0) this.#value[basic] = add(this.#value[basic]!, multiply(coefficient, step));
      if (tiny !== 0) this.#tiny[basic] = add(this.#tiny[basic]!, multiply(coefficient, tiny));
    }
  }

  /** The item of the row and the one of the column change places. No value changes. */
  #pivot(row: number, column: number): void {
    const columns = this.#columns;
    const table = this.#table;
    const start = row * columns;
    const inverse = divide(1, table[start + column]!);
    const opposite = negate(inverse);
    for (let at = 0; at < columns; at += 1) {
      if (at === column) table[start + at] = inverse;
      else if (table[start + at] !== 0) table[start + at] = multiply(table[start + at]!, opposite);
    }
    for (let other = 0; other < this.#basic.length; other += 1) {
      if (other === row) continue;
      const from = other * columns;
      const factor = table[from + column]!;
      if (factor === 0) continue;
      for (let at = 0; at < columns; at += 1) {
        const part = table[start + at]!;
        if (at === column) table[from + at] = multiply(factor, part);
        else if (part !== 0) table[from + at] = add(table[from + at]!, multiply(factor, part));
      }
    }
    const leaving = this.#basic[row]!;
    const entering = this.#free[column]!;
    this.#basic[row] = entering;
    this.#free[column] = leaving;
    this.#place[entering] = row;
    this.#place[leaving] = -1 - column;
  }

  /** A row that depends on the column, the one of the first item; or -1. */
  #rowToFree(column: number): number {
    let found = -1;
    for (let row = 0; row < this.#basic.length; row += 1) {
      if (this.#at(row, column) === 0) continue;
      if (found < 0 || this.#basic[row]! < this.#basic[found]!) found = row;
    }
    return found;
  }

  /** How far the item of the column can move up (or down); the row that stops it, -1 if its own bound does. */
  #longestStep(column: number, up: boolean): (Near & { readonly row: number }) | null {
    const item = this.#free[column]!;
    let best = this.#room(item, up);
    let bestRow = -1;
    let bestItem = item;
    for (let row = 0; row < this.#basic.length; row += 1) {
      const coefficient = this.#at(row, column);
      const direction = sign(coefficient);
      if (direction === 0) continue;
      const basic = this.#basic[row]!;
      const room = this.#room(basic, direction > 0 === up);
      if (room === null) continue;
      const value = divide(room.value, coefficient);
      const tiny = divide(room.tiny, coefficient);
      let order = best === null ? -1 : compare(value, best.value) || compare(tiny, best.tiny);
      if (best !== null && !up) order = 0 - order;
      if (order < 0 || (order === 0 && basic < bestItem)) {
        best = { value, tiny };
        bestRow = row;
        bestItem = basic;
      }
    }
    return best === null ? null : { ...best, row: bestRow };
  }

  /** What lies between the item and its bound above (or below), with its sign. */
  #room(item: number, up: boolean): Near | null {
    const bounds = this.#bounds[item]!;
    const bound = up ? bounds.high : bounds.low;
    if (bound === null) return null;
    const tiny = up ? bounds.highTiny : bounds.lowTiny;
    return { value: subtract(bound, this.#value[item]!), tiny: subtract(tiny, this.#tiny[item]!) };
  }
}

function atSide(item: number, side: "low" | "high", multiplier: Ratio): Conflict["terms"][number] {
  return { item, side, multiplier };
}
