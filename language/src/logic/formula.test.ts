import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxesOf } from "./disjunction.js";
import { ALWAYS, and, type Formula, literal, NEVER, negation, or } from "./formula.js";
import type { Quantity } from "./quantities/quantity.js";
import { Vocabulary } from "./quantities/vocabulary.js";
import { interval, only, union, WHOLE } from "./sets/intervals.js";
import { containsValue, EITHER, numbers, texts, type ValueSet } from "./sets/value-set.js";

const SEED = 20_261_122;

type Value = number | string | boolean | undefined;

const vocabulary = new Vocabulary();

function quantity(name: string, universe: ValueSet): Quantity {
  return vocabulary.quantity(name, () => ({ nature: { kind: "opaque" }, universe, describe: () => name }));
}

const NUMBER = quantity("number", numbers([interval(0, 3)], WHOLE, true));
const CHOICE = quantity("choice", texts(["a", "b", "c"]));
const TRUTH = quantity("truth", EITHER);
const ALL: readonly (readonly [Quantity, readonly Value[]])[] = [
  [NUMBER, [0, 1, 2, 3, undefined]],
  [CHOICE, ["a", "b", "c"]],
  [TRUTH, [true, false]],
];

/** Every combination of values. */
const STATES: readonly ReadonlyMap<number, Value>[] = ALL.reduce<readonly ReadonlyMap<number, Value>[]>(
  (states, [{ number }, values]) =>
    states.flatMap((state) => values.map((value) => new Map([...state, [number, value]]))),
  [new Map()],
);

function holds(formula: Formula, state: ReadonlyMap<number, Value>): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "literal":
      return containsValue(formula.set, state.get(formula.quantity.number));
    case "and":
      return formula.operands.every((operand) => holds(operand, state));
    case "or":
      return formula.operands.some((operand) => holds(operand, state));
  }
}

const truthOf = (formula: Formula): readonly boolean[] => STATES.map((state) => holds(formula, state));

/** What is joined, before anything is made simpler. */
type Plan =
  | { readonly kind: "literal"; readonly quantity: Quantity; readonly set: ValueSet }
  | { readonly kind: "and" | "or"; readonly operands: readonly Plan[] }
  | { readonly kind: "not"; readonly operand: Plan };

const leaf: fc.Arbitrary<Plan> = fc.oneof(
  fc.tuple(fc.subarray([0, 1, 2, 3]), fc.boolean()).map(
    ([kept, missing]): Plan => ({
      kind: "literal",
      quantity: NUMBER,
      set: numbers(union(kept.flatMap(only), WHOLE), WHOLE, missing),
    }),
  ),
  fc.subarray(["a", "b", "c"]).map((kept): Plan => ({ kind: "literal", quantity: CHOICE, set: texts(kept) })),
  fc
    .tuple(fc.boolean(), fc.boolean())
    .map(([yes, no]): Plan => ({ kind: "literal", quantity: TRUTH, set: { kind: "truth", missing: false, yes, no } })),
);

const plans: fc.Arbitrary<Plan> = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("plan"), { maxLength: 4 }))
      .map(([kind, operands]): Plan => ({ kind, operands })),
    tie("plan").map((operand): Plan => ({ kind: "not", operand })),
  ),
})).plan;

function built(plan: Plan): Formula {
  switch (plan.kind) {
    case "literal":
      return literal(plan.quantity, plan.set);
    case "not":
      return negation(built(plan.operand));
    default:
      return (plan.kind === "and" ? and : or)(...plan.operands.map(built));
  }
}

function meant(plan: Plan, state: ReadonlyMap<number, Value>): boolean {
  switch (plan.kind) {
    case "literal":
      return containsValue(plan.set, state.get(plan.quantity.number));
    case "not":
      return !meant(plan.operand, state);
    case "and":
      return plan.operands.every((operand) => meant(operand, state));
    case "or":
      return plan.operands.some((operand) => meant(operand, state));
  }
}

/** No constant inside, none of its own kind inside, each quantity once. */
function isSimple(formula: Formula): boolean {
  if (formula.kind === "constant" || formula.kind === "literal") return true;
  const { kind, operands } = formula;
  const quantities = operands.flatMap((operand) => (operand.kind === "literal" ? [operand.quantity] : []));
  return (
    operands.length >= 2 &&
    operands.every((operand) => operand.kind !== "constant" && operand.kind !== kind && isSimple(operand)) &&
    new Set(quantities).size === quantities.length
  );
}

test(`formulas mean what was joined, and negation the opposite (seed ${SEED})`, () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const formula = built(plan);
      const expected = STATES.map((state) => meant(plan, state));
      expect(truthOf(formula)).toEqual(expected);
      expect(isSimple(formula)).toBe(true);
      const opposite = negation(formula);
      expect(truthOf(opposite)).toEqual(expected.map((value) => !value));
      expect(isSimple(opposite)).toBe(true);
      expect(negation(opposite)).toBe(formula);
    }),
    { seed: SEED, numRuns: 600 },
  );
});

test(`a customer lies in a box exactly if the formula holds (seed ${SEED})`, () => {
  let given = 0;
  fc.assert(
    fc.property(plans, (plan) => {
      const formula = built(plan);
      const boxes = boxesOf(formula, 50);
      if (boxes === null) return;
      given += 1;
      expect(boxes.length).toBeLessThanOrEqual(50);
      const inside = STATES.map((state) =>
        boxes.some(({ sets }) => [...sets].every(([number, set]) => containsValue(set, state.get(number)))),
      );
      expect(inside).toEqual(truthOf(formula));
    }),
    { seed: SEED, numRuns: 600 },
  );
  expect(given).toBeGreaterThan(500);
});

describe("what is joined becomes simpler", () => {
  const low = literal(NUMBER, numbers([interval(0, 1)], WHOLE));
  const high = literal(NUMBER, numbers([interval(2, 3)], WHOLE));
  const isA = literal(CHOICE, texts(["a"]));
  const missing = literal(NUMBER, numbers([], WHOLE, true));

  test.each<readonly [name: string, formula: Formula, expected: Formula]>([
    ["nothing to join: always", and(), ALWAYS],
    ["nothing to choose from: never", or(), NEVER],
    ["two sets of one quantity apart", and(low, high), NEVER],
    ["all values and missing", or(low, high, missing), ALWAYS],
    ["one alone is itself", or(isA, NEVER), isA],
    ["a part that never holds", and(isA, or(and(low, high))), NEVER],
    ["an empty set", literal(CHOICE, texts([])), NEVER],
    ["every choice", literal(CHOICE, texts(["c", "b", "a"])), ALWAYS],
    ["a set that is denied: missing and the rest", negation(low), or(high, missing)],
  ])("%s", (_, formula, expected) => {
    expect(formula).toEqual(expected);
  });

  test("no boxes where there are too many", () => {
    const either = (index: number): Formula =>
      or(literal(quantity(`one ${index}`, EITHER), { ...EITHER, no: false }), isA);
    const all = Array.from({ length: 10 }, (_, index) => either(index));
    expect(boxesOf(and(...all), 100)).toBeNull();
    expect(boxesOf(and(...all.slice(0, 3)), 100)).not.toBeNull();
    expect(boxesOf(NEVER, 100)).toEqual([]);
    expect(boxesOf(ALWAYS, 100)).toEqual([{ sets: new Map() }]);
  });
});
