import { conditionKey, termKey } from "../../condition/canonical.js";
import type { CompareCondition, Condition, ListTerm, Term, ValueList } from "../../condition/condition.js";
import { describeTerm } from "../../condition/describe.js";
import type { Scalar, ScalarType } from "../../condition/schema.js";
import { valueSet } from "../../condition/value-set.js";
import { ALWAYS, and, type Formula, literal, NEVER, negation, or } from "../formula.js";
import { type Frame, frameOf, optionalRecordsOn } from "../quantities/frame.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { EVERY_NUMBER, type Intervals, interval, only, union, WHOLE } from "../sets/intervals.js";
import { EITHER, NO, numbers, texts, type ValueSet, YES } from "../sets/value-set.js";
import { passes, type TextTest } from "../text/text.js";
import { arithmetic } from "./arithmetic.js";
import { type Context, customerFrame } from "./context.js";
import { calendarDay, keyOfSum, localDay, shifted } from "./dates.js";
import { fieldQuantity, recordQuantity } from "./fields.js";
import type { ListReading } from "./lists.js";
import { AT_MOST_ZERO, BELOW_ZERO, sumWithin, ZERO_ONLY } from "./literals.js";
import { partOf } from "./parts.js";
import { defined } from "./purify.js";
import { sinceSum } from "./since.js";
import { nowSum, todaySum } from "./today.js";
import {
  always,
  type Case,
  isPresent,
  isThere,
  MISSING,
  mapCases,
  mapNumbers,
  numberValue,
  somePresent,
  type Value,
} from "./value.js";

/** Reads conditions as formulas about quantities. Exact: the formula holds of a customer exactly if the condition does. */
export class Lowering {
  readonly context: Context;
  readonly #lists: ListReading;
  readonly #customer: Frame;
  /** By the frame; frames of the same element are one object. */
  readonly #read = new WeakMap<Frame, WeakMap<Condition, Formula>>();
  readonly #cases = new WeakMap<Frame, WeakMap<Term, readonly Case[]>>();

  constructor(context: Context, lists: (lowering: Lowering) => ListReading) {
    this.context = context;
    this.#lists = lists(this);
    this.#customer = customerFrame(context);
  }

  get customer(): Frame {
    return this.#customer;
  }

