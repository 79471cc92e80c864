import fc from "fast-check";
import { expect, test } from "vitest";
import { allCustomers, ownTruth, tinyCriterion, tinyProgram } from "../../../test/kit/tiny-programs.js";
import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import { createClock } from "../evaluation/clock.js";
import { compileCondition } from "../evaluation/predicate.js";
import { createSpace } from "../logic/space.js";
import { analyseProgram } from "../program.js";
import { Memberships } from "./memberships.js";
import { proveProgram, proveWith, type SpaceFactory } from "./prove.js";
import { bruteSpace } from "./testing/brute-space.js";
import type { Certificate } from "./verdict.js";

const CUSTOMER = `customer {
  id: text key
  age: integer? 0..99
  income: number
  rent: number
  city: text
  vip: boolean
  orders: list of { total: number }
}
list urbanList = ["Tehran", "Isfahan"]
list ruralList = ["Masal", "Rasht", "Fuman", "Siahkal"]
`;

test.each([
  ["income >= 80000", "income < 80000", ["`income >= 80000` and `income < 80000` exclude each other"]],
  ["city in urbanList", "city in ruralList", ["no value of `city` is in both `urbanList` and `ruralList`"]],
  ['city = "Tehran"', "city not in urbanList", ['`city = "Tehran"` and `city not in urbanList` exclude each other']],
  ['city in ["Tehran"]', "city not in urbanList", ['every value of `["Tehran"]` is in `urbanList`']],
  ["age is missing", "age > 3", ["`age is missing` and `age > 3` exclude each other"]],
  ["count(orders) >= 3", "no orders", ["`count(orders) >= 3` and `no orders` exclude each other"]],
  ["income - rent > 100", "rent > income and vip", ["`income - rent > 100` and `rent > income` exclude each other"]],
  [
    "age < 10 or age > 90",
    "age in 20..80 and vip",
    ["`age < 10` and `age in 20..80` exclude each other", "`age > 90` and `age in 20..80` exclude each other"],
  ],
  ["vip and age > 200", "vip", null],
])("%s beside %s", (first, second, lines) => {
  const text = `${CUSTOMER}criterion K { segment A where ${first} segment B where ${second} }`;
  const program = analyseProgram({
    files: [{ path: "main.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { certificates } = proveProgram(program, { certificates: true });
  if (lines === null) expect(certificates!.map(({ segments }) => segments)).toEqual([["K.A", "K.A"]]);
  else expect(certificates!.flatMap(({ lemmas }) => lemmas.map((lemma) => lemma.text))).toEqual(lines);
});

test("certificates are given only when they are asked for", () => {
  expect(proveProgram(tinyProgram("criterion K { segment S0 where vip segment S1 where not vip }"))).not.toHaveProperty(
    "certificates",
  );
});

const SEED = 20_261_122;
const SPACES: readonly (readonly [string, SpaceFactory])[] = [
  ["an oracle", (model) => bruteSpace(model)],
  ["logic", createSpace],
];

test.each(SPACES)(`certificates hold, with %s (seed ${SEED})`, (_, space) => {
  let checked = 0;
  fc.assert(
    fc.property(tinyCriterion, (text) => {
      const program = tinyProgram(text);
      const { certificates } = proveWith(space, program, { certificates: true });
      const names = program.model.criteria[0]!.segments.filter(({ otherwise }) => !otherwise).map(({ name }) => name);
      const customers = allCustomers(program.model);
      const truths = new Map(names.map((name) => [name, ownTruth(program.model, name, customers)]));
      const isEmpty = (name: string) => !truths.get(name)!.includes(true);
      const expected = names.filter(isEmpty).map((name) => `K.${name} K.${name}`);
      const { ordered, overlapping } = program.model.criteria[0]!;
      for (const [index, first] of names.entries()) {
        for (const second of ordered || overlapping ? [] : names.slice(index + 1)) {
          if (isEmpty(first) || isEmpty(second)) continue;
          const meet = customers.some((_, at) => truths.get(first)![at] && truths.get(second)![at]);
          if (!meet) expected.push(`K.${first} K.${second}`);
        }
      }
      expect(certificates!.map(({ segments }) => segments.join(" ")).sort()).toEqual(expected.sort());
      for (const certificate of certificates!) {
        check(certificate, program.model);
        checked += 1;
      }
    }),
    { seed: SEED, numRuns: 30 },
  );
  expect(checked).toBeGreaterThan(10);
});

/**
 * The independent checker. Each lemma: no customer among all of them meets it. Together: with every part of the
 * conditions taken as an unknown truth, no choice of truths that breaks no lemma makes all conditions true.
 */
function check({ segments, lemmas }: Certificate, model: Model): void {
  const clock = createClock(model.settings, { asOf: 20_000 });
  for (const { together } of lemmas) {
    const tests = together.map(({ condition, holds }) => [compileCondition(condition, model, clock), holds] as const);
    for (const row of allCustomers(model)) expect(tests.every(([holds, wanted]) => holds(row) === wanted)).toBe(false);
  }
  const memberships = new Memberships(model);
  const all = model.criteria.flatMap((criterion) => criterion.segments);
  const conditions = segments.map((id) => memberships.write(all.find((one) => one.id === id)!.condition));
  // A lemma may also be about a whole condition, which then is a part of itself.
  const wholes = lemmas.flatMap(({ together }) => together.map(({ condition }) => condition));
  const parts = [...new Set([...conditions, ...wholes].flatMap(partsOf).map(conditionKey))];
  expect(parts.length).toBeLessThan(20);
  for (let choice = 0; choice < 2 ** parts.length; choice += 1) {
    const chosen = new Map(parts.map((part, index) => [part, ((choice >> index) & 1) === 1]));
    const isBroken = lemmas.some(({ together }) =>
      together.every(({ condition, holds }) => truthUnder(condition, chosen) === holds),
    );
    if (isBroken) continue;
    expect(conditions.every((condition) => truthUnder(condition, chosen))).toBe(false);
  }
}

function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === "constant") return [];
  if (condition.kind === "not") return partsOf(condition.operand);
  return condition.kind === "and" || condition.kind === "or" ? condition.operands.flatMap(partsOf) : [condition];
}

function truthUnder(condition: Condition, chosen: ReadonlyMap<string, boolean>): boolean {
  if (condition.kind === "constant") return condition.value;
  if (condition.kind === "not") return !truthUnder(condition.operand, chosen);
  if (condition.kind === "and") return condition.operands.every((operand) => truthUnder(operand, chosen));
  if (condition.kind === "or") return condition.operands.some((operand) => truthUnder(operand, chosen));
  return chosen.get(conditionKey(condition))!;
}
