import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FOLDING_TABLE, fold, foldLetters } from "./folding.js";

const seed = 1649;

/** Letters that folding touches, marks, blanks and ordinary text, so that short random texts meet every rule. */
const signs = fc.constantFrom(
  ...FOLDING_TABLE.flatMap((row) => [...row.from]),
  ..."aAzZkKİIıiΣσςẞßÅéJH\u030C\u0331\u0307\u0301\u0308",
  ..."۱٣९７",
  ...[
    "𝟙",
    "𞤀",
    "Ǆ",
    "ǅ",
    "ᾈ",
    "\u00a0",
    " ",
    "\t",
    "\u0085",
    "\ufeff",
    "\u06d5",
    "\u06c2",
    "ی",
    "ک",
    "ا",
    "ه",
    "و",
    "\u0654",
    "\u212a",
  ],
);
const texts = fc.oneof(fc.string({ unit: signs, maxLength: 12 }), fc.string({ unit: "binary", maxLength: 12 }));

describe("folding", () => {
  it.each([
    ["Tehran", "tehran"],
    ["  TEHRAN\t\n", "tehran"],
    ["\u00a0\u3000x\u2009\u0085\ufeff", "x"],
    ["a \u00a0 b", "a \u00a0 b"], // only blanks around
    ["كتابي", "کتابی"],
    ["مصطفى", "مصطفی"],
    ["أإآٱا", "ااااا"],
    ["مدرسة", "مدرسه"],
    ["خانۀ", "خانه"],
    ["خانه\u0654", "خانه"],
    ["مؤمن", "مومن"],
    ["مسئول", "مسیول"],
    ["۱۲٣٤5", "12345"],
    ["१２𝟛", "123"],
    ["کتـــاب", "کتاب"],
    ["کِتابٌ", "کتاب"],
    ["هـٰذا", "هذا"],
    ["می\u200cخواهم", "میخواهم"],
    ["\u200f تهران\u200e ", "تهران"], // a mark outside the blanks hides none of them
    ["\u2067تهران\u2069", "تهران"],
    ["İstanbul", "istanbul"], // simple lower case: one code point
    ["I\u0307stanbul", "istanbul"], // NFC first
    ["DIYARBAKIR ı", "diyarbakir ı"],
    ["ΟΔΟΣ", "οδοσ"], // never a final sigma
    ["ὁδός", "ὁδός"],
    ["STRAẞE", "straße"],
    ["ß", "ß"],
    ["J\u030C", "\u01f0"], // lower case composes
    ["e\u200d\u0301", "é"], // a dropped sign lets its neighbours compose
    ["Ａ", "ａ"], // width is no case
    ["\u212a", "k"], // NFC of the Kelvin sign
    ["", ""],
  ])("%j is %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it(`of a folded text changes nothing (seed ${seed})`, () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(foldLetters(foldLetters(text))).toBe(foldLetters(text));
      }),
      { seed, numRuns: 5000 },
    );
  });

  it(`does not depend on how the text is composed (seed ${seed})`, () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(fold(text.normalize("NFD"))).toBe(fold(text));
        expect(fold(text.normalize("NFC"))).toBe(fold(text));
        expect(fold(text).normalize("NFC")).toBe(fold(text));
      }),
      { seed, numRuns: 5000 },
    );
  });

  it(`of ASCII is lower case without the blanks around (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 20 }), (text) => {
        expect(fold(text)).toBe(
          text.replace(/[A-Z]/g, (sign) => sign.toLowerCase()).replace(/^[\t-\r ]+|[\t-\r ]+$/g, ""),
        );
      }),
      { seed, numRuns: 1000 },
    );
  });

  it("of letters keeps case, and only case", () => {
    expect(foldLetters("Aي ك١")).toBe("Aی ک1");
    expect(foldLetters("ملكي")).toBe(foldLetters("ملکی"));
    expect(foldLetters("High")).not.toBe(foldLetters("high"));
  });
});
