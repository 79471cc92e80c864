import type {
  AggregateTerm,
  ArithmeticTerm,
  Condition,
  FieldTerm,
  ListStep,
  ListTerm,
  Term,
  ValueList,
} from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import type { Row, Scalar } from "../condition/schema.js";
import { valueSet } from "../condition/value-set.js";
import { calendarEdge, WEEKDAYS, weekdayOf } from "../values/calendar.js";
import {
  absolute,
  add,
  compare,
  divide,
  multiply,
  negate,
  type Rational,
  rational,
  rationalFromNumber,
  subtract,
  toNumber,
} from "../values/rational.js";
import { codePointLength } from "../values/text.js";
import { shift } from "./calendar-shift.js";
import type { Clock } from "./clock.js";
import { datePart, since } from "./date-values.js";
import { ExactSum } from "./exact-sum.js";
import { elementLayout, fieldAt, frameOf, isNumeric, type Layout, layoutOf, presenceSlot, readSlot } from "./layout.js";
import { placeOf, precedence } from "./membership.js";
import { matcher, textHolds } from "./text-tests.js";

/**
 * The meaning of a condition, step by step and exact: what the compiled predicates fall back on when doubles are too
 * close to call, what explanations are made of, and what computes everything that depends on the clock alone.
 */

/** Numbers are fractions; all else is as a row holds it; undefined is missing. */
export type ExactValue = Rational | Scalar | undefined;

/** What is seen at one place: the customer's row, or an element of a list and what is around it. */
export interface Frame {
  readonly element: Row | Scalar;
  readonly layout: Layout | null;
  readonly outer: Frame | null;
}

export function customerFrame(model: Model, row: Row): Frame {
  return { element: row, layout: model.schema === null ? null : layoutOf(model.schema.record), outer: null };
}

/** Where there is no customer: for what reads the clock alone. */
export const NOWHERE: Frame = { element: {}, layout: null, outer: null };

const MILLISECONDS_A_DAY = 86_400_000n;

/** Asks about one customer. What reads the customer alone is remembered, so shared parts are computed once. */
export class Evaluation {
  readonly #model: Model;
  readonly #clock: Clock;
  readonly #remembered = new Map<Term | string, ExactValue>();

  constructor(model: Model, clock: Clock) {
    this.#model = model;
    this.#clock = clock;
  }

