import { describe, expect, test } from "vitest";
import { analyseProgram, meaningsOf, type Program } from "../program.js";
import type { Meanings } from "./meanings.js";

const CUSTOMER = `customer {
  id: text key
  city: text folded
  age: integer 0..120
  tags: list of text
  address: { province: text, postcode: text? }
  orders: list of { total: number, brand: text?, lines: list of { price: number, quantity: integer } }
}
`;

function programOf(...texts: readonly string[]): Program {
  const files = texts.map((text, index) => ({ path: `${"abcdefgh"[index]}.seg`, text }));
  return analyseProgram({ files, config: null, readList: () => ({ kind: "absent" }) });
}

function meaningsIn(...texts: readonly string[]): Meanings {
  return meaningsOf(programOf(...texts))!;
}

/** `word key` of every name that has a meaning, declarations marked with `!`, values of personas with `:`. */
function named(text: string, others = CUSTOMER): readonly string[] {
  return meaningsIn(others, text)
    .in("b.seg")
    .map(({ meaning, span, role }) => {
      const mark = role === "declaration" ? "!" : role === "value" ? ":" : "";
      return `${text.slice(span.start, span.end)}${mark} = ${meaning.key}`;
    });
}

describe("what a name means", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["a field", 'segment A where city = "x"', ["A! = segment A", "city = field city"]],
    [
      "a nested field",
      'segment A where address.province = "x"',
      ["A! = segment A", "address = field address", "province = field address.province"],
    ],
    [
      "a path through lists",
      "segment A where any orders.lines where price > 3",
      ["A! = segment A", "orders = field orders", "lines = field orders.lines", "price = field orders.lines.price"],
    ],
    [
      "a field of an enclosing element, and of the customer",
      "segment A where any orders where total > age and any lines where price > total and customer.age > 3",
      [
        "A! = segment A",
        "orders = field orders",
        "total = field orders.total",
        "lines = field orders.lines",
        "price = field orders.lines.price",
        "total = field orders.total",
        "customer = customer",
        "age = field age",
      ],
    ],
    [
      "the elements of a list behind a define",
      "define large = orders where total > 3 segment A where any large where brand is present",
      [
        "large! = define large",
        "orders = field orders",
        "total = field orders.total",
        "A! = segment A",
        "large = define large",
        "brand = field orders.brand",
      ],
    ],
    ["it", 'segment A where any tags where it = "x"', ["A! = segment A", "tags = field tags", "it = element tags"]],
    [
      "it, where a path ended in a field",
      'segment A where any orders.brand where it = "x"',
      ["A! = segment A", "orders = field orders", "brand = field orders.brand", "it = element orders.brand"],
    ],
    [
      "what an aggregate runs over",
      "define d = sum(price * quantity over orders.lines where price > 0)",
      [
        "d! = define d",
        "price = field orders.lines.price",
        "quantity = field orders.lines.quantity",
        "orders = field orders",
        "lines = field orders.lines",
        "price = field orders.lines.price",
      ],
    ],
    [
      "lists, and lists of another file's name in backticks",
      'list `my list` = ["a"] segment A where city in `my list`',
      ["`my list`! = list `my list`", "A! = segment A", "city = field city", "`my list` = list `my list`"],
    ],
    [
      "segments, bare and qualified, and their criterion",
      "criterion Age { segment Old where age > 60 otherwise Young } segment A where Old or Age.Young",
      [
        "Age! = criterion Age",
        "Old! = segment Age.Old",
        "age = field age",
        "Young! = segment Age.Young",
        "A! = segment A",
        "Old = segment Age.Old",
        "Age = criterion Age",
        "Young = segment Age.Young",
      ],
    ],
    [
      "the criterion that a segment joins",
      "criterion Age segment Old by Age where age > 60",
      ["Age! = criterion Age", "Old! = segment Age.Old", "Age = criterion Age", "age = field age"],
    ],
    [
      "a persona: its record and what is expected of it",
      'criterion Age { segment Old where age > 60 } segment A where age < 3 persona P { age: 70, address: { province: "x" }, orders: [{ total: 1 }] } in Age.Old not in A',
      [
        "Age! = criterion Age",
        "Old! = segment Age.Old",
        "age = field age",
        "A! = segment A",
        "age = field age",
        "P! = persona P",
        "age: = field age",
        "address: = field address",
        "province: = field address.province",
        "orders: = field orders",
        "total: = field orders.total",
        "Age = criterion Age",
        "Old = segment Age.Old",
        "A = segment A",
      ],
    ],
    ["a require", "require age > 3", ["age = field age"]],
    [
      "Persian names",
      "segment پیر where age > 60 segment A where پیر",
      ["پیر! = segment پیر", "age = field age", "A! = segment A", "پیر = segment پیر"],
    ],
  ];
  test.each(cases)("%s", (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });
});

