import fc from "fast-check";
import type { Condition, ListTerm, Term } from "../../condition/condition.js";
import type { Row, ScalarType } from "../../condition/schema.js";
import * as make from "./programs.js";

/** Random conditions and customers over one schema, for property tests. */

const PLAN: ScalarType = { kind: "choice", choices: ["basic", "plus", "gold"] };
const CHANNEL: ScalarType = { kind: "choice", choices: ["online", "store"] };

export const RECORD = make.recordOf({
  city: make.TEXT,
  name: [make.TEXT, { optional: true }],
  age: [make.INTEGER, { optional: true, domain: { kind: "number", low: 0, high: 120, highExclusive: false } }],
  visits: make.INTEGER,
  income: [make.NUMBER, { optional: true }],
  debt: make.NUMBER,
  plan: PLAN,
  subscribed: [make.BOOLEAN, { optional: true }],
  joined: make.DATE,
  lastOrder: [make.DATE, { optional: true }],
  seen: [make.DATETIME, { optional: true }],
  tags: make.listOf(make.TEXT),
  address: [make.recordOf({ postcode: [make.TEXT, { optional: true }] }), { optional: true }],
  orders: make.listOf(
    make.recordOf({
      on: make.DATE,
      total: make.NUMBER,
      weight: [make.NUMBER, { optional: true }],
      channel: CHANNEL,
      lines: make.listOf(make.recordOf({ price: make.NUMBER, quantity: make.INTEGER })),
    }),
  ),
});

/** 2026-03-15. */
export const TODAY = 20_527;

const WORDS = ["", "a", "ab", "b", "Tehran", "تهران", "__proto__", "constructor", '"];throw 1;//'];
const word = fc.constantFrom(...WORDS);
/** Cents and awkward decimals, so that sums meet constants exactly. */
const decimal = fc.oneof(
  fc.integer({ min: -300, max: 300 }).map((cents) => cents / 100),
  fc.constantFrom(0, -0, 0.1, 0.2, 0.3, 1e-320, 1e300, -1e300, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53, 1e-200),
);
const whole = fc.oneof(
  fc.integer({ min: -5, max: 20 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 94_906_267),
);
const dayNumber = fc.oneof(
  fc.integer({ min: TODAY - 800, max: TODAY + 40 }),
  fc.constantFrom(TODAY, TODAY - 30, TODAY - 365, -719_162, 2_932_896, 19_782),
);
const instant = dayNumber.chain((day) =>
  fc.integer({ min: 0, max: 86_399_999 }).map((time) => day * 86_400_000 + time),
);

/** Arbitraries are made once for each place and depth: made anew in every position, there would be thousands. */
function once<A>(makeFor: (place: Place, depth: number) => A): (place: Place, depth: number) => A {
  const made = new Map<string, A>();
  return (place, depth) => {
    const key = `${place.within.join(" ")} ${depth}`;
    let one = made.get(key);
    if (one === undefined) {
      one = makeFor(place, depth);
      made.set(key, one);
    }
    return one;
  };
}

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });

const line = fc.record({ f0: decimal, f1: whole });
const order = fc.record({
  f0: dayNumber,
  f1: decimal,
  f2: optional(decimal),
  f3: fc.constantFrom("online", "store"),
  f4: fc.array(line, { maxLength: 3 }),
});

export const row: fc.Arbitrary<Row> = fc.record({
  f0: word,
  f1: optional(word),
  f2: optional(fc.integer({ min: 0, max: 120 })),
  f3: whole,
  f4: optional(decimal),
  f5: decimal,
  f6: fc.constantFrom("basic", "plus", "gold"),
  f7: optional(fc.boolean()),
  f8: dayNumber,
  f9: optional(dayNumber),
  f10: optional(instant),
  f11: fc.array(word, { maxLength: 3 }),
  f12: optional(fc.constant(true)),
  f13: optional(word),
  f14: fc.array(order, { maxLength: 4 }),
});

/** What can be read: at the customer, in an order, in an order's line. */
interface Place {
  /** Enclosing elements, outermost first. */
  readonly within: readonly ("order" | "line" | "tag")[];
}

