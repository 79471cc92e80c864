import { describe, expect, test } from "vitest";
import { analyseProgram, meaningsOf } from "../../program.js";
import type { Place } from "./surroundings.js";

const OTHERS = `customer {
  id: text key
  city: text folded
  age: integer 0..120
  gender: "female" | "male"
  joined: date
  tags: list of text
  address: { province: text, postcode: text? }
  orders: list of { total: number, channel: "online" | "store", brand: text?, lines: list of { price: number, on: date } }
}
define large = orders where total > 3
criterion Age { segment Old where age > 60 otherwise Young }
list cities = ["Tehran"]
`;

function surroundings(marked: string) {
  const offset = marked.indexOf("│");
  const text = marked.replace("│", "");
  const files = [
    { path: "a.seg", text: OTHERS },
    { path: "b.seg", text },
  ];
  const program = analyseProgram({ files, config: null, readList: () => ({ kind: "absent" }) });
  return meaningsOf(program)!.surroundingsAt("b.seg", offset)!;
}

/** A line that says what is there. */
function said(place: Place): string {
  const names = (fields: readonly { readonly field: { readonly name: string } }[]) =>
    fields.map(({ field }) => field.name).join(" ");
  switch (place.kind) {
    case "expression": {
      const { wants, expected, elements, fields, it } = place;
      const type =
        expected === null
          ? ""
          : ` ${expected.type.kind}${expected.field === null ? "" : ` of ${expected.field.join(".")}`}`;
      const inside =
        elements.length === 0 ? "" : ` in ${elements.map(({ list }) => list).join(", ")}: ${names(fields)}`;
      return `${wants}${type}${inside}${it === null ? "" : ` it: ${it.kind}`}`;
    }
    case "operator": {
      const { operand, words, complete } = place;
      const type =
        operand.kind === "value" ? `${operand.type.kind} of ${operand.field?.join(".") ?? "nothing"}` : operand.kind;
      return `operator on ${type}${words.length === 0 ? "" : `, ${words.join(" ")}`}${complete ? ", complete" : ""}`;
    }
    case "member":
    case "entry":
      return `${place.kind}: ${names(place.fields)}`;
    case "member-segment":
      return `segment of ${place.criterion}`;
    case "header":
      return `header: ${place.words.join(" ")}`;
    case "modifier":
      return `modifier of ${place.field?.name.text ?? "nothing"}`;
    case "expectation":
      return `expectation${place.criterion === null ? "" : ` in ${place.criterion}`}`;
    default:
      return place.kind;
  }
}

const LINE = "price on";
const ORDER = "total channel brand lines";

