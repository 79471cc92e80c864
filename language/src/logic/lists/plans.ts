import type { ListTerm } from "../../condition/condition.js";
import { toNumber } from "../../values/rational.js";
import type { Frame } from "../quantities/frame.js";
import { frameOf } from "../quantities/frame.js";
import type { AggregateNature } from "../quantities/list-quantity.js";
import type { Domains } from "../search/domains.js";
import type { Assignment, ModelValue } from "../search/model.js";
import { containsNumber } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";
import { keyOfPlan, NO_LISTS, type Plan, type PlannedElement } from "./shape.js";

/** Up to so many elements each is looked at by itself; of more, most are alike. */
const MOST_ELEMENTS = 12;
/** Where values must differ, as in `count(distinct …)`. */
const MOST_DIFFERENT = 60;

/** A customer is not made of more elements than this: who would read it, and it must be built and evaluated. */
const MOST_LARGE = 10_000;

/** How large a list has to be, by what counting says of it. */
interface Wanted {
  /** The largest number of elements counted; of those of different kinds, all together. */
  counted: number;
  /** No more elements than this, where something is known of all of them. */
  most: number;
  different: boolean;
  /** How many elements there are of each kind. */
  kinds: readonly number[];
  /** Elements whose existence follows, by their names, with the lists that are known to be theirs. */
  readonly named: Map<string, Level>;
  /** The lists of all elements, laid end to end. */
  readonly inner: Level;
}

/** The lists of a row, by `JSON.stringify(path)`. */
type Level = Map<string, Wanted>;

/** How a list is made. */
interface Manner {
  /** So many elements more than seem to be wanted; fewer than none are none. */
  readonly more: number;
  /** Of the elements whose existence follows, one is enough; or those whose lists differ; or all of them. */
  readonly known: "one" | "different" | "all";
  /** Whether the elements that nothing asks for are made like the first, or have empty lists. */
  readonly alike: boolean;
}

/** Few elements first. */
const MANNERS: readonly Manner[] = [
  { more: 0, known: "one", alike: false },
  { more: 0, known: "different", alike: false },
  { more: 0, known: "one", alike: true },
  { more: 1, known: "different", alike: false },
  { more: 1, known: "different", alike: true },
  { more: 2, known: "one", alike: true },
  { more: 0, known: "all", alike: false },
  { more: 1, known: "all", alike: true },
  { more: -1, known: "all", alike: false },
];

/**
 * Sizes of lists that are worth trying for a customer of whom counting says this much. Different plans only, each made when
 * it is asked for: most often the first one will do.
 */
export function* plansFor(values: Assignment, domains: Domains): Generator<Plan, void> {
  const root = wantedBy(values, domains);
  const seen = new Set<string>();
  for (const manner of [...MANNERS, null]) {
    const plan = manner === null ? NO_LISTS : planOf(root, manner);
    if (sizeOf(plan) > MOST_LARGE) continue;
    const key = keyOfPlan(plan);
    if (seen.has(key)) continue;
    seen.add(key);
    yield plan;
  }
}

/** All elements, those within elements too. */
function sizeOf({ lists }: Plan): number {
  let size = 0;
  for (const elements of lists.values()) {
    for (const { times, inner } of elements) size += times * (1 + sizeOf(inner));
  }
  return size;
}

/** Elements that are looked at one by one: many that are all alike are one. */
export function differentIn({ lists }: Plan): number {
  let different = 0;
  for (const elements of lists.values()) for (const { inner } of elements) different += 1 + differentIn(inner);
  return different;
}

function wantedBy(values: Assignment, domains: Domains): Level {
  const root: Level = new Map();
  const divided = new Map<string, { readonly list: ListTerm; readonly frame: Frame; readonly kinds: number[] }>();
  for (const quantity of domains.touched) {
    const { nature } = quantity;
    const value = amountOf(values.get(quantity));
    if (nature.kind === "field" || nature.kind === "record") {
      levelAt(root, nature.place);
    } else if (nature.kind === "kind") {
      const division = divided.get(nature.division) ?? { list: nature.list, frame: nature.frame, kinds: [] };
      divided.set(nature.division, division);
      if (value > 0) division.kinds.push(value);
    } else if (nature.kind === "count") {
      const set = domains.of(quantity) as NumberSet;
      const wanted = listAt(root, nature);
      wanted.counted = Math.max(wanted.counted, value, containsNumber(set.intervals, 0) ? 0 : 1);
      if (nature.list.steps.every(({ filter }) => filter === null)) wanted.most = Math.min(wanted.most, mostOf(set));
    } else if (nature.kind === "aggregate") {
      noteAggregate(root, nature, value);
    }
  }
  for (const division of divided.values()) {
    const wanted = listAt(root, division);
    const size = sumOfAll(division.kinds);
    if (size > sumOfAll(wanted.kinds)) wanted.kinds = division.kinds;
    wanted.counted = Math.max(wanted.counted, size);
  }
  return root;
}

function noteAggregate(root: Level, nature: AggregateNature, value: number): void {
  const wanted = listAt(root, nature);
  if (nature.function === "count-distinct") {
    wanted.counted = Math.max(wanted.counted, value);
    wanted.different = true;
  }
  // What elements count in lists of their own, taken together.
  if (nature.function === "sum" && nature.value.kind === "aggregate" && nature.value.function === "count") {
    const inner = lastOf(wanted.inner, nature.value.list);
    inner.counted = Math.max(inner.counted, value);
  }
}