describe("in broken programs", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "an error beside it",
      'list towns = ["a"] segment A where city > 3 and city in towns',
      ["towns! = list towns", "A! = segment A", "city = field city", "city = field city", "towns = list towns"],
    ],
    [
      "a list that nobody knows",
      'list towns = ["a"] segment A where any ordrs where city in towns and customer.age > 3',
      ["towns! = list towns", "A! = segment A", "towns = list towns", "customer = customer", "age = field age"],
    ],
    [
      "a function that nobody knows",
      "segment A where totl(orders.total) > age",
      ["A! = segment A", "orders = field orders", "total = field orders.total", "age = field age"],
    ],
    [
      "an expression that stops",
      "segment A where any orders where total > 3 and brand = \nsegment B where age > 3",
      [
        "A! = segment A",
        "orders = field orders",
        "total = field orders.total",
        "brand = field orders.brand",
        "B! = segment B",
        "age = field age",
      ],
    ],
    [
      "an open bracket in a choice",
      "define d = when age > 3 then (age + count(orders where total > age",
      ["d! = define d", "age = field age", "age = field age", "orders = field orders", "total = field orders.total"],
    ],
    [
      "a persona whose record stops",
      "persona P { age: 3, address: { province: ",
      ["P! = persona P", "age: = field age", "address: = field address", "province: = field address.province"],
    ],
    [
      "a name given twice: each is a thing of its own, and the first is meant",
      "segment A where age > 3 segment A where age > 4 segment B where A",
      ["A! = segment A", "age = field age", "A! = segment A #2", "age = field age", "B! = segment B", "A = segment A"],
    ],
    [
      "a define that is broken, and a circle",
      "define d = nobody define e = f define f = e segment A where d > 3 and e",
      [
        "d! = define d",
        "e! = define e",
        "f = define f",
        "f! = define f",
        "e = define e",
        "A! = segment A",
        "d = define d",
        "e = define e",
      ],
    ],
    ["a criterion that nobody knows", "segment A by Nobody where age > 3", ["A! = segment A #1", "age = field age"]],
  ];
  test.each(cases)("%s", (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  test("a broken field is a field, and a field declared again another one", () => {
    const customer = "customer { id: text key, mood: txt, id: integer, inner: { x: nothing, y: text } }";
    expect(named("segment A where mood = 3 and inner.x = 3", customer)).toEqual([
      "A! = segment A",
      "mood = field mood",
      "inner = field inner",
      "x = field inner.x",
    ]);
    const declared = meaningsIn(customer).in("a.seg");
    expect(declared.map(({ meaning }) => meaning.key)).toEqual([
      "customer",
      "field id",
      "field mood",
      "field id #2",
      "field inner",
      "field inner.x",
      "field inner.y",
    ]);
  });

  test("without a customer block, lists, defines and segments are known all the same", () => {
    expect(named('list l = ["a"] define d = 3 segment A where x in l and y > d segment B where A', "")).toEqual([
      "l! = list l",
      "d! = define d",
      "A! = segment A",
      "l = list l",
      "d = define d",
      "B! = segment B",
      "A = segment A",
    ]);
  });
});

