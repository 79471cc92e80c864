import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../values/folding.js";
import { Budget } from "../budget.js";
import { findText, lengthsOf, passes, type TextQuestion, type TextTest } from "./text.js";

const SEED = 20_261_204;

/** All texts over a and b of up to six signs, the empty one first. */
const texts: string[] = [""];
for (let index = 0; texts[index]!.length < 6; index += 1) texts.push(`${texts[index]}a`, `${texts[index]}b`);

const values = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 3 }), { maxLength: 2 });
const { pattern: patterns } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "b", "[ab]", ".", "^", "$", "[^a]", "(ab)", "\\w"),
    fc.constantFrom("a*", "b?", "[ab]{2}", "a{1,2}", "b+", ".*"),
    fc
      .tuple(tie("pattern"), fc.constantFrom("", "*", "?", "{2}", "{0,1}"))
      .map(([pattern, count]) => `(${pattern})${count}`),
  ),
  pattern: fc
    .array(fc.array(tie("part"), { maxLength: 4 }), { minLength: 1, maxLength: 2 })
    .map((options) => options.map((parts) => parts.join("")).join("|")),
}));
const tests: fc.Arbitrary<TextTest> = fc.oneof(
  fc.record({ kind: fc.constantFrom("starts-with", "ends-with", "contains"), values }),
  fc.record({ kind: fc.constant("match"), pattern: patterns, flags: fc.constantFrom("", "i") }),
);
/** Nothing but a and b, so that the texts above are all there is up to their length. */
const onlyTheseSigns: TextTest = { kind: "match", pattern: "^[ab]*$", flags: "" };
const questions: fc.Arbitrary<TextQuestion> = fc.record({
  folded: fc.boolean(),
  passes: fc.array(tests, { maxLength: 3 }).map((some) => [...some, onlyTheseSigns]),
  fails: fc.array(tests, { maxLength: 3 }),
  length: fc.tuple(fc.nat(3), fc.constantFrom(0, 1, 2, 4, 6, Number.POSITIVE_INFINITY)).map(([least, more]) => ({
    least,
    most: least + more,
  })),
  not: fc.array(fc.constantFrom(...texts.slice(0, 20)), { maxLength: 20 }).map((some) => new Set(some)),
  count: fc.constantFrom(1, 1, 1, 2, 5),
});

function isAnswer(question: TextQuestion, text: string): boolean {
  return (
    text.length >= question.length.least &&
    text.length <= question.length.most &&
    !question.not.has(text) &&
    question.passes.every((one) => passes(one, text)) &&
    !question.fails.some((one) => passes(one, text))
  );
}

test(`what is found fits, and where nothing is found there is nothing (seed ${SEED})`, () => {
  const seen = { texts: 0, none: 0, unknown: 0 };
  fc.assert(
    fc.property(questions, (question) => {
      const answer = findText(question, new Budget(1_000_000));
      seen[answer.kind] += 1;
      if (answer.kind === "texts") {
        expect(new Set(answer.texts).size).toBe(question.count);
        for (const text of answer.texts) {
          expect(isAnswer(question, text)).toBe(true);
          expect(question.folded ? fold(text) : text.normalize("NFC")).toBe(text);
        }
      }
      const fitting = texts.filter((text) => isAnswer(question, text));
      if (answer.kind === "none") expect(fitting.length).toBeLessThan(question.count!);
      if (question.length.most <= 6 && fitting.length < question.count!) expect(answer.kind).toBe("none");
    }),
    { seed: SEED, numRuns: 1500 },
  );
  expect(seen.texts).toBeGreaterThan(300);
  expect(seen.none).toBeGreaterThan(300);
  expect(seen.unknown).toBe(0);
});

test(`lengths hold all texts that fit (seed ${SEED})`, () => {
  fc.assert(
    fc.property(questions, ({ length: _, ...question }) => {
      const { least, most } = lengthsOf(question, new Budget(1000));
      for (const text of texts) {
        if (isAnswer({ ...question, length: { least: 0, most: Number.POSITIVE_INFINITY } }, text)) {
          expect([text.length >= least, text.length <= most]).toEqual([true, true]);
        }
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});
