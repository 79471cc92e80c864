import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import type { Row } from "../condition/schema.js";
import { createClassifier, type Outcome } from "./classifier.js";
import { createClock } from "./clock.js";
import { customerFrame, Evaluation } from "./exact.js";
import * as make from "./testing/programs.js";
import { campaignCondition, customerCondition, RECORD, row, TODAY } from "./testing/random-conditions.js";

const clock = createClock(make.SETTINGS, { asOf: TODAY });
const SEED = 20_261_122;

const age = make.field("age", make.INTEGER, "customer", false);
const city = make.field("city", make.TEXT, "customer", false);
const PEOPLE = make.recordOf({ age: make.INTEGER, city: make.TEXT });
const person = (years: number, town: string): Row => ({ f0: years, f1: town });
const below = (years: number) => make.compare(age, "<", make.integer(years));
const from = (years: number) => make.compare(make.integer(years), "<=", age);

/** Names of the segments per criterion. */
function placed(model: Model, customer: Row, options = {}): Record<string, string | null | string[]> {
  const outcomes = createClassifier(model, clock, options).classify(customer);
  return Object.fromEntries(
    model.criteria.map(({ name, segments }, index) => {
      const outcome = outcomes[index]!;
      if (typeof outcome === "number") return [name, segments[outcome]?.name ?? null];
      return [name, outcome.map((number) => segments[number]!.name)];
    }),
  );
}

describe("each kind of criterion", () => {
  const model = make.modelOf(PEOPLE, {
    Exclusive: [{}, { Young: below(30), Old: from(25) }],
    Rest: [{ otherwise: "Others" }, { Child: below(10), Teen: make.and(from(10), below(20)) }],
    Ordered: [
      { ordered: true, otherwise: "Last" },
      { First: below(30), Second: below(50) },
    ],
    Overlapping: [{ overlapping: true }, { A: below(50), B: from(20) }],
    OverlappingRest: [
      { overlapping: true, otherwise: "Neither" },
      { A: below(10), B: from(90) },
    ],
    Named: [
      { overlapping: true },
      {
        IsSecond: make.member("Ordered.Second"),
        IsLast: make.member("Ordered.Last"),
        IsOther: make.member("Rest.Others"),
        NotFirst: make.not(make.member("Ordered.First")),
      },
    ],
  });
  const table: readonly [number, Record<string, string | null | string[]>][] = [
    [5, { Exclusive: "Young", Rest: "Child", Ordered: "First", Overlapping: ["A"], OverlappingRest: ["A"], Named: [] }],
    [
      27,
      {
        Exclusive: ["Young", "Old"],
        Rest: "Others",
        Ordered: "First",
        Overlapping: ["A", "B"],
        OverlappingRest: ["Neither"],
        Named: ["IsOther"],
      },
    ],
    [
      40,
      {
        Exclusive: "Old",
        Rest: "Others",
        Ordered: "Second",
        Overlapping: ["A", "B"],
        OverlappingRest: ["Neither"],
        Named: ["IsSecond", "IsOther", "NotFirst"],
      },
    ],
    [
      95,
      {
        Exclusive: "Old",
        Rest: "Others",
        Ordered: "Last",
        Overlapping: ["B"],
        OverlappingRest: ["B"],
        Named: ["IsLast", "IsOther", "NotFirst"],
      },
    ],
  ];
  test.each(table)("at %i", (years, expected) => {
    expect(placed(model, person(years, ""))).toEqual(expected);
  });

  test("a criterion proved exclusive stops at its first match", () => {
    expect(placed(model, person(27, ""), { exclusive: () => true }).Exclusive).toBe("Young");
    expect(placed(model, person(27, ""), { exclusive: () => true }).Overlapping).toEqual(["A", "B"]);
  });

  test("outcomes go into an array that is used again", () => {
    const { classifyInto } = createClassifier(model, clock);
    const outcomes: Outcome[] = [];
    classifyInto(person(5, ""), outcomes);
    classifyInto(person(95, ""), outcomes);
    expect(outcomes).toEqual([1, 2, 2, [1], [1], [1, 2, 3]]);
  });
});

