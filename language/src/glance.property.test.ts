import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { programChange, wholeProgram } from "../../test/kit/changing-program.js";
import { contentsOf } from "../../test/kit/program-contents.js";
import { inMemoryProgram } from "../../test/kit/programs.js";
import { analyseProgram, glanceAtProgram } from "./program.js";

const SEED = 20_261_122;

const changes = fc.array(programChange, { maxLength: 6 });
const paths = fc.subarray([...wholeProgram.keys()].filter((path) => path.endsWith(".seg"))).map((few) => new Set(few));

function changed(all: readonly ((files: Map<string, string>) => void)[]): ReadonlyMap<string, string> {
  const files = new Map(wholeProgram);
  for (const make of all) make(files);
  return files;
}

describe("a glance at some files of a program", () => {
  it(`gives no false alarm, whatever is wrong in them or elsewhere (seed ${SEED})`, () => {
    fc.assert(
      fc.property(changes, paths, fc.boolean(), (all, few, strict) => {
        const input = inMemoryProgram(changed(all), strict);
        const { diagnostics } = analyseProgram(input);
        for (const diagnostic of glanceAtProgram(input, few).diagnostics) {
          expect(diagnostics).toContainEqual(diagnostic);
          expect(few).toContain(diagnostic.location.file);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it(`is what a whole analysis goes on from, also after changes and another glance (seed ${SEED})`, () => {
    fc.assert(
      fc.property(changes, changes, paths, paths, (before, after, few, others) => {
        const first = glanceAtProgram(inMemoryProgram(changed(before), false), few).program;
        const input = inMemoryProgram(changed([...before, ...after]), false);
        const second = glanceAtProgram(input, others, first).program;
        expect(contentsOf(analyseProgram(input, second))).toEqual(contentsOf(analyseProgram(input)));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("finds what is wrong in them without what is wrong elsewhere", () => {
    const files = new Map([
      ["a.seg", "customer { age: integer }\ndefine young = age < 30\n"],
      ["b.seg", 'criterion Age { segment A where age < "x" segment B where young and (age > 1 }\n'],
      ["c.seg", "segment C by Age where agee > 5\nsegment D by Age where old\nsegment E by Aeg where age > 3\n"],
    ]);
    const { diagnostics, program } = glanceAtProgram(inMemoryProgram(files, false), new Set(["c.seg"]));
    expect(diagnostics.map(({ code, location }) => [location.file, code])).toEqual([
      ["c.seg", "SEG3001"],
      ["c.seg", "SEG3001"],
      ["c.seg", "SEG2005"],
    ]);
    const whole = analyseProgram(inMemoryProgram(files, false), program);
    expect(new Set(whole.diagnostics.map(({ location }) => location.file))).toEqual(new Set(["b.seg", "c.seg"]));
  });
});
