import { daysOfYears } from "../calendar/day-parts.js";
import { addExact, divideExact, type Exact, isFiniteExact, multiplyExact, negateExact, signOf } from "../exact.js";
import { and, type Formula, literal, NEVER, or } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import {
  addSums,
  constantSum,
  gridOfTerms,
  hullOfSum,
  primitive,
  type Sum,
  scaleIntervals,
  shiftInterval,
  sumOf,
} from "../quantities/sum.js";
import {
  containsNumber,
  EVERY_NUMBER,
  type Interval,
  type Intervals,
  interval,
  onGrid,
  union,
  WHOLE,
} from "../sets/intervals.js";
import { type NumberSet, numbers } from "../sets/value-set.js";
import type { Context } from "./context.js";
import { isThere } from "./value.js";

export const BELOW_ZERO: Intervals = [interval(Number.NEGATIVE_INFINITY, 0, { high: true })];
export const AT_MOST_ZERO: Intervals = [interval(Number.NEGATIVE_INFINITY, 0)];
export const ZERO_ONLY: Intervals = [interval(0, 0)];

/** The sum is present and lies within the intervals. */
export function sumWithin(sum: Sum, intervals: Intervals, context: Context): Formula {
  const asked = new Set(sum.terms.map(([quantity]) => quantity));
  const needed = [...sum.needs].filter((quantity) => !asked.has(quantity)).map(isThere);
  return and(sum.present, ...needed, termsWithin(sum, intervals, context));
}

function termsWithin({ constant, terms }: Sum, intervals: Intervals, context: Context): Formula {
  if (terms.length === 0) return containsNumber(intervals, constant) ? and() : NEVER;
  const wanted = constant === 0 ? intervals : intervals.map((part) => shiftInterval(part, negateExact(constant)));
  const [[quantity, coefficient]] = terms as [readonly [Quantity, Exact]];
  if (terms.length === 1) {
    return quantityWithin(
      quantity,
      coefficient === 1 ? wanted : scaleIntervals(wanted, divideExact(1, coefficient)),
      context,
    );
  }
  const { coefficients, factor } = primitive(terms);
  const form = formOf(
    terms.map(([one]) => one),
    coefficients,
    context,
  );
  return withinSet(form, factor === 1 ? wanted : scaleIntervals(wanted, divideExact(1, factor)));
}

function withinSet(quantity: Quantity, intervals: Intervals): Formula {
  const { grid } = quantity.universe as NumberSet;
  return literal(quantity, numbers(union(intervals, grid), grid));
}

/** Some quantities are better asked by what they come from: then it meets what else is asked of that. */
function quantityWithin(quantity: Quantity, intervals: Intervals, context: Context): Formula {
  const { nature } = quantity;
  switch (nature.kind) {
    case "quotient":
      return quotientWithin(nature.dividend, nature.divisor, intervals, context);
    case "floor":
      return sumWithin(
        nature.of,
        union(
          union(intervals, WHOLE).map((part) => ({
            low: multiplyExact(part.low, nature.by),
            lowOpen: part.lowOpen,
            high: multiplyExact(isFiniteExact(part.high) ? addExact(part.high, 1) : part.high, nature.by),
            highOpen: true,
          })),
          { kind: "dense" },
        ),
        context,
      );
    case "months-since":
      return or(
        ...union(intervals, WHOLE).map(
          (part) => monthsSinceWithin(nature.day, nature.monthsBefore, part, context) ?? withinSet(quantity, [part]),
        ),
      );
    case "year-of":
      return sumWithin(nature.day, daysOfYears(union(intervals, WHOLE)), context);
    default:
      return withinSet(quantity, intervals);
  }
}

/**
 * `a months or more since d` is `d <= today - a months`. Null where that leads out of the calendar on some day: on others
 * it may not.
 */
