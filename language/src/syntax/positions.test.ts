import { describe, expect, it } from "vitest";
import { parseFile } from "./parse.js";
import { outline } from "./testing/outline.js";
import type { SegmentDeclaration } from "./tree.js";
import { contextualWords } from "./words.js";

/** Every word that is not reserved, where only a name can stand; `W` is the word. */
const operandPositions: readonly (readonly [source: string, outline: string])[] = [
  ["W = 3", "[W = 3]"],
  ["3 < W", "[3 < W]"],
  ["W and W", "(W and W)"],
  ["not W", "(not W)"],
  ["W or x", "(W or x)"],
  ["x.W = W.x", "[x.W = W.x]"],
  ["(W) = 1", "[W = 1]"],
  ["W + W * -W > 1", "[(W + (W * (- W))) > 1]"],
  ["W / 2 > 1 / W", "[(W / 2) > (1 / W)]"],
  ["W is missing", "[W missing]"],
  ["W is not empty", "[W not empty]"],
  ["W in [W, 1]", "[W in [W, 1]]"],
  ["W not in W", "[W not in W]"],
  ["W in 1..5", "[W in <1..5>]"],
  ['W has "x"', '[W has one "x"]'],
  ["W has W", "[W has one W]"],
  ["W has any of W", "[W has any W]"],
  ["W has none of [1]", "[W has none [1]]"],
  ["W starts with W", "[W starts with W]"],
  ['W not ends with any of ["x"]', '[W not ends with any of ["x"]]'],
  ['W contains "x"', '[W contains "x"]'],
  ["W contains W", "[W contains W]"],
  ["W matches /x/", "[W matches /x/]"],
  ["W default W = 1", "[(W default W) = 1]"],
  ["x default W / 2 > 1 / y", "[((x default W) / 2) > (1 / y)]"],
  ["days since W > 3", "[since(day, W) > 3]"],
  ["any W where W", "any(W where W)"],
  ["no W and all W.W where W = 1", "(no(W) and all(W.W where [W = 1]))"],
  ["count(W where W) = count(distinct W)", "[count(filter(W where W)) = count(distinct W)]"],
  ["sum(W over W) = sum(W.x over x.W where W)", "[sum(W over W) = sum(W.x over filter(x.W where W))]"],
  ["x = when W then W when W then 1 else W", "[x = when(W → W; W → 1; W)]"],
  ["W(W, 1) = 2", "[W(W, 1) = 2]"],
  ["x > 3 and W", "([x > 3] and W)"],
];

describe.each(contextualWords)("the word `%s`", (word) => {
  const put = (text: string) => text.replaceAll("W", word);

  it("is a name in the place of an operand", () => {
    const segments = operandPositions.map(([source], index) => `segment S${index} where ${put(source)}`);
    const file = parseFile("t", segments.join("\n"));
    expect(file.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(file.declarations.map((declaration) => outline((declaration as SegmentDeclaration).condition))).toEqual(
      operandPositions.map(([, expected]) => put(expected)),
    );
  });

  it("is a name of a field, in every place", () => {
    const types = [
      "text",
      "integer 0..5",
      "number 0..",
      "text?",
      "date persian",
      '"x" | "y"',
      "list of text folded",
      "text key",
      'text from "x"',
      "list of { W: text, W: number step 1 }",
      "integer ..<5",
      'boolean "Y" / "N"',
      "date ..today",
    ];
    for (const separator of [" ", ", ", "\n"]) {
      const fields = types.map((type) => put(`W: ${type}`));
      const file = parseFile("t", `customer {${fields.join(separator)}}`);
      expect(file.diagnostics).toEqual([]);
      const [customer] = file.declarations;
      expect(customer?.kind === "customer" && customer.fields.map(({ name }) => name.text)).toEqual(
        types.map(() => word),
      );
    }
  });

  it("is a name of a declaration and of an entry", () => {
    const file = parseFile(
      "t",
      put(`list W = [1] list W from "x" column "W" define W = W segment W where W segment W "title" by W where W
        criterion W exhaustive { segment W where W = 1 otherwise W } criterion W
        persona W as of today { W: 1, x: 30, W: [{ W: W }] } in W, W.W not in W.W
        persona W {} in W segment W by W where W require W = 1`),
    );
    expect(file.diagnostics).toEqual([]);
    expect(file.declarations.map((declaration) => ("name" in declaration ? declaration.name?.text : ""))).toEqual([
      word,
      word,
      word,
      word,
      word,
      word,
      word,
      word,
      word,
      word,
      "",
    ]);
  });
});
