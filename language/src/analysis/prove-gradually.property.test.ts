import fc from "fast-check";
import { expect, test } from "vitest";
import { tinyCriterion, tinyProgram } from "../../../test/kit/tiny-programs.js";
import type { Space } from "../logic/logic.js";
import { createSpace } from "../logic/space.js";
import { type Program, reportFindings } from "../program.js";
import { createProofMemory } from "./proof-memory.js";
import { type ProvenWithCertificates, proveGradually, proveGraduallyWith, proveProgram, proveWith } from "./prove.js";

const SEED = 20_261_122;

test(`piece by piece the proofs are the same (seed ${SEED})`, () => {
  let pauses = 0;
  fc.assert(
    fc.property(tinyCriterion, (text) => {
      const program = tinyProgram(text);
      const work = proveGradually(program, { certificates: true });
      let step = work.next();
      for (; step.done !== true; step = work.next()) pauses += 1;
      expect(step.value).toEqual(proveProgram(program, { certificates: true }));
    }),
    { seed: SEED, numRuns: 15 },
  );
  expect(pauses).toBeGreaterThan(100);
});

test(`an edit may come at any moment (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(tinyCriterion, fc.nat({ max: 25 })), { minLength: 2, maxLength: 5 }),
      tinyCriterion,
      (edits, last) => {
        const memory = createProofMemory();
        let program: Program | undefined;
        for (const [text, patience] of [...edits, ...edits.slice(0, 1)]) {
          program = tinyProgram(text, program);
          const work = proveGradually(program, { memory });
          for (let step = 0; step < patience && work.next().done !== true; ) step += 1;
          work.return(proveProgram(tinyProgram(text)));
        }
        for (const text of [edits[0]![0], last]) {
          program = tinyProgram(text, program);
          const proofs = proveProgram(program, { memory });
          expect(verdicts(proofs)).toEqual(verdicts(proveProgram(tinyProgram(text))));
        }
      },
    ),
    { seed: SEED, numRuns: 10 },
  );
});

test(`what stays the same is found at its new place (seed ${SEED})`, () => {
  const named = (text: string, name: string) => text.replaceAll(/\bK\b/gu, name);
  const parts = ["A", "B", "C"];
  const part = fc.tuple(tinyCriterion, fc.constantFrom("", "// A comment\n", "\n\n"));
  const edit = fc.tuple(fc.nat({ max: parts.length - 1 }), part);
  let found = 0;
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.array(edit, { minLength: 2, maxLength: 4 }), (first, edits) => {
      const texts = first.map(([text, above], index) => above + named(text, parts[index]!));
      const memory = createProofMemory();
      let program = tinyProgram(texts.join(""));
      let shown = reportFindings(program, proveProgram(program, { memory }).diagnostics);
      for (const [index, [text, above]] of edits) {
        texts[index] = above + named(text, parts[index]!);
        const were = structuredClone(shown);
        program = tinyProgram(texts.join(""), program);
        const proofs = proveProgram(program, { memory });
        // What is shown of a program stays as it is when the program is taken over.
        expect(shown).toEqual(were);
        shown = reportFindings(program, proofs.diagnostics);
        found += proofs.diagnostics.length;
        expect(verdicts(proofs)).toEqual(verdicts(proveProgram(tinyProgram(texts.join("")))));
      }
    }),
    { seed: SEED, numRuns: 10 },
  );
  expect(found).toBeGreaterThan(50);
});

/** A space that counts what it is asked. */
function counting(space: Space | null, count: () => void): Space | null {
  return (
    space && {
      ask(question) {
        count();
        return space.ask(question);
      },
      refutes(question) {
        count();
        return space.refutes(question);
      },
      boxes: (condition, most) => space.boxes(condition, most),
      renew: () => space.renew(),
      get spent() {
        return space.spent;
      },
      universes: space.universes,
      describe: (quantity) => space.describe(quantity),
    }
  );
}

test("what was decided before it was given up is not asked again", () => {
  const segments = Array.from({ length: 12 }, (_, index) => {
    const rule = `age + score >= ${index} or age * score = ${index}`;
    return `  segment S${index} where ${rule} and age != ${index % 6}`;
  });
  const program = tinyProgram(`criterion K {\n${segments.join("\n")}\n  otherwise Rest\n}\n`);
  let asked = 0;
  const counted: typeof createSpace = (model, options) => counting(createSpace(model, options), () => (asked += 1));
  const whole = proveWith(counted, program);
  const atOnceAsked = asked;
  asked = 0;
  const memory = createProofMemory();
  let proofs: ProvenWithCertificates | null = null;
  let begun = 0;
  for (let patience = 5; proofs === null; patience += 5) {
    begun += 1;
    const work = proveGraduallyWith(counted, program, { memory });
    for (let step = 0; step < patience && proofs === null; step += 1) {
      const next = work.next();
      if (next.done === true) proofs = next.value;
    }
  }
  expect(begun).toBeGreaterThan(4);
  expect(verdicts(proofs)).toEqual(verdicts(whole));
  expect(asked).toBeLessThan(atOnceAsked * 1.2 + begun);
});

/** Everything but the examples, and into how many regions a gap falls: that hangs on what was asked about before. */
function verdicts({ criteria, diagnostics }: ProvenWithCertificates): unknown {
  return {
    pairs: criteria.map(({ pairs, overlaps, coverage }) => [
      pairs,
      overlaps.map(({ segments, single }) => [segments, single]),
      coverage.kind,
    ]),
    found: diagnostics
      .filter(({ code }) => code !== "SEG4003")
      .map(({ code, location, related, fixes }) => [code, location, related.map((place) => place.location), fixes]),
    gaps: new Set(diagnostics.flatMap(({ code, location }) => (code === "SEG4003" ? [location.span.start] : []))),
  };
}
