import fc from "fast-check";
import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { describeCase, makeCase } from "../../../test/properties/generator/program.js";
import { createClassifier } from "../evaluation/classifier.js";
import { createClock } from "../evaluation/clock.js";
import type { Example } from "../logic/logic.js";
import { analyseProgram } from "../program.js";
import { createDecoder } from "../records/decoder.js";
import { parseJson } from "../records/json-text.js";
import { createReplay } from "./replay.js";
import { witnessOf } from "./witness.js";

const SEED = 20_261_122;

test(`a replay places customers as a run does, and a witness's record is the customer (seed ${SEED})`, () => {
  let placed = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 900, size: "max" }), (bytes) => {
      const generated = makeCase(bytes);
      const files = new Map([
        ["program.seg", generated.program],
        ["seg.json", generated.config],
      ]);
      const { model } = analyseProgram(inMemoryProgram(files));
      const clock = createClock(model.settings, { asOf: generated.asOf });
      const decoder = createDecoder(model, clock);
      const classifier = createClassifier(model, clock);
      const replay = createReplay(model);
      const conditions = model.criteria.flatMap(({ segments }) => segments.map(({ membership }) => membership));
      for (const record of generated.records) {
        const read = parseJson(JSON.stringify(record));
        const decoded = decoder.decode(read.kind === "value" ? read.value : null);
        if (decoded.kind === "rejected") continue;
        const example: Example = { row: decoded.row, today: clock.today, now: clock.now };
        const outcomes = classifier.classify(decoded.row);
        const said = describeCase(generated);
        const places = replay.classify(example);
        expect(places, said).toHaveLength(model.criteria.length);
        for (const [index, { segments }] of model.criteria.entries()) {
          const outcome = outcomes[index]!;
          const expected = typeof outcome === "number" ? [outcome] : outcome;
          for (const [number, { id, membership }] of segments.entries()) {
            const isIn = expected.includes(number);
            placed += 1;
            expect(places![index]!.includes(id), said).toBe(isIn);
            expect(replay.holdsIn(example, id), said).toBe(isIn);
            expect(replay.confirmCondition(example, isIn ? [membership] : [], isIn ? [] : [membership]), said).toBe(
              true,
            );
          }
        }
        const witness = witnessOf(example, model, conditions);
        expect(witness?.summary, said).not.toBe("");
        expect(decoder.decode(witness?.record), said).toMatchObject({ kind: "accepted", row: decoded.row });
      }
    }),
    { seed: SEED, numRuns: 40, endOnFailure: true },
  );
  expect(placed).toBeGreaterThan(500);
});