  /** For another customer: nothing is remembered. */
  fresh(): Evaluation {
    return new Evaluation(this.#model, this.#clock);
  }

  holds(condition: Condition, frame: Frame): boolean {
    switch (condition.kind) {
      case "constant":
        return condition.value;
      case "and":
        return condition.operands.every((operand) => this.holds(operand, frame));
      case "or":
        return condition.operands.some((operand) => this.holds(operand, frame));
      case "not":
        return !this.holds(condition.operand, frame);
      case "compare": {
        const order = this.compareTerms(condition.left, condition.right, frame);
        if (condition.operator === "=") return order === 0;
        return condition.operator === "<" ? order < 0 : order <= 0;
      }
      case "one-of":
        return includes(condition.values, this.value(condition.operand, frame));
      case "present":
        return this.isPresent(condition.operand, frame);
      case "truth":
        return this.value(condition.operand, frame) === true;
      case "text": {
        const text = this.value(condition.operand, frame);
        return typeof text === "string" && textHolds(condition, text);
      }
      case "match": {
        const text = this.value(condition.operand, frame);
        return typeof text === "string" && matcher(condition)(text);
      }
      case "exists":
        return !this.elements(condition.list, frame).next().done;
      case "has-all": {
        const found = new Set<Scalar>();
        for (const { element } of this.elements(condition.list, frame)) found.add(element as Scalar);
        return condition.values.values.every((value) => found.has(value));
      }
      case "member":
        return this.isMember(condition.segment, frame);
    }
  }

  /** Negative, 0, positive; NaN if either is missing. Booleans, texts and choices are only equal or not. */
  compareTerms(left: Term, right: Term, frame: Frame): number {
    return compareValues(this.value(left, frame), this.value(right, frame));
  }

  isMember(id: string, frame: Frame): boolean {
    const customer = frameOf(frame, "customer");
    const place = placeOf(this.#model, id);
    return (
      precedence(place).every((segment) => !this.ownHolds(segment.id, segment.condition, customer)) &&
      this.ownHolds(id, place.segment.condition, customer)
    );
  }

  /** The condition a segment's author wrote, regardless of its siblings. */
  ownHolds(id: string, condition: Condition, customer: Frame): boolean {
    const known = this.#remembered.get(id);
    if (known !== undefined) return known === true;
    const holds = this.holds(condition, customer);
    this.#remembered.set(id, holds);
    return holds;
  }

  isPresent(term: Term, frame: Frame): boolean {
    if (term.kind === "field" && term.type.kind === "record") {
      const { element, layout } = frameOf(frame, term.scope);
      const slot = presenceSlot(layout, term.path);
      return slot === null || readSlot(element as Row, slot) !== undefined;
    }
    return this.value(term, frame) !== undefined;
  }

  value(term: Term, frame: Frame): ExactValue {
    const memorable = frame.outer === null && (term.kind === "aggregate" || term.kind === "arithmetic");
    if (!memorable) return this.#compute(term, frame);
    if (this.#remembered.has(term)) return this.#remembered.get(term);
    const value = this.#compute(term, frame);
    this.#remembered.set(term, value);
    return value;
  }

  #compute(term: Term, frame: Frame): ExactValue {
    const clock = this.#clock;
    switch (term.kind) {
      case "constant":
        return isNumeric(term.type) ? rationalFromNumber(term.value as number) : term.value;
      case "field": {
        const value = readField(term, frame);
        return value !== undefined && isNumeric(term.type) ? rationalFromNumber(value as number) : value;
      }
      case "clock":
        return term.clock === "today" ? clock.today : clock.now;
      case "arithmetic":
        return this.#arithmetic(term, frame);
      case "negate":
        return mapNumber(this.value(term.operand, frame), negate);
      case "absolute":
        return mapNumber(this.value(term.operand, frame), absolute);
      case "shift":
        return mapDate(this.value(term.operand, frame), (value) =>
          shift(value, term.amount, term.unit, term.type.kind, clock.zone),
        );
      case "date-of":
        return mapDate(this.value(term.operand, frame), (instant) => clock.zone.localDay(instant));
      case "calendar":
        return mapDate(
          this.value(term.operand, frame),
          (day) => calendarEdge(day, term.edge, term.unit, term.offset, clock.weekStart) ?? undefined,
        );
      case "difference": {
        const left = this.value(term.left, frame);
        const right = this.value(term.right, frame);
        if (typeof left !== "number" || typeof right !== "number") return undefined;
        const difference = BigInt(left - right);
        return rational(difference, term.left.type.kind === "datetime" ? MILLISECONDS_A_DAY : 1n);
      }
      case "since":
        return mapDate(this.value(term.operand, frame), (value) => rationalFromNumber(since(value, term.unit, clock)));
      case "part":
        return mapDate(this.value(term.operand, frame), (value) =>
          term.part === "weekday" ? WEEKDAYS[weekdayOf(value)] : rationalFromNumber(datePart(value, term.part, clock)),
        );
      case "length": {
        const text = this.value(term.operand, frame);
        return typeof text === "string" ? rationalFromNumber(codePointLength(text)) : undefined;
      }
      case "default":
        return this.value(term.operand, frame) ?? this.value(term.fallback, frame);
      case "when": {
        const branch = term.branches.find(({ condition }) => this.holds(condition, frame));
        return this.value(branch?.value ?? term.otherwise, frame);
      }
      case "aggregate":
        return this.#aggregate(term, frame);
      case "condition":
        return this.holds(term.condition, frame);
    }
  }

  /** A long sum is a deep tree on its left: it is walked without recursion. */
  #arithmetic(term: ArithmeticTerm, frame: Frame): ExactValue {
    const operations: ArithmeticTerm[] = [];
    let first: Term = term;
    while (first.kind === "arithmetic") {
      operations.push(first);
      first = first.left;
    }
    let result = this.value(first, frame);
    for (let index = operations.length - 1; index >= 0 && result !== undefined; index -= 1) {
      const operation = operations[index]!;
      const right = this.value(operation.right, frame);
      result = right === undefined ? undefined : calculate(operation.operator, result as Rational, right as Rational);
    }
    return result;
  }

  #aggregate(term: AggregateTerm, frame: Frame): ExactValue {
    if (term.function === "sum" || term.function === "average") return this.#sum(term, frame);
    const values: ExactValue[] = [];
    let elements = 0;
    for (const inner of this.elements(term.list, frame)) {
      elements += 1;
      const value = term.value === null ? undefined : this.value(term.value, inner);
      if (value !== undefined) values.push(value);
    }
    switch (term.function) {
      case "count":
        return rationalFromNumber(term.value === null ? elements : values.length);
      case "count-distinct":
        return rationalFromNumber(new Set(values.map(distinctKey)).size);
      case "min":
      case "max": {
        const sign = term.function === "min" ? 1 : -1;
        return values.reduce(
          (best, value) => (best === undefined || sign * compareValues(value, best) < 0 ? value : best),
          undefined,
        );
      }
    }
  }

