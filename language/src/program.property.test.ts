import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { programChange, wholeProgram } from "../../test/kit/changing-program.js";
import { contentsOf } from "../../test/kit/program-contents.js";
import { inMemoryProgram } from "../../test/kit/programs.js";
import { analyseProgram } from "./program.js";

const SEED = 20_261_122;

describe("a program analysed again", () => {
  it(`is what it is from the start, whatever was changed (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(programChange, { minLength: 1, maxLength: 10 }), fc.boolean(), (changes, strict) => {
        const files = new Map(wholeProgram);
        let program = analyseProgram(inMemoryProgram(files, strict));
        for (const make of changes) {
          make(files);
          program = analyseProgram(inMemoryProgram(files, strict), program);
          expect(contentsOf(program)).toEqual(contentsOf(analyseProgram(inMemoryProgram(files, strict))));
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});
