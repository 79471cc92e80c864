import { expect, test } from "vitest";
import { createClassifier } from "../../../language/src/evaluation/classifier.js";
import { createClock } from "../../../language/src/evaluation/clock.js";
import { uncovered } from "../../../language/src/logic/boxes/cover.js";
import { meetingPairs } from "../../../language/src/logic/boxes/join.js";
import { Budget } from "../../../language/src/logic/budget.js";
import { containsValue } from "../../../language/src/logic/sets/value-set.js";
import { analyseProgram } from "../../../language/src/program.js";
import { createDecoder } from "../../../language/src/records/decoder.js";
import { createRandom } from "../../random.js";
import { tableBoxes } from "./boxes.js";
import { tableProgram } from "./program.js";
import { makeTable, written } from "./table.js";

const SEED = 11;

test(`a table that is not distorted overlaps nowhere and leaves no gap (seed ${SEED})`, () => {
  const { groups, universes } = tableBoxes(makeTable({ fields: 5, rows: 200, distorted: 0, seed: SEED }));
  expect(meetingPairs(groups, universes)).toEqual([]);
  const result = uncovered(groups.flat(), universes, {
    budget: new Budget(100_000),
    most: 1,
    visit: () => ({ kind: "gap" }),
  });
  expect(result).toEqual({ gaps: [], unknown: [], complete: true });
});

test(`a table as a program puts customers where its boxes are (seed ${SEED})`, () => {
  const table = makeTable({ fields: 7, rows: 60, distorted: 0.3, seed: SEED });
  // Who is in several segments is in all of them.
  const text = tableProgram(table).replace("criterion Tariff {", "criterion Tariff overlapping {");
  const { model, diagnostics } = analyseProgram({
    files: [{ path: "table.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(model.settings, { asOf: 20_000 });
  const classifier = createClassifier(model, clock);
  const decoder = createDecoder(model, clock);
  const { groups } = tableBoxes(table);
  const random = createRandom(SEED);
  let found = 0;
  for (let customer = 0; customer < 300; customer += 1) {
    const values = table.fields.map((field) =>
      field.kind === "choice" ? random.pick(field.values) : Number(written(field, random.integer(0, field.units))),
    );
    const record = Object.fromEntries(table.fields.map(({ name }, index) => [name, values[index]!]));
    const decoded = decoder.decode({ id: String(customer), ...record });
    if (decoded.kind === "rejected") throw new Error(JSON.stringify(decoded.reasons));
    const expected = groups.flatMap(([box], row) =>
      [...box!.sets].every(([quantity, set]) => containsValue(set, values[quantity])) ? [row] : [],
    );
    found += expected.length;
    expect(classifier.classify(decoded.row)).toEqual([expected]);
  }
  expect(found).toBeGreaterThan(200);
});
