import { describe, expect, it } from "vitest";
import type { SampleView } from "../program/view.js";
import { featureContext, programView, type ViewOptions } from "../testing/view.js";
import { hover } from "./hover.js";

const CUSTOMER = `//- customer.seg
/// Who buys.
customer {
  id: text key
  /// Where they *live*.
  city: text? folded from "Home Town" missing ["n/a"]
  شهر: text
  age: integer 0..120
  joined: date persian
  gender: "female" = "F" | "male" = "M"
  tags: list of text split ";"
  address: { province: text }
  orders: list of { total: number 0.. step 0.01 }
}
list towns = ["Tehran", "تبریز"]
define paid = orders where total > 3
define adult = age >= 18
/// By what they earn.
criterion Age "By age" exhaustive { segment Old where age > 60 segment Middle where 20 < age <= 60 }
segment Rest by Age where age <= 21
criterion Steps ordered { segment First where age > 60 otherwise Second }
segment Urban "Shahri" where city in towns
`;
const sample: SampleView = {
  file: "customers.csv",
  customers: 1000,
  complete: true,
  counts: new Map([["Urban", 250]]),
  values: new Map([["city", [{ value: "tehran", customers: 600 }]]]),
};

function hovered(source: string, options: ViewOptions = {}, client?: Parameters<typeof featureContext>[0]) {
  const program = programView(`${CUSTOMER}//- a.seg\n${source}`, { sample, ...options });
  const found = hover(program.view, program.at, featureContext(client));
  return { found, program };
}

function said(source: string, options: ViewOptions = {}): string {
  const contents = hovered(source, options).found?.contents;
  return typeof contents === "object" && "value" in contents ? contents.value : "nothing";
}

it("a define that is a list is shown as it is written", () => {
  expect(said("define p = pa│id")).toContain("```seg\norders where total > 3\n```");
});

