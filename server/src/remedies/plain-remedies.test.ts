import { describe, expect, it } from "vitest";
import { mended, offered } from "../testing/mended.js";
import { programView } from "../testing/view.js";

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  age: integer 0..120
  سن: integer
  low: integer
  high: integer
  city: text?
  شهر: text folded
  town: text
  last: date?
  vip: boolean
  tags: list of text
  orders: list of { on: date, total: number }
}
//- main.seg
`;

/** A condition with the cursor in it, what is offered there, and the condition after. */
const CONDITIONS: readonly (readonly [before: string, title: string, after: string])[] = [
  ["age in │low..high", "Write `low <= age <= high`", "low <= age <= high"],
  ["سن in 18..<│high and vip", "Write `18 <= سن < high`", "18 <= سن < high and vip"],
  ["age in │low..", "Write `age >= low`", "age >= low"],
  ["vip and age in ..<│low + 1", "Write `age < low + 1`", "vip and age < low + 1"],
  [
    "any orders where on in today - 3 days..│customer.last",
    "Write `today - 3 days <= on <= customer.last`",
    "any orders where today - 3 days <= on <= customer.last",
  ],
  ["age not in │low..high or vip", "Write `not (low <= age <= high)`", "not (low <= age <= high) or vip"],
  ["age in 18│..<", "Write `18..`", "age in 18.."],
  ["last in last 3│6 hours", "Count days: `last 2 days`", "last in last 2 days"],
  ["last not in last 1 ho│ur", "Count days: `last 1 day`", "last not in last 1 day"],
  ['city.na│me = "Rey"', "Write `city`", 'city = "Rey"'],
  ["sum(or│ders, total) > 100", "Write `sum(orders.total)`", "sum(orders.total) > 100"],
  ["orders.to│tal > 5", "Write `any orders where total > 5`", "any orders where total > 5"],
  ["orders.to│tal > 5", "Write `sum(orders.total)`", "sum(orders.total) > 5"],
  [
    "vip and orders.│on > 2024-01-01",
    "Write `(any orders where on > 2024-01-01)`",
    "vip and (any orders where on > 2024-01-01)",
  ],
  ["orders.│total > 5 and vip", "Write `(any orders where total > 5)`", "(any orders where total > 5) and vip"],
  ["age is│ present and vip", "Leave out `age is present`", "vip"],
  ["vip and age is│ present", "Leave out `age is present`", "vip"],
];

describe("a condition is written as it was probably meant", () => {
  it.each(CONDITIONS)("%s", (before, title, after) => {
    for (const crlf of [false, true]) {
      const program = programView(`${CUSTOMER}segment A where ${before}\n`, { prove: true, crlf });
      expect(mended(program, title)).toBe(`segment A where ${after}${crlf ? "\r" : ""}\n`);
    }
  });

  it.each([
    ['city = "Rey" and city = "Qom"', 'Write `city in ["Rey", "Qom"]`', 'city in ["Rey", "Qom"]'],
    ["age < 13 and age > 19", "Write `age < 13 or age > 19`", "age < 13 or age > 19"],
  ])("%s, which nobody meets", (before, title, after) => {
    const program = programView(`${CUSTOMER}segment │جوان where ${before}\n`, { prove: true });
    expect(mended(program, title)).toBe(`segment جوان where ${after}\n`);
  });

  it.each([
    "age is missing and │vip",
    "age < 13 and سن > 19 and age > 20",
    "age in │low../* why */high and vip",
    "age in │low..nobody",
    "sum(orders, total, on│) > 3",
  ])("not where it is not plain: %s", (text) => {
    const source = `${CUSTOMER}segment ${text.includes("│") ? "A" : "│A"} where ${text}\n`;
    const titles = offered(programView(source, { prove: true })).map(({ title }) => title);
    expect(titles.filter((title) => /^Write|^Leave/.test(title))).toEqual([]);
  });

  it.each([
    ["define d = │when vip then 3", "Add `else 0`", "define d = when vip then 3 else 0"],
    ['define d = │when vip then "a b"', 'Add `else "other"`', 'define d = when vip then "a b" else "other"'],
    ["define d = │when vip then true", "Add `else false`", "define d = when vip then true else false"],
  ])("%s", (before, title, after) => {
    expect(mended(programView(`${CUSTOMER}${before}\n`), title)).toBe(`${after}\n`);
  });
});

/** A `customer` block with the cursor in it. */
const FIELDS: readonly (readonly [before: string, title: string, after: string])[] = [
  ["customer { id: text? ke│y }", "Remove the `?`: the key is never missing", "customer { id: text key }"],
  [
    'customer { id: text key, on: date "DD/│MM/YYYY" }',
    'Write "dd/MM/yyyy"',
    'customer { id: text key, on: date "dd/MM/yyyy" }',
  ],
  [
    'customer { id: text key, tags: list of text split "│" }',
    'Write `split ";"`',
    'customer { id: text key, tags: list of text split ";" }',
  ],
  [
    'customer { id: text key, city: text? missing ["-", "n/a", "│-"] }',
    'Remove the second "-"',
    'customer { id: text key, city: text? missing ["-", "n/a"] }',
  ],
  [
    "customer { کد: text, or│ders: list of { total: number } from rows }",
    "Make `کد` the key",
    "customer { کد: text key, orders: list of { total: number } from rows }",
  ],
  ["custo│mer { }", "Add the field `id: text key`", "customer {\n  id: text key\n}"],
];

describe("a field is declared as it was probably meant", () => {
  it.each(FIELDS)("%s", (before, title, after) => {
    expect(mended(programView(before), title)).toBe(after);
  });

  it.each([
    ["شهر = to│wn", "Declare `town` as `text folded`, too", "  town: text folded\n"],
    ["age is│ present and vip", "Let `age` be missing: mark its type with `?`", "  age: integer? 0..120\n"],
  ])("where it is used: %s", (before, title, after) => {
    expect(mended(programView(`${CUSTOMER}segment A where ${before}\n`, { prove: true }), title)).toContain(after);
  });
});

describe("personas and criteria", () => {
  it.each([
    ["persona P { age: 19, a│ge: 20 } in A", "Remove `age: 20` here", "persona P { age: 19 } in A"],
    ["persona P { age: 19 } in A, B, │A", "Remove `A` here", "persona P { age: 19 } in A, B"],
    ["persona P { age: 19 } in A, B not in │A", "Remove `A` here", "persona P { age: 19 } in A, B"],
    ["persona P { age: 19 } in A not in │A, B", "Remove `A` here", "persona P { age: 19 } in A not in B"],
  ])("%s", (before, title, after) => {
    const source = `${CUSTOMER}criterion C overlapping { segment A where age > 3 segment B where age > 4 }\n${before}\n`;
    expect(mended(programView(source), title)).toContain(`\n${after}\n`);
  });

  it.each([
    [
      "criterion C ordered {\n  // All.\n  segment A where age > 3\n  /// Few.\n  segment │ب where age > 20 // here\n  otherwise O\n}\n",
      "criterion C ordered {\n  /// Few.\n  segment ب where age > 20 // here\n  // All.\n  segment A where age > 3\n  otherwise O\n}\n",
    ],
    [
      "criterion C ordered { segment A where age > 3 segment │ب where age > 20 }\n",
      "criterion C ordered { segment ب where age > 20 segment A where age > 3 }\n",
    ],
  ])("a segment for which nobody is left comes first", (before, after) => {
    for (const crlf of [false, true]) {
      const program = programView(CUSTOMER + before, { prove: true, crlf });
      expect(mended(program, "Put `ب` before `A`")).toBe(crlf ? after.replaceAll("\n", "\r\n") : after);
    }
  });
});

describe("what is missing is begun", () => {
  it.each([
    [
      "// seg-ignore unused-│define\ndefine spare = 1\n",
      "// seg-ignore unused-define: say here why this is as it should be\ndefine spare = 1\n",
    ],
    [
      "// seg-ignore unused-│define:  \ndefine spare = 1\n",
      "// seg-ignore unused-define: say here why this is as it should be\ndefine spare = 1\n",
    ],
  ])("a reason to silence something", (before, after) => {
    expect(mended(programView(`customer { id: text key }\n${before}`), "Add a reason")).toBe(
      `customer { id: text key }\n${after}`,
    );
  });

  it("the block of a customer, with what is read of them", () => {
    const segments = `// Of age.
segment Grown where │سن >= 18 and \`my city\` in ["Rey"] and vip and not Old
criterion C { segment Old where سن > 70 }
segment Buyer where any orders where total > 3
`;
    const block =
      "customer {\n  id: text key\n  سن: number\n  `my city`: text\n  vip: boolean\n  orders: list of { total: number }\n}\n\n";
    const program = programView(segments);
    const [finding] = program.view.diagnostics;
    const title = "Declare the `customer` block";
    const source = segments.replace("│", "");
    const at = finding!.location.span.start;
    expect(mended(programView(`${source.slice(0, at)}│${source.slice(at)}`), title)).toBe(block + source);
  });
});
