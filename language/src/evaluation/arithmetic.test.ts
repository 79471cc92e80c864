import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition, Term } from "../condition/condition.js";
import type { Row } from "../condition/schema.js";
import { createClock } from "./clock.js";
import { compileCondition, compileTerm } from "./predicate.js";
import * as make from "./testing/programs.js";

const { aggregate, arithmetic, compare, integer, list, not, number, oneOf, present } = make;

const RECORD = make.recordOf({
  a: [make.NUMBER, { optional: true }],
  b: [make.NUMBER, { optional: true }],
  n: make.INTEGER,
  m: make.INTEGER,
  amounts: make.listOf(make.NUMBER),
});
const model = make.modelOf(RECORD);
const clock = createClock(make.SETTINGS, { asOf: 20_000 });
const SEED = 20_261_122;

const a = make.field("a", make.NUMBER);
const b = make.field("b", make.NUMBER);
const n = make.field("n", make.INTEGER, "customer", false);
const m = make.field("m", make.INTEGER, "customer", false);
const amount = make.field("", make.NUMBER, 0, false);
const sum = aggregate("sum", list("amounts", null, make.NUMBER), amount);
const average = aggregate("average", list("amounts", null, make.NUMBER), amount);
const plus = (left: Term, right: Term) => arithmetic("+", left, right);
const times = (left: Term, right: Term) => arithmetic("*", left, right);
const over = (left: Term, right: Term) => arithmetic("/", left, right);

const holds = (condition: Condition, row: Partial<Row>): boolean =>
  compileCondition(condition, model, clock)({ f2: 0, f3: 0, f4: [], ...row });

describe("decimals are what they say", () => {
  const table: readonly [string, Condition, Partial<Row>, boolean][] = [
    ["0.1 + 0.2 = 0.3", compare(plus(a, b), "=", number(0.3)), { f0: 0.1, f1: 0.2 }, true],
    ["0.1 + 0.2 < 0.3", compare(plus(a, b), "<", number(0.3)), { f0: 0.1, f1: 0.2 }, false],
    ["0.1 + 0.2 in [0.3]", oneOf(plus(a, b), [0.1, 0.2, 0.3, 0.4, 0.5]), { f0: 0.1, f1: 0.2 }, true],
    ["0.1 + 0.2 in [0.30000000000000004]", oneOf(plus(a, b), [0.30000000000000004]), { f0: 0.1, f1: 0.2 }, false],
    ["1 / 3 * 3 = 1", compare(times(over(a, b), b), "=", number(1)), { f0: 1, f1: 3 }, true],
    ["a sum of many cents", compare(number(37.62), "<=", sum), { f4: Array.from({ length: 3762 }, () => 0.01) }, true],
    ["a cent less", compare(number(37.62), "<=", sum), { f4: Array.from({ length: 3761 }, () => 0.01) }, false],
    ["an average", compare(average, "=", number(0.2)), { f4: [0.1, 0.2, 0.3] }, true],
    ["no average of nothing", compare(average, "<=", number(1e300)), { f4: [] }, false],
    ["the sum of nothing is 0", compare(sum, "=", number(0)), { f4: [] }, true],
    ["a sum of zeros is 0", compare(sum, "=", number(0)), { f4: [0, -0, 0] }, true],
    ["what cancels out is 0", compare(sum, "=", number(0)), { f4: [0.1, 0.2, -0.3] }, true],
    [
      "beyond doubles: 1e308 * 10 / 10 = 1e308",
      compare(over(times(a, number(10)), number(10)), "=", a),
      { f0: 1e308 },
      true,
    ],
    ["beneath doubles: 1e-320 * 1e-320 > 0", compare(number(0), "<", times(a, a)), { f0: 1e-320 }, true],
    ["1e-320 * 1e300 = 1e-20", compare(times(a, b), "=", number(1e-20)), { f0: 1e-320, f1: 1e300 }, true],
    ["2^53 + 1 is odd", compare(plus(n, m), "=", plus(m, n)), { f2: 2 ** 53 - 1, f3: 2 }, true],
    ["whole numbers beyond 2^53", compare(plus(plus(n, n), integer(1)), "=", plus(n, n)), { f2: 2 ** 53 - 1 }, false],
    ["products beyond 2^53", compare(times(n, n), "<", plus(times(n, n), integer(1))), { f2: 2 ** 53 - 1 }, true],
    ["an integer quotient keeps its fraction", compare(over(n, m), "=", number(2.5)), { f2: 5, f3: 2 }, true],
  ];
  test.each(table)("%s", (_, condition, row, expected) => {
    expect(holds(condition, row)).toBe(expected);
    expect(holds(not(condition), row)).toBe(!expected);
  });
});