describe("what is said of a name", () => {
  it.each([
    ["a field's type", "segment A where ⟦ci│ty⟧ = 1", "city: text? folded"],
    ["its documentation", "segment A where ⟦city│⟧ = 1", "Where they *live*."],
    ["that it may be missing", "segment A where ⟦city│⟧ = 1", "May be missing."],
    ["how it is read", "segment A where ⟦│city⟧ = 1", 'Read from "Home Town" of the data. Also missing: "n/a".'],
    ["its values", "segment A where ⟦│city⟧ = 1", 'Most frequent in customers.csv: "tehran" (600)'],
    ["its domain", "segment A where ⟦│age⟧ = 1", "Only values from 0 up to 120 are accepted."],
    ["its calendar", "segment A where ⟦│joined⟧ = 1", "Written in the Persian calendar."],
    ["its codes", "segment A where ⟦│gender⟧ = 1", 'Written as "F" for "female", "M" for "male".'],
    ["its step", "segment A where any orders where ⟦to│tal⟧ > 1", "Multiples of 0.01."],
    ["a Persian name", "segment A where ⟦ش│هر⟧ = 1", "شهر: text"],
    ["a define that is a list", "define p = ⟦pa│id⟧", "define paid: list of { total }"],
    ["the list of a file", 'list l from ⟦"no│.txt"⟧', "list l"],
    ["a list", "segment A where city in ⟦tow│ns⟧", '2 values: "Tehran", \u2068"تبریز"\u2069'],
    ["a define of a condition", "segment A where ⟦ad│ult⟧", "Customers whose age is at least 18."],
    ["a define of a list", "segment A where count(⟦pa│id⟧) > 1", "define paid: list of { total }"],
    ["a segment's meaning", "segment A where ⟦Urb│an⟧", "Customers whose city is one of the 2 values of towns."],
    ["its inferred criterion", "segment A where ⟦Urb│an⟧", "Criterion: city (inferred"],
    ["its size", "segment A where ⟦Urb│an⟧", "250 of 1,000 customers (25%) in customers.csv."],
    ["a criterion", "segment A by ⟦A│ge⟧ where age > 70", "Every customer must be in one of its segments."],
    ["its segments", "segment A by ⟦A│ge⟧ where age > 70", "Segments: Old, Middle, A, Rest"],
    ["`it`", 'segment A where any tags where ⟦i│t⟧ = "x"', "it: text"],
    ["`customer`", "segment A where ⟦custo│mer⟧.age > 3", "Who buys."],
    ["a persona", "persona ⟦Sa│ra⟧ { age: 70 } in Old", "Expected in Age.Old."],
    ["a word", "segment A where city ⟦i│n⟧ towns", "The value is one of a list"],
    ["a function", "segment A where ⟦cou│nt⟧(orders) > 1", "How many elements"],
    ["a type", "customer { a: ⟦te│xt⟧ }", "The type of texts."],
    ["a date", "segment A where joined > ⟦2024-│05-01⟧", "Wednesday, 1403/02/12 in the Persian calendar"],
    ["inside broken code", "segment A where (⟦ci│ty⟧ = \nsegment B where", "city: text? folded"],
  ])("%s", (_, source, expected) => {
    for (const crlf of [false, true]) {
      const { found, program } = hovered(source, { crlf });
      expect(found?.contents).toMatchObject({ kind: "markdown", value: expect.stringContaining(escaped(expected)) });
      expect(found?.range).toEqual(program.ranges[0]?.range);
    }
  });

  it.each([
    "segment A where age > 80_0│00",
    'segment A where city = "nowh│ere"',
    "// se│gment",
    "segment A where unkno│wn",
    "segment A where age │ > 3",
    "│",
  ])("nothing of %s", (source) => {
    expect(hovered(source).found).toBeNull();
  });

  it("how many customers have a value", () => {
    expect(said('segment A where city = "Teh│ran"')).toBe("600 of 1,000 customers in customers.csv");
    expect(said('segment A where city in ["x", "│TEHRAN"]')).toContain("600");
    expect(said('segment A where city = "Raš│t"')).toBe("nothing");
  });

  it("a choice: its field, how data spell it, and how many customers have it", () => {
    const declared = '```seg\ngender: "female" | "male"\n```';
    const spelled = 'In the data it is `"F"`.';
    expect(said('segment A where gender = "fem│ale"')).toBe(`${declared}\n\n${spelled}`);
    expect(said('list ladies = ["fem│ale"]\nsegment A where gender in ladies')).toContain(spelled);
    const values = new Map([["gender", [{ value: "female", customers: 400 }]]]);
    expect(said('segment A where gender = "fem│ale"', { sample: { ...sample, values } })).toBe(
      `${declared}\n\n${spelled}\n\n400 of 1,000 customers in customers.csv`,
    );
  });

  it("help with code set apart, where the client can show it", () => {
    expect(said("segment A where city i│n towns")).toContain("or a period: `city in cities`, `age in 18..29`, ");
    const { found } = hovered("segment A where city i│n towns", {}, {});
    expect(found?.contents).toMatchObject({ value: expect.stringContaining("or a period: city in cities, age") });
  });

  it("what a rule means that is silenced", () => {
    const { found, program } = hovered("// seg-ignore ⟦overlapping-│segments⟧: because\nsegment A where age > 3");
    expect(found?.contents).toMatchObject({ value: expect.stringContaining("SEG4001 overlapping-segments") });
    expect(found?.range).toEqual(program.ranges[0]!.range);
  });

  it("what is proved, once it is", () => {
    expect(said("segment A where O│ld")).not.toContain("Proved");
    expect(said("segment A where O│ld", { prove: true })).toContain("Proved to share no customer with Middle, Rest.");
    expect(said("segment A where Res│t", { prove: true })).toContain("Proved to share no customer with Old.");
    expect(said("segment A where Res│t", { prove: true })).toContain(
      "Shares customers with Middle, such as one with age = 21.",
    );
    expect(said("segment A where Fir│st", { prove: true })).toContain("the first that fits wins");
  });

  it("what is proved of a criterion", () => {
    const proved = said("segment Old2 by Ag│e where age > 200", { prove: true });
    expect(proved).toContain("of 6 pairs of segments.");
    expect(proved).toContain("Age.Middle and Age.Rest share customers, such as one with age = 21.");
    expect(proved).toContain("Proved: every customer is in one of its segments.");
  });

  it("plain text where the client shows nothing else", () => {
    const { found } = hovered("segment A where ci│ty = 1", {}, {});
    expect(found?.contents).toMatchObject({
      kind: "plaintext",
      value: expect.stringContaining("city: text? folded\n\nWhere"),
    });
  });
});

/** As Markdown needs it where it is not code or documentation. */
function escaped(text: string): string {
  return /^[\p{L}]+: |define |\*/u.test(text) && !/^(Most|Criterion|Segments)/.test(text)
    ? text
    : text.replace(/[<>_]/g, "\\$&");
}