  condition(condition: Condition, frame: Frame = this.#customer): Formula {
    const read = ofFrame(this.#read, frame);
    const known = read.get(condition);
    if (known !== undefined) return known;
    const formula = this.#condition(condition, frame);
    read.set(condition, formula);
    return formula;
  }

  #condition(condition: Condition, frame: Frame): Formula {
    switch (condition.kind) {
      case "constant":
        return condition.value ? ALWAYS : NEVER;
      case "and":
        return and(...condition.operands.map((operand) => this.condition(operand, frame)));
      case "or":
        return or(...condition.operands.map((operand) => this.condition(operand, frame)));
      case "not":
        return negation(this.condition(condition.operand, frame));
      case "compare":
        return this.#compare(condition, frame);
      case "one-of":
        return this.#each(condition.operand, frame, (value) => this.#isOneOf(value, condition.values));
      case "present":
        return this.present(condition.operand, frame);
      case "truth":
        return this.#each(condition.operand, frame, isTrue);
      case "text": {
        const values = condition.values.values as readonly string[];
        return this.#text(condition.operand, frame, { kind: condition.operator, values });
      }
      case "match":
        return this.#text(condition.operand, frame, {
          kind: "match",
          pattern: condition.pattern,
          flags: condition.flags,
        });
      case "exists":
        return this.#lists.exists(condition.list, frame);
      case "has-all":
        return and(
          ...condition.values.values.map((value) => this.#lists.exists(withElement(condition.list, value), frame)),
        );
      case "member":
        // Memberships are written out before conditions come here; one that is not is something we know nothing of.
        return literal(
          this.#opaque(`member ${condition.segment}`, EITHER, () => condition.segment),
          YES,
        );
    }
  }

  present(term: Term, frame: Frame): Formula {
    if (term.kind === "field" && term.type.kind === "record") {
      const around = frameOf(frame, term.scope);
      const whole = optionalRecordsOn(around.element, [...term.path, ""]);
      return and(...whole.map((path) => literal(recordQuantity(around, path, this.context), YES)));
    }
    return somePresent(this.cases(term, frame));
  }

  #each(term: Term, frame: Frame, test: (value: Value) => Formula): Formula {
    return or(...this.cases(term, frame).map(({ guard, value }) => and(guard, test(value))));
  }

  #compare({ operator, left, right }: CompareCondition, frame: Frame): Formula {
    const rights = this.cases(right, frame);
    return or(
      ...this.cases(left, frame).flatMap((one) =>
        rights.map((other) => and(one.guard, other.guard, this.#related(operator, one.value, other.value))),
      ),
    );
  }

  #related(operator: CompareCondition["operator"], left: Value, right: Value): Formula {
    if (left.kind === "missing" || right.kind === "missing") return NEVER;
    if (left.kind === "number" && right.kind === "number") {
      const allowed = operator === "=" ? ZERO_ONLY : operator === "<" ? BELOW_ZERO : AT_MOST_ZERO;
      return sumWithin(addSums(left.sum, right.sum, -1), allowed, this.context);
    }
    if (right.kind === "constant") return isConstant(left, right.value);
    if (left.kind === "constant") return isConstant(right, left.value);
    if (left.kind === "quantity" && right.kind === "quantity" && left.quantity.universe.kind === "texts") {
      return this.#equalTexts(left.quantity, right.quantity);
    }
    // Truths: both yes or both no.
    return or(and(isTrue(left), isTrue(right)), and(isFalse(left), isFalse(right)));
  }

  /** Two values that are no numbers are present and equal. */
  equalValues(left: Value, right: Value): Formula {
    return this.#related("=", left, right);
  }

  /** Choices have few values, so equal ones are told one by one; of texts it is a quantity whether they are equal. */
  #equalTexts(left: Quantity, right: Quantity): Formula {
    if (left === right) return isThere(left);
    const sets = [left.universe, right.universe];
    if (sets.every((set) => set.kind === "texts" && !set.allBut)) {
      const shared = [...(sets[0] as { values: ReadonlySet<string> }).values].filter((value) =>
        (sets[1] as { values: ReadonlySet<string> }).values.has(value),
      );
      return or(...shared.map((value) => and(literal(left, texts([value])), literal(right, texts([value])))));
    }
    const [first, second] = left.number < right.number ? [left, right] : [right, left];
    const equal = this.context.vocabulary.quantity(`equal ${first.number} ${second.number}`, () => ({
      nature: { kind: "equal" },
      universe: EITHER,
      operands: [first, second],
      describe: () => `${first.describe()} = ${second.describe()}`,
    }));
    return literal(equal, YES);
  }

  #isOneOf(value: Value, list: ValueList): Formula {
    switch (value.kind) {
      case "number":
        return sumWithin(value.sum, pointsOf(list), this.context);
      case "quantity": {
        const { universe } = value.quantity;
        if (universe.kind === "texts") return literal(value.quantity, texts(valueSet(list) as ReadonlySet<string>));
        return or(...list.values.map((one) => isConstant(value, one as boolean)));
      }
      case "constant":
        return valueSet(list).has(value.value) ? ALWAYS : NEVER;
      case "truth":
        return or(...list.values.map((one) => isConstant(value, one as boolean)));
      case "missing":
        return NEVER;
    }
  }

  #text(operand: Term, frame: Frame, test: TextTest): Formula {
    return this.#each(operand, frame, (value) => {
      if (value.kind === "constant") return passes(test, String(value.value)) ? ALWAYS : NEVER;
      if (value.kind !== "quantity") return NEVER;
      return this.#pattern(value.quantity, test, foldedOf(operand));
    });
  }

  #pattern(text: Quantity, test: TextTest, folded: boolean): Formula {
    const { universe } = text;
    if (universe.kind === "texts" && !universe.allBut) {
      return literal(text, texts([...universe.values].filter((value) => passes(test, value))));
    }
    const pattern = this.context.vocabulary.quantity(`pattern ${text.number} ${keyOfTest(test)}`, () => ({
      nature: { kind: "pattern", test, folded },
      universe: EITHER,
      operands: [text],
      describe: () => `${text.describe()} ${describeTest(test)}`,
    }));
    return literal(pattern, YES);
  }

  /** The values a term can have, each with the condition under which it has it. */
  cases(term: Term, frame: Frame): readonly Case[] {
    const read = ofFrame(this.#cases, frame);
    const known = read.get(term);
    if (known !== undefined) return known;
    const cases = this.#casesOf(term, frame);
    read.set(term, cases);
    return cases;
  }

  #casesOf(term: Term, frame: Frame): readonly Case[] {
    const { context } = this;
    switch (term.kind) {
      case "constant":
        return always(constantValue(term.value, term.type));
      case "field":
        return always(this.#field(term.path, frameOf(frame, term.scope)));
      case "clock":
        return always(numberValue(term.clock === "today" ? todaySum(context) : nowSum(context)));
      case "arithmetic":
        return arithmetic(term, frame, this);
      case "negate":
        return mapNumbers(this.cases(term.operand, frame), (sum) => scaleSum(sum, -1));
      case "absolute":
        return mapCases(this.cases(term.operand, frame), (value) => {
          if (value.kind !== "number") return always(MISSING);
          const negative = sumWithin(value.sum, BELOW_ZERO, context);
          return [
            { guard: negation(negative), value },
            { guard: negative, value: numberValue(scaleSum(value.sum, -1)) },
          ];
        });
      case "shift":
        return this.#derived(term, frame, term.operand, (sum) => shifted(term, sum, context));
      case "date-of":
        return this.#derived(term, frame, term.operand, (sum) => localDay(sum, context));
      case "calendar":
        return this.#derived(term, frame, term.operand, (sum) => calendarDay(term, sum, context));
      case "since":
        return this.#derived(term, frame, term.operand, (sum) => sinceSum(term.unit, sum, context));
      case "difference": {
        const factor = term.left.type.kind === "datetime" ? 86_400_000 : 1;
        return this.pairs(term.left, term.right, frame, (left, right) =>
          scaleSum(addSums(left, right, -1), inverse(factor)),
        );
      }
      case "part":
        return mapCases(this.cases(term.operand, frame), (value) =>
          always(value.kind === "number" ? partOf(term.part, value.sum, context) : MISSING),
        );
      case "length":
        return mapCases(this.cases(term.operand, frame), (value) => always(this.#length(value)));
      case "default": {
        const operand = this.cases(term.operand, frame);
        const absent = negation(somePresent(operand));
        return [
          ...operand.map(({ guard, value }) => ({ guard: and(guard, isPresent(value)), value })),
          ...this.cases(term.fallback, frame).map(({ guard, value }) => ({ guard: and(absent, guard), value })),
        ].filter(isPossible);
      }
      case "when":
        return this.#when(term, frame);
      case "aggregate":
        return this.#lists.aggregate(term, frame);
      case "condition":
        return always({ kind: "truth", formula: this.condition(term.condition, frame) });
    }
  }

  #when(term: Extract<Term, { kind: "when" }>, frame: Frame): readonly Case[] {
    const found: Case[] = [];
    let earlier: Formula = ALWAYS;
    const branch = (guard: Formula, result: Term): void => {
      for (const inner of this.cases(result, frame)) found.push({ guard: and(guard, inner.guard), value: inner.value });
    };
    for (const { condition, value } of term.branches) {
      const holds = this.condition(condition, frame);
      branch(and(earlier, holds), value);
      earlier = and(earlier, negation(holds));
    }
    branch(earlier, term.otherwise);
    return found.filter(isPossible);
  }

  /** Of a date: null means that nothing is known of the result but the term it comes from. */
  #derived(term: Term, frame: Frame, operand: Term, make: (sum: Sum) => Sum | null): readonly Case[] {
    return mapCases(this.cases(operand, frame), (value) => {
      if (value.kind !== "number") return always(MISSING);
      return always(numberValue(make(value.sum) ?? sumOf(this.#unknownDate(term, frame, value.sum))));
    });
  }

  #unknownDate(term: Term, frame: Frame, operand: Sum): Quantity {
    return this.context.vocabulary.quantity(`term ${termKey(term)} ${frame.place} ${keyOfSum(operand)}`, () => ({
      nature: { kind: "opaque" },
      universe: numbers(EVERY_NUMBER, WHOLE, true),
      operands: operand.terms.map(([one]) => one),
      presence: "lax",
      describe: () => describeTerm(term),
    }));
  }

  #opaque(key: string, universe: ValueSet, describe: () => string): Quantity {
    return this.context.vocabulary.quantity(key, () => ({ nature: { kind: "opaque" }, universe, describe }));
  }

  #field(path: readonly string[], frame: Frame): Value {
    const quantity = this.fieldOf(path, frame);
    if (quantity === null) return MISSING;
    return quantity.universe.kind === "numbers" ? numberValue(sumOf(quantity)) : { kind: "quantity", quantity };
  }

  fieldOf(path: readonly string[], frame: Frame): Quantity | null {
    const { context } = this;
    return fieldQuantity(
      frame,
      path,
      context,
      (bound, asDay) => {
        const [first] = this.cases(bound, this.#customer);
        if (first?.value.kind !== "number") return null;
        const { sum } = first.value;
        return asDay && bound.type.kind === "datetime" ? localDay(sum, context) : sum;
      },
      (instant) => localDay(instant, context) ?? instant,
    );
  }

  #length(value: Value): Value {
    if (value.kind === "constant") return numberValue(constantSum([...String(value.value)].length));
    if (value.kind !== "quantity") return MISSING;
    const text = value.quantity;
    const length = this.context.vocabulary.quantity(`length ${text.number}`, () => ({
      nature: { kind: "length" },
      universe: numbers([interval(0, Number.POSITIVE_INFINITY)], WHOLE, text.universe.missing),
      operands: [text],
      presence: "strict",
      describe: () => `length(${text.describe()})`,
    }));
    return numberValue(sumOf(length));
  }

  /** Every combination of the values of two terms; where there are many, each term is first made one quantity. */
  pairs(left: Term, right: Term, frame: Frame, join: (left: Sum, right: Sum) => Sum | null): readonly Case[] {
    let lefts = this.cases(left, frame);
    let rights = this.cases(right, frame);
    if (lefts.length > 1 && rights.length > 1) {
      lefts = defined(left, lefts, frame, this.context);
      rights = defined(right, rights, frame, this.context);
    }
    return lefts.flatMap((one) =>
      rights.map((other) => {
        const sum =
          one.value.kind === "number" && other.value.kind === "number" ? join(one.value.sum, other.value.sum) : null;
        return { guard: and(one.guard, other.guard), value: sum === null ? MISSING : numberValue(sum) };
      }),
    );
  }
}

