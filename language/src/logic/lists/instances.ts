import type { ListTerm } from "../../condition/condition.js";
import { signOf } from "../exact.js";
import { and, type Formula, negation, or } from "../formula.js";
import { AT_MOST_ZERO, equalsSum, sumWithin } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import type { Frame } from "../quantities/frame.js";
import type { AggregateNature, CountNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, type Sum, sumOf } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import { containsNumber, interval } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";
import type { CountedLists } from "./counted.js";
import { elementFrame, elementSeenFrom, rootOf } from "./elements.js";
import { isNeverNegative } from "./facts.js";
import type { Following, Knowledge } from "./following.js";

const ABOVE_ZERO = [interval(0, Number.POSITIVE_INFINITY, { low: true })];

/** An element that must exist. */
interface Instance {
  readonly key: string;
  readonly root: string;
  readonly frame: Frame;
  readonly formula: Formula;
}

/**
 * What follows from lists that have elements and from lists that have none: an element that must be there is given a name,
 * and whatever holds of all elements is said of it.
 */
export class Instances implements Knowledge {
  readonly #lowering: Lowering;
  readonly #lists: CountedLists;

  constructor(lowering: Lowering, lists: CountedLists) {
    this.#lowering = lowering;
    this.#lists = lists;
  }

  follow(domains: Domains, following: Following): void {
    const asked = domains.touched.filter(({ nature }) => nature.kind === "count" || nature.kind === "aggregate");
    if (asked.length === 0) return;
    const instances = asked.flatMap((quantity) => this.#instances(quantity, domains.of(quantity) as NumberSet));
    for (const instance of instances) {
      following.say(`exists ${instance.key}`, () => instance.formula);
      for (const quantity of asked) {
        const { nature } = quantity;
        if (nature.kind !== "count" && nature.kind !== "aggregate") continue;
        if (rootOf(nature.list.steps[0]!, nature.frame) !== instance.root) continue;
        const general = this.#ofAll(quantity, domains.of(quantity) as NumberSet, instance);
        if (general !== null) following.say(`${quantity.number} ${general.about} ${instance.key}`, general.make);
      }
    }
  }

  /** Lists that are not empty, and the element that a least or greatest value belongs to. */
  #instances(quantity: Quantity, set: NumberSet): readonly Instance[] {
    const { nature } = quantity;
    if (nature.kind === "count") return containsNumber(set.intervals, 0) ? [] : [this.#someElement(quantity, nature)];
    if (nature.kind !== "aggregate" || set.missing) return [];
    if (nature.function === "min" || nature.function === "max") return [this.#extremeElement(quantity, nature)];
    // Of numbers that are told no further a total says enough; of what elements have in lists of their own it does not.
    const isOfLists = nature.function === "sum" && nature.value.kind === "aggregate" && nature.list.steps.length === 1;
    return isOfLists && isNeverNegative(quantity) && !containsNumber(set.intervals, 0)
      ? [this.#addingElement(quantity, nature)]
      : [];
  }

  /** A total that is not 0 has an element that adds to it. */
  #addingElement(quantity: Quantity, nature: AggregateNature): Instance {
    const { list, frame } = nature;
    const inner = elementFrame(list.steps[0]!, frame, `adding ${quantity.number}`);
    return {
      key: inner.place,
      root: rootOf(list.steps[0]!, frame),
      frame: inner,
      formula: and(
        this.#isElement(list, inner),
        this.#hasValue(nature, inner, (sum) => sumWithin(sum, ABOVE_ZERO, this.#lowering.context)),
      ),
    };
  }

  #someElement(quantity: Quantity, { list, frame }: CountNature): Instance {
    const inner = elementFrame(list.steps[0]!, frame, `some ${quantity.number}`);
    return {
      key: inner.place,
      root: rootOf(list.steps[0]!, frame),
      frame: inner,
      formula: this.#isElement(list, inner),
    };
  }

  #extremeElement(quantity: Quantity, nature: AggregateNature): Instance {
    const { list, frame } = nature;
    const inner = elementFrame(list.steps[0]!, frame, `extreme ${quantity.number}`);
    const formula =
      list.steps.length > 1
        ? this.#isElement(list, inner)
        : and(
            this.#isElement(list, inner),
            this.#hasValue(nature, inner, (sum) => equalsSum(quantity, sum, this.#lowering.context)),
          );
    return { key: inner.place, root: rootOf(list.steps[0]!, frame), frame: inner, formula };
  }

  /** The element passes the first step's filter, and leads to some element of the further steps. */
  #isElement(list: ListTerm, element: Frame): Formula {
    const { filter } = list.steps[0]!;
    const passed = filter === null ? and() : this.#lowering.condition(filter, element);
    if (list.steps.length === 1) return passed;
    return and(passed, this.#lists.exists({ ...list, steps: list.steps.slice(1) }, element));
  }

  #hasValue({ value }: AggregateNature, element: Frame, test: (sum: Sum) => Formula): Formula {
    return or(
      ...this.#lowering
        .cases(value, element)
        .map((one) => and(one.guard, one.value.kind === "number" ? test(one.value.sum) : or())),
    );
  }

  /** What holds of every element, said of one; null where nothing is known of all. */
  #ofAll(quantity: Quantity, set: NumberSet, { frame }: Instance): { readonly about: string; make(): Formula } | null {
    const { nature } = quantity;
    if (nature.kind !== "count" && nature.kind !== "aggregate") return null;
    // The same element, seen from where the list is asked about: what its filter reads around it lies there.
    const element = elementSeenFrom(nature.frame, frame);
    if (nature.kind === "count") {
      const isEmpty = !set.intervals.some(({ high }) => signOf(high) > 0);
      return isEmpty ? { about: "none", make: () => negation(this.#isElement(nature.list, element)) } : null;
    }
    if (nature.list.steps.length > 1 || set.missing) return null;
    const bound = (smaller: Sum, larger: Sum): Formula =>
      sumWithin(addSums(smaller, larger, -1), AT_MOST_ZERO, this.#lowering.context);
    const own = sumOf(quantity);
    const said = (test: (sum: Sum) => Formula) => () =>
      or(
        negation(this.#isElement(nature.list, element)),
        this.#valueIsMissing(nature, element),
        this.#hasValue(nature, element, test),
      );
    switch (nature.function) {
      case "min":
        return { about: "least", make: said((sum) => bound(own, sum)) };
      case "max":
        return { about: "greatest", make: said((sum) => bound(sum, own)) };
      case "sum": {
        if (!isNeverNegative(quantity)) return null;
        return { about: "part", make: said((sum) => bound(sum, own)) };
      }
      default:
        return null;
    }
  }

  #valueIsMissing({ value }: AggregateNature, element: Frame): Formula {
    return negation(this.#lowering.present(value, element));
  }
}
