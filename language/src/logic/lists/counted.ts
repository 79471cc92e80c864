import { listKey, termKey } from "../../condition/canonical.js";
import type { AggregateTerm, ListTerm, Term } from "../../condition/condition.js";
import { describeList, describeTerm } from "../../condition/describe.js";
import { innermostScope } from "../../condition/scopes.js";
import { isFiniteExact, negateExact, signOf } from "../exact.js";
import { and, type Formula, literal, or } from "../formula.js";
import { emptyBut } from "../lowering/fields.js";
import type { ListReading } from "../lowering/lists.js";
import { sumWithin } from "../lowering/literals.js";
import { filtered, type Lowering } from "../lowering/lowering.js";
import { always, type Case, isThere, numberValue } from "../lowering/value.js";
import type { Frame } from "../quantities/frame.js";
import type { AggregateNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, gridOfTerms, hullOfSum, type Sum, sumOf } from "../quantities/sum.js";
import {
  DENSE,
  DOUBLES,
  EVERY_NUMBER,
  type Grid,
  type Interval,
  interval,
  onGrid,
  union,
  WHOLE,
} from "../sets/intervals.js";
import { type NumberSet, numbers } from "../sets/value-set.js";
import { elementFrame } from "./elements.js";

const NOTHING = [interval(0, 0)];
const SOMETHING = [interval(1, Number.POSITIVE_INFINITY)];
const FROM_ZERO = interval(0, Number.POSITIVE_INFINITY);

/**
 * Reads lists as how many elements they have and what aggregates come to. The same list is the same quantity; what is
 * known of how lists relate is added by facts.ts and instances.ts. Fewer facts than are true: good for proofs, and a
 * model of it is only a hint where to look for a customer.
 */
export class CountedLists implements ListReading {
  readonly #lowering: Lowering;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  exists(list: ListTerm, frame: Frame): Formula {
    return literal(this.count(list, frame), numbers(SOMETHING, WHOLE));
  }

  count(list: ListTerm, frame: Frame): Quantity {
    return this.#lowering.context.vocabulary.quantity(`count ${listKey(list)} ${standsIn(list, frame)}`, () => ({
      nature: { kind: "count", list, frame },
      universe: numbers(list.steps.some(isNever) ? NOTHING : [FROM_ZERO], WHOLE),
      describe: () => `count(${describeList(list)})`,
    }));
  }

  aggregate({ function: kind, list, value }: AggregateTerm, frame: Frame): readonly Case[] {
    if (value === null || kind === "count") {
      return always(numberValue(sumOf(this.count(value === null ? list : withValue(list, value), frame))));
    }
    return always(numberValue(sumOf(this.#aggregate({ kind: "aggregate", function: kind, list, value, frame }))));
  }

  #aggregate(nature: AggregateNature): Quantity {
    const { function: kind, list, value, frame } = nature;
    const { context } = this.#lowering;
    const key = `${kind} ${listKey(list)} ${termKey(value)} ${standsIn(list, frame)}`;
    const quantity = context.vocabulary.quantity(key, () => ({
      nature,
      universe: this.#universe(nature),
      definition: (): Formula => this.#definition(quantity, nature),
      describe: () => describeTerm({ kind: "aggregate", type: value.type as never, function: kind, list, value }),
    }));
    return quantity;
  }

  #universe({ function: kind, list, value, frame }: AggregateNature): NumberSet {
    if (kind === "count-distinct") return numbers([interval(0, this.#differentValues(list, value, frame))], WHOLE);
    const { hull, grid } = this.#valuesOf(list, value, frame);
    if (kind === "sum") {
      const steps = grid.kind === "steps" ? grid : DENSE;
      return numbers(hull === null ? NOTHING : union([sumHull(hull)], steps), steps);
    }
    // An average lies between the values, but on no grid.
    const on = kind === "average" ? DENSE : grid;
    const part = hull === null ? null : onGrid(hull, on);
    return numbers(part === null ? [] : [part], on, true);
  }

  #definition(quantity: Quantity, { function: kind, list, value, frame }: AggregateNature): Formula {
    const { context } = this.#lowering;
    const count = this.count(withValue(list, value), frame);
    const none = literal(count, numbers(NOTHING, WHOLE));
    const some = literal(count, numbers(SOMETHING, WHOLE));
    const total = sumOf(quantity);
    switch (kind) {
      case "count-distinct":
        return or(
          and(none, sumWithin(total, NOTHING, context)),
          and(
            some,
            sumWithin(total, SOMETHING, context),
            sumWithin(addSums(sumOf(count), total, -1), [FROM_ZERO], context),
          ),
        );
      case "sum": {
        const { hull } = this.#valuesOf(list, value, frame);
        const bounds: Formula[] = [];
        if (hull !== null && isFiniteExact(hull.low)) {
          bounds.push(sumWithin(addSums(total, sumOf(count), negateExact(hull.low)), [FROM_ZERO], context));
        }
        if (hull !== null && isFiniteExact(hull.high)) {
          bounds.push(
            sumWithin(
              addSums(total, sumOf(count), negateExact(hull.high)),
              [interval(Number.NEGATIVE_INFINITY, 0)],
              context,
            ),
          );
        }
        return or(and(none, sumWithin(total, NOTHING, context)), and(some, ...bounds));
      }
      default:
        return or(and(none, literal(quantity, emptyBut(quantity.universe))), and(some, isThere(quantity)));
    }
  }

  /** The ends between which the value of every element lies, whatever its other fields are; null if there is none. */
  valuesOf(list: ListTerm, value: Term, frame: Frame): Interval | null {
    return this.#valuesOf(list, value, frame).hull;
  }

  /** How many different values there are at most. */
  #differentValues(list: ListTerm, value: Term, frame: Frame): number {
    let most = 0;
    for (const one of this.#lowering.cases(value, likelyElement(list, frame))) {
      const universe = one.value.kind === "quantity" ? one.value.quantity.universe : null;
      if (one.value.kind === "constant") most += 1;
      else if (universe?.kind === "texts" && !universe.allBut) most += universe.values.size;
      else if (universe?.kind === "truth" || one.value.kind === "truth") most += 2;
      else if (one.value.kind !== "missing") return Number.POSITIVE_INFINITY;
    }
    return most;
  }

  /** All values an element can have, whatever its other fields are, and the grid they lie on. */
  #valuesOf(list: ListTerm, value: Term, frame: Frame): { readonly hull: Interval | null; readonly grid: Grid } {
    const sums = this.#lowering
      .cases(value, likelyElement(list, frame))
      .flatMap((one) => (one.value.kind === "number" ? [one.value.sum] : []));
    const hulls = sums.map(hullOfSum).filter((hull) => hull !== null);
    if (hulls.length < sums.length) return { hull: EVERY_NUMBER[0]!, grid: DENSE };
    const joined = union(hulls, DENSE);
    const first = joined[0];
    const last = joined[joined.length - 1];
    if (first === undefined || last === undefined) return { hull: null, grid: DENSE };
    return { hull: { ...first, high: last.high, highOpen: last.highOpen }, grid: gridOfSums(sums) };
  }
}