describe("a segment of an ordered criterion that names an earlier sibling", () => {
  const model = make.modelOf(PEOPLE, {
    Ladder: [
      { ordered: true },
      { Top: below(10), Middle: make.and(make.not(make.member("Ladder.Top")), below(20)), Low: below(99) },
    ],
    Other: [{}, { InMiddle: make.member("Ladder.Middle") }],
  });
  test.each([
    [5, "Top", null],
    [15, "Middle", "InMiddle"],
    [50, "Low", null],
  ])("at %i", (years, ladder, other) => {
    expect(placed(model, person(years, ""))).toEqual({ Ladder: ladder, Other: other });
  });
});

test("names and texts of a program never become code", () => {
  const hostile = ['"];globalThis.broken=1;//', "`globalThis.broken=1`", "__proto__", "constructor", "'\\\n\u2028"];
  const record = make.recordOf(Object.fromEntries(hostile.map((name) => [name, make.TEXT])));
  const conditions = hostile.flatMap((name): [string, Condition][] => {
    const read: ReturnType<typeof make.field> = { ...make.field("", make.TEXT, "customer", false), path: [name] };
    return [
      [name, make.compare(read, "=", make.text(name))],
      [`${name} listed`, make.oneOf(read, [...hostile, "x", "y", "z"])],
      [
        `${name} part`,
        { kind: "text", operator: "contains", operand: read, values: make.valueList(make.TEXT, [name]) },
      ],
      [`${name} match`, { kind: "match", operand: read, pattern: "^x+$", flags: "" }],
    ];
  });
  const model = make.modelOf(record, {
    [hostile[0]!]: [{ overlapping: true }, Object.fromEntries(conditions)],
    ...Object.fromEntries(
      conditions.map(([name, condition]) => [`only ${name}`, [{}, { [name]: condition }] as const]),
    ),
  });
  const customer: Row = Object.fromEntries(hostile.map((name, slot) => [`f${slot}`, name]));
  const classify = createClassifier(model, clock).classify;
  expect(classify(customer)[0]).toEqual(conditions.flatMap(([name], index) => (name.endsWith("match") ? [] : [index])));
  const other: Row = Object.fromEntries(hostile.map((_, slot) => [`f${slot}`, "xx"]));
  expect(classify(other)[0]).toEqual(conditions.flatMap(([name], index) => (name.endsWith("match") ? [index] : [])));
  expect("broken" in globalThis).toBe(false);
});

/** What the criteria of a model hold, asked one by one and exactly. */
function asked(model: Model, customer: Row): Outcome[] {
  const evaluation = new Evaluation(model, clock);
  const frame = customerFrame(model, customer);
  return model.criteria.map(({ segments, overlapping }) => {
    const holding = segments.flatMap((segment, index) => (evaluation.holds(segment.membership, frame) ? [index] : []));
    return overlapping || holding.length > 1 ? holding : (holding[0] ?? -1);
  });
}

const options = fc.record({
  ordered: fc.boolean(),
  overlapping: fc.boolean(),
  otherwise: fc.option(fc.constant("Rest"), { nil: undefined }),
});

function randomModel(conditions: fc.Arbitrary<Condition>, size: { minLength: number; maxLength: number }) {
  const criterion = fc.tuple(options, fc.array(conditions, size));
  return fc
    .array(criterion, { minLength: 1, maxLength: 4 })
    .map((criteria) =>
      make.modelOf(
        RECORD,
        Object.fromEntries(
          criteria.map(([{ ordered, overlapping, otherwise }, segments], number) => [
            `C${number}`,
            [
              { ordered, overlapping: overlapping && !ordered, ...(otherwise === undefined ? {} : { otherwise }) },
              Object.fromEntries(segments.map((condition, index) => [`S${index}`, condition])),
            ] as const,
          ]),
        ),
      ),
    );
}

