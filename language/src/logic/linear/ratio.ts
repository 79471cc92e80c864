import * as rational from "../../values/rational.js";
import { type Exact, exactFrom, fractionOf } from "../exact.js";

/**
 * An exact number as arithmetic likes it best: a safe whole number as a double, anything else as a fraction. (An `Exact`
 * has doubles for 0.1, too, which would have to be taken apart at every step.) Never an infinity.
 */
export type Ratio = number | rational.Rational;

export function ratioOf(value: Exact): Ratio {
  return Number.isSafeInteger(value) ? (value as number) + 0 : normal(fractionOf(value));
}

export function exactOf(value: Ratio): Exact {
  return typeof value === "number" ? value : exactFrom(value);
}

/** Digits and places of a short decimal: 100.5 is 1005 with 1 place. Null of others. */
function decimalOf(value: number): { readonly digits: number; readonly power: number } | null {
  for (let power = 1; power <= FINEST; power *= 10) {
    const digits = Math.round(value * power);
    if (!(Math.abs(digits) < LONGEST)) return null;
    // Two decimals of at most 15 digits never share their nearest double, so this one is what the double stands for.
    if (digits / power === value) return { digits, power };
  }
  return null;
}

const FINEST = 1_000_000;
const LONGEST = 1_000_000_000_000_000;

/** How many times the unit (above 0) the value is. */
export function countOf(value: Exact, unit: Exact): Ratio {
  if (unit === 1) return ratioOf(value);
  if (typeof value === "number" && typeof unit === "number") {
    const whole = decimalOf(value);
    const part = decimalOf(unit);
    if (whole !== null && part !== null) {
      const [over, under] = [whole.digits * part.power, part.digits * whole.power];
      if (Number.isSafeInteger(over) && Number.isSafeInteger(under)) return divide(over, under);
    }
  }
  return divide(ratioOf(value), ratioOf(unit));
}

/** So many times the unit. */
export function multipleOf(unit: Exact, count: Ratio): Exact {
  if (unit === 1) return exactOf(count);
  if (typeof unit === "number" && typeof count === "number") {
    const part = decimalOf(unit);
    if (part !== null) {
      const digits = part.digits * count;
      if (Math.abs(digits) < LONGEST) return digits / part.power + 0;
    }
  }
  return exactOf(multiply(ratioOf(unit), count));
}

function normal(value: rational.Rational): Ratio {
  if (value.denominator !== 1n) return value;
  const whole = Number(value.numerator);
  return Number.isSafeInteger(whole) ? whole : value;
}

function fraction(value: Ratio): rational.Rational {
  return typeof value === "number" ? { numerator: BigInt(value), denominator: 1n } : value;
}

/** A rounded sum or product of safe whole numbers is safe only if it is exact. */
export function add(left: Ratio, right: Ratio): Ratio {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  if (left === 0) return right;
  if (right === 0) return left;
  return normal(rational.add(fraction(left), fraction(right)));
}

export function negate(value: Ratio): Ratio {
  return typeof value === "number" ? 0 - value : rational.negate(value);
}

export function subtract(left: Ratio, right: Ratio): Ratio {
  if (typeof left === "number" && typeof right === "number") {
    const difference = left - right;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return add(left, negate(right));
}

export function multiply(left: Ratio, right: Ratio): Ratio {
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  if (left === 0 || right === 0) return 0;
  return normal(rational.multiply(fraction(left), fraction(right)));
}

/** The divisor is not 0. */
export function divide(left: Ratio, right: Ratio): Ratio {
  if (typeof left === "number" && typeof right === "number") {
    const quotient = left / right;
    if (Number.isSafeInteger(quotient) && quotient * right === left) return quotient + 0;
  }
  const [over, under] = [fraction(left), fraction(right)];
  return normal(rational.rational(over.numerator * under.denominator, over.denominator * under.numerator));
}

export function compare(left: Ratio, right: Ratio): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return rational.compare(fraction(left), fraction(right));
}

export function sign(value: Ratio): number {
  return typeof value === "number" ? value : value.numerator < 0n ? -1 : 1;
}

export function isWhole(value: Ratio): boolean {
  return typeof value === "number" || value.denominator === 1n;
}

/** The greatest whole number not above. */
export function floor(value: Ratio): Ratio {
  return typeof value === "number" ? value : normal({ numerator: rational.floor(value), denominator: 1n });
}

export function ceiling(value: Ratio): Ratio {
  return negate(floor(negate(value)));
}

/** The greatest number of which both are whole multiples; of 0 and another number the other one. */
export function commonMeasure(left: Ratio, right: Ratio): Ratio {
  if (typeof left === "number" && typeof right === "number") {
    let [greater, lesser] = [Math.abs(left), Math.abs(right)];
    while (lesser !== 0) [greater, lesser] = [lesser, greater % lesser];
    return greater;
  }
  const [a, b] = [fraction(left), fraction(right)];
  let [greater, lesser] = [a.numerator * b.denominator, b.numerator * a.denominator];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return normal(rational.rational(greater < 0n ? -greater : greater, a.denominator * b.denominator));
}
