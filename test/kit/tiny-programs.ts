import fc from "fast-check";
import type { Model } from "../../language/src/condition/model.js";
import type { Row } from "../../language/src/condition/schema.js";
import { createClassifier } from "../../language/src/evaluation/classifier.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import { compileCondition } from "../../language/src/evaluation/predicate.js";
import { analyseProgram, type Program } from "../../language/src/program.js";

/** Random programs over so few customers that all of them can be looked at. */

const TINY_CUSTOMER = `customer {
  id: text key
  age: integer 0..5
  score: integer? 0..2
  plan: "basic" | "plus" | "gold"
  vip: boolean
}
require score is missing or age > 0
`;

const PLANS = ["basic", "plus", "gold"];

const text = (strings: TemplateStringsArray, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((written) => strings.reduce((all, one, index) => all + written[index - 1] + one));

const pick = (...options: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...options);
const comparator = pick("=", "!=", "<", "<=", ">", ">=");
const year = fc.integer({ min: 0, max: 5 });
const ages = fc.tuple(year, year).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
const plan = pick(...PLANS.map((one) => `"${one}"`));

const atom = fc.oneof(
  text`age ${comparator} ${year.map(String)}`,
  ages.map(([low, high]) => `${low} <= age < ${high}`),
  ages.map(([low, high]) => `age in ${low}..<${high}`),
  text`score ${comparator} ${pick("0", "1", "2")}`,
  pick("score is missing", "score is present", "vip", "not vip", "age > score", "age + score >= 4"),
  text`plan ${pick("=", "!=")} ${plan}`,
  text`plan ${pick("in", "not in")} [${plan}, ${plan}]`,
  text`(when age > ${year.map(String)} then 1 when ${pick("vip", "age > 3", "score = 1")} then 2 else 3) = ${pick("1", "2", "3")}`,
);

function conditionText(depth: number): fc.Arbitrary<string> {
  if (depth === 0) return atom;
  const inner = conditionText(depth - 1);
  return fc.oneof(
    { arbitrary: atom, weight: 2 },
    { arbitrary: text`(${inner}) and (${inner})`, weight: 3 },
    { arbitrary: text`(${inner}) and ${atom} and (${inner})`, weight: 1 },
    { arbitrary: text`(${inner}) or (${inner})`, weight: 3 },
    { arbitrary: text`not (${inner})`, weight: 1 },
  );
}

const criterionText = fc
  .record({
    modifier: pick("", "exhaustive ", "ordered ", "overlapping "),
    conditions: fc.array(conditionText(2), { minLength: 1, maxLength: 4 }),
    /** A segment that names the one before it. */
    naming: fc.boolean(),
    otherwise: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  })
  .map(({ modifier, conditions, naming, otherwise }) => {
    const segments = conditions.map((condition, index) => {
      const named = naming && index === 1 ? " and not K.S0" : "";
      return `  segment S${index} where (${condition})${named}`;
    });
    if (otherwise) segments.push("  otherwise Rest");
    return `criterion K ${modifier}{\n${segments.join("\n")}\n}\n`;
  });

/** The text of one criterion `K` with segments `S0`, `S1`, … */
export const tinyCriterion: fc.Arbitrary<string> = criterionText;

/** `previous` is the program before an edit, which is taken over. */
export function tinyProgram(criterion: string, previous?: Program): Program {
  const input = {
    files: [{ path: "main.seg", text: TINY_CUSTOMER + criterion }],
    config: null,
    readList: () => ({ kind: "absent" }) as const,
  };
  return analyseProgram(input, previous);
}

const DAY = 20_000;

/** All valid customers there are. */
export function allCustomers(model: Model): readonly Row[] {
  const rows: Row[] = [];
  const clock = createClock(model.settings, { asOf: DAY });
  const rules = model.requires.map(({ condition }) => compileCondition(condition, model, clock));
  for (let age = 0; age <= 5; age += 1) {
    for (const score of [undefined, 0, 1, 2]) {
      for (const each of PLANS) {
        for (const vip of [false, true]) {
          const row: Row = { f0: "x", f1: age, f2: score, f3: each, f4: vip };
          if (rules.every((rule) => rule(row))) rows.push(row);
        }
      }
    }
  }
  return rows;
}

/** Of each customer, the segments of `K` that it is in, by name. */
export function classified(model: Model, rows: readonly Row[]): readonly ReadonlySet<string>[] {
  const clock = createClock(model.settings, { asOf: DAY });
  const classifier = createClassifier(model, clock);
  const place = model.criteria.findIndex(({ name }) => name === "K");
  const { segments } = model.criteria[place]!;
  return rows.map((row) => {
    const outcome = classifier.classify(row)[place]!;
    const indexes = typeof outcome === "number" ? (outcome === -1 ? [] : [outcome]) : outcome;
    return new Set(indexes.map((index) => segments[index]!.name));
  });
}

/** Of each customer, whether the segment's own condition holds. */
export function ownTruth(model: Model, name: string, rows: readonly Row[]): readonly boolean[] {
  const segment = model.criteria.flatMap(({ segments }) => segments).find((one) => one.name === name)!;
  const test = compileCondition(segment.condition, model, createClock(model.settings, { asOf: DAY }));
  return rows.map((row) => test(row));
}
