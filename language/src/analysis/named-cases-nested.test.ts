import fc from "fast-check";
import { expect, test } from "vitest";
import { soundProgram } from "../../../test/kit/verdicts.js";
import type { Row } from "../condition/schema.js";
import { createClock } from "../evaluation/clock.js";
import { compileCondition } from "../evaluation/predicate.js";
import { createSpace } from "../logic/space.js";
import { createReplay } from "./replay.js";

const SEED = 20_261_123;

/** Lists of up to two elements with a value that may be missing, a kind, and a list of up to two numbers each. */
const CUSTOMER = `customer {
  id: text key
  items: list of { value: integer? -1..1, kind: "a" | "b", parts: list of { size: integer 0..1 } }
}`;

const own = ["items", 'items where kind = "a"', "items where value > 0", "items where any parts where size > 0"];
const inner = ["items.parts", "items.parts where size > 0", "items.parts where size < 1"];
const values = new Map([
  [own, ["value", "value default 0"]],
  [inner, ["size"]],
]);
const amount = fc.constantFrom("-1", "0", "0.5", "1", "1.5", "2", "3", "4");
const operator = fc.constantFrom("=", "!=", "<", "<=", ">", ">=");
const aggregateOf = (paths: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom("count", "sum", "average", "min", "max", "count(distinct"),
      fc.constantFrom(...paths),
      fc.constantFrom(...values.get(paths as string[])!),
    )
    .map(([kind, path, value]) => {
      if (kind === "count") return `count(${path})`;
      const [list, filter] = path.split(/ where (.*)/);
      const where = filter === undefined ? "" : ` where ${filter}`;
      if (kind === "count(distinct") return `count(distinct ${list}.${value.split(" ")[0]}${where})`;
      return value.includes(" ") ? `${kind}(${value} over ${path})` : `${kind}(${list}.${value}${where})`;
    });
const ofParts = fc
  .tuple(
    fc.constantFrom("count(parts)", "sum(parts.size)", "max(parts.size)", "count(parts where size > 0)"),
    operator,
    amount,
  )
  .map((words) => words.join(" "));
const filter = fc.oneof(
  ofParts,
  fc.constantFrom(
    'kind = "a"',
    "value > 0",
    "value is missing",
    "any parts where size = 0",
    "all parts where size > 0",
    "parts is empty",
  ),
);
const aggregate = fc.oneof(aggregateOf(own), aggregateOf(inner));
const part = fc.oneof(
  fc.tuple(aggregate, operator, amount).map((words) => words.join(" ")),
  fc.tuple(aggregate, operator, aggregate).map((words) => words.join(" ")),
  fc.tuple(fc.constantFrom("any", "no", "all"), filter).map(([kind, one]) => `(${kind} items where ${one})`),
  fc.tuple(filter, operator, amount).map(([one, ...rest]) => `count(items where ${one}) ${rest.join(" ")}`),
  fc
    .tuple(fc.constantFrom("sum", "max", "average"), operator, amount)
    .map(([kind, ...rest]) => `${kind}(count(parts) over items) ${rest.join(" ")}`),
);
const condition = fc.array(part, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" and "));

/** All lists of up to two of the elements, in one order each: what is asked does not depend on it. */
function listsOf(elements: readonly Row[]): readonly (readonly Row[])[] {
  return [[], ...elements.flatMap((one, index) => [[one], ...elements.slice(index).map((two) => [one, two])])];
}

function rows(slot: (name: string) => number): readonly Row[] {
  const parts = listsOf([0, 1].map((size): Row => ({ [`f${slot("size")}`]: size })));
  const elements = [undefined, -1, 0, 1].flatMap((value) =>
    ["a", "b"].flatMap((kind) =>
      parts.map(
        (one): Row => ({ [`f${slot("value")}`]: value, [`f${slot("kind")}`]: kind, [`f${slot("parts")}`]: one }),
      ),
    ),
  );
  return listsOf(elements).map((items) => ({ f0: "1", [`f${slot("items")}`]: items }));
}

test(`nothing is said to be impossible of lists within lists that some customer has (seed ${SEED})`, () => {
  const counts = { impossible: 0, possible: 0, undecided: 0 };
  fc.assert(
    fc.property(condition, (text) => {
      const { model } = soundProgram({ "a.seg": `${CUSTOMER}\nsegment A where ${text}` });
      const slots = new Map<string, number>();
      JSON.stringify(model.schema!.record, (_key, value) => {
        if (typeof value?.name === "string" && typeof value.slot === "number") slots.set(value.name, value.slot);
        return value;
      });
      const all = rows((name) => slots.get(name)!);
      const asked = model.criteria[0]!.segments[0]!.condition;
      const meets = compileCondition(asked, model, createClock(model.settings, { asOf: 20_000 }));
      const replay = createReplay(model);
      const space = createSpace(model, {
        confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
        budget: 6_000,
      })!;
      const { kind } = space.ask({ holds: [asked], fails: [] });
      counts[kind] += 1;
      if (kind === "impossible") expect(all.find(meets)).toBeUndefined();
    }),
    { seed: SEED, numRuns: 80 },
  );
  expect(counts.impossible).toBeGreaterThan(8);
  expect(counts.possible).toBeGreaterThan(30);
  expect(counts.undecided).toBeLessThan(15);
});
