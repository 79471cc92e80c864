import { describe, expect, it } from "vitest";
import { mended, offered } from "../testing/mended.js";
import { ABLE_CLIENT, programView } from "../testing/view.js";

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  age: integer 0..120
  city: text?
  joined: date
  tags: list of text
  orders: list of { total: number }
}
//- main.seg
`;

const main = (text: string, crlf = false) => programView(CUSTOMER + text, { prove: true, crlf });

describe("what nothing needs is removed", () => {
  it.each([
    [
      "a define",
      "Remove the define `old`",
      "segment A where age > 3\n\n/// Of old.\ndefine o│ld = age > 60\n\nsegment B by C where age > 5\ncriterion C\n",
      "segment A where age > 3\n\nsegment B by C where age > 5\ncriterion C\n",
    ],
    [
      "a list in Persian",
      "Remove the list `شهرها`",
      'list شه│رها = ["تهران"]\nsegment A where age > 3\n',
      "segment A where age > 3\n",
    ],
    [
      "a criterion",
      "Remove the criterion `C`",
      "criterion │C {\n}\nsegment A where age > 3\n",
      "segment A where age > 3\n",
    ],
    [
      "a define with the comment behind it",
      "Remove the define `old`",
      "segment A where age > 3 // here\ndefine o│ld = age > 60 // of old\nsegment B where age < 2\n",
      "segment A where age > 3 // here\nsegment B where age < 2\n",
    ],
    [
      "a comment that silences nothing",
      "Remove the comment",
      "// Young.\n// seg-ignore unused-list│: there is none\nsegment A where age < 3\n",
      "// Young.\nsegment A where age < 3\n",
    ],
    [
      "one behind something",
      "Remove the comment",
      "segment A where age < 3 // seg-ignore│ unused-list: there is none\n",
      "segment A where age < 3\n",
    ],
    [
      "a value that stands there already",
      'Remove the second "a"',
      'list l = ["a", "b", "│a", "c"]\nsegment A where city in l\n',
      'list l = ["a", "b", "c"]\nsegment A where city in l\n',
    ],
    [
      "one with a comment",
      'Remove the second "a"',
      'list l = [\n  "a", // first\n  "│a"\n]\nsegment A where city in l\n',
      'list l = [\n  "a" // first\n]\nsegment A where city in l\n',
    ],
  ])("%s", (_, title, before, after) => {
    expect(mended(main(before), title)).toBe(after);
    expect(mended(main(before, true), title)).toBe(after.replaceAll("\n", "\r\n"));
  });
});

describe("what is named and not there is declared", () => {
  it.each([
    [
      "a criterion",
      "Declare the criterion `خرید`",
      "/// Big.\nsegment A by خر│ید where age > 3",
      "criterion خرید\n/// Big.\nsegment A by خرید where age > 3",
    ],
    [
      "a list",
      "Declare the list `big towns`",
      "segment A where city in `big │towns`",
      'list `big towns` = ["…"]\n\nsegment A where city in `big towns`',
    ],
    [
      "a list of numbers",
      "Declare the list `ages`",
      "segment A where age in ag│es",
      "list ages = [0]\n\nsegment A where age in ages",
    ],
    [
      "a list for a list",
      "Declare the list `wanted`",
      "segment A where tags has any of want│ed",
      'list wanted = ["…"]\n\nsegment A where tags has any of wanted',
    ],
    [
      "a define",
      "Declare the define `loyal`",
      "segment A where not lo│yal and age > 3",
      "define loyal = true\n\nsegment A where not loyal and age > 3",
    ],
  ])("%s", (_, title, before, after) => {
    expect(mended(main(before), title)).toBe(after);
  });

  it.each([
    ["income", "segment A where inc│ome >= 3", "income: number?"],
    ["pet name", 'segment A where `pet n│ame` = "x"', "`pet name`: text?"],
    ["seen", "segment A where se│en in today..today + 30 days", "seen: date?"],
    ["pages", "segment A where pag│es in ..<30", "pages: number?"],
    ["bought", "segment A where bo│ught in last 30 days", "bought: date?"],
    ["شغل", 'segment A where شغ│ل starts with "x"', "شغل: text?"],
  ])("the field %s, behind the last one", (name, text, field) => {
    const program = main(text);
    const title = offered(program).find((each) => each.title.startsWith("Add the field"))!.title;
    expect(title).toContain(name);
    expect(mended(program, title)).toContain(`  orders: list of { total: number }\n  ${field}\n}`);
  });

  it("a field, on the line of the others", () => {
    const program = programView("customer { id: text key }\nsegment A where inc│ome >= 3");
    expect(mended(program, "Add the field `income` to `customer`")).toBe(
      "customer { id: text key, income: number? }\nsegment A where income >= 3",
    );
  });

  it.each([
    "segment A where any orders where pri│ce > 3",
    "segment A where age > no│body",
    "segment A where city = Teh│ran",
  ])("nothing where it cannot be told what: %s", (text) => {
    expect(offered(main(text)).filter(({ title }) => /^(Declare|Add)/.test(title))).toEqual([]);
  });
});

describe("the file of a list", () => {
  const source = `${CUSTOMER}list towns from "lists/│شهر.txt"\nsegment A where city in towns\n`;

  it("is made where it is missing", () => {
    const [action] = offered(programView(source));
    expect(action?.title).toBe("Create the file `lists/شهر.txt`");
    const uri = "file:///work/shop/lists/%D8%B4%D9%87%D8%B1.txt";
    expect(action?.edit?.documentChanges).toEqual([{ kind: "create", uri, options: { ignoreIfExists: true } }]);
  });

  it("is not offered to clients that make no files", () => {
    const workspace = { ...ABLE_CLIENT.workspace, workspaceEdit: { documentChanges: true } };
    expect(offered(programView(source), { ...ABLE_CLIENT, workspace })).toEqual([]);
  });
});

describe("a rule is switched off in seg.json", () => {
  const title = "Switch `unused-list` off in seg.json";
  it.each([
    ["{}", '{\n  "rules": { "unused-list": "off" }\n}'],
    ['{\n  "timeZone": "UTC"\n}', '{\n  "rules": { "unused-list": "off" },\n  "timeZone": "UTC"\n}'],
    ['{ "weekStart": "monday" }', '{ "rules": { "unused-list": "off" }, "weekStart": "monday" }'],
    ['{"weekStart":"monday"}', '{"rules": { "unused-list": "off" }, "weekStart":"monday"}'],
    ['{\n    "timeZone": "UTC"\n}', '{\n    "rules": { "unused-list": "off" },\n    "timeZone": "UTC"\n}'],
    ['{ "rules": {} }', '{ "rules": { "unused-list": "off" } }'],
    [
      '{\n  "rules": {\n    "unused-define": "error"\n  }\n}',
      '{\n  "rules": {\n    "unused-list": "off",\n    "unused-define": "error"\n  }\n}',
    ],
    ['{ "rules": { "unused-list": "warning" } }', '{ "rules": { "unused-list": "off" } }'],
  ])("%s", (before, after) => {
    const program = programView(`//- seg.json\n${before}\n${CUSTOMER}list l│ = [1, 2]\nsegment A where age > 3\n`);
    expect(mended(program, title)).toBe(`${after}\n`);
  });

  it.each(["{ broken", "[]", '{ "rules": 3 }'])("not in one that is broken: %s", (config) => {
    const program = programView(`//- seg.json\n${config}\n${CUSTOMER}list l│ = [1, 2]\nsegment A where age > 3\n`);
    expect(offered(program).map((each) => each.title)).not.toContain(title);
  });
});