function fieldsOf(place: Place, wanted: ScalarType["kind"]): Term[] {
  const fields: Term[] = [];
  const add = (path: string, type: ScalarType, scope: "customer" | number, isOptional: boolean): void => {
    if (type.kind === wanted) fields.push(make.field(path, type, scope, isOptional));
  };
  add("city", make.TEXT, "customer", false);
  add("name", make.TEXT, "customer", true);
  add("age", make.INTEGER, "customer", true);
  add("visits", make.INTEGER, "customer", false);
  add("income", make.NUMBER, "customer", true);
  add("debt", make.NUMBER, "customer", false);
  add("plan", PLAN, "customer", false);
  add("subscribed", make.BOOLEAN, "customer", true);
  add("joined", make.DATE, "customer", false);
  add("lastOrder", make.DATE, "customer", true);
  add("seen", make.DATETIME, "customer", true);
  add("address.postcode", make.TEXT, "customer", true);
  for (const [index, element] of place.within.entries()) {
    const scope = place.within.length - 1 - index;
    if (element === "order") {
      add("on", make.DATE, scope, false);
      add("total", make.NUMBER, scope, false);
      add("weight", make.NUMBER, scope, true);
      add("channel", CHANNEL, scope, false);
    } else if (element === "line") {
      add("price", make.NUMBER, scope, false);
      add("quantity", make.INTEGER, scope, false);
    } else add("", make.TEXT, scope, false);
  }
  return fields;
}

const field = (place: Place, wanted: ScalarType["kind"]): fc.Arbitrary<Term> =>
  fc.constantFrom(...fieldsOf(place, wanted));

const constant = (type: ScalarType, values: fc.Arbitrary<string | number | boolean>): fc.Arbitrary<Term> =>
  values.map((value) => ({ kind: "constant", type, value }));

const numberTerm: (place: Place, depth: number) => fc.Arbitrary<Term> = once((place, depth) => {
  const leaf = fc.oneof(
    field(place, "number"),
    field(place, "integer"),
    constant(make.NUMBER, decimal),
    constant(make.INTEGER, whole),
  );
  if (depth === 0) return leaf;
  const inner = numberTerm(place, depth - 1);
  return fc.oneof(
    { arbitrary: leaf, weight: 3 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom("+", "-", "*", "/"), inner, inner)
        .map(([operator, left, right]) => make.arithmetic(operator as "+", left, right)),
      weight: 4,
    },
    inner.map((operand): Term => ({ kind: "negate", type: typeOf(operand), operand })),
    inner.map((operand): Term => ({ kind: "absolute", type: typeOf(operand), operand })),
    fc
      .tuple(inner, inner)
      .map(([operand, fallback]): Term => ({ kind: "default", type: make.NUMBER, operand, fallback })),
    fc.tuple(condition(place, depth - 1), inner, inner).map(
      ([chosen, value, otherwise]): Term => ({
        kind: "when",
        type: make.NUMBER,
        branches: [{ condition: chosen, value }],
        otherwise,
      }),
    ),
    aggregate(place, depth - 1),
    fc
      .tuple(fc.constantFrom("day", "week", "month", "year"), dateTerm(place, depth - 1))
      .map(([unit, operand]): Term => ({ kind: "since", type: make.INTEGER, unit: unit as "day", operand })),
    fc
      .tuple(fc.constantFrom("year", "month", "day"), dateTerm(place, depth - 1))
      .map(([part, operand]): Term => ({ kind: "part", type: make.INTEGER, part: part as "year", operand })),
    field(place, "datetime").map((operand): Term => ({ kind: "since", type: make.INTEGER, unit: "hour", operand })),
    field(place, "datetime").map((operand): Term => ({ kind: "part", type: make.INTEGER, part: "hour", operand })),
    field(place, "datetime").map((left): Term => ({ kind: "difference", type: make.NUMBER, left, right: make.now })),
    fc
      .tuple(dateTerm(place, 0), dateTerm(place, 0))
      .map(([left, right]): Term => ({ kind: "difference", type: make.INTEGER, left, right })),
    field(place, "text").map((operand): Term => ({ kind: "length", type: make.INTEGER, operand })),
  );
});