describe("what is missing makes every comparison false", () => {
  const table: readonly [string, Term, Partial<Row>][] = [
    ["a field", a, {}],
    ["a sum with it", plus(a, number(1)), {}],
    ["a product of 0 and it", times(number(0), a), {}],
    ["a division by 0", over(b, a), { f0: 0, f1: 5 }],
    [
      "a division by what is exactly 0",
      over(number(1), arithmetic("-", plus(a, b), number(0.3))),
      { f0: 0.1, f1: 0.2 },
    ],
    ["0 by 0", over(n, m), {}],
    ["the average of nothing", average, {}],
  ];
  test.each(table)("%s", (_, term, row) => {
    expect(holds(present(term), row)).toBe(false);
    expect(compileTerm(term, model, clock)({ f2: 0, f3: 0, f4: [], ...row })).toBeUndefined();
    for (const operator of ["=", "<", "<="] as const) {
      expect(holds(compare(term, operator, number(0)), row)).toBe(false);
      expect(holds(compare(number(0), operator, term), row)).toBe(false);
      // Not even equal to itself.
      expect(holds(compare(term, operator, term), row)).toBe(false);
    }
    expect(
      holds(compare({ kind: "default", type: make.NUMBER, operand: term, fallback: number(7) }, "=", number(7)), row),
    ).toBe(true);
  });
});

test.each([
  ["just above 0: no division by zero", 0.30000000000000004, true],
  ["just beneath", 0.29999999999999993, true],
  ["at 0", 0.3, false],
])("a divisor %s", (_, a0, expected) => {
  const divisor = arithmetic("-", a, plus(b, number(0.2)));
  expect(holds(present(over(number(1), divisor)), { f0: a0, f1: 0.1 })).toBe(expected);
});

describe(`identities of exact numbers (seed ${SEED})`, () => {
  const cents = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((count) => count / 100);
  const check = (name: string, condition: Condition, rows: fc.Arbitrary<Partial<Row>>, expected = true) => {
    test(name, () => {
      const compiled = compileCondition(condition, model, clock);
      fc.assert(
        fc.property(rows, (row) => {
          expect(compiled({ f2: 0, f3: 0, f4: [], ...row })).toBe(expected);
        }),
        { seed: SEED, numRuns: 500 },
      );
    });
  };
  const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });
  check(
    "10% * a + 20% * a = 30% * a",
    compare(plus(times(number(0.1), a), times(number(0.2), a)), "=", times(number(0.3), a)),
    fc.record({ f0: cents }),
  );
  check(
    "(a + b) * (a - b) = a * a - b * b, for all doubles",
    compare(times(plus(a, b), arithmetic("-", a, b)), "=", arithmetic("-", times(a, a), times(b, b))),
    fc.record({ f0: anyDouble, f1: anyDouble }),
  );
  check("a < a + 5e-324, for all doubles", compare(a, "<", plus(a, number(5e-324))), fc.record({ f0: anyDouble }));
  check(
    "the average times the count is the sum",
    compare(times(average, aggregate("count", list("amounts"))), "=", sum),
    fc.record({ f4: fc.array(cents, { minLength: 1 }) }),
  );
  const negated = compare(plus(sum, a), "=", number(0));
  check(
    "a sum does not depend on order",
    negated,
    fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 1, maxLength: 40 }).map((counts) => ({
      f4: counts.map((count) => count / 100),
      f0: -counts.reduce((total, count) => total + count, 0) / 100,
    })),
  );
  check(
    "nor is it a cent off",
    negated,
    fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 40 }).map((counts) => ({
      f4: counts.map((count) => count / 100),
      f0: (1 - counts.reduce((total, count) => total + count, 0)) / 100,
    })),
    false,
  );
});

test.each([
  ["two thirds", over(number(2), number(3)), {}, 2 / 3],
  ["0.1 + 0.2", plus(a, b), { f0: 0.1, f1: 0.2 }, 0.3],
  ["a sum in cents", sum, { f4: [0.1, 0.1, 0.1] }, 0.3],
])("%s is shown as the nearest double", (_, term, row, expected) => {
  expect(compileTerm(term, model, clock)({ f2: 0, f3: 0, f4: [], ...row })).toBe(expected);
});
