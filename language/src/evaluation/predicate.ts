import type { Condition, Term } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import type { Row, Scalar } from "../condition/schema.js";
import type { Clock } from "./clock.js";
import { customerFrame, Evaluation, roundToDouble } from "./exact.js";
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

/** A value as a function of a customer's row, for display and sorting: computed exactly, then rounded once. */
export function compileTerm(term: Term, model: Model, clock: Clock): (row: Row) => Scalar | undefined {
  return (row) => roundToDouble(new Evaluation(model, clock).value(term, customerFrame(model, row)));
}