const dateTerm: (place: Place, depth: number) => fc.Arbitrary<Term> = once((place, depth) => {
  const leaf = fc.oneof(field(place, "date"), constant(make.DATE, dayNumber), fc.constant(make.today));
  if (depth === 0) return leaf;
  const inner = dateTerm(place, depth - 1);
  return fc.oneof(
    leaf,
    fc
      .tuple(fc.constantFrom("day", "month"), fc.integer({ min: -40, max: 40 }), inner)
      .map(
        ([unit, amount, operand]): Term =>
          ({ kind: "shift", type: make.DATE, unit: unit as "day", amount, operand }) as Term,
      ),
    field(place, "datetime").map((operand): Term => ({ kind: "date-of", type: make.DATE, operand })),
    fc
      .tuple(
        fc.constantFrom("first", "last"),
        fc.constantFrom("week", "month", "quarter", "year"),
        fc.integer({ min: -2, max: 2 }),
        inner,
      )
      .map(
        ([edge, unit, offset, operand]): Term =>
          ({ kind: "calendar", type: make.DATE, edge, unit, offset, operand }) as Term,
      ),
    orders(place, depth - 1)
      .map(({ list, inside }) => ({ list, inside }))
      .chain(({ list, inside }) =>
        fc
          .tuple(fc.constantFrom("min", "max"), dateTerm(inside, 0))
          .map(([name, value]): Term => make.aggregate(name as "min", list, value)),
      ),
  );
});

/** A list of orders or of their lines, and what can be read inside. */
interface Orders {
  readonly list: ListTerm;
  readonly inside: Place;
}

const orders: (place: Place, depth: number) => fc.Arbitrary<Orders> = once((place, depth) => {
  const inOrder: Place = { within: [...place.within, "order"] };
  const inLine: Place = { within: [...place.within, "order", "line"] };
  const filter = (inside: Place) => fc.option(condition(inside, Math.max(0, depth)), { nil: null });
  return fc.oneof(
    filter(inOrder).map((chosen) => ({ list: make.list("orders", chosen), inside: inOrder })),
    fc.tuple(filter(inOrder), filter(inLine)).map(([first, second]) => ({
      list: {
        kind: "list" as const,
        steps: [
          { scope: "customer" as const, path: ["orders"], filter: first },
          { scope: 0, path: ["lines"], filter: second },
        ],
        element: null,
      },
      inside: inLine,
    })),
  );
});

const aggregate: (place: Place, depth: number) => fc.Arbitrary<Term> = once((place, depth) => {
  return orders(place, depth).chain(({ list, inside }) =>
    fc.oneof(
      fc.constant(make.aggregate("count", list)),
      fc
        .tuple(
          fc.constantFrom("count", "count-distinct", "sum", "average", "min", "max"),
          numberTerm(inside, Math.min(1, depth)),
        )
        .map(([name, value]) => make.aggregate(name as "sum", list, value)),
    ),
  );
});

function typeOf(term: Term): ScalarType {
  return term.type as ScalarType;
}

