import { termKey } from "../../condition/canonical.js";
import type { Term } from "../../condition/condition.js";
import { describeTerm } from "../../condition/describe.js";
import { and, type Formula, literal, negation, or } from "../formula.js";
import type { Frame } from "../quantities/frame.js";
import { gridOfTerms, hullOfSum, sumOf } from "../quantities/sum.js";
import { DENSE, type Grid, type Interval, union, WHOLE } from "../sets/intervals.js";
import { numbers, withMissing } from "../sets/value-set.js";
import type { Context } from "./context.js";
import { emptyBut } from "./fields.js";
import { equalsSum } from "./literals.js";
import { always, type Case, isPresent, numberValue, somePresent } from "./value.js";

/** A number with several cases as one quantity that its definition binds to them. */
export function defined(term: Term, cases: readonly Case[], frame: Frame, context: Context): readonly Case[] {
  if (cases.length <= 1 || cases.every(({ value }) => value.kind === "missing")) return cases;
  const quantity = context.vocabulary.quantity(`defined ${frame.place} ${termKey(term)}`, () => {
    const parts: Interval[] = [];
    let grid: Grid = WHOLE;
    for (const { value } of cases) {
      if (value.kind !== "number") continue;
      const hull = hullOfSum(value.sum);
      if (hull !== null) parts.push(hull);
      const step = gridOfTerms(value.sum.terms);
      const whole = value.sum.terms.length === 0 || (step.kind === "steps" && Number.isInteger(step.step));
      if (!whole || !Number.isInteger(value.sum.constant)) grid = DENSE;
    }
    const maybeMissing = negation(somePresent(cases));
    return {
      nature: { kind: "defined" },
      universe: withMissing(numbers(union(parts, grid), grid), maybeMissing.kind !== "constant" || maybeMissing.value),
      definition: (): Formula =>
        or(
          ...cases.map(({ guard, value }) =>
            value.kind === "number"
              ? and(guard, isPresent(value), equalsSum(quantity, value.sum, context))
              : literal(quantity, numbers([], grid)),
          ),
          and(literal(quantity, emptyBut(quantity.universe)), maybeMissing),
        ),
      describe: () => describeTerm(term),
    };
  });
  return always(numberValue(sumOf(quantity)));
}
