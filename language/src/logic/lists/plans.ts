import type { ListTerm } from "../../condition/condition.js";
import { toNumber } from "../../values/rational.js";
import type { Frame } from "../quantities/frame.js";
import { frameOf } from "../quantities/frame.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Domains } from "../search/domains.js";
import type { Assignment } from "../search/model.js";
import { containsNumber } from "../sets/intervals.js";
import type { NumberSet } from "../sets/value-set.js";
import { keyOfPlan, NO_LISTS, type Plan, type PlannedElement } from "./shape.js";

/** Up to so many elements each is looked at by itself; of more, most are alike. */
const MOST_ELEMENTS = 12;
/** Where values must differ, as in `count(distinct …)`. */
const MOST_DIFFERENT = 60;

/** A customer is not made of more elements than this: who would read it, and it must be built and evaluated. */
const MOST_LARGE = 10_000;

/** How large a list seems to have to be. */
interface Wanted {
  /** Elements whose existence follows. */
  named: number;
  /** The largest number of elements counted. */
  counted: number;
  /** No more elements than this, where something is known of all of them. */
  most: number;
  different: boolean;
  /** What elements add up to, and how much one can be. */
  total: number;
  each: number;
  readonly inner: Map<string, Wanted>;
}

/**
 * Sizes of lists that are worth trying for a customer of whom counting says this much: what the counts came to first, then
 * a little more or less. Different plans only.
 */
export function plansFor(values: Assignment, domains: Domains): readonly Plan[] {
  const root = new Map<string, Wanted>();
  for (const quantity of domains.touched) {
    const { nature } = quantity;
    if (nature.kind !== "count" && nature.kind !== "aggregate") continue;
    const set = domains.of(quantity) as NumberSet;
    const value = values.get(quantity);
    if (nature.kind === "count") {
      const exists = !containsNumber(set.intervals, 0);
      note(root, nature.list, nature.frame, {
        counted: Number(value ?? 0),
        named: exists ? 1 : 0,
        different: false,
        most: nature.list.steps.every(({ filter }) => filter === null) ? mostOf(set) : Number.POSITIVE_INFINITY,
      });
    } else {
      const extreme = (nature.function === "min" || nature.function === "max") && !set.missing;
      const different = nature.function === "count-distinct";
      const amount = typeof value === "object" ? toNumber(value) : Number(value ?? 0);
      note(root, nature.list, nature.frame, {
        counted: different ? amount : 0,
        named: extreme ? 1 : 0,
        different,
        total: nature.function === "sum" ? Math.abs(amount) : 0,
        each: nature.function === "max" || nature.function === "average" ? largest(set, amount) : 0,
      });
    }
  }
  const plans = [
    planOf(root, 0),
    planOf(root, 1),
    planOf(root, 2),
    planOf(root, -1),
    NO_LISTS,
    planOf(enlarged(root), 0),
    // What is far from a mean is made up for by several others.
    ...(domains.touched.some(isMean) ? [planOf(root, 4)] : []),
  ];
  const seen = new Set<string>();
  return plans.filter((plan) => {
    if (sizeOf(plan) > MOST_LARGE) return false;
    const key = keyOfPlan(plan);
    return !seen.has(key) && seen.add(key);
  });
}

/** All elements, those within elements too. */
function sizeOf({ lists }: Plan): number {
  let size = 0;
  for (const elements of lists.values()) {
    for (const { times, inner } of elements) size += times * (1 + sizeOf(inner));
  }
  return size;
}

function isMean({ nature }: Quantity): boolean {
  return nature.kind === "aggregate" && nature.function === "average";
}

function note(
  root: Map<string, Wanted>,
  list: ListTerm,
  frame: Frame,
  {
    counted,
    named,
    different,
    total = 0,
    each = 0,
    most = Number.POSITIVE_INFINITY,
  }: Pick<Wanted, "named" | "counted" | "different"> & Partial<Pick<Wanted, "total" | "each" | "most">>,
): void {
  let level = levelOf(root, frameOf(frame, list.steps[0]!.scope));
  for (const [index, { path }] of list.steps.entries()) {
    const wanted = wantedAt(level, JSON.stringify(path));
    const last = index + 1 === list.steps.length;
    // Elements of nested lists are all looked for in the first element of the outer one.
    if (last) {
      wanted.counted = Math.max(wanted.counted, counted);
      wanted.most = Math.min(wanted.most, most);
      wanted.different ||= different;
      // That a nested list has an element is said of the element it is nested in.
      if (index === 0) wanted.named += named;
      wanted.total = Math.max(wanted.total, total);
      if (each > 0) wanted.each = Math.min(wanted.each, each);
    } else {
      wanted.counted = Math.max(wanted.counted, counted > 0 ? 1 : 0);
      wanted.named += named;
    }
    level = wanted.inner;
  }
}

/** The lists of an element are those of any element of the same list: which of them it is does not matter here. */
function levelOf(root: Map<string, Wanted>, frame: Frame): Map<string, Wanted> {
  let level = root;
  for (const [, path] of frame.place.matchAll(/\/(\[.*?\])#/g)) level = wantedAt(level, path!).inner;
  return level;
}

function wantedAt(level: Map<string, Wanted>, key: string): Wanted {
  const known = level.get(key);
  if (known !== undefined) return known;
  const wanted: Wanted = {
    named: 0,
    counted: 0,
    most: Number.POSITIVE_INFINITY,
    different: false,
    total: 0,
    each: Number.POSITIVE_INFINITY,
    inner: new Map(),
  };
  level.set(key, wanted);
  return wanted;
}

function mostOf({ intervals }: NumberSet): number {
  return Number(intervals[intervals.length - 1]?.high ?? Number.POSITIVE_INFINITY);
}

/** What an element is at most, so far as it is known. */
function largest({ intervals }: NumberSet, amount: number): number {
  const high = intervals[intervals.length - 1]?.high;
  const bound = typeof high === "object" ? toNumber(high) : (high ?? amount);
  return Math.abs(Number.isFinite(bound) ? bound : amount);
}

/** As many elements as it takes to come to a total by amounts no larger than one may be, and more. */
function enlarged(level: ReadonlyMap<string, Wanted>): Map<string, Wanted> {
  return new Map(
    [...level].map(([key, wanted]) => {
      const enough = Number.isFinite(wanted.each) ? Math.ceil(wanted.total / wanted.each) + 1 : 0;
      return [
        key,
        { ...wanted, counted: Math.max(wanted.counted, Math.min(enough, MOST_LARGE)), inner: enlarged(wanted.inner) },
      ];
    }),
  );
}

/** `more` elements than seem to be wanted; fewer than none are none. */
function planOf(level: ReadonlyMap<string, Wanted>, more: number): Plan {
  const lists = new Map<string, readonly PlannedElement[]>();
  for (const [key, wanted] of level) {
    const wished = Math.max(wanted.counted, Math.min(wanted.named, MOST_ELEMENTS)) + more;
    // A customer with more elements than this is not built: whether there is one stays open.
    const size = Math.min(wished, wanted.most, MOST_LARGE);
    if (size <= 0) continue;
    const first = planOf(wanted.inner, more);
    const inner = planOf(wanted.inner, more === 0 ? -MOST_ELEMENTS : 0);
    const apart = wanted.different ? MOST_DIFFERENT : MOST_ELEMENTS;
    const elements: PlannedElement[] = [];
    const single = size <= apart ? size : 4;
    for (let index = 0; index < single; index += 1) {
      elements.push({ times: index + 1 === single ? size - single + 1 : 1, inner: index === 0 ? first : inner });
    }
    lists.set(key, elements);
  }
  return { lists };
}