describe(`the classifier agrees with asking each membership exactly (seed ${SEED})`, () => {
  test("small programs of all kinds of conditions", () => {
    const rows = fc.array(row, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(randomModel(customerCondition(2), { minLength: 1, maxLength: 10 }), rows, (model, customers) => {
        const { classify } = createClassifier(model, clock);
        for (const customer of customers) expect(classify(customer)).toEqual(asked(model, customer));
      }),
      { seed: SEED, numRuns: 80 },
    );
  });

  test("programs of many segments, which become tables", () => {
    const rows = fc.array(row, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(randomModel(campaignCondition, { minLength: 20, maxLength: 70 }), rows, (model, customers) => {
        const { classify } = createClassifier(model, clock);
        for (const customer of customers) expect(classify(customer)).toEqual(asked(model, customer));
      }),
      { seed: SEED, numRuns: 30 },
    );
  });
});

describe("programs of any size", () => {
  test("an `or` of 20,000 operands", () => {
    const towns = Array.from({ length: 20_000 }, (_, index) => make.compare(city, "=", make.text(`town ${index}`)));
    const model = make.modelOf(PEOPLE, { C: [{}, { Listed: make.or(...towns) }] });
    const { classify } = createClassifier(model, clock);
    expect(classify(person(1, "town 19999"))).toEqual([0]);
    expect(classify(person(1, "town 20000"))).toEqual([-1]);
  });

  test("conditions nested 500 deep", () => {
    let nested = below(30);
    for (let depth = 0; depth < 500; depth += 1) {
      nested =
        depth % 2 === 0 ? make.or(make.compare(city, "=", make.text(`${depth}`)), nested) : make.and(from(0), nested);
    }
    const model = make.modelOf(PEOPLE, { C: [{}, { Deep: make.not(nested) }] });
    const { classify } = createClassifier(model, clock);
    expect([classify(person(29, "x")), classify(person(31, "x"))]).toEqual([[-1], [0]]);
  });

  test("a sum of 5,000 terms", () => {
    let sum = make.number(0);
    for (let index = 0; index < 5000; index += 1)
      sum = make.arithmetic("+", sum, index % 2 === 0 ? age : make.number(0.1));
    const model = make.modelOf(PEOPLE, { C: [{}, { Exactly: make.compare(sum, "=", make.number(2500 * 7 + 250)) }] });
    const { classify } = createClassifier(model, clock);
    expect([classify(person(7, "")), classify(person(8, ""))]).toEqual([[0], [-1]]);
  });

  test("a define repeated in defines, 2^60 parts when written out", () => {
    let term = make.arithmetic("+", age, make.number(0.5));
    for (let depth = 0; depth < 60; depth += 1) term = make.arithmetic("-", make.arithmetic("+", term, term), term);
    const model = make.modelOf(PEOPLE, { C: [{}, { Same: make.compare(term, "=", make.number(7.5)) }] });
    const { classify } = createClassifier(model, clock);
    expect([classify(person(7, "")), classify(person(8, ""))]).toEqual([[0], [-1]]);
  });

  test("3,000 segments, exclusive and overlapping, and a chain of 3,000 memberships", () => {
    const bands = Array.from(
      { length: 5000 },
      (_, index) => [`B${index}`, make.and(from(index), below(index + 1))] as const,
    );
    const chain = bands.map(([name], index): readonly [string, Condition] => [
      name,
      index === 0 ? from(0) : make.and(make.member(`Chain.B${index - 1}`), from(index)),
    ]);
    const model = make.modelOf(PEOPLE, {
      Bands: [{}, Object.fromEntries(bands)],
      Both: [{ overlapping: true }, Object.fromEntries(bands)],
      Chain: [{ overlapping: true }, Object.fromEntries(chain)],
    });
    const { classify } = createClassifier(model, clock);
    const [band, both, steps] = classify(person(2321, ""));
    expect([band, both, (steps as readonly number[]).length]).toEqual([2321, [2321], 2322]);
  });

  test("a list of 200,000 values", () => {
    const values = make.valueList(
      make.TEXT,
      Array.from({ length: 200_000 }, (_, index) => `t${index}`),
      "towns",
    );
    const listed: Condition = { kind: "one-of", operand: city, values };
    const model = make.modelOf(PEOPLE, {
      A: [{}, { In: listed, Out: make.not(listed) }],
      B: [{}, { Young: make.and(listed, below(30)) }],
    });
    const { classify } = createClassifier(model, clock);
    expect([classify(person(1, "t199999")), classify(person(1, "t200000"))]).toEqual([
      [0, 0],
      [1, -1],
    ]);
  });
});
