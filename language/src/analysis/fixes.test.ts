import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import type { Diagnostic, Fix } from "../diagnostics/diagnostic.js";
import { analyseProgram, type Program } from "../program.js";
import { formatFile } from "../syntax/format.js";
import { proveProgram } from "./prove.js";

const CUSTOMER = `customer {
  id: text key
  age: integer 0..120
  spent: number 0..
  limit: number 0..
  last: date ..today
  plan: "basic" | "plus" | "pro"
  city: text folded
  \`شهر\`: text folded
}
`;
type Files = ReadonlyMap<string, string>;

function analysed(files: Files) {
  return analyseProgram(inMemoryProgram(files));
}

function applied(files: Files, fix: Fix): Files {
  const changed = new Map(files);
  for (const { location, newText } of [...fix.edits].sort((a, b) => b.location.span.start - a.location.span.start)) {
    const text = changed.get(location.file)!;
    changed.set(location.file, text.slice(0, location.span.start) + newText + text.slice(location.span.end));
  }
  return changed;
}

function formatted({ files }: Program): string {
  return formatFile(files.find(({ path }) => path === "main.seg")!)!;
}

function isOf(rule: string) {
  return (diagnostic: Diagnostic) => diagnostic.rule === rule;
}

/** The lines that a fix makes new, of all files. */
function newLines(before: Files, after: Files): string {
  const lines = [...after].flatMap(([path, text]) => {
    const known = new Set(before.get(path)!.split("\n"));
    const fresh = text.split("\n").filter((line) => line !== "" && !known.has(line));
    return text === before.get(path) ? [] : fresh.length > 0 ? fresh : [`${path}: ${JSON.stringify(text)}`];
  });
  return lines.map((line) => line.trim().replace(/ +/g, " ")).join(" / ");
}

const NO_LISTS: Files = new Map();
const RURAL = new Map([["rural.txt", "Natanz\nRasht\nAbyaneh\n"]]);

