import * as rational from "../values/rational.js";

/**
 * An exact number. A double stands for the shortest decimal that names it (0.1 is one tenth), a fraction for what no
 * double names; the infinities stand for open ends only. One value has one form: `exactFrom` makes it.
 */
export type Exact = number | rational.Rational;

/** The fraction an exact number is; not of an infinity. */
export function fractionOf(value: Exact): rational.Rational {
  if (typeof value !== "number") return value;
  if (Number.isSafeInteger(value)) return rational.rationalFromNumber(value);
  let fraction = fractions.get(value);
  if (fraction === undefined) {
    // The same few constants of a program come again and again.
    if (fractions.size >= MOST_FRACTIONS) fractions.clear();
    fraction = rational.rationalFromNumber(value);
    fractions.set(value, fraction);
  }
  return fraction;
}

const MOST_FRACTIONS = 5000;
const fractions = new Map<number, rational.Rational>();

/** The number in its one form: a double where one names it, else the fraction. */
export function exactFrom(fraction: rational.Rational): Exact {
  if (fraction.denominator === 1n) {
    const whole = Number(fraction.numerator);
    if (Number.isSafeInteger(whole)) return whole;
  }
  const double = rational.toNumber(fraction);
  if (!Number.isFinite(double)) return fraction;
  return rational.compare(rational.rationalFromNumber(double), fraction) === 0 ? double + 0 : fraction;
}

/** Negative, zero or positive; the infinities take part. */
export function compareExact(left: Exact, right: Exact): number {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === "number" && !Number.isFinite(left)) return left;
  if (typeof right === "number" && !Number.isFinite(right)) return -right;
  return rational.compare(fractionOf(left), fractionOf(right));
}

/** Sums and products of whole numbers this small are exact in doubles. */
const SMALL = 2 ** 26;

function areSmall(left: Exact, right: Exact): boolean {
  return (
    Number.isInteger(left) &&
    Number.isInteger(right) &&
    Math.abs(left as number) < SMALL &&
    Math.abs(right as number) < SMALL
  );
}

/** An infinity swallows what is added to it; infinities of both signs are never added. */
export function addExact(left: Exact, right: Exact): Exact {
  if (areSmall(left, right)) return (left as number) + (right as number);
  if (!isFiniteExact(left)) return left;
  if (!isFiniteExact(right)) return right;
  if (left === 0) return right;
  if (right === 0) return left;
  const short = addShort(left, right);
  if (short !== null) return short;
  return exactFrom(rational.add(fractionOf(left), fractionOf(right)));
}

/** Sums of decimals of few places and digits, which are whole numbers of millionths; null for any others. */
function addShort(left: Exact, right: Exact): number | null {
  if (typeof left !== "number" || typeof right !== "number") return null;
  const first = Math.round(left * MILLION);
  const second = Math.round(right * MILLION);
  // Up to fifteen digits a decimal and its double name each other.
  if (Math.abs(first) > 4e14 || Math.abs(second) > 4e14) return null;
  if (first / MILLION !== left || second / MILLION !== right) return null;
  return (first + second) / MILLION + 0;
}

const MILLION = 1e6;

export function subtractExact(left: Exact, right: Exact): Exact {
  return addExact(left, negateExact(right));
}

/** Nothing times an infinity is nothing. */
export function multiplyExact(left: Exact, right: Exact): Exact {
  if (areSmall(left, right)) return (left as number) * (right as number) + 0;
  if (left === 0 || right === 0) return 0;
  if (left === 1) return right;
  if (right === 1) return left;
  if (left === -1) return negateExact(right);
  if (right === -1) return negateExact(left);
  if (!isFiniteExact(left) || !isFiniteExact(right)) return signOf(left) * signOf(right) * Number.POSITIVE_INFINITY;
  return exactFrom(rational.multiply(fractionOf(left), fractionOf(right)));
}

/** The divisor is finite and not 0. */
export function divideExact(left: Exact, right: Exact): Exact {
  if (right === 1) return left;
  if (right === -1) return negateExact(left);
  if (!isFiniteExact(left)) return signOf(left) * signOf(right) * Number.POSITIVE_INFINITY;
  const quotient = rational.divide(fractionOf(left), fractionOf(right));
  if (quotient === null) throw new RangeError("Division by zero");
  return exactFrom(quotient);
}

export function negateExact(value: Exact): Exact {
  return typeof value === "number" ? -value + 0 : rational.negate(value);
}

export function isFiniteExact(value: Exact): boolean {
  return typeof value !== "number" || Number.isFinite(value);
}

export function signOf(value: Exact): -1 | 0 | 1 {
  if (typeof value === "number") return value < 0 ? -1 : value > 0 ? 1 : 0;
  return value.numerator < 0n ? -1 : value.numerator > 0n ? 1 : 0;
}

/** The greatest whole number not above the (finite) value. */
export function floorExact(value: Exact): Exact {
  if (typeof value === "number" && Math.abs(value) < 2 ** 52) return Math.floor(value) + 0;
  return exactFrom({ numerator: rational.floor(fractionOf(value)), denominator: 1n });
}

export function minExact(left: Exact, right: Exact): Exact {
  return compareExact(left, right) <= 0 ? left : right;
}

export function maxExact(left: Exact, right: Exact): Exact {
  return compareExact(left, right) >= 0 ? left : right;
}