function ofFrame<Node extends object, Read>(
  all: WeakMap<Frame, WeakMap<Node, Read>>,
  frame: Frame,
): WeakMap<Node, Read> {
  let read = all.get(frame);
  if (read === undefined) {
    read = new WeakMap();
    all.set(frame, read);
  }
  return read;
}

function isPossible({ guard }: Case): boolean {
  return guard.kind !== "constant" || guard.value;
}

function constantValue(value: Scalar, type: ScalarType): Value {
  return typeof value === "number" && type.kind !== "choice"
    ? numberValue(constantSum(value))
    : { kind: "constant", value: value as string | boolean };
}

function inverse(factor: number): Sum["constant"] {
  return factor === 1 ? 1 : { numerator: 1n, denominator: BigInt(factor) };
}

function pointsOf(list: ValueList): Intervals {
  return union(
    (list.values as readonly number[]).flatMap((value) => only(value)),
    { kind: "dense" },
  );
}

function isConstant(value: Value, constant: string | boolean): Formula {
  switch (value.kind) {
    case "quantity":
      if (value.quantity.universe.kind === "truth") return literal(value.quantity, constant === true ? YES : NO);
      return literal(value.quantity, texts([String(constant)]));
    case "constant":
      return value.value === constant ? ALWAYS : NEVER;
    case "truth":
      return constant === true ? value.formula : negation(value.formula);
    default:
      return NEVER;
  }
}

