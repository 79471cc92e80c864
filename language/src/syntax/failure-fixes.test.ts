import { describe, expect, it } from "vitest";
import { applyFix } from "../../../test/kit/markers.js";
import { parseFile } from "./parse.js";

/** What is written, the code, and what each fix makes of it. */
const cases: readonly (readonly [written: string, code: string, ...fixed: string[]])[] = [
  ["segment Adult age >= 18", "SEG1001", "segment Adult where age >= 18"],
  ["segment بزرگ سن >= 18", "SEG1001", "segment بزرگ where سن >= 18"],
  ["segment Adult, where age >= 18", "SEG1001", "segment Adult where age >= 18"],
  ["define d age > 3", "SEG1001", "define d = age > 3"],
  ['list a ["x"]', "SEG1001", 'list a = ["x"]'],
  ['list a = ["x" "y"]', "SEG1001", 'list a = ["x", "y"]'],
  ["persona P { age 3 } in A", "SEG1001", "persona P { age: 3 } in A"],
  ["persona P { age: 3 } A", "SEG1001", "persona P { age: 3 } in A"],
  ["customer { id text key }", "SEG1001", "customer { id: text key }"],
  ["criterion C { A where age > 3 }", "SEG1001", "criterion C { segment A where age > 3 }"],
  [
    'segment A where age > 3 city = "x"',
    "SEG1001",
    'segment A where age > 3 and city = "x"',
    'segment A where age > 3 or city = "x"',
  ],
  ["segment A where age > 3, vip", "SEG1001", "segment A where age > 3 and vip", "segment A where age > 3 or vip"],
  ["segment A where age > 3,", "SEG1001", "segment A where age > 3"],
  ["segment A where age > 3 and", "SEG1001", "segment A where age > 3"],
  ["segment A where and age > 3", "SEG1001", "segment A where age > 3"],
  ["segment A where any orders total > 3", "SEG1001", "segment A where any orders where total > 3"],
  ["segment A where any a.orders total > 3", "SEG1001", "segment A where any a.orders where total > 3"],
  ["segment A where (age > 3 or vip", "SEG1003", "segment A where (age > 3 or vip)"],
  ['segment A where city in ["x", "y"\n\nsegment B where vip', "SEG1003", 'segment A where city in ["x", "y"]'],
  ["segment A where [count(orders]", "SEG1003", "segment A where [count(orders)]"],
  ["criterion C {\n  segment A where vip\n", "SEG1003", "criterion C {\n  segment A where vip\n}\n"],
  ["customer { id: text", "SEG1003", "customer { id: text}"],
  ['segment A where city = "Tehran', "SEG1103", 'segment A where city = "Tehran"'],
  ['segment A where (city = "Tehran)', "SEG1103", 'segment A where (city = "Tehran")'],
  ['segment A where city = "تهران // here', "SEG1103", 'segment A where city = "تهران" // here'],
  ['segment A where city = ")', "SEG1103", 'segment A where city = ")"'],
  ["/* old\nsegment A where vip", "SEG1104", "/* old */\nsegment A where vip"],
  ["segment `over 60 where age > 60", "SEG1105", "segment `over 60` where age > 60"],
  ["segment A where vip and (`my age)", "SEG1105", "segment A where vip and (`my age`)"],
  ["segment A where 18 <= age > limit", "SEG1008", "segment A where 18 <= age and age > limit"],
  ["segment A where vip and 18 <= age > limit", "SEG1008", "segment A where vip and 18 <= age and age > limit"],
  ["segment A where vip or 18 <= age > limit", "SEG1008", "segment A where vip or (18 <= age and age > limit)"],
  ["segment A where not 18 <= age > limit", "SEG1008", "segment A where not (18 <= age and age > limit)"],
  ["segment A where city in cities = true", "SEG1009", "segment A where city in cities"],
  ["segment A where vip and city in cities = false", "SEG1009", "segment A where vip and not (city in cities)"],
  ["segment A where code matches /^AB  ", "SEG1107", "segment A where code matches /^AB/  "],
];

describe("what is missing or too much can be put right", () => {
  it.each(cases)("%s", (written, code, ...fixed) => {
    const found = parseFile("a.seg", written).diagnostics.find((each) => each.code === code);
    const results = found?.fixes.map((fix) => applyFix(written, fix)) ?? [];
    expect(results.map((text, index) => (text.startsWith(fixed[index]!) ? fixed[index] : text))).toEqual(fixed);
    // Somebody has to look at it; and what comes of it is no longer the same mistake.
    expect(found?.fixes.some(({ safe }) => safe)).toBe(false);
    for (const text of results) {
      const left = parseFile("a.seg", text).diagnostics.filter((each) => each.code === code);
      expect(left).toEqual([]);
    }
  });

  it.each([
    ["segment where age > 3"],
    ["segment A where age >="],
    ["segment A where count orders > 3"],
    ['segment A where city in "x", "y"'],
    ["customer id: text"],
  ])("%s: nobody knows how", (written) => {
    const found = parseFile("a.seg", written).diagnostics.filter(({ code }) => code === "SEG1001");
    expect(found.map(({ fixes }) => fixes)).toEqual([[]]);
  });
});
