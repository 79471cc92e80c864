import { listKey, termKey } from "../../condition/canonical.js";
import type { ListTerm } from "../../condition/condition.js";
import { and, type Formula, literal, negation, or } from "../formula.js";
import { AT_MOST_ZERO, sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import type { Frame } from "../quantities/frame.js";
import type { AggregateNature, CountNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, sumOf } from "../quantities/sum.js";
import type { Domains } from "../search/domains.js";
import { interval, WHOLE } from "../sets/intervals.js";
import { type NumberSet, numbers } from "../sets/value-set.js";
import { totalWithin } from "./bounds.js";
import { withValue } from "./counted.js";
import { elementFrame, rowOf } from "./elements.js";
import type { MayHold } from "./facts.js";
import type { Following, Knowledge } from "./following.js";
import { areApart, endsOfValues, numberOfValues, type Survey, type Surveyed } from "./survey.js";

/** So many filters of one list are told apart in all combinations, as long as there are no more kinds than this. */
const MOST_FILTERS = 6;
const MOST_KINDS = 24;

const SOMETHING = numbers([interval(1, Number.POSITIVE_INFINITY)], WHOLE);

/** A count, a total, or how many values are different; of the elements that pass a filter, and have the value. */
interface Asked {
  readonly quantity: Quantity;
  readonly nature: CountNature | AggregateNature;
  readonly list: ListTerm;
  readonly filter: string;
  /** Equal for the same list, whatever the filters. */
  readonly row: string;
}

/** The elements that pass these filters and no other. */
interface Kind {
  readonly passed: ReadonlySet<string>;
  readonly formulas: readonly Formula[];
  readonly count: Quantity;
}

/**
 * Filters of one list divide its elements into kinds: those that pass the first and the second, the first only, and so on.
 * Every count is the sum of the kinds that pass its filter; kinds that no element can be of are left out. Totals of a value
 * are divided in the same way, and within a kind lie where its number and its values allow; and there are no more different
 * values than the kinds have. What inequalities then say of counts is all there is to say of them, as long as elements are
 * chosen freely.
 */
export class Kinds implements Knowledge {
  readonly #lowering: Lowering;
  readonly #mayHold: MayHold;
  readonly #survey: Survey;
  readonly #known = new Map<string, Formula>();
  readonly #divisions = new Map<string, readonly Kind[] | null>();
  readonly #possible = new Map<string, boolean>();
  readonly #surveyed = new Map<string, Surveyed>();

  constructor(lowering: Lowering, mayHold: MayHold, survey: Survey) {
    this.#lowering = lowering;
    this.#mayHold = mayHold;
    this.#survey = survey;
  }

  follow(domains: Domains, following: Following): void {
    for (const row of rowsOf(domains)) {
      if (this.#divide(row, domains, following)) continue;
      for (const part of partsOf(row)) this.#divide(part, domains, following);
    }
  }

  /** False where there is too much to divide. */
  #divide(group: readonly Asked[], domains: Domains, following: Following): boolean {
    const filters = new Map(group.map((asked) => [asked.filter, asked]));
    if (filters.size < 2 || !group.some(({ quantity }) => isCompared(quantity, domains))) return true;
    if (filters.size > MOST_FILTERS) return false;
    const none = new Set(group.filter((asked) => isNone(asked, domains)).map(({ filter }) => filter));
    const without = [...filters.keys()].map((filter) => (none.has(filter) ? "-" : "+")).join("");
    const key = `kinds ${group.map(({ quantity }) => quantity.number).join(" ")} ${without}`;
    let kinds = this.#divisions.get(key);
    if (kinds === undefined) {
      kinds = this.#kinds(filters, none);
      this.#divisions.set(key, kinds);
    }
    if (kinds === null) return false;
    const found = kinds;
    following.say(key, () => {
      const formula = this.#known.get(key) ?? this.#divided(group, found);
      this.#known.set(key, formula);
      return formula;
    });
    return true;
  }

  /** All kinds that an element may be of; null if they are too many. */
  #kinds(filters: ReadonlyMap<string, Asked>, none: ReadonlySet<string>): readonly Kind[] | null {
    const passed = [...filters].map(([filter, asked]) => ({ filter, formula: this.#filters(asked) }));
    const division = [...filters.keys()].join(" ");
    const [first] = [...filters.values()] as [Asked, ...Asked[]];
    const found: Kind[] = [];
    const divide = (index: number, signs: readonly boolean[], formulas: readonly Formula[]): boolean => {
      const key = signs.map((sign, at) => `${sign ? "+" : "-"}${passed[at]!.filter}`).join(" ");
      if (index > 0 && !this.#isPossible(key, formulas)) return true;
      const next = passed[index];
      if (next === undefined) {
        if (signs.includes(true)) {
          const own = new Set(passed.flatMap(({ filter }, at) => (signs[at] ? [filter] : [])));
          found.push({ passed: own, formulas, count: this.#countOf(key, division, first) });
        }
        return found.length <= MOST_KINDS;
      }
      if (!none.has(next.filter) && !divide(index + 1, [...signs, true], [...formulas, next.formula])) return false;
      return divide(index + 1, [...signs, false], [...formulas, negation(next.formula)]);
    };
    return divide(0, [], []) ? found : null;
  }

  #divided(group: readonly Asked[], kinds: readonly Kind[]): Formula {
    const { context } = this.#lowering;
    const said: Formula[] = [];
    const parts = new Map<string, Quantity>();
    for (const asked of group) {
      const own = kinds.filter(({ passed }) => passed.has(asked.filter));
      const whole = sumOf(asked.quantity);
      const { nature } = asked;
      if (nature.kind === "count") {
        said.push(sumWithin(addSums(total(own.map(({ count }) => count)), whole, -1), ZERO_ONLY, context));
        continue;
      }
      const about = `${nature.function} ${termKey(nature.value)} ${nature.frame.place}`;
      const values = own.map((kind) => this.#valuesOf(kind, nature));
      const amounts = own.map((kind, index) => {
        const key = `${about} of ${kind.count.key}`;
        let part = parts.get(key);
        if (part === undefined) {
          part = this.#partOf(key, asked.quantity);
          parts.set(key, part);
          said.push(
            nature.function === "sum"
              ? this.#sum(part, kind, values[index]!)
              : this.#different(part, kind, values[index]!),
          );
        }
        return part;
      });
      if (nature.function === "sum") {
        said.push(sumWithin(addSums(total(amounts), whole, -1), ZERO_ONLY, context));
        continue;
      }
      const most = addSums(whole, total(amounts), -1);
      said.push(sumWithin(most, areApart(values) ? ZERO_ONLY : AT_MOST_ZERO, context));
      for (const part of amounts) said.push(sumWithin(addSums(sumOf(part), whole, -1), AT_MOST_ZERO, context));
    }
    return and(...said);
  }

  /** The total of the elements of a kind. */
  #sum(part: Quantity, { count }: Kind, values: Surveyed): Formula {
    const { context } = this.#lowering;
    const ends = endsOfValues(values);
    if (ends !== null) return totalWithin(sumOf(part), count, ends, context);
    return sumWithin(sumOf(count), ZERO_ONLY, context);
  }

  /** How many different values the elements of a kind have. */
  #different(part: Quantity, { count }: Kind, values: Surveyed): Formula {
    const { context } = this.#lowering;
    const none = and(sumWithin(sumOf(count), ZERO_ONLY, context), sumWithin(sumOf(part), ZERO_ONLY, context));
    return and(
      sumWithin(sumOf(part), [interval(0, numberOfValues(values))], context),
      sumWithin(addSums(sumOf(part), sumOf(count), -1), AT_MOST_ZERO, context),
      or(none, literal(part, SOMETHING)),
    );
  }

  #valuesOf({ formulas, count }: Kind, nature: AggregateNature): Surveyed {
    const key = `${count.key} ${termKey(nature.value)} ${nature.frame.place}`;
    const known = this.#surveyed.get(key);
    if (known !== undefined) return known;
    const element = elementOf(nature.list, nature.frame);
    const found = this.#survey(formulas, this.#lowering.cases(nature.value, element));
    this.#surveyed.set(key, found);
    return found;
  }

  #isPossible(key: string, formulas: readonly Formula[]): boolean {
    const known = this.#possible.get(key);
    if (known !== undefined) return known;
    const may = this.#mayHold(formulas);
    this.#possible.set(key, may);
    return may;
  }

  #countOf(key: string, division: string, { list, nature }: Asked): Quantity {
    return this.#lowering.context.vocabulary.quantity(`kind ${key}`, () => ({
      nature: { kind: "kind", list, frame: nature.frame, division },
      universe: numbers([interval(0, Number.POSITIVE_INFINITY)], WHOLE),
      describe: () => "elements of one kind",
    }));
  }

  /** What a total can be, a part of it by kind can be, too. */
  #partOf(key: string, { universe }: Quantity): Quantity {
    return this.#lowering.context.vocabulary.quantity(key, () => ({
      nature: { kind: "defined" },
      universe,
      describe: () => "elements of one kind",
    }));
  }

  #filters({ list, nature: { frame } }: Asked): Formula {
    let inner = frame;
    const passed: Formula[] = [];
    for (const step of list.steps) {
      inner = elementFrame(step, inner, "any");
      if (step.filter !== null) passed.push(this.#lowering.condition(step.filter, inner));
    }
    return and(...passed);
  }
}

