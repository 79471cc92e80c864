import { describe, expect, test } from "vitest";
import { isolated } from "./isolation.js";

/** `‹` and `›` stand for the signs that set a word apart. */
const shown = (text: string) => isolated(text.replaceAll("‹", "\u2068").replaceAll("›", "\u2069"));
const written = (text: string) => text.replaceAll("‹", "\u2068").replaceAll("›", "\u2069");

const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
  ["nothing to be done", 'Segment `Urban` where city = "Rasht"', 'Segment `Urban` where city = "Rasht"'],
  ["a name beside an operator", "both include `سن = 30`", "both include `‹سن› = 30`"],
  ["names one after the other", "`جوان` and `میانسال`, جوان", "`‹جوان›` and `‹میانسال›`, ‹جوان›"],
  ["a name with underscores and joiners", "شهرهای_بزرگ < کلان‌شهر", "‹شهرهای_بزرگ› < ‹کلان‌شهر›"],
  ["underscores of Markdown", "شهرهای\\_بزرگ = 3", "‹شهرهای\\_بزرگ› = 3"],
  ["a name of several words", "`سبد خرید` >= 5", "`‹سبد خرید›` >= 5"],
  ["the parts of a path", "سکونت.شهری", "‹سکونت›.‹شهری›"],
  ["a text in quotes, as a whole", 'شهر = "تهران ۲ (غرب)"', '‹شهر› = "‹تهران ۲ (غرب)›"'],
  ["texts of a list", '["تهران", "Rasht"]', '["‹تهران›", "Rasht"]'],
  ["Hebrew", "גיל = 30", "‹גיל› = 30"],
  ["digits alone", "۳۰ < 40", "۳۰ < 40"],
  ["what is set apart", "with ‹سن›.", "with ‹سن›."],
  ["a condition that is set apart as a whole", "with ‹سن = 30›.", "with ‹‹سن› = 30›."],
  ["a text that is set apart in its quotes", '"‹تهران›"', '"‹تهران›"'],
  ["a block of code", "```seg\nسن = 30\n```\nسن = 30", "```seg\nسن = 30\n```\n‹سن› = 30"],
  ["the target of a link", "[سن = 3](file:///سن/a.seg)", "[‹سن› = 3](file:///سن/a.seg)"],
];

describe("names that are written from right to left are set apart", () => {
  test.each(cases)("%s", (_, text, expected) => {
    expect(shown(text)).toBe(written(expected));
    expect(isolated(shown(text))).toBe(written(expected));
  });
});
