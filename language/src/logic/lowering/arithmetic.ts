import type { ArithmeticTerm, Term } from "../../condition/condition.js";
import { divideExact, type Exact, isFiniteExact, maxExact, minExact, multiplyExact, signOf } from "../exact.js";
import { and, type Formula, literal, negation, or } from "../formula.js";
import type { Frame } from "../quantities/frame.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, hullOf, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { DENSE, EVERY_NUMBER, type Interval, interval, union, WHOLE } from "../sets/intervals.js";
import { type NumberSet, numbers, withMissing } from "../sets/value-set.js";
import type { Context } from "./context.js";
import { keyOfSum } from "./dates.js";
import { emptyBut } from "./fields.js";
import { describeSum, sumWithin, ZERO_ONLY } from "./literals.js";
import type { Lowering } from "./lowering.js";
import { defined } from "./purify.js";
import { always, type Case, isPresent, isThere, MISSING, mapCases, numberValue, type Value } from "./value.js";

/** Products of so many pairs of quantities are taken apart; larger ones are one quantity. */
const MOST_PRODUCTS = 16;

/** A long sum is a deep tree on its left: it is walked without recursion. */
export function arithmetic(term: ArithmeticTerm, frame: Frame, lowering: Lowering): readonly Case[] {
  const operations: ArithmeticTerm[] = [];
  let first: Term = term;
  while (first.kind === "arithmetic") {
    operations.push(first);
    first = first.left;
  }
  let result = lowering.cases(first, frame);
  for (const operation of operations.reverse()) {
    let right = lowering.cases(operation.right, frame);
    if (result.length > 1 && right.length > 1) {
      result = defined(operation.left, result, frame, lowering.context);
      right = defined(operation.right, right, frame, lowering.context);
    }
    const left = result;
    result = mapCases(left, (one) =>
      mapCases(right, (other) => always(combined(operation.operator, one, other, lowering.context))),
    );
  }
  return result;
}

function combined(operator: ArithmeticTerm["operator"], left: Value, right: Value, context: Context): Value {
  if (left.kind !== "number" || right.kind !== "number") return MISSING;
  switch (operator) {
    case "+":
      return numberValue(addSums(left.sum, right.sum));
    case "-":
      return numberValue(addSums(left.sum, right.sum, -1));
    case "*":
      return numberValue(productOf(left.sum, right.sum, context));
    case "/":
      return dividedBy(left.sum, right.sum, context);
  }
}

function productOf(left: Sum, right: Sum, context: Context): Sum {
  if (left.terms.length === 0) return also(scaleSum(right, left.constant), left);
  if (right.terms.length === 0) return also(scaleSum(left, right.constant), right);
  if (left.terms.length * right.terms.length > MOST_PRODUCTS) return opaqueProduct(left, right, context);
  let result = constantSum(multiplyExact(left.constant, right.constant));
  result = addSums(result, scaleSum({ ...left, constant: 0 }, right.constant));
  result = addSums(result, scaleSum({ ...right, constant: 0 }, left.constant));
  for (const [one, a] of left.terms) {
    for (const [other, b] of right.terms) {
      result = addSums(result, sumOf(productQuantity(one, other, context)), multiplyExact(a, b));
    }
  }
  return result;
}

/** What the other needs to be present is needed here, too. */
function also(sum: Sum, other: Sum): Sum {
  return { ...sum, needs: new Set([...sum.needs, ...other.needs]), present: and(sum.present, other.present) };
}

function productQuantity(left: Quantity, right: Quantity, context: Context): Quantity {
  const [first, second] = left.number <= right.number ? [left, right] : [right, left];
  return context.vocabulary.quantity(`product ${first.number} ${second.number}`, () => {
    const a = first.universe as NumberSet;
    const b = second.universe as NumberSet;
    const grid = isWhole(a) && isWhole(b) ? WHOLE : DENSE;
    return {
      nature: { kind: "product" },
      universe: numbers(union(productHull(a, b, first === second), grid), grid, a.missing || b.missing),
      operands: [first, second],
      presence: "strict",
      describe: () => `${first.describe()} * ${second.describe()}`,
    };
  });
}

