import { type Exact, isFiniteExact } from "../exact.js";
import { and, type Formula, literal, or } from "../formula.js";
import type { Context } from "../lowering/context.js";
import { AT_MOST_ZERO, BELOW_ZERO, sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { type Interval, interval, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";

const NONE = numbers([interval(0, 0)], WHOLE);

/** So many values, each of which lies between the ends, come to the total: no more is said of it than inequalities can say. */
export function totalWithin(total: Sum, count: Quantity, ends: Interval, context: Context): Formula {
  const bounds: Formula[] = [];
  const bound = (end: Exact, isOpen: boolean, sign: 1 | -1): void => {
    if (!isFiniteExact(end)) return;
    // Positive where the total is too small, or too large.
    const excess = scaleSum(addSums(scaleSum(sumOf(count), end), total, -1), sign);
    // Values that are never as small as the end come to more than the end so often, but only if there are any.
    bounds.push(
      isOpen
        ? or(and(literal(count, NONE), sumWithin(total, ZERO_ONLY, context)), sumWithin(excess, BELOW_ZERO, context))
        : sumWithin(excess, AT_MOST_ZERO, context),
    );
  };
  bound(ends.low, ends.lowOpen, 1);
  bound(ends.high, ends.highOpen, -1);
  return and(...bounds);
}
