import { listKey, termKey } from "../../condition/canonical.js";
import { BoundedCache } from "../calendar/bounded-cache.js";
import { compareExact, type Exact, isFiniteExact, signOf } from "../exact.js";
import { and, type Formula, literal, or } from "../formula.js";
import { emptyBut } from "../lowering/fields.js";
import { AT_MOST_ZERO, sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import type { AggregateNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, hullOf, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import { type Interval, intersect } from "../sets/intervals.js";
import type { NumberSet, ValueSet } from "../sets/value-set.js";
import { totalWithin } from "./bounds.js";
import { type CountedLists, withValue } from "./counted.js";
import { isSameRow } from "./elements.js";
import type { Following, Knowledge } from "./following.js";

type Function = "sum" | "average" | "min" | "max";

/** Aggregates of the same values of one list, by what they are. */
type Group = { readonly nature: AggregateNature } & Partial<Record<Function, Quantity>>;

/** What is asked of a group again and again, once it has been found out. */
interface About {
  readonly count: Quantity;
  /** The ends of the values; undefined until they are asked for. */
  values?: Interval | null;
  readonly aggregates: Map<Function, Quantity | undefined>;
  /** What was said, by all that it was made of. */
  readonly said: BoundedCache<readonly Formula[]>;
}

/** What is known of a group in a state of the search. */
interface Known {
  readonly min: Quantity | undefined;
  readonly max: Quantity | undefined;
  readonly total: Quantity | undefined;
  /** How many values there are, if that is known. */
  readonly size: Exact | null;
  /** Where the values lie, and where their mean does; null where that says nothing of a total. */
  readonly ends: { readonly hull: Interval; readonly mean: Interval } | null;
}

/** So much of what was said of a group is kept. */
const MOST_SAID = 64;
/** A bound that creeps is said so often, no more. */
const MOST_ROUNDS = 3;
/** So many elements at most are told one by one. */
const MOST_ELEMENTS = 10_000;

/**
 * How totals, averages, least and greatest values go together with how many elements there are. That is no linear relation,
 * but it is one wherever the number of elements or the ends of the values are known: it is said with what is known of them.
 */
export class Totals implements Knowledge {
  readonly #lowering: Lowering;
  readonly #lists: CountedLists;
  readonly #about = new Map<string, About>();

  constructor(lowering: Lowering, lists: CountedLists) {
    this.#lowering = lowering;
    this.#lists = lists;
  }

  follow(domains: Domains, following: Following): void {
    for (const [name, group] of groupsOf(domains)) {
      const about = this.#aboutOf(name, group);
      const known = this.#known(group, about, domains);
      const found = about.said.get(
        keyOf(group, known),
        () => this.#said(group, about, known),
        () => 1,
      );
      if (found.length > 0) following.sayUpTo(MOST_ROUNDS, name, saidOf(known), () => and(...found));
    }
  }

  #aboutOf(name: string, { nature: { list, value, frame } }: Group): About {
    let about = this.#about.get(name);
    if (about === undefined) {
      const count = this.#lists.count(withValue(list, value), frame);
      about = { count, aggregates: new Map(), said: new BoundedCache(MOST_SAID) };
      this.#about.set(name, about);
    }
    return about;
  }

  #known(group: Group, about: About, domains: Domains): Known {
    const { list, value, frame } = group.nature;
    const [min, max] = this.#extremes(group, about, domains);
    const size = onlyNumber(domains.of(about.count) as NumberSet);
    const total = this.#total(group, about, size, domains);
    if (about.values === undefined) about.values = this.#lists.valuesOf(list, value, frame);
    const { values } = about;
    if (total === undefined || values === null) return { min, max, total, size, ends: null };
    // The mean lies where the values lie; what they come to is as many times the mean as there are values.
    const hull = within(within(values, aboveLow(endsOf(min, domains))), belowHigh(endsOf(max, domains)));
    return { min, max, total, size, ends: { hull, mean: within(hull, endsOf(group.average, domains)) } };
  }

  #said({ average }: Group, { count }: About, { min, max, total, size, ends }: Known): readonly Formula[] {
    const { context } = this.#lowering;
    const found: Formula[] = [];
    const atMost = (smaller: Sum, larger: Sum, ...present: readonly Quantity[]): void => {
      const bound = sumWithin(addSums(smaller, larger, -1), AT_MOST_ZERO, context);
      found.push(or(bound, ...present.filter(({ universe }) => universe.missing).map(isMissing)));
    };
    if (average !== undefined && min !== undefined) atMost(sumOf(min), sumOf(average), min, average);
    if (average !== undefined && max !== undefined) atMost(sumOf(average), sumOf(max), average, max);
    if (min !== undefined && max !== undefined) atMost(sumOf(min), sumOf(max), min, max);
    if (total === undefined || ends === null) return found;
    const { hull, mean } = ends;
    const whole = sumOf(total);
    found.push(totalWithin(whole, count, mean, context));
    if (size === null || signOf(size) <= 0 || compareExact(size, MOST_ELEMENTS) > 0) return found;
    if (average !== undefined) {
      const difference = addSums(scaleSum(sumOf(average), size), whole, -1);
      found.push(or(sumWithin(difference, ZERO_ONLY, context), isMissing(average)));
    }
    // One element is the greatest, each of the others lies between the least and the greatest.
    const others = addSums(constantSum(size), constantSum(-1)).constant;
    const lowest = min !== undefined ? sumOf(min) : isFiniteExact(hull.low) ? constantSum(hull.low) : null;
    const highest = max !== undefined ? sumOf(max) : isFiniteExact(hull.high) ? constantSum(hull.high) : null;
    const present = [min, max].filter((one) => one !== undefined);
    if (max !== undefined) atMost(whole, scaleSum(sumOf(max), size), max);
    if (min !== undefined) atMost(scaleSum(sumOf(min), size), whole, min);
    if (max !== undefined && lowest !== null) atMost(addSums(sumOf(max), lowest, others), whole, ...present);
    if (min !== undefined && highest !== null) atMost(whole, addSums(sumOf(min), highest, others), ...present);
    return found;
  }

  /** Where it is known that some elements are not there, an average or a total also tells of its least and greatest value. */
  #extremes(
    group: Group,
    about: About,
    domains: Domains,
  ): readonly [min: Quantity | undefined, max: Quantity | undefined] {
    const { nature, average, sum, min, max } = group;
    const asked = average ?? sum;
    if (asked === undefined || nature.list.steps.length > 1) return [min, max];
    const isTold = domains.touched.some(
      (one) =>
        one.nature.kind === "count" &&
        isSameRow(one.nature.list, one.nature.frame, nature.list, nature.frame) &&
        isNone(domains.of(one) as NumberSet),
    );
    if (!isTold || isNone(domains.of(about.count) as NumberSet)) return [min, max];
    return [min ?? this.#aggregate(group, about, "min"), max ?? this.#aggregate(group, about, "max")];
  }

  /** What the values come to; of a mean only where something else is known of the elements. */
  #total(group: Group, about: About, size: Exact | null, domains: Domains): Quantity | undefined {
    const { sum, average, min, max } = group;
    if (sum !== undefined) return sum;
    if (average === undefined) {
      return size !== null && min !== undefined && max !== undefined ? this.#aggregate(group, about, "sum") : undefined;
    }
    const isAloneKnown = domains.touched.every(
      (one) => one === average || !tellsOf(one, group.nature) || (one === about.count && isUnbounded(domains.of(one))),
    );
    return isAloneKnown ? undefined : this.#aggregate(group, about, "sum");
  }

  #aggregate({ nature: { list, value, frame } }: Group, { aggregates }: About, kind: Function): Quantity | undefined {
    if (aggregates.has(kind)) return aggregates.get(kind);
    const [only] = this.#lists.aggregate(
      { kind: "aggregate", type: { kind: "number" }, function: kind, list, value },
      frame,
    );
    const quantity = only?.value.kind === "number" ? only.value.sum.terms[0]?.[0] : undefined;
    aggregates.set(kind, quantity);
    return quantity;
  }
}

