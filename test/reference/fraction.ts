/** Exact numbers the slow and plain way: two integers, never reduced. */
export interface Fraction {
  readonly over: bigint;
  /** Above zero. */
  readonly under: bigint;
}

/** The decimal a double is written as, sign by sign. */
export function fractionOf(double: number): Fraction {
  const [digits = "", exponent = "0"] = String(double).split("e");
  const [whole = "", places = ""] = digits.split(".");
  const scale = Number(exponent) - places.length;
  const over = BigInt(whole + places);
  return scale >= 0 ? { over: over * 10n ** BigInt(scale), under: 1n } : { over, under: 10n ** BigInt(-scale) };
}

export function wholeFraction(value: number | bigint): Fraction {
  return { over: BigInt(value), under: 1n };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under - b.over * a.under, under: a.under * b.under };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

export function dividedBy(a: Fraction, b: Fraction): Fraction | undefined {
  if (b.over === 0n) return undefined;
  const sign = b.over < 0n ? -1n : 1n;
  return { over: sign * a.over * b.under, under: sign * a.under * b.over };
}

/** Negative, zero or positive. */
export function order(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
