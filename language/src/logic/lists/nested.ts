import type { AggregateTerm, ListTerm, Term } from "../../condition/condition.js";
import type { ScalarType } from "../../condition/schema.js";
import { and, type Formula, literal, or } from "../formula.js";
import { emptyBut } from "../lowering/fields.js";
import { AT_MOST_ZERO, sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import type { AggregateNature, CountNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, type Sum, sumOf } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import { rootOf } from "./elements.js";
import type { Following, Knowledge } from "./following.js";

const INTEGER: ScalarType = { kind: "integer" };

/**
 * Lists within the elements of a list, laid end to end: what is counted in all of them is the sum of what is counted in
 * each, and their greatest value is the greatest of each one's greatest. That is said where something else is asked of the
 * elements around them.
 */
export class NestedLists implements Knowledge {
  readonly #lowering: Lowering;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  follow(domains: Domains, following: Following): void {
    const asked = domains.touched.filter(({ nature }) => nature.kind === "count" || nature.kind === "aggregate");
    for (const quantity of asked) {
      const nature = quantity.nature as CountNature | AggregateNature;
      if (nature.list.steps.length < 2) continue;
      const isMet = asked.some((other) => isAround(other.nature as CountNature | AggregateNature, nature));
      if (isMet) following.say(`nested ${quantity.number}`, () => this.#said(quantity, nature));
    }
  }

  #said(quantity: Quantity, nature: CountNature | AggregateNature): Formula {
    const whole = sumOf(quantity);
    const each = (outer: AggregateTerm["function"], inner: AggregateTerm["function"]) =>
      this.#throughout(nature, outer, inner);
    if (nature.kind === "count") return this.#equal(quantity, each("sum", "count"));
    switch (nature.function) {
      case "sum":
      case "min":
      case "max":
        return this.#equal(quantity, each(nature.function, nature.function));
      case "average":
        return and(this.#atMost(each("min", "min"), whole), this.#atMost(whole, each("max", "max")));
      case "count-distinct":
        return and(
          this.#atMost(whole, each("sum", "count-distinct")),
          this.#atMost(each("max", "count-distinct"), whole),
        );
    }
  }

  /** What the elements' own lists come to, taken together. */
  #throughout(
    nature: CountNature | AggregateNature,
    outer: AggregateTerm["function"],
    inner: AggregateTerm["function"],
  ): Sum {
    const { list, frame } = nature;
    const [first, ...rest] = list.steps;
    const isOfValues = nature.kind === "aggregate" && nature.function !== "count-distinct";
    // The values of a checked aggregate are no records.
    const type = isOfValues ? (nature.value.type as ScalarType) : INTEGER;
    const own: Term = {
      kind: "aggregate",
      type,
      function: inner,
      list: { ...list, steps: rest },
      value: nature.kind === "count" ? null : nature.value,
    };
    const around: ListTerm = { kind: "list", steps: [first!], element: null };
    const [only] = this.#lowering.cases({ kind: "aggregate", type, function: outer, list: around, value: own }, frame);
    return (only!.value as { readonly sum: Sum }).sum;
  }

  #equal(quantity: Quantity, sum: Sum): Formula {
    const same = sumWithin(addSums(sumOf(quantity), sum, -1), ZERO_ONLY, this.#lowering.context);
    return or(same, and(isMissing(quantity), ...sum.terms.map(([one]) => isMissing(one))));
  }

  /** Where both are present. */
  #atMost(smaller: Sum, larger: Sum): Formula {
    const bound = sumWithin(addSums(smaller, larger, -1), AT_MOST_ZERO, this.#lowering.context);
    return or(bound, ...[...smaller.terms, ...larger.terms].map(([one]) => isMissing(one)));
  }
}

function isMissing(quantity: Quantity): Formula {
  return literal(quantity, emptyBut(quantity.universe));
}

/** Lists of the same elements, one of which goes deeper than the other. */
function isAround(one: CountNature | AggregateNature, other: CountNature | AggregateNature): boolean {
  return (
    one.list.steps.length !== other.list.steps.length &&
    rootOf(one.list.steps[0]!, one.frame) === rootOf(other.list.steps[0]!, other.frame)
  );
}
