import fc from "fast-check";
import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import { describeCase, makeCase } from "../../../../test/properties/generator/program.js";
import type { RecordType, Row, Scalar } from "../../condition/schema.js";
import { createClock } from "../../evaluation/clock.js";
import { analyseProgram } from "../../program.js";
import { createDecoder } from "../../records/decoder.js";
import { encodeRecord } from "../../records/encoder.js";
import { parseJson } from "../../records/json-text.js";
import { completeRow, type PartialElement, type PartialRow } from "./complete-row.js";

const SEED = 20_261_122;

/** Some of what the row holds, as a solver would ask for it: `keep` decides for each field. */
function partOf(record: RecordType, row: Row, keep: () => boolean): PartialRow {
  const values = new Map<string, Scalar | undefined>();
  const lists = new Map<string, readonly PartialElement[]>();
  const collect = ({ fields }: RecordType): void => {
    for (const { type, slot, path } of fields) {
      const key = JSON.stringify(path);
      const value = slot === null ? undefined : row[`f${slot}`];
      if (type.kind === "record") {
        if (slot !== null && keep()) values.set(key, value as Scalar | undefined);
        collect(type);
      } else if (!keep()) {
        // Free.
      } else if (type.kind === "list") {
        const { element } = type;
        const elements = value as readonly (Scalar | Row)[];
        lists.set(
          key,
          elements.map((one) => (element.kind === "record" ? partOf(element, one as Row, keep) : (one as Scalar))),
        );
      } else values.set(key, value as Scalar | undefined);
    }
  };
  collect(record);
  return { values, lists };
}

/** Whether the row holds what was asked for. */
function holdsPart(record: RecordType, row: Row, part: PartialRow): boolean {
  return record.fields.every(({ type, slot, path }) => {
    const key = JSON.stringify(path);
    if (type.kind === "record" && !holdsPart(type, row, part)) return false;
    const value = slot === null ? undefined : row[`f${slot}`];
    const elements = part.lists.get(key);
    if (elements !== undefined && type.kind === "list") {
      const { element } = type;
      const held = value as readonly (Scalar | Row)[];
      return (
        held.length === elements.length &&
        elements.every((one, index) =>
          element.kind === "record" && typeof one === "object"
            ? holdsPart(element, held[index] as Row, one)
            : one === held[index],
        )
      );
    }
    return !part.values.has(key) || part.values.get(key) === value;
  });
}

test(`a part of a customer is completed to a valid customer with that part (seed ${SEED})`, () => {
  let completions = 0;
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600, size: "max" }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      (bytes, decisions) => {
        const generated = makeCase(bytes);
        const files = new Map([
          ["program.seg", generated.program],
          ["seg.json", generated.config],
        ]);
        const analysed = analyseProgram(inMemoryProgram(files));
        const model = { ...analysed.model, requires: [] };
        const { record } = model.schema!;
        const clock = createClock(model.settings, { asOf: generated.asOf });
        const { today, now, zone } = clock;
        const decoder = createDecoder(model, clock);
        let decided = 0;
        const keep = () => decisions[decided++ % decisions.length]!;
        for (const one of generated.records) {
          const read = parseJson(JSON.stringify(one));
          const decoded = decoder.decode(read.kind === "value" ? read.value : null);
          if (decoded.kind === "rejected") continue;
          const part = partOf(record, decoded.row, keep);
          const row = completeRow(model.schema!, part, { today, now, localDay: zone.localDay });
          const said = `${describeCase(generated)}\n${JSON.stringify([[...part.values], [...part.lists]])}`;
          expect(row, said).not.toBeNull();
          completions += 1;
          expect(holdsPart(record, row!, part), said).toBe(true);
          const encoded = encodeRecord(row!, model, clock);
          expect(decoder.decode(encoded ?? undefined), said).toMatchObject({ kind: "accepted", row: row! });
        }
      },
    ),
    { seed: SEED, numRuns: 50, endOnFailure: true },
  );
  expect(completions).toBeGreaterThan(200);
});