describe("all places", () => {
  const first = `${CUSTOMER}segment A where age > 3`;
  const second = "segment B where A and age < 9\r\npersona P { age: 4 } in A, B";

  test("of a field, across files", () => {
    const meanings = meaningsIn(first, second);
    const found = meanings.of(meanings.at("b.seg", second.indexOf("age"))!.meaning);
    expect(found.map(({ file, span, role }) => `${file} ${span.start} ${role}`)).toEqual([
      `a.seg ${first.indexOf("age")} declaration`,
      `a.seg ${first.lastIndexOf("age")} use`,
      `b.seg ${second.indexOf("age")} use`,
      `b.seg ${second.lastIndexOf("age")} value`,
    ]);
  });

  test("at the beginning, inside and at the end of a name, not beside it", () => {
    const meanings = meaningsIn(first, second);
    const start = second.indexOf("age");
    expect([0, 1, 3].map((by) => meanings.at("b.seg", start + by)?.meaning.key)).toEqual(Array(3).fill("field age"));
    expect(meanings.at("b.seg", start + 4)).toBeNull();
  });

  test("a declaration: its name, the whole of it, its documentation", () => {
    const text = '/// Who is old.\nsegment Old "Old ones" where age > 60 segment B where Old';
    const meanings = meaningsIn(CUSTOMER, text);
    const place = meanings.declarationOf(meanings.at("b.seg", text.lastIndexOf("Old"))!.meaning)!;
    expect(place).toMatchObject({ file: "b.seg", title: "Old ones", documentation: "Who is old." });
    expect(text.slice(place.name.start, place.name.end)).toBe("Old");
    expect(text.slice(place.whole.start, place.whole.end)).toBe('segment Old "Old ones" where age > 60');
  });

  test("the declarations of a nested field, of `customer` and of `it`", () => {
    const text = 'segment A where any tags where it = "x" and customer.address.province = "y"';
    const meanings = meaningsIn(CUSTOMER, text);
    const declared = ["it =", "customer", "province"].map((word) => {
      const place = meanings.declarationOf(meanings.at("b.seg", text.indexOf(word))!.meaning)!;
      return CUSTOMER.slice(place.name.start, place.name.end);
    });
    expect(declared).toEqual(["tags", "customer", "province"]);
  });
});

describe("a name that is wanted", () => {
  const text = 'list l = ["a"] define d = 3 criterion C { segment S where age > d } segment A where city in l';
  const cases: readonly (readonly [string, string, string | null])[] = [
    ["A", "city", "field city"],
    ["A", "d", "define d"],
    ["A", "C", null],
    ["A", "S", null],
    ["A", "A", null],
    ["S", "A", null],
    ["province", "postcode", "field address.postcode"],
    ["province", "city", null],
    ["city", "l", "list l"],
  ];
  test.each(cases)("%s → %s: %s", (name, wanted, rival) => {
    const meanings = meaningsIn(CUSTOMER, text);
    const all = [...meanings.in("a.seg"), ...meanings.in("b.seg")];
    const meaning = all.find((one) => one.meaning.name === name)!.meaning;
    expect(meanings.rivalOf(meaning, wanted)?.key ?? null).toBe(rival);
  });
});

describe("what an expression is", () => {
  const cases: readonly (readonly [string, string, object])[] = [
    ["age + 1", "age + 1", { kind: "value", type: { kind: "integer" }, constant: false, field: null }],
    ["address.postcode", "address.postcode", { kind: "value", optional: true, field: ["address", "postcode"] }],
    ["any orders.brand where it is present", "orders.brand", { kind: "list", path: ["orders", "brand"] }],
    ["(tags)", "tags", { kind: "list", element: { kind: "text" } }],
    ["address", "address", { kind: "record", path: ["address"] }],
    ["age > 3", "age > 3", { kind: "condition" }],
    ["age > nobody", "nobody", { kind: "unknown" }],
    ["age in 3..", "3..", { kind: "range" }],
  ];
  test.each(cases)("%s: %s", (expression, part, type) => {
    const text = `define d = ${expression}`;
    const start = text.indexOf(part);
    const found = meaningsIn(CUSTOMER, text).typeAt("b.seg", { start, end: start + part.length });
    expect(found?.type).toMatchObject(type);
    expect(text.slice(found?.span.start, found?.span.end)).toBe(part);
  });

  test("of a define, and outside of expressions", () => {
    const meanings = meaningsIn(CUSTOMER, "define d = orders where total > 3");
    expect(meanings.typeOfDefine("d")).toMatchObject({ kind: "list", path: ["orders"] });
    expect(meanings.typeOfDefine("e")).toEqual({ kind: "unknown" });
    expect(meanings.typeAt("b.seg", { start: 7, end: 7 })).toBeNull();
  });
});

test("what a segment uses", () => {
  const text = "define d = age criterion C { segment S where d > 3 } segment A where S and C.S and city is present";
  const meanings = meaningsIn(CUSTOMER, text);
  const used = (name: string) =>
    meanings.usedBy(meanings.declared().find((one) => one.name === name)!).map(({ meaning }) => meaning.key);
  expect(used("A")).toEqual(["segment C.S", "criterion C", "segment C.S", "field city"]);
  expect(used("S")).toEqual(["define d"]);
  expect(used("C")).toEqual([]);
});
