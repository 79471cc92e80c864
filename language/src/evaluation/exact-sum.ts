import { add, centsOf, fromCents, type Rational, rational, rationalFromNumber, ZERO } from "../values/rational.js";

/**
 * A sum of fractions. Numerators are gathered by denominator and brought together once at the end: amounts of money
 * share a few denominators, so a long list costs one addition of whole numbers an element and no greatest common divisor.
 */
export class ExactSum {
  readonly #numerators = new Map<bigint, bigint>();
  /** Amounts of money are gathered as doubles, as long as these are exact. */
  #cents = 0;

  add(value: Rational): void {
    const sum = this.#numerators.get(value.denominator) ?? 0n;
    this.#numerators.set(value.denominator, sum + value.numerator);
  }

  /** A number of the data, in the sense of `rationalFromNumber`. */
  addNumber(double: number): void {
    const cents = centsOf(double);
    if (cents === undefined || !Number.isSafeInteger(this.#cents + cents)) this.add(rationalFromNumber(double));
    else this.#cents += cents;
  }

  total(): Rational {
    if (this.#numerators.size === 0) return fromCents(this.#cents);
    this.add(fromCents(this.#cents));
    this.#cents = 0;
    // Pairwise, so that the common denominator grows late.
    let sums = [...this.#numerators].map(([denominator, numerator]) => rational(numerator, denominator));
    while (sums.length > 1) {
      const halves: Rational[] = [];
      for (let index = 0; index < sums.length; index += 2) {
        const next = sums[index + 1];
        halves.push(next === undefined ? sums[index]! : add(sums[index]!, next));
      }
      sums = halves;
    }
    return sums[0] ?? ZERO;
  }
}
