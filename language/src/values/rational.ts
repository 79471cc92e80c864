/** Exact numbers: a fraction in lowest terms, denominator positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** The number a finite double stands for in Seg: the shortest decimal that names it. 0.1 is one tenth. */
export function rationalFromNumber(double: number): Rational {
  if (Number.isSafeInteger(double)) return { numerator: BigInt(double), denominator: 1n };
  const cents = centsOf(double);
  if (cents !== undefined) return fromCents(cents);
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(double));
  if (match === null) throw new RangeError(`${double} is no number`);
  const fraction = match[2] ?? "";
  const digits = BigInt(match[1] + fraction);
  const exponent = Number(match[3] ?? 0) - fraction.length;
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent), 1n) : rational(digits, 10n ** BigInt(-exponent));
}

/** Up to so many of its last unit a decimal is the only one of its places that its double can stand for: 15 digits. */
const CERTAIN = 1e15;

/** Of a number with two places at most, as amounts of money are: a hundred times it; undefined for others and for large ones. */
export function centsOf(double: number): number | undefined {
  const cents = Math.round(double * 100);
  return cents / 100 === double && Math.abs(cents) <= CERTAIN ? cents : undefined;
}

/** A hundredth of a safe integer. */
export function fromCents(cents: number): Rational {
  for (const [divisor, denominator] of CENTS) {
    if (cents % divisor === 0) return { numerator: BigInt(cents / divisor), denominator };
  }
  return { numerator: BigInt(cents), denominator: 100n };
}

/** What a hundred and a number of cents may share, the greatest first, and what is left of the hundred. */
const CENTS: readonly (readonly [number, bigint])[] = [100, 50, 25, 20, 10, 5, 4, 2].map((divisor) => [
  divisor,
  BigInt(100 / divisor),
]);

/** `numerator / denominator` in lowest terms; the denominator must not be 0. */
export function rational(numerator: bigint, denominator: bigint): Rational {
  const divisor = greatestCommonDivisor(
    numerator < 0n ? -numerator : numerator,
    denominator < 0n ? -denominator : denominator,
  );
  const sign = denominator < 0n ? -1n : 1n;
  return divisor === 1n && sign === 1n
    ? { numerator, denominator }
    : { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

export function add(left: Rational, right: Rational): Rational {
  if (left.denominator === right.denominator) {
    return rational(left.numerator + right.numerator, left.denominator);
  }
  return rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function subtract(left: Rational, right: Rational): Rational {
  return add(left, negate(right));
}

export function multiply(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** Null on a division by zero. */
export function divide(left: Rational, right: Rational): Rational | null {
  if (right.numerator === 0n) return null;
  return rational(left.numerator * right.denominator, left.denominator * right.numerator);
}

export function negate(value: Rational): Rational {
  return { numerator: -value.numerator, denominator: value.denominator };
}

export function absolute(value: Rational): Rational {
  return value.numerator < 0n ? negate(value) : value;
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`. */
export function compare(left: Rational, right: Rational): -1 | 0 | 1 {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The greatest integer not above the value. */
export function floor(value: Rational): bigint {
  const quotient = value.numerator / value.denominator;
  return value.numerator < 0n && quotient * value.denominator !== value.numerator ? quotient - 1n : quotient;
}

/** The nearest double, ties to even; beyond the largest one an infinity. */
export function toNumber(value: Rational): number {
  const negative = value.numerator < 0n;
  const numerator = negative ? -value.numerator : value.numerator;
  const magnitude = nearestDouble(numerator, value.denominator);
  return negative ? -magnitude : magnitude;
}

const SIGNIFICANT_BITS = 53;
/** Whole numbers up to this one are doubles. */
const EXACT = 2n ** 53n;
/** Of the smallest double above zero. */
const LEAST_EXPONENT = -1074;
const GREATEST_EXPONENT = 971;

function nearestDouble(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  if (denominator === 1n) return Number(numerator);
  // A division of doubles rounds once.
  if (numerator <= EXACT && denominator <= EXACT) return Number(numerator) / Number(denominator);
  // Scale so that the quotient has as many bits as a double (fewer below the smallest normal one), then round once.
  let exponent = Math.max(bitLength(numerator) - bitLength(denominator) - SIGNIFICANT_BITS, LEAST_EXPONENT);
  if (scaledQuotient(numerator, denominator, exponent) >> BigInt(SIGNIFICANT_BITS) > 0n) exponent += 1;
  if (exponent > GREATEST_EXPONENT) return Number.POSITIVE_INFINITY;
  const [scaledNumerator, scaledDenominator] = scaled(numerator, denominator, exponent);
  let quotient = scaledNumerator / scaledDenominator;
  const rest = 2n * (scaledNumerator - quotient * scaledDenominator);
  if (rest > scaledDenominator || (rest === scaledDenominator && quotient % 2n === 1n)) quotient += 1n;
  return Number(quotient) * 2 ** exponent;
}

function scaledQuotient(numerator: bigint, denominator: bigint, exponent: number): bigint {
  const [scaledNumerator, scaledDenominator] = scaled(numerator, denominator, exponent);
  return scaledNumerator / scaledDenominator;
}

function scaled(numerator: bigint, denominator: bigint, exponent: number): [bigint, bigint] {
  return exponent < 0 ? [numerator << BigInt(-exponent), denominator] : [numerator, denominator << BigInt(exponent)];
}

function bitLength(value: bigint): number {
  const hexadecimal = value.toString(16);
  return (hexadecimal.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hexadecimal.charAt(0), 16)));
}

const SHOWN_PLACES = 12;

/** For people: the decimal in full where it has at most 12 places, else its first 12 and `…`. */
export function formatRational(value: Rational): string {
  const negative = value.numerator < 0n;
  const numerator = negative ? -value.numerator : value.numerator;
  const whole = numerator / value.denominator;
  let rest = numerator % value.denominator;
  let places = "";
  while (rest !== 0n && places.length < SHOWN_PLACES) {
    rest *= 10n;
    places += String(rest / value.denominator);
    rest %= value.denominator;
  }
  return `${negative ? "-" : ""}${whole}${places === "" ? "" : `.${places}`}${rest === 0n ? "" : "…"}`;
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [greater, lesser] = [left, right];
  while (lesser > EXACT) [greater, lesser] = [lesser, greater % lesser];
  if (lesser === 0n) return greater === 0n ? 1n : greater;
  // The rest in doubles, which is much faster.
  let [large, small] = [Number(lesser), Number(greater % lesser)];
  while (small !== 0) [large, small] = [small, large % small];
  return BigInt(large);
}
