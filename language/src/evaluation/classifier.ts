import type { Criterion, Model } from "../condition/model.js";
import type { Row } from "../condition/schema.js";
import type { Clock } from "./clock.js";
import { Generator } from "./generator.js";
import type { Outcome } from "./outcome.js";
import { straightCode } from "./straight-code.js";
import { tableCode } from "./table-code.js";

export type { Outcome } from "./outcome.js";

/** A whole program as one function of a customer. */
export interface Classifier {
  /** In the model's order; outcomes stand in the same. */
  readonly criteria: readonly Criterion[];
  classify(row: Row): Outcome[];
  /** The same into an array that is used again, for loops over many customers. */
  classifyInto(row: Row, outcomes: Outcome[]): void;
}

/** So many criteria go into one function. */
const WIDEST = 64;

/**
 * Compiles all criteria of a program together, so that what they have in common is computed once a customer.
 * `exclusive`: whether the criterion of that name is proved exclusive, so that the first match is the only one. By
 * default no proof is taken for granted: an exclusive criterion is asked in full, and two matches are reported as such.
 * `criteria`: these, or parts of them, in place of all.
 */
export function createClassifier(
  model: Model,
  clock: Clock,
  options: { readonly exclusive?: (criterion: string) => boolean; readonly criteria?: readonly Criterion[] } = {},
): Classifier {
  const generator = new Generator(model, clock);
  const { criteria = model.criteria } = options;
  for (const { segments } of criteria) for (const { condition } of segments) generator.announce(condition);
  const outcomes = criteria.map((criterion, index) => {
    const firstOnly = criterion.ordered || (options.exclusive?.(criterion.name) ?? false);
    return `o[${index}]=${tableCode(generator, criterion) ?? straightCode(generator, criterion, firstOnly)};`;
  });
  const calls: string[] = [];
  for (let from = 0; from < outcomes.length; from += WIDEST) {
    const part = generator.fresh("p");
    generator.write(`function ${part}(r,o){${outcomes.slice(from, from + WIDEST).join("")}}`);
    calls.push(`${part}(r,o);`);
  }
  const { classifyInto } = generator.build<{ classifyInto(row: Row, outcomes: Outcome[]): void }>({
    classifyInto: `(r,o)=>{begin();${calls.join("")}}`,
  });
  return {
    criteria,
    classifyInto,
    classify(row) {
      const outcomes: Outcome[] = new Array(criteria.length);
      classifyInto(row, outcomes);
      return outcomes;
    },
  };
}
