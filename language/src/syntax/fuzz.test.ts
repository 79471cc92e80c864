import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFile } from "./format.js";
import { parseFile } from "./parse.js";
import { scan } from "./scanner.js";
import { samples } from "./testing/samples.js";
import type { SyntaxFile } from "./tree.js";

const seed = 20_261_122;
const alphabet = fc.constantFrom(
  ..."segment A where x = 1 and or not in [ ] { } ( ) , . .. ..< : ? | + - * / % ' \" ` // /* */ /// ; « » “ ” # @ \u200b \u200c \u00a0 \u202e \ud800 \u0000 \n \r \r\n".split(
    " ",
  ),
  ..."any all no when then else is missing has of customer criterion persona define list require otherwise by between like null TRUE 5 5. .5 1e9 007 2024-1-1 2024-05-01T10 30 days last this month since default count( distinct over matches /a/ \\".split(
    " ",
  ),
  " ",
  "  ",
  "تهران",
);
const noise = fc.array(alphabet, { maxLength: 60 }).map((parts) => parts.join(" "));
const glued = fc.array(alphabet, { maxLength: 40 }).map((parts) => parts.join(""));

/** Whatever the text: an answer, whose places lie in the text. */
function parseAnything(text: string): SyntaxFile {
  const file = parseFile("t", text);
  const misplaced = file.diagnostics
    .flatMap(({ location, fixes }) => [location, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.location))])
    .filter(({ span }) => span.start < 0 || span.end < span.start || span.end > text.length);
  expect(misplaced).toEqual([]);
  const formatted = formatFile(file);
  if (formatted !== null) expect(formatFile(parseFile("t", formatted))).toBe(formatted);
  return file;
}

describe(`any text (seed ${seed})`, () => {
  it("is parsed without an exception: characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => void parseAnything(text)),
      { seed, numRuns: 200 },
    );
  });

  it("is parsed without an exception: words and signs", () => {
    fc.assert(
      fc.property(fc.oneof(noise, glued), (text) => void parseAnything(text)),
      { seed, numRuns: 200 },
    );
  });

  it("is parsed without an exception: programs with tokens lost, doubled, swapped or replaced", () => {
    const tokens = samples.map(({ text }) => scan("t", text).tokens.map(({ image }) => image));
    const mangling = fc.record({
      program: fc.constantFrom(...tokens),
      edits: fc.array(
        fc.record({ at: fc.nat(), how: fc.constantFrom("lose", "double", "swap", "replace"), word: alphabet }),
        { minLength: 1, maxLength: 6 },
      ),
    });
    fc.assert(
      fc.property(mangling, ({ program, edits }) => {
        const images = [...program];
        for (const { at, how, word } of edits) {
          const index = at % images.length;
          if (how === "lose") images.splice(index, 1);
          else if (how === "double") images.splice(index, 0, images[index]!);
          else if (how === "swap") images.splice(index, 2, ...images.slice(index, index + 2).reverse());
          else images.splice(index, 1, word);
        }
        parseAnything(images.join(" "));
      }),
      { seed, numRuns: 80 },
    );
  });

  it("costs no declaration before and behind it", () => {
    // Signs that reach beyond their declaration by nature are left out: comments, and what starts declarations.
    const broken = fc
      .array(
        alphabet.filter(
          (word) =>
            !/\/\*|\/\/|^(?:customer|criterion|persona|define|list|require|segment|otherwise)$|[{}#]/.test(word),
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(broken, (condition) => {
        const text = `define before = 1\nsegment Broken where ${condition}\n\nsegment Behind where x = 1\ndefine last_ = 2\n`;
        const names = parseAnything(text).declarations.map((declaration) =>
          "name" in declaration ? declaration.name?.text : null,
        );
        expect(names).toEqual(expect.arrayContaining(["before", "Broken", "Behind", "last_"]));
      }),
      { seed, numRuns: 200 },
    );
  });
});