/** The same grid for all, or none. */
function gridOfSums(sums: readonly Sum[]): Grid {
  const [only, ...more] = sums;
  if (only === undefined || more.length > 0 || only.terms.length === 0) {
    return sums.every(isWholeSum) ? WHOLE : DENSE;
  }
  const [[quantity, coefficient]] = only.terms as [Sum["terms"][number]];
  if (only.terms.length === 1 && coefficient === 1 && only.constant === 0) return (quantity.universe as NumberSet).grid;
  if (only.constant !== 0) return isWholeSum(only) ? WHOLE : DENSE;
  const grid = gridOfTerms(only.terms);
  return grid.kind === DOUBLES.kind ? DENSE : grid;
}

function isWholeSum({ constant, terms }: Sum): boolean {
  if (!Number.isInteger(constant)) return false;
  if (terms.length === 0) return true;
  const grid = gridOfTerms(terms);
  return grid.kind === "steps" && Number.isInteger(grid.step);
}

function sumHull({ low, high }: Interval): Interval {
  if (signOf(low) >= 0) return FROM_ZERO;
  if (signOf(high) <= 0) return interval(Number.NEGATIVE_INFINITY, 0);
  return EVERY_NUMBER[0]!;
}

/** Frames for some element of the list, of which nothing more is known. */
function likelyElement(list: ListTerm, frame: Frame, name = "any"): Frame {
  let inner = frame;
  for (const step of list.steps) inner = elementFrame(step, inner, name);
  return inner;
}

/** A list that reads no element around it is the same wherever it stands. */
function standsIn(list: ListTerm, frame: Frame): string {
  return innermostScope(list) === "customer" ? "" : frame.place;
}

function isNever({ filter }: ListTerm["steps"][number]): boolean {
  return filter?.kind === "constant" && !filter.value;
}

/** The list, kept to the elements whose value is present. The same object for the same list and value. */
export function withValue(list: ListTerm, value: Term): ListTerm {
  if (isSurelyPresent(value)) return list;
  let known = listsWithValues.get(list);
  if (known === undefined) {
    known = new WeakMap();
    listsWithValues.set(list, known);
  }
  let kept = known.get(value);
  if (kept === undefined) {
    kept = filtered(list, { kind: "present", operand: value });
    known.set(value, kept);
  }
  return kept;
}

const listsWithValues = new WeakMap<ListTerm, WeakMap<Term, ListTerm>>();

function isSurelyPresent(value: Term): boolean {
  switch (value.kind) {
    case "field":
      return !value.optional;
    case "constant":
      return true;
    case "negate":
    case "absolute":
      return isSurelyPresent(value.operand);
    case "arithmetic":
      return value.operator !== "/" && isSurelyPresent(value.left) && isSurelyPresent(value.right);
    case "aggregate":
      // Of nothing, these are 0.
      return value.function === "sum" || value.function === "count" || value.function === "count-distinct";
    default:
      return false;
  }
}
