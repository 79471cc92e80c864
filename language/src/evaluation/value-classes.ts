import type { Condition } from "../condition/condition.js";
import type { Scalar } from "../condition/schema.js";
import type { ColumnTest, CubeSplitter } from "./cubes.js";

/**
 * The values of a column, divided into classes that no test of the program tells apart: numbers and dates by the
 * constants they are compared with, texts by the lists they are in. A value's class is found by one search or one
 * lookup, and then every test of the column is answered.
 */
export interface ValueClasses {
  readonly count: number;
  /** The class of what is missing. */
  readonly missing: number;
  /** The classes whose values pass a test, as bits; words of 32. */
  passing(condition: Condition): Int32Array;
}

abstract class Classes implements ValueClasses {
  abstract readonly count: number;
  abstract readonly missing: number;
  readonly #splitter: CubeSplitter;

  constructor(splitter: CubeSplitter) {
    this.#splitter = splitter;
  }

  passing(written: Condition): Int32Array {
    const condition = this.#splitter.simplified(written);
    switch (condition.kind) {
      case "and":
      case "or": {
        const [first, ...rest] = condition.operands.map((operand) => this.passing(operand));
        for (const bits of rest) {
          for (let word = 0; word < first!.length; word += 1) {
            if (condition.kind === "and") first![word]! &= bits[word]!;
            else first![word]! |= bits[word]!;
          }
        }
        return first!;
      }
      case "not": {
        const bits = this.passing(condition.operand);
        for (let word = 0; word < bits.length; word += 1) bits[word] = ~bits[word]!;
        return bits;
      }
      case "compare": {
        const right = this.#splitter.isFixed(condition.right);
        const constant = this.#splitter.constantOf(right ? condition.right : condition.left)!;
        return this.compared(constant, condition.operator, right);
      }
      case "one-of":
        return this.oneOf(condition.values.values);
      case "truth":
        return this.oneOf([true]);
      case "present": {
        const bits = this.none();
        bits.fill(-1);
        bits[this.missing >> 5]! &= ~(1 << (this.missing & 31));
        return bits;
      }
      default:
        throw new Error(`a ${condition.kind} is no test of one value`);
    }
  }

  protected none(): Int32Array {
    return new Int32Array((this.count + 31) >> 5);
  }

  /** `value operator constant` if `valueIsLeft`, else `constant operator value`. */
  protected abstract compared(constant: Scalar, operator: "=" | "<" | "<=", valueIsLeft: boolean): Int32Array;
  protected abstract oneOf(values: readonly Scalar[]): Int32Array;
}

/** Numbers, dates and date-times: class 2i lies below the i-th constant (and above the one before), 2i + 1 is it. */
export class OrderedClasses extends Classes {
  readonly cuts: Float64Array;
  readonly count: number;
  readonly missing: number;

  constructor(tests: readonly ColumnTest[], splitter: CubeSplitter) {
    super(splitter);
    const constants = new Set<number>();
    for (const constant of constantsOf(tests, splitter)) for (const value of constant) constants.add(value as number);
    this.cuts = Float64Array.from(constants).sort();
    this.missing = 2 * this.cuts.length + 1;
    this.count = this.missing + 1;
  }

  classOf(value: number | undefined): number {
    if (value === undefined || Number.isNaN(value)) return this.missing;
    const position = firstNotBelow(this.cuts, value);
    return this.cuts[position] === value ? 2 * position + 1 : 2 * position;
  }

  protected compared(constant: Scalar, operator: "=" | "<" | "<=", valueIsLeft: boolean): Int32Array {
    const at = this.classOf(constant as number);
    if (operator === "=") return this.#between(at, at);
    const inclusive = operator === "<=";
    return valueIsLeft
      ? this.#between(0, inclusive ? at : at - 1)
      : this.#between(inclusive ? at : at + 1, this.missing - 1);
  }

  protected oneOf(values: readonly Scalar[]): Int32Array {
    const bits = this.none();
    for (const value of values) setBit(bits, this.classOf(value as number));
    return bits;
  }

  #between(first: number, last: number): Int32Array {
    const bits = this.none();
    for (let at = first; at <= last; at += 1) setBit(bits, at);
    return bits;
  }
}

/** Texts, choices and booleans: class 0 is in no list, 1 is missing. */
export class KeyedClasses extends Classes {
  /** Of each value that occurs in some list. */
  readonly byValue: ReadonlyMap<Scalar, number>;
  readonly missing = 1;
  readonly count: number;

  constructor(tests: readonly ColumnTest[], splitter: CubeSplitter) {
    super(splitter);
    const byValue = new Map<Scalar, number>();
    let count = 2;
    for (const list of constantsOf(tests, splitter)) {
      // Values that were in one class so far and are in this list are one class from now on.
      const moved = new Map<number, number>();
      for (const value of list) {
        const before = byValue.get(value) ?? 0;
        let after = moved.get(before);
        if (after === undefined) {
          after = count;
          count += 1;
          moved.set(before, after);
        }
        byValue.set(value, after);
      }
    }
    this.byValue = byValue;
    this.count = count;
  }

  protected compared(constant: Scalar): Int32Array {
    return this.oneOf([constant]);
  }

  protected oneOf(values: readonly Scalar[]): Int32Array {
    const bits = this.none();
    for (const value of values) setBit(bits, this.byValue.get(value)!);
    return bits;
  }
}

/** The index of the first of the sorted numbers that is not below the value. */
export function firstNotBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function setBit(bits: Int32Array, position: number): void {
  bits[position >> 5]! |= 1 << (position & 31);
}

/** The lists of constants that the tests compare with, each list once. */
function constantsOf(tests: readonly ColumnTest[], splitter: CubeSplitter): Iterable<readonly Scalar[]> {
  const lists = new Map<string | object, readonly Scalar[]>();
  const collect = (written: Condition): void => {
    const condition = splitter.simplified(written);
    switch (condition.kind) {
      case "and":
      case "or":
        condition.operands.forEach(collect);
        break;
      case "not":
        collect(condition.operand);
        break;
      case "compare": {
        const constant = splitter.isFixed(condition.right) ? condition.right : condition.left;
        const value = splitter.constantOf(constant)!;
        lists.set(`${typeof value} ${value}`, [value]);
        break;
      }
      case "one-of":
        lists.set(condition.values, condition.values.values);
        break;
      case "truth":
        lists.set("boolean true", [true]);
        break;
      default:
        break;
    }
  };
  for (const { conditions } of tests) conditions.forEach(collect);
  return lists.values();
}