function monthsSinceWithin(
  day: Sum,
  monthsBefore: (months: number) => Sum | null,
  part: Interval,
  context: Context,
): Formula | null {
  const bounds: Formula[] = [];
  if (isFiniteExact(part.low)) {
    const latest = monthsBefore(Number(part.low));
    if (latest === null) return null;
    bounds.push(sumWithin(addSums(day, latest, -1), AT_MOST_ZERO, context));
  }
  if (isFiniteExact(part.high)) {
    const tooLate = monthsBefore(Number(part.high) + 1);
    if (tooLate === null) return null;
    bounds.push(sumWithin(addSums(tooLate, day, -1), BELOW_ZERO, context));
  }
  return and(sumWithin(day, EVERY_NUMBER, context), ...bounds);
}

/** `x / y` within [a, b]: `y` is not 0, and `x - a·y` and `x - b·y` have the signs that go with that of `y`. */
function quotientWithin(dividend: Sum, divisor: Sum, intervals: Intervals, context: Context): Formula {
  const hull = hullOfSum(divisor);
  const signs = [1, -1].filter((sign) => hull !== null && (sign > 0 ? signOf(hull.high) > 0 : signOf(hull.low) < 0));
  return or(
    ...signs.map((sign) =>
      and(
        sumWithin(divisor, sign > 0 ? ABOVE_ZERO : BELOW_ZERO, context),
        sumWithin(dividend, EVERY_NUMBER, context),
        or(...intervals.map((part) => quotientWithinPart(dividend, divisor, part, sign, context))),
      ),
    ),
  );
}

const ABOVE_ZERO: Intervals = [interval(0, Number.POSITIVE_INFINITY, { low: true })];

function quotientWithinPart(dividend: Sum, divisor: Sum, part: Interval, sign: number, context: Context): Formula {
  const bounds: Formula[] = [];
  const bound = (at: Exact, open: boolean, side: number): void => {
    if (!isFiniteExact(at)) return;
    const difference = addSums(dividend, divisor, negateExact(at));
    const allowed =
      side * sign > 0
        ? interval(0, Number.POSITIVE_INFINITY, { low: open })
        : interval(Number.NEGATIVE_INFINITY, 0, { high: open });
    bounds.push(sumWithin(difference, [allowed], context));
  };
  bound(part.low, part.lowOpen, 1);
  bound(part.high, part.highOpen, -1);
  return and(...bounds);
}

/** The quantity that such a combination of others is; two of them at least, sorted by their numbers. */
function formOf(quantities: readonly Quantity[], coefficients: readonly Exact[], context: Context): Quantity {
  const written = quantities.map((quantity, index) => `${String(keyOf(coefficients[index]!))}*${quantity.number}`);
  return context.vocabulary.quantity(`form ${written.join(" + ")}`, () => {
    const terms = quantities.map((quantity, index) => [quantity, coefficients[index]!] as const);
    const grid = gridOfTerms(terms);
    const hull = hullOfSum({ ...constantSum(0), terms });
    const onIt = hull === null ? null : onGrid(hull, grid);
    return {
      nature: { kind: "form", coefficients },
      universe: numbers(
        onIt === null ? [] : [onIt],
        grid,
        quantities.some(({ universe }) => universe.missing),
      ),
      operands: quantities,
      presence: "strict",
      describe: () => describeSum(terms),
    };
  });
}

function keyOf(value: Exact): number | string {
  return typeof value === "number" ? value : `${value.numerator}/${value.denominator}`;
}

export function describeSum(terms: Sum["terms"]): string {
  return terms
    .map(([quantity, coefficient], index) => {
      const negative = signOf(coefficient) < 0;
      const size = negative ? negateExact(coefficient) : coefficient;
      const name = size === 1 ? quantity.describe() : `${keyOf(size)} * ${quantity.describe()}`;
      return index === 0 ? (negative ? `-${name}` : name) : `${negative ? "-" : "+"} ${name}`;
    })
    .join(" ");
}

/** The quantity has the value of the sum, and both are present. */
export function equalsSum(quantity: Quantity, sum: Sum, context: Context): Formula {
  return sumWithin(addSums(sum, sumOf(quantity), -1), ZERO_ONLY, context);
}
