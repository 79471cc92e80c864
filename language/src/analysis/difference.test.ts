import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allCustomers, classified, tinyCriterion, tinyProgram } from "../../../test/kit/tiny-programs.js";
import type { Model } from "../condition/model.js";
import { createSpace } from "../logic/space.js";
import { analyseProgram, type Program } from "../program.js";
import { diffPrograms, diffWith } from "./difference.js";
import type { CriterionDifference } from "./difference-verdict.js";
import type { SpaceFactory } from "./prove.js";
import { bruteSpace } from "./testing/brute-space.js";

function program(customer: string, criterion: string): Program {
  const result = analyseProgram({
    files: [{ path: "main.seg", text: `customer { id: text key ${customer} }\n${criterion}` }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return result;
}

/** The moves with somebody in them, and the first witness of each. */
function movesOf({ moves }: CriterionDifference): readonly string[] {
  return moves.flatMap(({ from, to, verdict }) =>
    verdict.kind === "nobody"
      ? []
      : [
          `${from} → ${to}: ${verdict.kind === "somebody" ? verdict.witness.summary : (verdict.undecided.subject ?? "?")}`,
        ],
  );
}

const AGE = "age: integer 0..99";
const TWO = "criterion K { segment Low where age < 30 segment High where age >= 30 }";

const CASES: readonly {
  readonly name: string;
  readonly before: readonly [string, string];
  readonly after: readonly [string, string];
  readonly status: CriterionDifference["status"];
  readonly moves?: readonly string[];
  readonly stays?: readonly string[];
}[] = [
  {
    name: "the same in other words",
    before: [AGE, TWO],
    after: [AGE, "criterion K { segment Low where not (age > 29) segment High where not (age < 30) }"],
    status: "unchanged",
    stays: ["K.Low", "K.High"],
  },
  {
    name: "a bound moves",
    before: [AGE, TWO],
    after: [AGE, "criterion K { segment Low where age < 31 segment High where age >= 31 }"],
    status: "changed",
    moves: ["K.High → K.Low: age = 30"],
  },
  {
    name: "a segment is new, a field too",
    before: [AGE, TWO],
    after: [
      `vip: boolean ${AGE}`,
      "criterion K { segment Low where age < 30 segment High where age >= 30 and not (age = 99 and vip) segment Top where age = 99 and vip }",
    ],
    status: "changed",
    moves: ["K.High → K.Top: vip = true, age = 99"],
    stays: ["K.Low"],
  },
  {
    name: "who has no field of that declaration is not asked about",
    before: ["age: number 0..99", TWO],
    after: ["age: text", 'criterion K { segment Low where age = "x" segment High where age != "x" }'],
    status: "undecided",
    moves: ["K.Low → K.High: age", "K.Low → null: age", "K.High → K.Low: age", "K.High → null: age"],
  },
  {
    name: "several at once: who enters, who leaves",
    before: [AGE, "criterion K overlapping { segment A where age > 10 segment B where age > 20 }"],
    after: [
      AGE,
      "criterion K overlapping { segment A where age > 10 segment B where age > 21 segment C where age > 98 }",
    ],
    status: "changed",
    moves: ["K.B → null: age = 21", "null → K.C: age = 99"],
    stays: ["K.A"],
  },
  {
    name: "a narrower domain decides",
    before: ["age: integer 0..99", TWO],
    after: ["age: integer 30..99", "criterion K { segment Low where age < 20 segment High where age >= 20 }"],
    status: "unchanged",
  },
  {
    name: "who is in two segments is placed in none",
    before: [AGE, "criterion K { segment Low where age < 40 segment High where age >= 38 }"],
    after: [AGE, "criterion K { segment Low where age < 40 segment High where age >= 39 }"],
    status: "changed",
    moves: ["null → K.Low: age = 38"],
  },
  {
    name: "an overlap is repaired by order",
    before: [AGE, "criterion K { segment Low where age < 40 segment High where age >= 39 }"],
    after: [AGE, "criterion K ordered { segment Low where age < 40 segment High where age >= 39 }"],
    status: "changed",
    moves: ["null → K.Low: age = 39"],
    stays: ["K.High"],
  },
  {
    name: "only one program has it",
    before: [AGE, ""],
    after: [AGE, TWO],
    status: "added",
  },
];

describe("who moves", () => {
  test.each(CASES)("$name", ({ before, after, status, moves = [], stays }) => {
    const { criteria } = diffPrograms(program(...before).model, program(...after).model);
    const [found] = criteria;
    expect(found!.status).toBe(status);
    expect(movesOf(found!).filter((move) => !move.startsWith("null →") || status === "changed")).toEqual(moves);
    if (stays !== undefined) expect(found!.stays).toEqual(stays);
  });

  test("a criterion that is gone comes last", () => {
    const { criteria } = diffPrograms(
      program(AGE, `${TWO}\ncriterion L { segment M where age > 1 }`).model,
      program(AGE, TWO).model,
    );
    expect(criteria.map(({ criterion, status }) => [criterion, status])).toEqual([
      ["K", "unchanged"],
      ["L", "removed"],
    ]);
  });
});

const SEED = 20_261_122;
const SPACES: readonly (readonly [string, SpaceFactory])[] = [
  ["an oracle", (model) => bruteSpace(model)],
  ["logic", createSpace],
];

/** Who is in several segments of an exclusive criterion is placed in none. */
function placed(model: Model, customers: ReturnType<typeof allCustomers>): readonly ReadonlySet<string>[] {
  const { overlapping } = model.criteria.find(({ name }) => name === "K")!;
  return classified(model, customers).map((names) => (overlapping || names.size <= 1 ? names : new Set()));
}

test.each(SPACES)(`moves are those of looking at every customer, with %s (seed ${SEED})`, (_, space) => {
  fc.assert(
    fc.property(tinyCriterion, tinyCriterion, (first, second) => {
      const [before, after] = [tinyProgram(first).model, tinyProgram(second).model];
      const customers = allCustomers(before);
      const [old, young] = [placed(before, customers), placed(after, customers)];
      const [found] = diffWith(space, before, after).criteria;
      const expected = new Set<string>();
      const several = before.criteria[0]!.overlapping || after.criteria[0]!.overlapping;
      for (const [index, was] of old.entries()) {
        const is = young[index]!;
        const left = [...was].filter((name) => !is.has(name));
        const entered = [...is].filter((name) => !was.has(name));
        for (const name of several || is.size === 0 ? left : []) expected.add(`K.${name} null`);
        for (const name of several || was.size === 0 ? entered : []) expected.add(`null K.${name}`);
        if (!several) for (const a of left) for (const b of entered) expected.add(`K.${a} K.${b}`);
      }
      const somebody = found!.moves.filter(({ verdict }) => verdict.kind === "somebody");
      expect(found!.moves.filter(({ verdict }) => verdict.kind === "undecided")).toEqual([]);
      expect(somebody.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([...expected].sort());
      expect(found!.status).toBe(expected.size > 0 ? "changed" : "unchanged");
    }),
    { seed: SEED, numRuns: 40 },
  );
});
