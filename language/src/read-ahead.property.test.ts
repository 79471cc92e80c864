import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { programChange, wholeProgram } from "../../test/kit/changing-program.js";
import { contentsOf } from "../../test/kit/program-contents.js";
import { inMemoryProgram } from "../../test/kit/programs.js";
import { analyseProgram, meaningsOf, readAhead } from "./program.js";

const SEED = 20_261_123;

/** Each step: what changes before somebody asks, and how many times they ask before the program is checked. */
const steps = fc.array(fc.tuple(fc.array(programChange, { minLength: 1, maxLength: 2 }), fc.boolean()), {
  minLength: 1,
  maxLength: 5,
});

describe("what is read ahead of the check", () => {
  it(`tells of what can be written at a place as the checked program does, where it says that names stand (seed ${SEED})`, () => {
    let stood = 0;
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (all, where) => {
        const texts = new Map(wholeProgram);
        let program = analyseProgram(inMemoryProgram(texts, false));
        for (const [changes, isChecked] of all) {
          for (const change of changes) change(texts);
          const input = inMemoryProgram(texts, false);
          const ahead = readAhead(input, program);
          program = isChecked ? analyseProgram(input, ahead.program) : ahead.program;
          if (!ahead.namesStand) {
            program = analyseProgram(input, ahead.program);
            continue;
          }
          if (isChecked) continue;
          stood += 1;
          const [now, checked] = [meaningsOf(ahead.program)!, meaningsOf(analyseProgram(input))!];
          for (const { path, text } of input.files) {
            const offsets = [where, where / 2, 1 - where / 3].map((part) => Math.floor(part * text.length));
            for (const offset of offsets) {
              expect(now.surroundingsAt(path, offset)).toEqual(checked.surroundingsAt(path, offset));
              expect(nameOf(now.declaredAround(path, offset))).toEqual(nameOf(checked.declaredAround(path, offset)));
            }
          }
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(stood).toBeGreaterThan(60);
  });

  it(`is what the check goes on from (seed ${SEED})`, () => {
    fc.assert(
      fc.property(steps, (all) => {
        const texts = new Map(wholeProgram);
        let program = analyseProgram(inMemoryProgram(texts, false));
        for (const [changes, isChecked] of all) {
          for (const change of changes) change(texts);
          const input = inMemoryProgram(texts, false);
          program = readAhead(input, program).program;
          if (!isChecked) continue;
          program = analyseProgram(input, program);
          expect(contentsOf(program)).toEqual(contentsOf(analyseProgram(input)));
        }
        const input = inMemoryProgram(texts, false);
        expect(contentsOf(analyseProgram(input, program))).toEqual(contentsOf(analyseProgram(input)));
      }),
      { seed: SEED, numRuns: 80 },
    );
  });

  it.each([
    ["a condition", "where age < 30 and", "where age < 3 and", true],
    ["a blank behind it", "where age < 30 and vip", "where age < 30 and vip ", true],
    ["a condition that is broken now", "where age < 30 and vip", "where age < 30 and (", true],
    ["the name of a segment", "segment Young", "segment Younger", false],
    ["its title", '"Young ones"', '"Younger ones"', false],
    ["where it belongs", "segment Late by Age", "segment Late by", false],
    ["a define", "define rich = income > 5", "define rich = income", false],
    ["a field", "vip: boolean", "vip: text", false],
    ["how a criterion is", "criterion Age {", "criterion Age ordered {", false],
    ["a comment", "// here", "// seg-ignore ", false],
    ["what a list is read from", "Natanz", "Natanz\nArdestan", false],
    ["the settings", "Asia/Tehran", "UTC", false],
    ["one segment more", "\n}", "\n  segment More where age > 9\n}", false],
  ])("%s", (_, from, to, stands) => {
    const texts = new Map([
      [
        "a.seg",
        'customer { age: integer, vip: boolean, income: number, city: text }\ndefine rich = income > 5\nlist near from "near.txt"\n',
      ],
      ["b.seg", '// here\ncriterion Age {\n  segment Young "Young ones" where age < 30 and vip\n}\n'],
      ["c.seg", "segment Late by Age where rich and city in near\n"],
      ["near.txt", "Natanz\n"],
      ["seg.json", '{ "timeZone": "Asia/Tehran" }'],
    ]);
    const program = analyseProgram(inMemoryProgram(texts, false));
    for (const [path, text] of texts)
      texts.set(
        path,
        text.replace(from, () => to),
      );
    expect([...texts.values()].join("")).toContain(to);
    expect(readAhead(inMemoryProgram(texts, false), program).namesStand).toBe(stands);
  });
});

function nameOf(meaning: { readonly kind: string; readonly name: string } | null): object | null {
  return meaning === null ? null : { kind: meaning.kind, name: meaning.name };
}
