import { conditionKey, listKey, termKey } from "../../condition/canonical.js";
import type { ListTerm } from "../../condition/condition.js";
import { signOf } from "../exact.js";
import { and, type Formula, literal, negation, or } from "../formula.js";
import { isOfDates, relateDates } from "../lowering/date-facts.js";
import { emptyBut } from "../lowering/fields.js";
import { AT_MOST_ZERO, sumWithin } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import { relateTodayFunctions } from "../lowering/today.js";
import type { Frame } from "../quantities/frame.js";
import type { AggregateNature } from "../quantities/list-quantity.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, hullOf, sumOf } from "../quantities/sum.js";
import type { NumberSet } from "../sets/value-set.js";
import { elementFrame, isSameRow } from "./elements.js";

/** Whether formulas can hold together: false only where that is refuted. */
export type MayHold = (formulas: readonly Formula[]) => boolean;

/** What is known of how counts and aggregates of lists, functions of today, and parts of dates relate. */
export class Facts {
  readonly #lowering: Lowering;
  readonly #mayHold: MayHold;
  readonly #within = new Map<string, boolean>();
  /** By the smaller number of the two, then by the other. */
  readonly #between: Map<number, readonly Formula[]>[] = [];

  constructor(lowering: Lowering, mayHold: MayHold) {
    this.#lowering = lowering;
    this.#mayHold = mayHold;
  }

  of(quantity: Quantity, before: readonly Quantity[]): readonly Formula[] {
    return before.flatMap((other) => this.#related(quantity, other));
  }

  #related(left: Quantity, right: Quantity): readonly Formula[] {
    const smaller = Math.min(left.number, right.number);
    const larger = Math.max(left.number, right.number);
    this.#between[smaller] ??= new Map();
    const related = this.#between[smaller];
    const known = related.get(larger);
    if (known !== undefined) return known;
    const found = this.#relations(left, right);
    related.set(larger, found);
    return found;
  }

  #relations(left: Quantity, right: Quantity): readonly Formula[] {
    const a = left.nature;
    const b = right.nature;
    if (a.kind === "today-function" && b.kind === "today-function") {
      return [relateTodayFunctions(left, right, this.#lowering.context)];
    }
    if (isOfDates(left) && isOfDates(right)) return relateDates(left, right, this.#lowering.context);
    if ((a.kind !== "count" && a.kind !== "aggregate") || (b.kind !== "count" && b.kind !== "aggregate")) return [];
    if (!isSameRow(a.list, a.frame, b.list, b.frame)) return [];
    if (a.kind === "count" && b.kind === "count")
      return this.#inclusion(a.list, b.list, a.frame, b.frame, left, right, ["up"]);
    if (a.kind === "count" || b.kind === "count" || termKey(a.value) !== termKey(b.value)) return [];
    if (a.function === b.function && a.function !== "average") {
      const way = DIRECTIONS[a.function];
      if (way === undefined || (a.function === "sum" && !isNeverNegative(left))) return [];
      return this.#inclusion(a.list, b.list, a.frame, b.frame, left, right, [way]);
    }
    return [...this.#ends(left, a, right, b), ...this.#ends(right, b, left, a)];
  }

  /** What one value of a list, or the mean of some, is to the least and greatest of a list that has them all. */
  #ends(part: Quantity, of: AggregateNature, end: Quantity, all: AggregateNature): readonly Formula[] {
    if (!VALUES.has(of.function) || of.function === all.function) return [];
    const isLeast = all.function === "min";
    // Of values that are never negative none is more than all together.
    if (!isLeast && all.function !== "max" && !(all.function === "sum" && isNeverNegative(end))) return [];
    const isSame = listKey(of.list) === listKey(all.list) && of.frame.place === all.frame.place;
    if (!isSame && !this.#isWithin(of.list, of.frame, all.list, all.frame)) return [];
    return [isLeast ? this.#atMost(end, part) : this.#atMost(part, end)];
  }

  #inclusion(
    first: ListTerm,
    second: ListTerm,
    firstFrame: Frame,
    secondFrame: Frame,
    left: Quantity,
    right: Quantity,
    [way]: readonly ["up" | "down"],
  ): readonly Formula[] {
    const found: Formula[] = [];
    const add = (smaller: Quantity, larger: Quantity): void => {
      found.push(way === "up" ? this.#atMost(smaller, larger) : this.#atMost(larger, smaller));
    };
    if (this.#isWithin(first, firstFrame, second, secondFrame)) add(left, right);
    if (this.#isWithin(second, secondFrame, first, firstFrame)) add(right, left);
    return found;
  }

  /** Where both are present. */
  #atMost(smaller: Quantity, larger: Quantity): Formula {
    const bound = sumWithin(addSums(sumOf(smaller), sumOf(larger), -1), AT_MOST_ZERO, this.#lowering.context);
    return or(
      bound,
      ...[smaller, larger]
        .filter(({ universe }) => universe.missing)
        .map((one) => literal(one, emptyBut(one.universe))),
    );
  }

  /** Every element of the first list is one of the second: proved. */
  #isWithin(first: ListTerm, firstFrame: Frame, second: ListTerm, secondFrame: Frame): boolean {
    const key = `${listKey(first)} ${listKey(second)} ${firstFrame.place} ${secondFrame.place}`;
    const known = this.#within.get(key);
    if (known !== undefined) return known;
    // While it is being found out, it is not known.
    this.#within.set(key, false);
    // The same words about elements around them may be about others.
    const isAlike = firstFrame.place === secondFrame.place;
    const holds = second.steps.every(
      (step, index) =>
        step.filter === null || (isAlike && isSameFilter(step.filter, first.steps[index]?.filter ?? null)),
    );
    const proved =
      holds || !this.#mayHold([this.#filters(first, firstFrame), negation(this.#filters(second, secondFrame))]);
    this.#within.set(key, proved);
    return proved;
  }

  /** That some element, the same one whenever this is asked, passes the filters. */
  #filters(list: ListTerm, frame: Frame): Formula {
    let inner = frame;
    const passed: Formula[] = [];
    for (const step of list.steps) {
      inner = elementFrame(step, inner, "any");
      if (step.filter !== null) passed.push(this.#lowering.condition(step.filter, inner));
    }
    return and(...passed);
  }
}

/** Aggregates that lie between the least and the greatest value. */
const VALUES: ReadonlySet<string> = new Set(["min", "average", "max"]);
const DIRECTIONS: Readonly<Record<string, "up" | "down">> = {
  sum: "up",
  max: "up",
  "count-distinct": "up",
  min: "down",
};

function isSameFilter(
  wanted: Parameters<typeof conditionKey>[0],
  given: Parameters<typeof conditionKey>[0] | null,
): boolean {
  if (given === null) return false;
  const operands = given.kind === "and" ? given.operands : [given];
  const keys = new Set(operands.map(conditionKey)).add(conditionKey(given));
  return wanted.kind === "and"
    ? keys.has(conditionKey(wanted)) || wanted.operands.every((one) => keys.has(conditionKey(one)))
    : keys.has(conditionKey(wanted));
}

export function isNeverNegative({ universe }: Quantity): boolean {
  const hull = hullOf((universe as NumberSet).intervals);
  return hull !== null && signOf(hull.low) >= 0;
}
