import { listKey, termKey } from "../../condition/canonical.js";
import type { AggregateTerm, ListTerm, Term } from "../../condition/condition.js";
import { describeTerm } from "../../condition/describe.js";
import { and, type Formula, literal, negation, or } from "../formula.js";
import { emptyBut } from "../lowering/fields.js";
import type { ListReading } from "../lowering/lists.js";
import { AT_MOST_ZERO, equalsSum, sumWithin, ZERO_ONLY } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import { always, type Case, isPresent, numberValue, type Value } from "../lowering/value.js";
import type { Frame } from "../quantities/frame.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, hullOfSum, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { DENSE, EVERY_NUMBER, type Grid, interval, only, union, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import { elementAt, rootOf } from "./elements.js";
import type { Shape } from "./shape.js";

/** More sizes than this an average is not looked for in. */
const MOST_SIZES = 64;

/** An element as a condition sees it: where it stands, how often, and whether it passes the filters. */
interface Member {
  readonly frame: Frame;
  readonly times: number;
  readonly passes: Formula;
}

/** A value of a member, where `counts` holds. */
interface MemberValue {
  readonly counts: Formula;
  readonly value: Value;
  readonly times: number;
  readonly name: string;
}

/** Reads lists element by element, for lists whose sizes are given: exact for customers of that shape. */
export class ListedElements implements ListReading {
  readonly #lowering: Lowering;
  readonly #shape: Shape;

  constructor(lowering: Lowering, shape: Shape) {
    this.#lowering = lowering;
    this.#shape = shape;
  }

