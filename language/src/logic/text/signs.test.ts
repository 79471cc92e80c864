import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../values/folding.js";
import { normalise, trimBlanks } from "../../values/text.js";
import { BLANKS, isPresentable, occurs } from "./signs.js";

const SEED = 20_261_205;

test("blanks are what is trimmed", () => {
  for (let codePoint = 1; codePoint <= 0x10ffff; codePoint += 1) {
    if (codePoint === 0xd800) codePoint = 0xe000;
    const isBlank = BLANKS.some(({ low, high }) => low <= codePoint && codePoint <= high);
    if (isBlank !== (trimBlanks(String.fromCodePoint(codePoint)) === "")) expect(codePoint).toBe("a blank, or none");
  }
});

test(`all signs of texts occur (seed ${SEED})`, () => {
  const unit = fc.oneof(
    fc.integer({ min: 1, max: 0x2fff }),
    fc.integer({ min: 0xe000, max: 0x1_ffff }),
    fc.constantFrom(0x300, 0x301, 0x307, 0x345, 0x653, 0x654, 0x655),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), (codePoints) => {
      const text = String.fromCodePoint(...codePoints);
      for (const sign of normalise(text)) expect([sign, occurs(sign.codePointAt(0)!, false)]).toEqual([sign, true]);
      for (const sign of fold(text)) expect([sign, occurs(sign.codePointAt(0)!, true)]).toEqual([sign, true]);
    }),
    { seed: SEED, numRuns: 1500 },
  );
});

test.each([
  ["a", true],
  ["تهران", true],
  ["a-1", true],
  ["a b\u0301", true],
  ["", false],
  ["@a", false],
  ["a ", false],
])("%j is presentable: %s", (text, expected) => {
  expect(isPresentable(text)).toBe(expected);
});