test.each<readonly [string, string, string, readonly string[], Files]>([
  [
    "a day left out before a bound that moves",
    "criterion K {\n  segment A where last > today - 30 days\n  segment B where last < today - 30 days\n}\n",
    "gap-at-one-value",
    ["segment A where last >= today - 30 days", "segment B where last <= today - 30 days", "otherwise Rest"],
    NO_LISTS,
  ],
  [
    "two fields that are equal are left out",
    "criterion K {\n  segment A where spent < limit\n  segment B where spent > limit\n}\n",
    "gap-at-one-value",
    ["segment A where spent <= limit", "segment B where spent >= limit", "otherwise Rest"],
    NO_LISTS,
  ],
  [
    "two fields that are equal are in both",
    "criterion K {\n  segment A where spent <= limit\n  segment B where spent >= limit\n}\n",
    "overlap-at-one-value",
    ["segment A where spent < limit", "segment B where spent > limit", "criterion K ordered {"],
    NO_LISTS,
  ],
  [
    "the day of a bound that moves is in both",
    "criterion K {\n  segment A where last >= today - 30 days\n  segment B where last <= today - 30 days\n}\n",
    "overlap-at-one-value",
    ["segment A where last > today - 30 days", "segment B where last < today - 30 days", "criterion K ordered {"],
    NO_LISTS,
  ],
  [
    "a choice was forgotten",
    'criterion K {\n  segment A where plan = "basic"\n  segment B where plan in ["plus"]\n}\n',
    "gap-at-one-value",
    ['segment A where plan in ["basic", "pro"]', 'segment B where plan in ["plus", "pro"]', "otherwise Rest"],
    NO_LISTS,
  ],
  [
    "a choice was forgotten where more is asked",
    'criterion K {\n  segment A where plan = "basic" or plan = "plus" and age > 3\n  segment B where plan = "plus" and age <= 3\n}\n',
    "gap-at-one-value",
    ['segment A where plan in ["basic", "pro"] or plan = "plus" and age > 3', "otherwise Rest"],
    NO_LISTS,
  ],
  [
    "two segments share an interval",
    "criterion K {\n  segment A where age < 10\n  segment B where age > 5\n}\n",
    "overlapping-segments",
    [
      "segment B where age >= 10",
      "segment A where age <= 5",
      "segment B where age > 5 and not K.A",
      "criterion K ordered {",
    ],
    NO_LISTS,
  ],
  [
    "two segments share an interval, in chains and turned round, the later one below",
    'criterion K {\n  segment A where plan = "pro" and 20 <= age <= 60\n  segment B where 0 <= age and 30 >= age and plan = "pro"\n}\n',
    "overlapping-segments",
    [
      'segment A where plan = "pro" and 30 < age <= 60',
      'segment B where 0 <= age and 20 > age and plan = "pro"',
      'segment B where 0 <= age and 30 >= age and plan = "pro" and not K.A',
      "criterion K ordered {",
    ],
    NO_LISTS,
  ],
  [
    "two segments share an interval of days",
    "criterion K {\n  segment A where last < 2024-06-01\n  segment B where last >= 2024-05-01\n}\n",
    "overlapping-segments",
    [
      "segment B where last >= 2024-06-01",
      "segment A where last < 2024-05-01",
      "segment B where last >= 2024-05-01 and not K.A",
      "criterion K ordered {",
    ],
    NO_LISTS,
  ],
  [
    "two segments share a part of an interval",
    'criterion K {\n  segment A where age < 10 and plan = "pro"\n  segment B where age > 5\n}\n',
    "overlapping-segments",
    ["segment B where age > 5 and not K.A", "criterion K ordered {"],
    NO_LISTS,
  ],
  [
    "a gap where all join from elsewhere",
    "criterion K exhaustive\n\nsegment A by K where age < 10\n",
    "gap-in-criterion",
    ["criterion K exhaustive { / otherwise Rest / }"],
    NO_LISTS,
  ],
  [
    "a gap where the braces are empty",
    'criterion K "Kind" exhaustive {\n}\n\nsegment Rest by K where age < 10\n',
    "gap-in-criterion",
    ["otherwise Rest2"],
    NO_LISTS,
  ],
  [
    "a gap where nothing but a comment stands in the braces",
    "criterion K {\n  // None.\n}\n\nsegment A by K where age < 10\n",
    "gap-in-criterion",
    ["otherwise Rest"],
    NO_LISTS,
  ],
  [
    "one segment overlaps several",
    "criterion K {\n  segment A where age < 20\n  segment B where age >= 20 and age < 40\n  segment C where age >= 40\n  segment D where age > 10\n}\n",
    "overlapping-segments",
    ["segment D where age > 10 and not K.A and not K.B and not K.C", "criterion K ordered {"],
    NO_LISTS,
  ],
  [
    "a value is in a list of the program and in a file",
    'list urban = ["Tehran", "RASHT"]\nlist rural from "rural.txt"\ncriterion K {\n  segment A where city in urban\n  segment B where city in rural\n}\n',
    "overlapping-segments",
    [
      'rural.txt: "Natanz\\nAbyaneh\\n"',
      'list urban = ["Tehran"]',
      "segment B where city in rural and not K.A",
      "criterion K ordered {",
    ],
    RURAL,
  ],
  [
    "a value is in two files, the last line of one",
    'list urban from "urban.txt"\nlist rural from "rural.txt"\ncriterion K {\n  segment A where city in urban\n  segment B where city in rural\n}\n',
    "overlapping-segments",
    [
      'rural.txt: "Natanz\\nAbyaneh\\n"',
      'urban.txt: "Tehran\\r\\n"',
      "segment B where city in rural and not K.A",
      "criterion K ordered {",
    ],
    new Map([...RURAL, ["urban.txt", "Tehran\r\nRasht"]]),
  ],
  [
    "a value is in a list twice: it is not taken out once",
    'list urban = ["Tehran", "Rasht"]\nlist rural from "rural.txt"\ncriterion K {\n  segment A where city in urban\n  segment B where city in rural\n}\n',
    "overlapping-segments",
    ['list urban = ["Tehran"]', "segment B where city in rural and not K.A", "criterion K ordered {"],
    new Map([["rural.txt", "Natanz\nRasht\nRASHT\n"]]),
  ],
  [
    "names in Persian",
    'criterion `سن` {\n  segment `جوان` where `شهر` in ["رشت", "تهران"]\n  segment `پیر` where `شهر` in ["رشت"]\n}\n',
    "overlapping-segments",
    ['segment `جوان` where `شهر` in ["رشت", "تهران"] and not سن.پیر'],
    NO_LISTS,
  ],
])("%s", (_, text, rule, expected, lists) => {
  const unformatted = analysed(new Map([["customer.seg", CUSTOMER], ["main.seg", text], ...lists]));
  const files = new Map([["customer.seg", CUSTOMER], ["main.seg", formatted(unformatted)], ...lists]);
  const program = analysed(files);
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const found = proveProgram(program).diagnostics.filter(isOf(rule));
  expect(found).toHaveLength(1);
  const results = found[0]!.fixes.map((fix) => applied(files, fix));
  expect(results.map((result) => newLines(files, result))).toEqual(expected);
  for (const result of results) {
    const again = analysed(result);
    expect(again.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(proveProgram(again).diagnostics.filter(isOf(rule))).toEqual([]);
    expect(formatted(again)).toBe(result.get("main.seg"));
  }
});