  exists(list: ListTerm, frame: Frame): Formula {
    return or(...this.#members(list, frame).map(({ passes }) => passes));
  }

  aggregate(term: AggregateTerm, frame: Frame): readonly Case[] {
    const members = this.#members(term.list, frame);
    if (term.value === null)
      return always(numberValue(this.#total(members.map((one) => this.#counted(one.passes, one.times)))));
    const values = members.flatMap((member) => this.#valuesOf(term.value!, member));
    switch (term.function) {
      case "count":
        return always(numberValue(this.#total(values.map(({ counts, times }) => this.#counted(counts, times)))));
      case "count-distinct":
        return always(numberValue(this.#total(this.#firsts(values).map((first) => this.#counted(first, 1)))));
      case "sum":
        return always(numberValue(this.#sum(values)));
      case "min":
      case "max":
        return always(numberValue(sumOf(this.#extreme(term, values, frame))));
      case "average":
        return always(numberValue(sumOf(this.#average(term, values, frame))));
    }
  }

  #members(list: ListTerm, frame: Frame, from = 0): readonly Member[] {
    const step = list.steps[from]!;
    return this.#shape.elementsOf(rootOf(step, frame)).flatMap(({ place, times }) => {
      const inner = elementAt(place, step, frame);
      const passes = step.filter === null ? and() : this.#lowering.condition(step.filter, inner);
      if (passes.kind === "constant" && !passes.value) return [];
      if (from + 1 === list.steps.length) return [{ frame: inner, times, passes }];
      return this.#members(list, inner, from + 1).map((member) => ({
        frame: member.frame,
        times: times * member.times,
        passes: and(passes, member.passes),
      }));
    });
  }

  #valuesOf(value: Term, { frame, times, passes }: Member): readonly MemberValue[] {
    return this.#lowering
      .cases(value, frame)
      .map((one, index) => ({
        counts: and(passes, one.guard, isPresent(one.value)),
        value: one.value,
        times,
        name: `${frame.place} ${index}`,
      }))
      .filter(({ counts }) => counts.kind !== "constant" || counts.value);
  }

  #total(parts: readonly Sum[]): Sum {
    return parts.reduce((left, right) => addSums(left, right), constantSum(0));
  }

  /** `times` where the formula holds, else 0. */
  #counted(formula: Formula, times: number): Sum {
    if (formula.kind === "constant") return constantSum(formula.value ? times : 0);
    const indicator = this.#lowering.context.vocabulary.quantity(`if ${this.#keyOf(formula)}`, () => ({
      nature: { kind: "defined" },
      universe: numbers([interval(0, 1)], WHOLE),
      definition: () =>
        or(
          and(formula, literal(indicator, numbers(only(1), WHOLE))),
          and(negation(formula), literal(indicator, numbers(only(0), WHOLE))),
        ),
      describe: () => "an element",
    }));
    return scaleSum(sumOf(indicator), times);
  }

  readonly #keys = new WeakMap<Formula, string>();
  #keysGiven = 0;

  #keyOf(formula: Formula): string {
    const known = this.#keys.get(formula);
    if (known !== undefined) return known;
    this.#keysGiven += 1;
    const key = String(this.#keysGiven);
    this.#keys.set(formula, key);
    return key;
  }

  #sum(values: readonly MemberValue[]): Sum {
    return this.#total(
      values.map(({ counts, value, times }) => {
        if (value.kind !== "number") return constantSum(0);
        if (counts.kind === "constant") return scaleSum(value.sum, times);
        const hull = hullOfSum(value.sum);
        const part = this.#lowering.context.vocabulary.quantity(`part ${this.#keyOf(counts)}`, () => ({
          nature: { kind: "defined" },
          universe: numbers(hull === null ? only(0) : union([hull, interval(0, 0)], DENSE), DENSE),
          definition: () =>
            or(
              and(counts, equalsSum(part, value.sum, this.#lowering.context)),
              and(negation(counts), literal(part, numbers(only(0), DENSE))),
            ),
          describe: () => "a part of a sum",
        }));
        return scaleSum(sumOf(part), times);
      }),
    );
  }

  /** The formulas of which one holds for each different value. */
  #firsts(values: readonly MemberValue[]): readonly Formula[] {
    return values.map(({ counts, value }, index) =>
      and(
        counts,
        ...values
          .slice(0, index)
          .map((earlier) => or(negation(earlier.counts), negation(this.#equal(earlier.value, value)))),
      ),
    );
  }

  #equal(left: Value, right: Value): Formula {
    if (left.kind === "number" && right.kind === "number") {
      return sumWithin(addSums(left.sum, right.sum, -1), ZERO_ONLY, this.#lowering.context);
    }
    return this.#lowering.equalValues(left, right);
  }

  #extreme(term: AggregateTerm, values: readonly MemberValue[], frame: Frame): Quantity {
    const { context } = this.#lowering;
    const found = values.flatMap(({ counts, value }) => (value.kind === "number" ? [{ counts, sum: value.sum }] : []));
    const extreme = this.#defined(
      term,
      frame,
      found.map(({ sum }) => sum),
      () =>
        or(
          and(literal(extreme, emptyBut(extreme.universe)), ...found.map(({ counts }) => negation(counts))),
          ...found.map(({ counts, sum }) =>
            and(
              counts,
              equalsSum(extreme, sum, context),
              ...found.map((other) =>
                other.sum === sum ? and() : or(negation(other.counts), this.#before(term.function, sum, other.sum)),
              ),
            ),
          ),
        ),
    );
    return extreme;
  }

  #before(kind: AggregateTerm["function"], sum: Sum, other: Sum): Formula {
    const [smaller, larger] = kind === "min" ? [sum, other] : [other, sum];
    return sumWithin(addSums(smaller, larger, -1), AT_MOST_ZERO, this.#lowering.context);
  }

  /** The total is the average times the number of values, for each number there can be. */
  #average(term: AggregateTerm, values: readonly MemberValue[], frame: Frame): Quantity {
    const { context } = this.#lowering;
    const total = this.#sum(values);
    const size = this.#total(values.map(({ counts, times }) => this.#counted(counts, times)));
    const sizes = sizesOf(values);
    const sums = values.flatMap(({ value }) => (value.kind === "number" ? [value.sum] : []));
    const average = this.#defined(term, frame, sums, () =>
      or(
        ...sizes.map((one) =>
          and(
            sumWithin(size, only(one), context),
            one === 0
              ? literal(average, emptyBut(average.universe))
              : sumWithin(addSums(total, sumOf(average), -one), ZERO_ONLY, context),
          ),
        ),
      ),
    );
    return average;
  }

  #defined(term: AggregateTerm, frame: Frame, sums: readonly Sum[], definition: () => Formula): Quantity {
    const { context } = this.#lowering;
    const key = `${term.function} ${listKey(term.list)} ${termKey(term.value!)} ${frame.place}`;
    return context.vocabulary.quantity(key, () => {
      const hulls = sums.map(hullOfSum);
      const grid: Grid = term.type.kind === "date" || term.type.kind === "datetime" ? WHOLE : DENSE;
      const parts = hulls.every((hull) => hull !== null) ? union(hulls, grid) : EVERY_NUMBER;
      const joined =
        parts.length === 0
          ? []
          : [{ ...parts[0]!, high: parts[parts.length - 1]!.high, highOpen: parts[parts.length - 1]!.highOpen }];
      return {
        nature: { kind: "defined" },
        universe: numbers(joined, grid, true),
        definition,
        describe: () => describeTerm(term),
      };
    });
  }
}

/** All sums of some of the times, ascending. */
function sizesOf(values: readonly MemberValue[]): readonly number[] {
  let sizes = new Set<number>([0]);
  for (const { counts, times } of values) {
    const always = counts.kind === "constant";
    sizes = new Set([...sizes].flatMap((size) => (always ? [size + times] : [size, size + times])));
  }
  return [...sizes].sort((a, b) => a - b).slice(0, MOST_SIZES);
}