describe("what is wrong in seg.json", () => {
  it.each([
    ['{ "time│zone": "UTC" }', 'Write "timeZone"', '{ "timeZone": "UTC" }'],
    ['{ "rules": { "unused-lst│": "off" } }', 'Write "unused-list"', '{ "rules": { "unused-list": "off" } }'],
    ['{ "weekStart": "satur│day " }', 'Write "saturday"', '{ "weekStart": "saturday" }'],
    ['{ "weekStart": │6 }', 'Write "saturday"', '{ "weekStart": "saturday" }'],
    ['{ "timeZone": "Teh│ran" }', 'Write "Asia/Tehran"', '{ "timeZone": "Asia/Tehran" }'],
    ['{ "timeZone": "new y│ork" }', 'Write "America/New_York"', '{ "timeZone": "America/New_York" }'],
    [
      '{ "today": { "earliest": "2030-01-01", "la│test": "2020-01-01" } }',
      "Exchange the two days",
      '{ "today": { "earliest": "2020-01-01", "latest": "2030-01-01" } }',
    ],
    [
      '{ "rules": { "unknown-name": "of│f", "unused-list": "off" } }',
      "Remove the entry",
      '{ "rules": { "unused-list": "off" } }',
    ],
    [
      '{ "rules": { "unused-list": "off", "unknown-name": "of│f" } }',
      "Remove the entry",
      '{ "rules": { "unused-list": "off" } }',
    ],
    ['{ "timeZone": "a,}",│ }', "Remove the comma behind the last entry", '{ "timeZone": "a,}" }'],
  ])("is written as it was probably meant: %s", (before, title, after) => {
    const program = programView(`//- seg.json\n${before}\n${CUSTOMER}segment A where age > 3\n`);
    expect(mended(program, title)).toBe(`${after}\n`);
    expect(offered(program).map((each) => each.title)).toEqual([title]);
  });

  it.each([
    '{ "timeZone": "Mar│s" }',
    '{ "timezo│ne": "UTC", "timeZone": "UTC" }',
    '{ "weekStart": "monday", "week│Start": "sunday" }',
  ])("is not switched off: %s", (before) => {
    const program = programView(`//- seg.json\n${before}\n${CUSTOMER}segment A where age > 3\n`);
    expect(program.view.diagnostics).not.toEqual([]);
    expect(offered(program)).toEqual([]);
  });
});

describe("a finding is silenced", () => {
  it("on a line of its own, also in braces of one line", () => {
    const program = main("criterion C { segment A where age > 3 segment B│ where age > 5 }\n");
    expect(mended(program, "Silence `overlapping-segments` here, with a reason")).toBe(
      "criterion C { segment A where age > 3\n  // seg-ignore overlapping-segments: say here why this is as it should be\n  segment B where age > 5 }\n",
    );
  });
});

describe("what a persona is in today is expected", () => {
  const SEGMENTS = `criterion \`my age\` { segment جوان where age < 30 segment Old where age >= 30 }
segment Urban where city = "Tehran"
segment Buyer where any orders where total > 3
`;

  it("as far as the persona says what the segments ask", () => {
    const program = main(`${SEGMENTS}persona سا│را { age: 20, city: "Tehran" }\n`);
    const text = mended(program, "Expect what is so now: in `my age`.جوان, Urban");
    expect(text).toContain('persona سارا { age: 20, city: "Tehran" } in `my age`.جوان, Urban\n');
  });

  it("and nothing where they are in none, or have errors", () => {
    const titles = (text: string) => offered(main(`${SEGMENTS}${text}`)).map(({ title }) => title);
    expect(titles("persona N│o { joined: today }\n").filter((title) => title.startsWith("Expect"))).toEqual([]);
    expect(titles("persona N│o { age: x }\n").filter((title) => title.startsWith("Expect"))).toEqual([]);
  });
});
