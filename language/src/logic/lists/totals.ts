import { listKey, termKey } from "../../condition/canonical.js";
import type { AggregateTerm } from "../../condition/condition.js";
import { compareExact, type Exact, isFiniteExact, maxExact, minExact, signOf } from "../exact.js";
import { and, type Formula, literal, or } from "../formula.js";
import { emptyBut } from "../lowering/fields.js";
import { AT_MOST_ZERO, sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import type { AggregateNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, hullOf, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import type { Interval } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";
import { type CountedLists, withValue } from "./counted.js";
import { isSameRow } from "./facts.js";

type Function = "sum" | "average" | "min" | "max";

/** Aggregates of the same values of one list, by what they are. */
type Group = { readonly nature: AggregateNature } & Partial<Record<Function, Quantity>>;

/** A bound that creeps is said so often, no more. */
const MOST_ROUNDS = 3;
/** So many elements at most are told one by one. */
const MOST_ELEMENTS = 10_000;

/**
 * How totals, averages, least and greatest values go together with how many elements there are. That is no linear relation,
 * but it is one wherever the number of elements or the ends of the values are known: it is said with what is known of them.
 */
export class Totals {
  readonly #lowering: Lowering;
  readonly #lists: CountedLists;

  constructor(lowering: Lowering, lists: CountedLists) {
    this.#lowering = lowering;
    this.#lists = lists;
  }

  following(
    domains: Domains,
    said: ReadonlySet<string>,
  ): { readonly formulas: readonly Formula[]; readonly keys: readonly string[] } {
    const formulas: Formula[] = [];
    const keys: string[] = [];
    for (const [name, group] of groupsOf(domains)) {
      const { key, found } = this.#said(group, domains);
      if (found.length === 0 || said.has(`${name} ${key}`)) continue;
      const round = Array.from({ length: MOST_ROUNDS }, (_, index) => `${name} round ${index}`).find(
        (one) => !said.has(one),
      );
      if (round === undefined) continue;
      keys.push(`${name} ${key}`, round);
      formulas.push(and(...found));
    }
    return { formulas, keys };
  }

  #said(group: Group, domains: Domains): { readonly key: string; readonly found: readonly Formula[] } {
    const { list, value, frame } = group.nature;
    const { sum, average } = group;
    const [min, max] = this.#extremes(group, domains);
    const count = this.#lists.count(withValue(list, value), frame);
    const number = hullOf((domains.of(count) as NumberSet).intervals);
    const found: Formula[] = [];
    const atMost = (smaller: Sum, larger: Sum, ...present: readonly Quantity[]): void => {
      const bound = sumWithin(addSums(smaller, larger, -1), AT_MOST_ZERO, this.#lowering.context);
      found.push(or(bound, ...present.filter(({ universe }) => universe.missing).map(isMissing)));
    };
    const size = number !== null && compareExact(number.low, number.high) === 0 ? number.low : null;
    const total = sum ?? (size === null ? undefined : this.#total(group));
    if (average !== undefined && min !== undefined) atMost(sumOf(min), sumOf(average), min, average);
    if (average !== undefined && max !== undefined) atMost(sumOf(average), sumOf(max), average, max);
    if (min !== undefined && max !== undefined) atMost(sumOf(min), sumOf(max), min, max);
    const values = this.#values(group, min, max, domains);
    let key = [min, max].map((one) => one?.number).join(" ");
    if (total === undefined || values === null) return { key, found };
    const known = sumOf(total);
    const counted = sumOf(count);
    const { low, high } = values;
    // The mean lies where the values lie; what they come to is as many times the mean as there are values.
    const mean = endsOf(average, domains);
    const [least, greatest] = [maxExact(low, mean?.low ?? low), minExact(high, mean?.high ?? high)];
    key = `${key} ${write(least)} ${write(greatest)} ${write(size ?? -1)}`;
    if (isFiniteExact(greatest)) atMost(known, scaleSum(counted, greatest));
    if (isFiniteExact(least)) atMost(scaleSum(counted, least), known);
    if (size === null || signOf(size) <= 0 || compareExact(size, MOST_ELEMENTS) > 0) return { key, found };
    if (average !== undefined) {
      const difference = addSums(scaleSum(sumOf(average), size), known, -1);
      found.push(or(sumWithin(difference, ZERO_ONLY, this.#lowering.context), isMissing(average)));
    }
    // One element is the greatest, each of the others lies between the least and the greatest.
    const others = addSums(constantSum(size), constantSum(-1)).constant;
    const lowest = min !== undefined ? sumOf(min) : isFiniteExact(low) ? constantSum(low) : null;
    const highest = max !== undefined ? sumOf(max) : isFiniteExact(high) ? constantSum(high) : null;
    const present = [min, max].filter((one) => one !== undefined);
    if (max !== undefined) atMost(known, scaleSum(sumOf(max), size), max);
    if (min !== undefined) atMost(scaleSum(sumOf(min), size), known, min);
    if (max !== undefined && lowest !== null) atMost(addSums(sumOf(max), lowest, others), known, ...present);
    if (min !== undefined && highest !== null) atMost(known, addSums(sumOf(min), highest, others), ...present);
    return { key, found };
  }

  /** Where it is known that some elements are not there, an average or a total also tells of its least and greatest value. */
  #extremes(group: Group, domains: Domains): readonly [min: Quantity | undefined, max: Quantity | undefined] {
    const { nature, average, sum, min, max } = group;
    const asked = average ?? sum;
    if (asked === undefined || nature.list.steps.length > 1) return [min, max];
    const isTold = domains.touched.some(
      (one) =>
        one.nature.kind === "count" &&
        isSameRow(one.nature.list, one.nature.frame, nature.list, nature.frame) &&
        isNone(domains.of(one) as NumberSet),
    );
    if (
      !isTold ||
      isNone(domains.of(this.#lists.count(withValue(nature.list, nature.value), nature.frame)) as NumberSet)
    )
      return [min, max];
    return [min ?? this.#aggregate(group, "min"), max ?? this.#aggregate(group, "max")];
  }

  /** Between which ends every value lies, so far as it is known. */
  #values(
    { nature }: Group,
    min: Quantity | undefined,
    max: Quantity | undefined,
    domains: Domains,
  ): { readonly low: Exact; readonly high: Exact } | null {
    const hull = this.#lists.valuesOf(nature.list, nature.value, nature.frame);
    if (hull === null) return null;
    const low = maxExact(hull.low, endsOf(min, domains)?.low ?? hull.low);
    const high = minExact(hull.high, endsOf(max, domains)?.high ?? hull.high);
    return { low, high };
  }

  #total(group: Group): Quantity | undefined {
    const { average, min, max } = group;
    return [average, min, max].filter((one) => one !== undefined).length > 1 || average !== undefined
      ? this.#aggregate(group, "sum")
      : undefined;
  }

  #aggregate({ nature: { list, value, frame } }: Group, kind: AggregateTerm["function"]): Quantity | undefined {
    const [only] = this.#lists.aggregate(
      { kind: "aggregate", type: { kind: "number" }, function: kind, list, value },
      frame,
    );
    return only?.value.kind === "number" ? only.value.sum.terms[0]?.[0] : undefined;
  }
}

function groupsOf(domains: Domains): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const quantity of domains.touched) {
    const { nature } = quantity;
    if (nature.kind !== "aggregate" || nature.function === "count-distinct") continue;
    const name = `totals ${nature.frame.place} ${listKey(nature.list)} ${termKey(nature.value)}`;
    groups.set(name, { ...groups.get(name), nature, [nature.function]: quantity });
  }
  return groups;
}

function endsOf(quantity: Quantity | undefined, domains: Domains): Interval | null {
  return quantity === undefined ? null : hullOf((domains.of(quantity) as NumberSet).intervals);
}

function isNone({ intervals }: NumberSet): boolean {
  return !intervals.some(({ high }) => signOf(high) > 0);
}

function isMissing(quantity: Quantity): Formula {
  return literal(quantity, emptyBut(quantity.universe));
}

function write(value: Exact): string {
  return typeof value === "number" ? String(value) : `${value.numerator}/${value.denominator}`;
}