const condition: (place: Place, depth: number) => fc.Arbitrary<Condition> = once((place, depth) => {
  const operator = fc.constantFrom("=", "<", "<=") as fc.Arbitrary<"=">;
  const numbers = Math.min(2, depth);
  const compared = (term: fc.Arbitrary<Term>, other: fc.Arbitrary<Term> = term): fc.Arbitrary<Condition> =>
    fc.tuple(term, operator, other).map(([left, how, right]) => make.compare(left, how, right));
  const atom: fc.Arbitrary<Condition>[] = [
    compared(numberTerm(place, numbers)),
    compared(numberTerm(place, numbers), constant(make.NUMBER, decimal)),
    compared(dateTerm(place, numbers)),
    compared(field(place, "datetime"), fc.oneof(field(place, "datetime"), constant(make.DATETIME, instant))),
    fc
      .tuple(field(place, "text"), fc.oneof(field(place, "text"), constant(make.TEXT, word)))
      .map(([a, b]) => make.compare(a, "=", b)),
    fc.tuple(field(place, "text"), fc.uniqueArray(word, { maxLength: 6 })).map(([a, values]) => make.oneOf(a, values)),
    fc
      .tuple(numberTerm(place, numbers), fc.uniqueArray(decimal, { maxLength: 6, comparator: (a, b) => a === b }))
      .map(([a, values]) => make.oneOf(a, values)),
    fc
      .tuple(
        fc.constantFrom("starts-with", "ends-with", "contains"),
        field(place, "text"),
        fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
      )
      .map(
        ([how, operand, values]): Condition => ({
          kind: "text",
          operator: how as "contains",
          operand,
          values: make.valueList(make.TEXT, values),
        }),
      ),
    field(place, "boolean").map((operand): Condition => ({ kind: "truth", operand })),
    fc.oneof(field(place, "text"), numberTerm(place, numbers), dateTerm(place, numbers)).map(make.present),
    fc.constant(make.present(make.field("address", { kind: "record" }))),
    fc.uniqueArray(word, { maxLength: 2 }).map(
      (values): Condition => ({
        kind: "has-all",
        list: make.list("tags", null, make.TEXT),
        values: make.valueList(make.TEXT, values),
      }),
    ),
    fc.constant<Condition>({ kind: "constant", value: true }),
  ];
  if (depth === 0) return fc.oneof(...atom);
  const inner = condition(place, depth - 1);
  return fc.oneof(
    { arbitrary: fc.oneof(...atom), weight: 4 },
    fc.array(inner, { minLength: 2, maxLength: 3 }).map((operands) => make.and(...operands)),
    fc.array(inner, { minLength: 2, maxLength: 3 }).map((operands) => make.or(...operands)),
    inner.map(make.not),
    orders(place, depth - 1).map(({ list }) => make.exists(list)),
    condition({ within: [...place.within, "tag"] }, 0).map((chosen) =>
      make.exists(make.list("tags", chosen, make.TEXT)),
    ),
  );
});

export const customerCondition = (depth: number): fc.Arbitrary<Condition> => condition({ within: [] }, depth);

/** As programs have them by the hundred: conjunctions of tests of single fields. */
export const campaignCondition: fc.Arbitrary<Condition> = (() => {
  const at: Place = { within: [] };
  const test = fc.oneof(
    fc
      .tuple(field(at, "number"), fc.constantFrom("<", "<=", "="), decimal)
      .map(([a, how, b]) => make.compare(a, how as "<", make.number(b))),
    fc
      .tuple(field(at, "integer"), fc.constantFrom("<", "<=", "="), whole)
      .map(([a, how, b]) => make.compare(make.integer(b), how as "<", a)),
    fc
      .tuple(field(at, "date"), fc.integer({ min: -900, max: 50 }))
      .map(([a, amount]) =>
        make.compare({ kind: "shift", type: make.DATE, operand: make.today as never, amount, unit: "day" }, "<=", a),
      ),
    fc
      .tuple(field(at, "date"), fc.integer({ min: -1, max: 30 }))
      .map(([operand, months]) =>
        make.compare({ kind: "since", type: make.INTEGER, unit: "month", operand }, "<", make.integer(months)),
      ),
    fc
      .uniqueArray(word, { minLength: 1, maxLength: 4 })
      .map((values) => make.oneOf(make.field("city", make.TEXT, "customer", false), values)),
    word.map((value) => make.compare(make.field("name", make.TEXT), "=", make.text(value))),
    fc.constant(make.present(make.field("name", make.TEXT))),
    fc.constant<Condition>({ kind: "truth", operand: make.field("subscribed", make.BOOLEAN) }),
    word.map((value) =>
      make.exists(
        make.list("tags", make.compare(make.field("", make.TEXT, 0, false), "=", make.text(value)), make.TEXT),
      ),
    ),
    decimal.map((value) =>
      make.compare(
        make.number(value),
        "<=",
        make.aggregate("sum", make.list("orders"), make.field("total", make.NUMBER, 0, false)),
      ),
    ),
    decimal.map((value) =>
      make.compare(
        make.aggregate("average", make.list("orders"), make.field("total", make.NUMBER, 0, false)),
        "=",
        make.number(value),
      ),
    ),
  );
  const part = fc.oneof(
    { arbitrary: test, weight: 6 },
    test.map(make.not),
    fc.tuple(test, test).map((both) => make.or(...both)),
  );
  return fc.oneof(
    test,
    fc.array(part, { minLength: 2, maxLength: 4 }).map((parts) => make.and(...parts)),
  );
})();
