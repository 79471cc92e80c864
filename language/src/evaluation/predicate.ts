import type { Condition, Term } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import type { Row, Scalar } from "../condition/schema.js";
import { compare, type Rational, rationalFromNumber } from "../values/rational.js";
import type { Clock } from "./clock.js";
import { customerFrame, Evaluation, type ExactValue, namedDouble, roundToDouble } from "./exact.js";
import { Generator } from "./generator.js";

/** A condition as a function of a customer's row. */
export function compileCondition(condition: Condition, model: Model, clock: Clock): (row: Row) => boolean {
  const generator = new Generator(model, clock);
  generator.announce(condition);
  const code = generator.condition(condition, generator.customer);
  const { begin, test } = generator.build<{ test(row: Row): boolean }>({ test: `(r)=>${code}` });
  return (row) => {
    begin();
    return test(row);
  };
}

/** A value as a function of a customer's row, for display: computed exactly, then rounded once. */
export function compileTerm(term: Term, model: Model, clock: Clock): (row: Row) => Scalar | undefined {
  return (row) => roundToDouble(new Evaluation(model, clock).value(term, customerFrame(model, row)));
}

/**
 * A value as a function of a customer's row, for ranking: exact. Numbers are doubles where these stand for the very number,
 * as most do, and fractions where none does: one third, or a sum beyond 2^53.
 */
export function compileRank(term: Term, model: Model, clock: Clock): (row: Row) => ExactValue {
  return (row) => {
    const value = new Evaluation(model, clock).value(term, customerFrame(model, row));
    return typeof value === "object" ? (namedDouble(value) ?? value) : value;
  };
}

/** Negative, 0, positive as the first is less than the second; both are values of the same rank. */
export function compareRanks(left: Exclude<ExactValue, undefined>, right: Exclude<ExactValue, undefined>): number {
  if (typeof left !== "object" && typeof right !== "object") return left < right ? -1 : left > right ? 1 : 0;
  return compare(fractionOf(left), fractionOf(right));
}

function fractionOf(value: Rational | Scalar): Rational {
  return typeof value === "object" ? value : rationalFromNumber(value as number);
}