  #sum({ function: name, list, value: term }: AggregateTerm, frame: Frame): ExactValue {
    const sum = new ExactSum();
    let values = 0;
    for (const inner of this.elements(list, frame)) {
      // What the data hold is summed as it is: a fraction for each would cost more than the sum.
      const value =
        term?.kind === "field" ? readField(term, inner) : term === null ? undefined : this.value(term, inner);
      if (value === undefined) continue;
      if (typeof value === "object") sum.add(value);
      else sum.addNumber(value as number);
      values += 1;
    }
    if (name === "sum") return sum.total();
    return values === 0 ? undefined : (divide(sum.total(), rationalFromNumber(values)) ?? undefined);
  }

  /** The elements that pass the filters, each with what is around it. */
  *elements(list: ListTerm, frame: Frame, step = 0): Generator<Frame> {
    const { scope, path, filter } = list.steps[step] as ListStep;
    const around = frameOf(frame, scope);
    const slot = fieldAt(around.layout, path).slot!;
    const layout = elementLayout(around.layout, path);
    for (const element of (readSlot(around.element as Row, slot) ?? []) as readonly (Row | Scalar)[]) {
      const inner = { element, layout, outer: frame };
      if (filter !== null && !this.holds(filter, inner)) continue;
      if (step + 1 === list.steps.length) yield inner;
      else yield* this.elements(list, inner, step + 1);
    }
  }
}

/** The nearest double of a number; anything else as it is. */
export function roundToDouble(value: ExactValue): Scalar | undefined {
  return typeof value === "object" ? toNumber(value) : value;
}

/** The double that stands for the very number, or undefined: one third has none. */
export function namedDouble(value: Rational): number | undefined {
  const nearest = toNumber(value);
  return Number.isFinite(nearest) && compare(rationalFromNumber(nearest), value) === 0 ? nearest : undefined;
}

function compareValues(left: ExactValue, right: ExactValue): number {
  if (left === undefined || right === undefined) return Number.NaN;
  if (typeof left === "object") return compare(left, right as Rational);
  if (typeof left === "number") return left - (right as number);
  return left === right ? 0 : Number.POSITIVE_INFINITY;
}

/** As the row holds it; a shape that is not scalar is the caller's mistake. */
function readField({ scope, path }: FieldTerm, frame: Frame): Scalar | undefined {
  const { element, layout } = frameOf(frame, scope);
  if (path.length === 0) return element as Scalar;
  return readSlot(element as Row, fieldAt(layout, path).slot!) as Scalar | undefined;
}

function includes(values: ValueList, value: ExactValue): boolean {
  if (typeof value !== "object") return value !== undefined && valueSet(values).has(value);
  // A fraction is in the set if the double nearest to it is, and names the very number.
  const named = namedDouble(value);
  return named !== undefined && valueSet(values).has(named);
}

function calculate(operator: ArithmeticTerm["operator"], left: Rational, right: Rational): ExactValue {
  switch (operator) {
    case "+":
      return add(left, right);
    case "-":
      return subtract(left, right);
    case "*":
      return multiply(left, right);
    case "/":
      return divide(left, right) ?? undefined;
  }
}

function distinctKey(value: ExactValue): Scalar {
  return typeof value === "object" ? `${value.numerator}/${value.denominator}` : value!;
}

function mapNumber(value: ExactValue, change: (value: Rational) => Rational): ExactValue {
  return value === undefined ? undefined : change(value as Rational);
}

function mapDate(value: ExactValue, change: (value: number) => ExactValue): ExactValue {
  return typeof value === "number" ? change(value) : undefined;
}
