import { compareExact, type Exact, isFiniteExact, multiplyExact, negateExact } from "../exact.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, hullOf, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { interval } from "../sets/intervals.js";
import { sumIn } from "./model.js";
import type { Bound, System } from "./system.js";

interface End {
  readonly value: Exact;
  readonly open: boolean;
  /** Whether the factor is at least that, or at most. */
  readonly side: 1 | -1;
}

/**
 * What a product breaks of the inequalities that follow from the ends of its factors: if `x` is at least `a` and `y` at most `b`,
 * then `(x - a)(y - b)` is at most 0 (McCormick's envelopes). They hold of every product, so they may be added.
 */
export function brokenEnvelope(product: Quantity, values: ReadonlyMap<Quantity, Exact>, system: System): Bound | null {
  const [left, right] = product.operands as [Quantity, Quantity];
  for (const one of endsOf(left, system)) {
    for (const other of endsOf(right, system)) {
      const bound = envelope(product, left, one, right, other);
      const at = sumIn(values, bound.sum);
      if (at === null) continue;
      const order = compareExact(at, 0);
      if (order < 0 || (order === 0 && bound.allowed[0]!.lowOpen)) return bound;
    }
  }
  return null;
}

function endsOf(factor: Quantity, system: System): readonly End[] {
  const hull = system.has(factor) ? hullOf(system.allowedOf(factor)) : null;
  if (hull === null) return [];
  const ends: readonly End[] = [
    { value: hull.low, open: hull.lowOpen, side: 1 },
    { value: hull.high, open: hull.highOpen, side: -1 },
  ];
  return ends.filter(
    ({ value }) => isFiniteExact(value) && compareExact(value, FAR) < 0 && compareExact(value, -FAR) > 0,
  );
}

/** Ends of doubles and of safe integers say nothing, and cost much to compute with. */
const FAR = 1e12;

/** `(x - a)(y - b)` multiplied out, with the sign that it has; more than 0 where neither end belongs to its factor. */
function envelope(product: Quantity, left: Quantity, one: End, right: Quantity, other: End): Bound {
  const terms: Sum = addSums(
    addSums(sumOf(product), sumOf(right), negateExact(one.value)),
    sumOf(left),
    negateExact(other.value),
  );
  const whole = addSums(terms, constantSum(multiplyExact(one.value, other.value)));
  const isPositive = one.side === other.side;
  const isStrict = one.open && other.open;
  return {
    sum: isPositive ? whole : scaleSum(whole, -1),
    allowed: [interval(0, Number.POSITIVE_INFINITY, { low: isStrict })],
  };
}
