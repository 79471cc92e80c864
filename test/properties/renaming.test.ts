import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClassifier } from "../../language/src/evaluation/classifier.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import { analyseProgram, meaningsOf, type Program } from "../../language/src/program.js";
import { createDecoder } from "../../language/src/records/decoder.js";
import { parseJson } from "../../language/src/records/json-text.js";
import { renameEverywhere } from "../../language/src/renaming.js";
import { inMemoryProgram } from "../kit/programs.js";
import { describeCase, type GeneratedCase, makeCase } from "./generator/program.js";

const seed = 20261122;
const NEW_NAMES = ["brandNew", "two words", "نام تازه", "مشتری", "today"];

describe("renaming", () => {
  it(`keeps what is found and who is in which segment (seed ${seed})`, () => {
    let renamed = 0;
    const property = fc.property(
      fc.uint8Array({ maxLength: 1500, size: "max" }),
      fc.nat(),
      fc.nat(),
      (bytes, which, to) => {
        const generated = makeCase(bytes);
        const before = programOf(generated, generated.program);
        const occurrences = meaningsOf(before)!.in("program.seg");
        const { meaning } = occurrences[which % occurrences.length]!;
        const newName = NEW_NAMES[to % NEW_NAMES.length]!;
        const findings = codesOf(before);
        const placements = placementsIn(before, generated);
        const renaming = renameEverywhere(before, meaning, newName);
        if (meaning.kind === "customer" || meaning.kind === "element") {
          expect(renaming.kind).toBe("not-renamable");
          return;
        }
        const said = `${meaning.key} → ${newName}\n${describeCase(generated)}`;
        expect(renaming.kind, said).toBe("edits");
        if (renaming.kind !== "edits") return;
        const text = [...renaming.edits]
          .sort((a, b) => b.location.span.start - a.location.span.start)
          .reduce(
            (all, { location: { span }, newText }) => all.slice(0, span.start) + newText + all.slice(span.end),
            generated.program,
          );
        const after = programOf(generated, text);
        expect(codesOf(after), said).toEqual(findings);
        expect(placementsIn(after, generated), said).toEqual(placements);
        renamed += 1;
      },
    );
    fc.assert(property, { seed, numRuns: 60, endOnFailure: true });
    expect(renamed).toBeGreaterThan(50);
  });
});

describe("the meanings of names after edits", () => {
  it(`are those found from the start (seed ${seed})`, () => {
    const edit = fc.record({ at: fc.nat(), length: fc.nat(12), from: fc.nat(), copied: fc.nat(30) });
    const property = fc.property(
      fc.uint8Array({ maxLength: 1000, size: "max" }),
      fc.array(edit, { minLength: 1, maxLength: 5 }),
      (bytes, edits) => {
        const generated = makeCase(bytes);
        let text = generated.program;
        let program = programOf(generated, text);
        for (const { at, length, from, copied } of edits) {
          expect(keysIn(program).length).toBeGreaterThanOrEqual(0);
          const start = at % (text.length + 1);
          const source = from % (text.length + 1);
          text = text.slice(0, start) + text.slice(source, source + copied) + text.slice(start + length);
          program = analyseProgram(inputOf(generated, text), program);
          expect(keysIn(program), text).toEqual(keysIn(programOf(generated, text)));
        }
      },
    );
    fc.assert(property, { seed, numRuns: 25, endOnFailure: true });
  });
});

function inputOf(generated: GeneratedCase, text: string) {
  return inMemoryProgram(
    new Map([
      ["program.seg", text],
      ["seg.json", generated.config],
    ]),
  );
}

function programOf(generated: GeneratedCase, text: string): Program {
  return analyseProgram(inputOf(generated, text));
}

function codesOf(program: Program): readonly string[] {
  return program.diagnostics.map(({ code }) => code).sort();
}

function keysIn(program: Program): readonly string[] {
  return meaningsOf(program)!
    .in("program.seg")
    .map(({ meaning, span, role }) => `${span.start}-${span.end} ${role} ${meaning.key}`);
}

function placementsIn(program: Program, generated: GeneratedCase): readonly unknown[] {
  const clock = createClock(program.model.settings, { asOf: generated.asOf });
  const decoder = createDecoder(program.model, clock);
  const classifier = createClassifier(program.model, clock);
  // Inferred criteria are named, and sorted, by their fields: their order is not compared.
  return generated.records.map((record) => {
    const parsed = parseJson(JSON.stringify(record));
    if (parsed.kind !== "value") throw new Error("a record that is no JSON");
    const decoded = decoder.decode(parsed.value);
    if (decoded.kind === "rejected") return "rejected";
    return classifier
      .classify(decoded.row)
      .map((outcome) => JSON.stringify(outcome))
      .sort();
  });
}