function groupsOf(domains: Domains): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const quantity of domains.touched) {
    const { nature } = quantity;
    if (nature.kind !== "aggregate" || nature.function === "count-distinct") continue;
    const name = nameOf(quantity, nature);
    groups.set(name, { ...groups.get(name), nature, [nature.function]: quantity });
  }
  return groups;
}

const names = new WeakMap<Quantity, string>();

/** Of the group that an aggregate is in. */
function nameOf(quantity: Quantity, { frame, list, value }: AggregateNature): string {
  let name = names.get(quantity);
  if (name === undefined) {
    name = `totals ${frame.place} ${listKey(list)} ${termKey(value)}`;
    names.set(quantity, name);
  }
  return name;
}

/** All that what is said of the group is made of. */
function keyOf({ average }: Group, { min, max, total, size, ends }: Known): string {
  const quantities = [average, min, max, total].map((one) => one?.number).join(" ");
  return `${quantities} ${write(size ?? -1)} ${ends === null ? "" : `${writeEnds(ends.hull)} ${writeEnds(ends.mean)}`}`;
}

/** What is new of it. */
function saidOf({ min, max, size, ends }: Known): string {
  const key = [min, max].map((one) => one?.number).join(" ");
  return ends === null ? key : `${key} ${writeEnds(ends.mean)} ${write(size ?? -1)}`;
}