/** What is wanted of a list that stands in a frame. */
function listAt(root: Level, { list, frame }: { readonly list: ListTerm; readonly frame: Frame }): Wanted {
  return lastOf(levelAt(root, frameOf(frame, list.steps[0]!.scope).place), list);
}

/** What is wanted of the last of the steps; those before it need elements to hold its own. */
function lastOf(level: Level, { steps }: ListTerm): Wanted {
  const [first, ...more] = steps.map(({ path }) => JSON.stringify(path));
  let wanted = wantedAt(level, first!);
  for (const key of more) wanted = wantedAt(wanted.inner, key);
  return wanted;
}

/** The lists of the row or the element that has this place. */
function levelAt(root: Level, place: string): Level {
  let level = root;
  for (const [, path, name] of place.matchAll(/\/(\[.*?\])#([^/]*)/g)) {
    const { named } = wantedAt(level, path!);
    const inner: Level = named.get(name!) ?? new Map();
    named.set(name!, inner);
    level = inner;
  }
  return level;
}

function wantedAt(level: Level, key: string): Wanted {
  const known = level.get(key);
  if (known !== undefined) return known;
  const wanted: Wanted = {
    counted: 0,
    most: Number.POSITIVE_INFINITY,
    different: false,
    kinds: [],
    named: new Map(),
    inner: new Map(),
  };
  level.set(key, wanted);
  return wanted;
}

function planOf(level: Level, manner: Manner): Plan {
  const lists = new Map<string, readonly PlannedElement[]>();
  for (const [key, wanted] of level) {
    const elements = elementsOf(wanted, manner);
    if (elements.length > 0) lists.set(key, elements);
  }
  return { lists };
}

function elementsOf(wanted: Wanted, manner: Manner): readonly PlannedElement[] {
  const { inner, counted, most } = wanted;
  const known = knownPlans(wanted, manner).slice(0, MOST_ELEMENTS);
  const isHolding = [...inner.values()].some((held) => held.counted > 0);
  const wished =
    Math.max(counted, isHolding ? 1 : 0, manner.known === "one" ? Math.min(known.length, 1) : known.length) +
    manner.more;
  // A customer with more elements than this is not built: whether there is one stays open.
  const size = Math.min(wished, most, MOST_LARGE);
  if (size <= 0) return [];
  const groups = groupsOf(size, wanted);
  const plans = known.slice(0, groups.length);
  while (plans.length < groups.length) plans.push(manner.alike ? (known[0] ?? NO_LISTS) : NO_LISTS);
  // What all of them have together, and none is known to have, goes to one of whom nothing is known, if there is any.
  const holder = known.length < groups.length ? known.length : 0;
  const held = planOf(inner, manner);
  return plans.map((plan, index) => ({
    times: groups[index]!,
    inner: index === holder ? larger(plan, held, [...plans.slice(0, index), ...plans.slice(index + 1)]) : plan,
  }));
}

/** So many elements, one by one if they are few; else in groups that are alike, by kind so far as kinds are known. */
function groupsOf(size: number, { different, kinds }: Wanted): readonly number[] {
  if (size <= (different ? MOST_DIFFERENT : MOST_ELEMENTS)) return Array.from({ length: size }, () => 1);
  const rest = size - sumOfAll(kinds);
  if (kinds.length < 2 || rest < 0) return [1, 1, 1, size - 3];
  const groups = kinds.flatMap((number) => (number > 1 ? [1, number - 1] : [number]));
  return rest > 0 ? [...groups, rest] : groups;
}

function sumOfAll(all: readonly number[]): number {
  return all.reduce((sum, one) => sum + one, 0);
}

/** The lists of the elements that are known by name: those that have most before others. */
function knownPlans({ named }: Wanted, manner: Manner): readonly Plan[] {
  const known = [...named.values()].map((level) => planOf(level, manner)).sort((a, b) => sizeOf(b) - sizeOf(a));
  const keys = known.map(keyOfPlan);
  const different = known.filter((_, index) => keys.indexOf(keys[index]!) === index);
  return manner.known === "all" ? [...different, ...known.filter((plan) => !different.includes(plan))] : different;
}

/** The plan with so many more elements that it and the others have as many as are held in all. */
function larger(plan: Plan, held: Plan, others: readonly Plan[]): Plan {
  const lists = new Map(plan.lists);
  for (const [key, elements] of held.lists) {
    const own = lists.get(key) ?? [];
    const missing =
      numberOf(elements) -
      [own, ...others.map(({ lists: one }) => one.get(key) ?? [])].reduce((sum, one) => sum + numberOf(one), 0);
    if (missing > 0) lists.set(key, [...own, ...firstOf(elements, missing)]);
  }
  return { lists };
}

function numberOf(elements: readonly PlannedElement[]): number {
  return elements.reduce((sum, { times }) => sum + times, 0);
}

function firstOf(elements: readonly PlannedElement[], most: number): readonly PlannedElement[] {
  const first: PlannedElement[] = [];
  let left = most;
  for (const element of elements) {
    const times = Math.min(element.times, left);
    if (times > 0) first.push({ ...element, times });
    left -= times;
  }
  return first;
}

function amountOf(value: ModelValue): number {
  if (typeof value === "object") return toNumber(value);
  return typeof value === "number" ? value : 0;
}

function mostOf({ intervals }: NumberSet): number {
  return Number(intervals[intervals.length - 1]?.high ?? Number.POSITIVE_INFINITY);
}