function isTrue(value: Value): Formula {
  return isConstant(value, true);
}

function isFalse(value: Value): Formula {
  return isConstant(value, false);
}

function foldedOf(operand: Term): boolean {
  return operand.type.kind === "text" && operand.type.folded;
}

function keyOfTest(test: TextTest): string {
  return test.kind === "match"
    ? JSON.stringify([test.kind, test.pattern, test.flags])
    : JSON.stringify([test.kind, ...[...new Set(test.values)].sort()]);
}

function describeTest(test: TextTest): string {
  if (test.kind === "match") return `matches /${test.pattern}/${test.flags}`;
  const operator = test.kind === "starts-with" ? "starts with" : test.kind === "ends-with" ? "ends with" : "contains";
  const values = test.values.map((value) => JSON.stringify(value));
  return values.length === 1 ? `${operator} ${values[0]}` : `${operator} any of [${values.join(", ")}]`;
}

/** The list, kept to the elements that equal a value. */
function withElement(list: ListTerm, value: Scalar): ListTerm {
  const type = list.element!;
  return filtered(list, {
    kind: "compare",
    operator: "=",
    left: { kind: "field", scope: 0, path: [], type, optional: false },
    right: { kind: "constant", type, value },
  });
}

/** The list, kept to the elements of its last step that meet a further condition. */
export function filtered(list: ListTerm, condition: Condition): ListTerm {
  const last = list.steps[list.steps.length - 1]!;
  const known = last.filter;
  const operands = known === null ? [] : known.kind === "and" ? known.operands : [known];
  if (operands.some((operand) => conditionKey(operand) === conditionKey(condition))) return list;
  const filter: Condition = operands.length === 0 ? condition : { kind: "and", operands: [...operands, condition] };
  return { ...list, steps: [...list.steps.slice(0, -1), { ...last, filter }] };
}