/** Some element of the list, the same whenever this is asked. */
function elementOf(list: ListTerm, frame: Frame): Frame {
  return list.steps.reduce((around, step) => elementFrame(step, around, "any"), frame);
}

function total(quantities: readonly Quantity[]): Sum {
  return quantities.reduce((sum, quantity) => addSums(sum, sumOf(quantity)), constantSum(0));
}

/** What is asked of the same list, whatever the filters. */
function rowsOf(domains: Domains): readonly (readonly Asked[])[] {
  const rows = new Map<string, Asked[]>();
  for (const quantity of domains.touched) {
    const asked = askedOf(quantity);
    if (asked === null) continue;
    const same = rows.get(asked.row);
    if (same === undefined) rows.set(asked.row, [asked]);
    else same.push(asked);
  }
  return [...rows.values()];
}

const askedOfQuantities = new WeakMap<Quantity, Asked>();

function askedOf(quantity: Quantity): Asked | null {
  const { nature } = quantity;
  if (nature.kind !== "count" && nature.kind !== "aggregate") return null;
  if (nature.kind === "aggregate" && nature.function !== "sum" && nature.function !== "count-distinct") return null;
  let asked = askedOfQuantities.get(quantity);
  if (asked === undefined) {
    const list = nature.kind === "count" ? nature.list : withValue(nature.list, nature.value);
    const filter = `${listKey(list)} ${nature.frame.place}`;
    asked = { quantity, nature, list, filter, row: rowOf(list, nature.frame) };
    askedOfQuantities.set(quantity, asked);
  }
  return asked;
}

/** The counts alone, and the totals of each value alone. */
function partsOf(row: readonly Asked[]): readonly (readonly Asked[])[] {
  const parts = new Map<string, Asked[]>();
  for (const asked of row) {
    const { nature } = asked;
    const key = nature.kind === "count" ? "" : `${nature.function} ${termKey(nature.value)}`;
    parts.set(key, [...(parts.get(key) ?? []), asked]);
  }
  return parts.size < 2 ? [] : [...parts.values()];
}

function isNone({ quantity, nature }: Asked, domains: Domains): boolean {
  if (nature.kind !== "count") return false;
  const { intervals } = domains.of(quantity) as NumberSet;
  return intervals.every(({ low, high }) => low === 0 && high === 0);
}

/** Whether more is asked of it than if there is any element: only then kinds have anything to say. */
function isCompared(quantity: Quantity, domains: Domains): boolean {
  if (domains.dependentsOf(quantity).length > 0) return true;
  const { intervals } = domains.of(quantity) as NumberSet;
  const [first, ...more] = intervals;
  if (first === undefined || more.length > 0) return true;
  const none = first.low === 0 && first.high === 0;
  return !none && !((first.low === 0 || first.low === 1) && first.high === Number.POSITIVE_INFINITY);
}
