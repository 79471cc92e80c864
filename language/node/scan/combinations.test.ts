import { expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createRandom } from "../../../test/random.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import { analyseProgram } from "../../src/program.js";
import { Combinations } from "./combinations.js";

const SEED = 20_261_122;

const criterion = (name: string, segments: number, overlapping: boolean) =>
  `criterion ${name}${overlapping ? " overlapping" : ""} {${Array.from({ length: segments }, (_, index) => ` segment ${name}${index} where age = ${index}`).join("")} }\n`;

it.each([
  { segments: [2, 3, 1], overlapping: [false, false, false] },
  { segments: [2, 12], overlapping: [false, true] },
  { segments: [40, 40, 40], overlapping: [false, false, false] },
  { segments: [], overlapping: [] },
])(`numbers combinations of $segments segments (seed ${SEED})`, ({ segments, overlapping }) => {
  const text = segments.map((count, index) => criterion(`C${index}`, count, overlapping[index]!)).join("");
  const program = analyseProgram(
    inMemoryProgram(new Map([["a.seg", `customer { id: text key  age: integer }\n${text}`]])),
  );
  const { criteria } = program.model;
  expect(criteria.map((one) => one.segments.length)).toEqual(segments);
  const combinations = new Combinations(criteria);
  const { next } = createRandom(SEED);
  const outcomes: Outcome[] = [];
  for (let round = 0; round < 2; round += 1) {
    const known = new Map<string, number>();
    for (let time = 0; time < 2000; time += 1) {
      for (const [index, count] of segments.entries()) {
        const several = Array.from({ length: count }, (_, number) => number).filter(() => next() < 0.3);
        // Also an exclusive criterion has several where two meet.
        const isSeveral = overlapping[index]! || next() < 0.1;
        outcomes[index] = isSeveral ? several : Math.floor(next() * (count + 1)) - 1;
      }
      const key = JSON.stringify(outcomes);
      const expected = known.get(key) ?? known.size;
      known.set(key, expected);
      expect(combinations.numberOf(outcomes)).toBe(expected);
    }
    expect(combinations.all.map((one) => JSON.stringify(one))).toEqual([...known.keys()]);
    combinations.clear();
  }
});