describe("what can stand at a place", () => {
  const cases: readonly (readonly [string, string])[] = [
    // Expressions.
    ["segment A where │", "condition"],
    ["segment A where ci│", "condition"],
    ['segment A where ci│ty = "x"', "value text"],
    ["segment A where city = │", "value text of city"],
    ["segment A where city = │\nsegment B where age > 3", "value text of city"],
    ["segment A where gender != fe│ and age > 3", "value choice of gender"],
    ["segment A where │ = 3", "value integer"],
    ["segment A where 3 < │ < age", "value integer"],
    ["segment A where age > 3 and │", "condition"],
    ["segment A where (age > 3 and │", "condition"],
    ["segment A where not │", "condition"],
    ["segment A where city in │", "container text of city"],
    ["segment A where city in [│", "constant text of city"],
    ['segment A where city in ["x", │] and age > 3', "constant text of city"],
    ["segment A where tags has │", "constant text of tags"],
    ["segment A where tags has any of │", "constants text of tags"],
    ["segment A where orders.channel has any of [│", "constant choice of orders.channel"],
    ["segment A where city starts with │", "constant text of city"],
    ["segment A where joined in │", "container date of joined"],
    ["segment A where age + │ > 3", "value integer of age"],
    ["segment A where days since │", "value date"],
    ["segment A where length(│", "value text"],
    ["segment A where sum(│", "list"],
    ["segment A where sum(│ over orders.lines)", `value in orders.lines, orders: ${LINE} ${ORDER}`],
    ["segment A where sum(orders.total where │", `condition in orders.total: ${ORDER} it: number`],
    ["segment A where any │", "list"],
    ["segment A where any orders where │", `condition in orders: ${ORDER}`],
    ["segment A where any orders where channel = │", `value choice of orders.channel in orders: ${ORDER}`],
    [
      "segment A where any orders.lines where price > │",
      `value number of orders.lines.price in orders.lines, orders: ${LINE} ${ORDER}`,
    ],
    ["segment A where any large where │", `condition in large: ${ORDER}`],
    ["segment A where any tags where │", "condition in tags:  it: text"],
    ["segment A where any nobody where │", "condition in : "],
    ["define d = │", "any"],
    ["define d = when │", "condition"],
    ["define d = when age > 3 then │", "value"],
    ["define d = when age > 3 then 1 when age > 2 then city else │", "value integer"],
    ["require │", "condition"],
    // Inside a text.
    ['segment A where city = "Te│', "value text of city"],
    ['segment A where city = "Te│hran" and age > 3', "value text of city"],
    ['segment A where gender in ["fem│"]', "constant choice of gender"],
    // Behind a dot.
    ["segment A where customer.│", "member: id city age gender joined tags address orders"],
    ["segment A where address.│ = 3", "member: province postcode"],
    ["segment A where any orders.│", `member: ${ORDER}`],
    ["segment A where any orders where lines.│", `member: ${LINE}`],
    ["segment A where count(large.│", `member: ${ORDER}`],
    ["segment A where Age.│", "segment of Age"],
    ["segment A where city.│", "member: "],
    // Behind an operand.
    ["segment A where city │", "operator on text of city, complete"],
    ["segment A where city i│", "operator on text of city, complete"],
    ["segment A where city is │", "operator on text of city, is"],
    ["segment A where city is not │", "operator on text of city, is not"],
    ["segment A where age > 3\nsegment │", "nothing"],
    ["segment A where city not │", "operator on text of city, not"],
    ["segment A where city starts │", "operator on text of city, starts"],
    ["segment A where age > 3 and tags │", "operator on list, complete"],
    ["segment A where any orders where (total │", "operator on number of orders.total"],
    ['segment A where city = "x" │', "operator on condition, complete"],
    ["segment A where age > 3\nseg│", "operator on condition, complete"],
    // Heads of declarations.
    ["│", "declaration"],
    ["se│", "declaration"],
    ["segment │", "nothing"],
    ["segment A │", 'header: where by "'],
    ["segment A by │", "criterion-name"],
    ["segment A by Ag│ where age > 3", "criterion-name"],
    ["segment A by Age │", "header: where"],
    ["define d │", "header: ="],
    ["list l │", "header: = from"],
    ['list l from "│"', "list-file"],
    ["criterion C │", 'header: { exhaustive ordered overlapping "'],
    ["criterion C ordered │", "header: { exhaustive"],
    ["criterion C { │ }", "declaration"],
    ["criterion C { seg│ }", "declaration"],
    ["criterion C { segment A where │ }", "condition"],
    ["criterion C { segment A where age > │\n segment B where age < 3 }", "value integer of age"],
    ["criterion C { segment A where age > 3 } │", "declaration"],
    // Personas.
    ["persona P │", 'header: { as of "'],
    ["persona P { │", "entry: id city age gender joined tags address orders"],
    ["persona P { age: 3, ci│ } in A", "entry: id city gender joined tags address orders"],
    ["persona P { gender: │", "constant choice of gender"],
    ["persona P { tags: [│] }", "constant text of tags"],
    ["persona P { address: { │", "entry: province postcode"],
    ["persona P { orders: [{ total: 3, │", "entry: channel brand lines"],
    ["persona P { orders: [{ channel: │ }] }", "constant choice of orders.channel"],
    ["persona P { age: 3 } │", "header: in not in"],
    ["persona P { age: 3 } in │", "expectation"],
    ["persona P { age: 3 } in Age.│", "expectation in Age"],
    ["persona P { age: 3 } in A, │", "expectation"],
    ["persona P { age: 3 } in A not │", "header: in"],
    // Nothing.
    ["// a comment │", "nothing"],
    ["segment A where age > 3│", "nothing"],
  ];
  test.each(cases)("%s: %s", (marked, expected) => {
    expect(said(surroundings(marked).place)).toBe(expected);
  });

  const customer: readonly (readonly [string, string])[] = [
    ["customer { a: │", "type"],
    ["customer { a: te│ }", "type"],
    ["customer { a: list of │ }", "type"],
    ["customer { a: text │ }", "modifier of a"],
    ["customer { a: { b: integer │ } }", "modifier of b"],
    ["customer { a: list of { b: integer } │ }", "modifier of a"],
    ["customer { a: text from │ }", 'header: rows "'],
    ["customer { │", "nothing"],
    ["customer │", "header: {"],
  ];
  test.each(customer)("%s: %s", (marked, expected) => {
    expect(said(surroundings(marked).place)).toBe(expected);
  });
});

describe("what a completion replaces", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["segment A where ci│ty = 3", "city", "ci"],
    ["segment A where │", "", ""],
    ['segment A where city = "Te│hran"', '"Tehran"', "Te"],
    ["segment A where `my fi│eld` = 3", "`my field`", "my fi"],
    ["segment A where ش│هر = 3", "شهر", "ش"],
    ["segment A where any orders.to│", "to", "to"],
  ];
  test.each(cases)("%s: %s", (marked, replaced, typed) => {
    const found = surroundings(marked);
    expect(marked.replace("│", "").slice(found.replaced.start, found.replaced.end)).toBe(replaced);
    expect(found.typed).toBe(typed);
  });
});

test("a place is found wherever a program stops", () => {
  const text = `segment A "x" by Age where any orders where (total > 3 and brand = "x") and city not in ["a", "b"]
define d = when age > 3 then sum(price * 2 over orders.lines where on in last 3 days) else 0
criterion C ordered { segment B where tags has any of ["a"] otherwise D }
persona P as of 2026-01-01 { age: 3, orders: [{ total: 1 }] } in A, C.B not in D`;
  const kinds = new Set<string>();
  for (let end = 0; end <= text.length; end += 7) kinds.add(surroundings(`${text.slice(0, end)}│`).place.kind);
  const files = [
    { path: "a.seg", text: OTHERS },
    { path: "b.seg", text },
  ];
  const meanings = meaningsOf(analyseProgram({ files, config: null, readList: () => ({ kind: "absent" }) }))!;
  for (let at = 0; at <= text.length; at += 1) kinds.add(meanings.surroundingsAt("b.seg", at)!.place.kind);
  const all = ["criterion-name", "declaration", "entry", "expectation", "expression", "header", "member", "nothing"];
  expect([...kinds].sort()).toEqual([...all, "operator"]);
});
