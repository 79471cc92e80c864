import fc from "fast-check";
import { expect, test } from "vitest";
import { soundProgram } from "../../../test/kit/verdicts.js";
import type { Row } from "../condition/schema.js";
import { createClock } from "../evaluation/clock.js";
import { compileCondition } from "../evaluation/predicate.js";
import { createSpace } from "../logic/space.js";
import { createReplay } from "./replay.js";

const SEED = 20_261_122;

/** Lists of up to three numbers and a kind each. */
const CUSTOMER = `customer {
  id: text key
  items: list of { value: integer -1..2, kind: "a" | "b" }
}`;

const lists = ["items", 'items where kind = "a"', 'items where kind = "b"', "items where value > 0"];
const filters = ['kind = "a"', "value > 0", "value <= 1", 'kind = "b" and value < 2'];
const amount = fc.constantFrom("-2", "-1", "0", "0.5", "1", "1.5", "2", "3", "4");
const operator = fc.constantFrom("=", "!=", "<", "<=", ">", ">=");
const aggregate = fc
  .tuple(fc.constantFrom("sum", "average", "min", "max", "count"), fc.constantFrom(...lists))
  .map(([kind, list]) => {
    const [path, filter] = list.split(" where ");
    const where = filter === undefined ? "" : ` where ${filter}`;
    return kind === "count" ? `count(${path}${where})` : `${kind}(${path}.value${where})`;
  });
const part = fc.oneof(
  fc.tuple(aggregate, operator, amount).map((words) => words.join(" ")),
  fc.tuple(aggregate, operator, aggregate).map((words) => words.join(" ")),
  fc.tuple(aggregate, operator, fc.constantFrom("2 *", "0.5 *"), aggregate).map((words) => words.join(" ")),
  fc
    .tuple(fc.constantFrom("any", "no", "all"), fc.constantFrom(...filters))
    .map(([kind, filter]) => `(${kind} items where ${filter})`),
);
const condition = fc.array(part, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(" and "));

const rows = (slot: (name: string) => number): readonly Row[] => {
  const elements = [-1, 0, 1, 2].flatMap((value) =>
    ["a", "b"].map((kind): Row => ({ [`f${slot("value")}`]: value, [`f${slot("kind")}`]: kind })),
  );
  const found: Row[][] = [[]];
  // In one order each: what is asked does not depend on it.
  for (const [first, one] of elements.entries()) {
    found.push([one]);
    for (const [second, two] of elements.slice(first).entries()) {
      found.push([one, two]);
      for (const three of elements.slice(first + second)) found.push([one, two, three]);
    }
  }
  return found.map((items) => ({ f0: "1", [`f${slot("items")}`]: items }));
};

test(`no total, average or number of elements is said to be impossible that some list has (seed ${SEED})`, () => {
  const counts = { impossible: 0, possible: 0, undecided: 0 };
  fc.assert(
    fc.property(condition, (text) => {
      const { model } = soundProgram({ "a.seg": `${CUSTOMER}\nsegment A where ${text}` });
      const fields = model.schema!.record.fields;
      const items = fields.find(({ name }) => name === "items")!;
      const inner = items.type.kind === "list" && items.type.element.kind === "record" ? items.type.element.fields : [];
      const all = rows((name) => [...inner, ...fields].find((field) => field.name === name)!.slot!);
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
