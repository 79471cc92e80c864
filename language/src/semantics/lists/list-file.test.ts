import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, itemsOfColumn, itemsOfLines } from "./list-file.js";

const SEED = 7;

describe("itemsOfLines", () => {
  it.each([
    ["", [], []],
    ["a", ["a"], [1]],
    ["a\nb\n", ["a", "b"], [1, 2]],
    ["\uFEFFa\r\n\r\n  b c \r d", ["a", "b c", "d"], [1, 3, 4]],
    ['a,b\n"x"', ["a,b", '"x"'], [1, 2]],
  ])("%j", (text, values, lines) => {
    const items = itemsOfLines("f", text);
    expect([items.values, [...items.lines]]).toEqual([values, lines]);
  });
});

it.each([
  ["id;نام ;\n1;x;", ["id", "نام"]],
  ['"a, b",c\r\n"open', ["a, b", "c"]],
  ["", []],
])("the columns of %j", (text, columns) => {
  expect(columnsOf(text)).toEqual(columns);
});

describe("itemsOfColumn", () => {
  it.each([
    ["a,b\n1,2\n3,4", "b", ["2", "4"], [2, 3]],
    ['a;b\n1;"2;x"\n\n3;4', "b", ["2;x", "4"], [2, 4]],
    ["a\tb\r\n1\t 2 \r\n3", "b", ["2"], [2]],
    ["\uFEFF b |a\n1|2", "b", ["1"], [2]],
    ['a,b\n"1\n2",3\n4,5', "b", ["3", "5"], [2, 4]],
    ["b\n\n \nx", "b", ["x"], [4]],
    ['id,name\r\n1,Rey\n2,"x, y"\n3,Qom\r', "name", ["Rey", "x, y", "Qom"], [2, 3, 4]],
    ['id,name\n1,"a\r\nb"\r\n2,Rey', "name", ["a\r\nb", "Rey"], [2, 4]],
  ])("%j column %s", (text, column, values, lines) => {
    const result = itemsOfColumn("f", text, column);
    expect(result.kind === "items" && [result.items.values, [...result.items.lines]]).toEqual([values, lines]);
  });

  it("names the columns there are", () => {
    expect(itemsOfColumn("f", "a, b\n1,2", "c")).toEqual({ kind: "unknown-column", columns: ["a", "b"] });
    expect(itemsOfColumn("f", "", "c")).toEqual({ kind: "unknown-column", columns: [] });
  });

  it(`reads text without quotes as it reads the same text with every cell quoted (seed ${SEED})`, () => {
    const cell = fc.stringMatching(/^[a-z ]{0,4}$/);
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t", "|"), fc.constantFrom("\n", "\r\n"), (cells, sign, end) => {
        const all = [["x", "y", "z"], ...cells];
        const plain = all.map((row) => row.join(sign)).join(end);
        const quoted = all.map((row) => row.map((each) => `"${each}"`).join(sign)).join(end);
        expect(itemsOfColumn("f", plain, "y")).toEqual(itemsOfColumn("f", quoted, "y"));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