function isWhole({ grid }: NumberSet): boolean {
  return grid.kind === "steps" && typeof grid.step === "number" && Number.isInteger(grid.step);
}

/** All products of a value of each, at least; ends count as belonging to it. */
function productHull(left: NumberSet, right: NumberSet, square: boolean): Interval[] {
  const a = hullOf(left.intervals);
  const b = hullOf(right.intervals);
  if (a === null || b === null) return [];
  const corners = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => multiplyExact(x, y)));
  const low = corners.reduce(minExact);
  return [interval(square ? maxExact(low, 0) : low, corners.reduce(maxExact))];
}

function opaqueProduct(left: Sum, right: Sum, context: Context): Sum {
  const quantity = context.vocabulary.quantity(`product ${[keyOfSum(left), keyOfSum(right)].sort().join(" ")}`, () => ({
    nature: { kind: "opaque" },
    universe: withMissing(
      numbers(EVERY_NUMBER, DENSE),
      [...left.needs, ...right.needs].some((one) => one.universe.missing),
    ),
    operands: [...left.needs, ...right.needs],
    presence: "strict",
    describe: () => `(${describeSum(left.terms)}) * (${describeSum(right.terms)})`,
  }));
  return also(also(sumOf(quantity), left), right);
}

function dividedBy(left: Sum, right: Sum, context: Context): Value {
  if (right.terms.length === 0) {
    if (signOf(right.constant) === 0) return MISSING;
    return numberValue(also(scaleSum(left, divideExact(1, right.constant)), right));
  }
  const quantity = context.vocabulary.quantity(`quotient ${keyOfSum(left)} ${keyOfSum(right)}`, () => ({
    nature: { kind: "quotient", dividend: left, divisor: right },
    universe: withMissing(numbers(quotientHull(left, right), DENSE), true),
    operands: [...left.needs, ...right.needs],
    presence: "lax",
    // Missing exactly if one of both is, or the divisor is 0; times the divisor it is the dividend.
    definition: (): Formula => {
      const there = and(
        isPresent(numberValue(left)),
        isPresent(numberValue(right)),
        sumWithin(right, APART_FROM_ZERO, context),
        sumWithin(addSums(productOf(sumOf(quantity), right, context), left, -1), ZERO_ONLY, context),
      );
      const notThere = or(
        ...[...left.needs, ...right.needs].map((one) => literal(one, emptyBut(one.universe))),
        sumWithin(right, ZERO_ONLY, context),
        negation(left.present),
        negation(right.present),
      );
      return or(and(isThere(quantity), there), and(literal(quantity, emptyBut(quantity.universe)), notThere));
    },
    describe: () => `${bracketed(left)} / ${bracketed(right)}`,
  }));
  return numberValue(also(also(sumOf(quantity), left), right));
}

const APART_FROM_ZERO = [
  interval(Number.NEGATIVE_INFINITY, 0, { high: true }),
  interval(0, Number.POSITIVE_INFINITY, { low: true }),
];

function quotientHull(left: Sum, right: Sum): Interval[] {
  const low = (sum: Sum): Exact => signedHull(sum).low;
  if (signOf(low(left)) >= 0 && signOf(low(right)) >= 0) return [interval(0, Number.POSITIVE_INFINITY)];
  return [...EVERY_NUMBER];
}

function signedHull(sum: Sum): Interval {
  let hull: Interval = interval(sum.constant, sum.constant);
  for (const [quantity, coefficient] of sum.terms) {
    const part = hullOf((quantity.universe as NumberSet).intervals);
    if (part === null) return EVERY_NUMBER[0]!;
    const ends = [multiplyExact(part.low, coefficient), multiplyExact(part.high, coefficient)] as const;
    hull = interval(plus(hull.low, ends.reduce(minExact)), plus(hull.high, ends.reduce(maxExact)));
  }
  return hull;
}

function plus(left: Exact, right: Exact): Exact {
  if (!isFiniteExact(left)) return left;
  return isFiniteExact(right) ? addSums(constantSum(left), constantSum(right)).constant : right;
}

function bracketed({ terms, constant }: Sum): string {
  const written = terms.length === 0 ? String(constant) : describeSum(terms);
  return terms.length > 1 ? `(${written})` : written;
}