function endsOf(quantity: Quantity | undefined, domains: Domains): Interval | null {
  return quantity === undefined ? null : hullOf((domains.of(quantity) as NumberSet).intervals);
}

/** What is in both, where they meet; else the first as it is. */
function within(hull: Interval, other: Interval | null): Interval {
  return other === null ? hull : (intersect([hull], [other])[0] ?? hull);
}

/** No value is smaller than the least can be. */
function aboveLow(ends: Interval | null): Interval | null {
  return ends === null ? null : { ...ends, high: Number.POSITIVE_INFINITY, highOpen: true };
}

function belowHigh(ends: Interval | null): Interval | null {
  return ends === null ? null : { ...ends, low: Number.NEGATIVE_INFINITY, lowOpen: true };
}

function onlyNumber({ intervals }: NumberSet): Exact | null {
  const hull = hullOf(intervals);
  return hull !== null && compareExact(hull.low, hull.high) === 0 ? hull.low : null;
}

/** Whether it is a number of elements of the list, a total or a mean. */
function tellsOf({ nature }: Quantity, { list, frame }: AggregateNature): boolean {
  if (nature.kind !== "count" && nature.kind !== "aggregate") return false;
  if (nature.kind === "aggregate" && nature.function !== "sum" && nature.function !== "average") return false;
  return isSameRow(nature.list, nature.frame, list, frame);
}

/** Nothing is known of a number but that it is at least 1. */
function isUnbounded(set: ValueSet): boolean {
  if (set.kind !== "numbers") return false;
  const hull = hullOf(set.intervals);
  return hull !== null && compareExact(hull.low, 1) <= 0 && !isFiniteExact(hull.high);
}

function isNone({ intervals }: NumberSet): boolean {
  return !intervals.some(({ high }) => signOf(high) > 0);
}

function isMissing(quantity: Quantity): Formula {
  return literal(quantity, emptyBut(quantity.universe));
}

function writeEnds({ low, lowOpen, high, highOpen }: Interval): string {
  return `${lowOpen ? "(" : "["}${write(low)} ${write(high)}${highOpen ? ")" : "]"}`;
}

function write(value: Exact): string {
  return typeof value === "number" ? String(value) : `${value.numerator}/${value.denominator}`;
}
