import { termKey } from "../../condition/canonical.js";
import { and, type Formula, negation } from "../formula.js";
import { sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import type { AggregateNature, CountNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, sumOf } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import type { NumberSet } from "../sets/value-set.js";
import { elementFrame } from "./elements.js";
import { isSameRow, type MayHold } from "./facts.js";

/** So many filters of one list are told apart in all combinations. */
const MOST_FILTERS = 5;

interface Counted {
  readonly quantity: Quantity;
  readonly nature: CountNature | AggregateNature;
}

/**
 * Filters of one list divide its elements into kinds: those that pass the first and the second, the first only, and so on.
 * Every count is the sum of the kinds that pass its filter; kinds that no element can be of are left out. What inequalities
 * then say of the counts is all there is to say of them, as long as elements are chosen freely. Totals of one value are
 * divided in the same way.
 */
export class Minterms {
  readonly #lowering: Lowering;
  readonly #mayHold: MayHold;
  readonly #known = new Map<string, Formula>();
  readonly #kinds = new Map<string, boolean>();

  constructor(lowering: Lowering, mayHold: MayHold) {
    this.#lowering = lowering;
    this.#mayHold = mayHold;
  }

  following(
    domains: Domains,
    said: ReadonlySet<string>,
  ): { readonly formulas: readonly Formula[]; readonly keys: readonly string[] } {
    const formulas: Formula[] = [];
    const keys: string[] = [];
    for (const group of groupsOf(domains)) {
      if (
        group.length < 2 ||
        group.length > MOST_FILTERS ||
        !group.some(({ quantity }) => isCompared(quantity, domains))
      )
        continue;
      const key = `kinds ${group.map(({ quantity }) => quantity.number).join(" ")}`;
      if (said.has(key)) continue;
      keys.push(key);
      formulas.push(this.#divided(key, group));
    }
    return { formulas, keys };
  }

  #divided(key: string, group: readonly Counted[]): Formula {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const passed = group.map(({ nature }) => this.#filters(nature));
    const sums: Sum[] = group.map(() => constantSum(0));
    const divide = (index: number, signs: readonly boolean[], formulas: readonly Formula[]): void => {
      if (index > 0 && !this.#isKind(group, signs, formulas)) return;
      if (index === group.length) {
        if (!signs.includes(true)) return;
        const kind = sumOf(this.#kind(`${key}: ${signs.map(Number).join("")}`, group[signs.indexOf(true)]!.quantity));
        for (const [at, sign] of signs.entries()) if (sign) sums[at] = addSums(sums[at]!, kind);
        return;
      }
      divide(index + 1, [...signs, true], [...formulas, passed[index]!]);
      divide(index + 1, [...signs, false], [...formulas, negation(passed[index]!)]);
    };
    divide(0, [], []);
    const formula = and(
      ...group.map(({ quantity }, index) =>
        sumWithin(addSums(sums[index]!, sumOf(quantity), -1), ZERO_ONLY, this.#lowering.context),
      ),
    );
    this.#known.set(key, formula);
    return formula;
  }

  /** Whether an element can pass just these filters, of those looked at so far. */
  #isKind(group: readonly Counted[], signs: readonly boolean[], formulas: readonly Formula[]): boolean {
    const key = signs.map((sign, index) => `${sign ? "+" : "-"}${group[index]!.quantity.number}`).join(" ");
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const may = this.#mayHold(formulas);
    this.#kinds.set(key, may);
    return may;
  }

  /** What a count or total can be, a part of it by kind can be, too. */
  #kind(key: string, { universe }: Quantity): Quantity {
    return this.#lowering.context.vocabulary.quantity(key, () => ({
      nature: { kind: "defined" },
      universe,
      describe: () => "elements of one kind",
    }));
  }

  #filters({ list, frame }: Counted["nature"]): Formula {
    let inner = frame;
    const passed: Formula[] = [];
    for (const step of list.steps) {
      inner = elementFrame(step, inner, "any");
      if (step.filter !== null) passed.push(this.#lowering.condition(step.filter, inner));
    }
    return and(...passed);
  }
}

/** The counts, or the totals of one value, of one list each, whatever their filters. */
function groupsOf(domains: Domains): readonly (readonly Counted[])[] {
  const groups: Counted[][] = [];
  for (const quantity of domains.touched) {
    const { nature } = quantity;
    if (nature.kind !== "count" && !(nature.kind === "aggregate" && nature.function === "sum")) continue;
    const same = groups.find(
      ([first]) =>
        valueKey(first!.nature) === valueKey(nature) &&
        isSameRow(first!.nature.list, first!.nature.frame, nature.list, nature.frame),
    );
    if (same === undefined) groups.push([{ quantity, nature }]);
    else same.push({ quantity, nature });
  }
  return groups;
}

function valueKey(nature: Counted["nature"]): string | null {
  return nature.kind === "count" ? null : termKey(nature.value);
}

/** Whether more is asked of a count than if there is any element: only then kinds have anything to say. */
function isCompared(quantity: Quantity, domains: Domains): boolean {
  if (domains.dependentsOf(quantity).length > 0) return true;
  const { intervals } = domains.of(quantity) as NumberSet;
  const [first, ...more] = intervals;
  if (first === undefined || more.length > 0) return true;
  const none = first.low === 0 && first.high === 0;
  return !none && !((first.low === 0 || first.low === 1) && first.high === Number.POSITIVE_INFINITY);
}
