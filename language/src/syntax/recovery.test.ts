import { describe, expect, it } from "vitest";
import { parseFile } from "./parse.js";
import { applyFixes, describeDiagnostic, messageParts, readMarkers } from "./testing/markers.js";
import type { Declaration } from "./tree.js";

/** What a file still knows of its declarations: names, and `!` where something is broken. */
function surviving(declarations: readonly Declaration[]): string {
  return declarations.map(describe_).join(" ");
}

function describe_(declaration: Declaration): string {
  switch (declaration.kind) {
    case "customer":
      return `customer(${declaration.fields.map(({ name, type }) => name.text + (type === null ? "!" : "")).join(" ")})`;
    case "require":
      return `require${declaration.condition.kind === "error" ? "!" : ""}`;
    case "list":
      return (declaration.name?.text ?? "?") + (declaration.source === null ? "!" : "");
    case "define":
      return (declaration.name?.text ?? "?") + (declaration.value.kind === "error" ? "!" : "");
    case "segment":
      return (declaration.name?.text ?? "?") + (declaration.condition.kind === "error" ? "!" : "");
    case "criterion": {
      const members = declaration.members.map(
        (member) =>
          (member.name?.text ?? "?") + (member.kind === "segment" && member.condition.kind === "error" ? "!" : ""),
      );
      return `${declaration.name?.text ?? "?"}(${members.join(" ")})`;
    }
    case "persona":
      return (declaration.name?.text ?? "?") + (declaration.record === null ? "!" : "");
  }
}

/** Each broken program: its markers are all its diagnostics, and the second part what is still known. */
const broken: readonly (readonly [marked: string, survives: string])[] = [
  [
    `define a = 1
segment A where city =
                     ~ unexpected-token: missing after \`=\`: expected a value
segment B where x = 1`,
    "a A! B",
  ],
  [
    `segment A where (x = 1 and (y = 2)
                ~ unclosed-bracket: never closed
segment B where x = 1`,
    "A! B",
  ],
  [
    `segment A where x = [1, 2
                    ~ unclosed-bracket
define b = 1`,
    "A! b",
  ],
  [
    `segment A where x = 1)
                     ~ stray-bracket: closes nothing
segment B where x = 1`,
    "A! B",
  ],
  [
    `criterion C {
            ~ unclosed-bracket
  segment A where x = 1
  segment B where x =
                    ~ unexpected-token
define d = 1
segment E where x = 1`,
    "C(A B!) d E",
  ],
  [
    `criterion C {
  segment A where x ! y
                    ~ foreign-operator
                      ~ unexpected-token
  segment B where x = 1
  otherwise
  ~~~~~~~~~ unexpected-token: expected a name
}
segment E where x = 1`,
    "C(A! B ?) E",
  ],
  [
    `criterion C {
  x y
  ~ unexpected-token: Expected \`segment\` or \`otherwise\`
  segment A where x = 1
}
}
~ stray-bracket
define d = 1`,
    "C(A) d",
  ],
  [
    `customer {
  a: text
  b: , c: number
     ~ unexpected-token: a type such as
  d: list of { e: text, f: f f, g: text }
                             ~ unexpected-token: the next field
  h: text in: integer
          ~~ reserved-name: backticks
}
segment A where x = 1`,
    "customer(a b! c d h in!) A",
  ],
  [
    `customer {
         ~ unclosed-bracket
  a: text
segment A where x = 1
segment B where x = 1`,
    "customer(a) A B",
  ],
  [
    `customer
  a: text
  ~ unexpected-token: Expected \`{\` after \`customer\`
segment A where x = 1`,
    "A",
  ],
  [
    `customer { a: integer 0..5 1..3 key key }
                           ~~~~ repeated-modifier
                                    ~~~ repeated-modifier
criterion C ordered ordered
                    ~~~~~~~ repeated-modifier`,
    "customer(a) C()",
  ],
  [
    `segmnt A where x = 1
~~~~~~ outside-declaration: did you mean \`segment\`
segment B where x = 1`,
    "B",
  ],
  [
    `segment where x = 1
        ~~~~~ unexpected-token: Expected a name after \`segment\`
segment all where x = 1
        ~~~ reserved-name
segment \`all\` where x = 1`,
    "?! all! all",
  ],
  [
    `segment A where x = "abc and y
                    ~~~~~~~~~~ unclosed-text
segment B where x = 1`,
    "A B",
  ],
  [
    `persona P { a: 1, b 2 } in A
                    ~ unexpected-token: Expected \`:\` after \`b\`
persona Q { a: 1, b: 2 in A
          ~ unclosed-bracket
persona R {} in A, not in B
                   ~~~ unexpected-token
segment A where x = 1`,
    "P! Q! R! A",
  ],
  [
    `segment A where when x then 1
                ~~~~ missing-else
segment B where x = 1`,
    "A B",
  ],
  [
    `segment A where 1 <= x > 3
                ~~~~~~~~~~ mixed-chain
segment B where x in y = true
                       ~ brackets-needed
segment C where x in low..high
                     ~~~ range-bound
segment D where x in ..
                     ~~ unexpected-token: missing after \`..\`
segment E where x in 1..<
                      ~~~ range-without-bounds
segment F where x = 1`,
    "A! B! C D! E F",
  ],
  [
    `criterion C {
  segmnt A where x = 1
  ~~~~~~ misspelt-word: did you mean \`segment\`
}
segment B where x = 1`,
    "C() B",
  ],
  [
    `segment A where x matches //
                          ~~ pattern-expected
segment B where x matches /[/ }
                          ~~~~~ unclosed-pattern
where #age > 18
      ~ unexpected-character
segment C where x = 1`,
    "A B! C",
  ],
  [
    `segment A where x matches "a/b"
                          ~~~~~ pattern-expected
segment B where x = /a/
                    ~~~ misplaced-pattern
segment C where x matches /a
                          ~~ unclosed-pattern`,
    "A B C",
  ],
  [
    `segment A where x > 3 minutes
                      ~~~~~~~ unexpected-token: Units of time are hours
segment B where foo since x
                    ~~~~~ unexpected-token: days since
segment C where x not y
                      ~ unexpected-token: \`contains\``,
    "A! B! C!",
  ],
  [
    `/// doc
/* never closed
~~ unclosed-comment
segment A where x = 1`,
    "",
  ],
  [
    `segment \`A where x = 1
        ~~~~~~~~~~~~~~ unclosed-name
segment \`\` where x = 1
        ~~ empty-name
segment B where x = 1`,
    "A where x = 1! ? B",
  ],
];

describe("a broken program", () => {
  it.each(broken)("%s", (marked, survives) => {
    const { text, expected } = readMarkers(marked);
    const file = parseFile("test.seg", text);
    expect(file.diagnostics.map((diagnostic) => describeDiagnostic(diagnostic, text))).toEqual(expected);
    messageParts(marked).forEach((part, index) => {
      expect(file.diagnostics[index]?.message).toContain(part);
    });
    expect(surviving(file.declarations)).toBe(survives);
  });

  it("warns of `and` and `or` without brackets, and adds them", () => {
    const text = "segment A where a or b = 1 and c or d and any e where f or g and h";
    const { diagnostics } = parseFile("t", text);
    expect(diagnostics.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "mixed-and-or warning",
      "mixed-and-or warning",
    ]);
    const fixed = applyFixes(
      text,
      diagnostics.flatMap(({ fixes }) => fixes),
    );
    expect(fixed).toBe("segment A where a or (b = 1 and c) or (d and any e where f or (g and h))");
    expect(parseFile("t", fixed).diagnostics).toEqual([]);
  });

  it.each([
    "segment A where a or (b and c)",
    "segment A where (a or b) and c",
    "segment A where a and b and c",
    "segment A where (any a where b or c) and d",
  ])("does not warn of %s", (text) => {
    expect(parseFile("t", text).diagnostics).toEqual([]);
  });
});

describe("deep nesting", () => {
  const times = 20_000;
  it.each([
    ["a hundred thousand parentheses", `${"(".repeat(100_000)}x${")".repeat(100_000)}`],
    ["not", `${"not ".repeat(times)}x`],
    ["minus", `0 > ${"- ".repeat(times)}x`],
    ["lists", `x = ${"[".repeat(times)}`],
    ["records", `x = ${"{ a: ".repeat(times)}`],
    ["when", "when a then ".repeat(times)],
    ["filters", `${"any a where ".repeat(times)}x`],
    ["filtered lists", `${"a where ".repeat(times)}x`],
    ["calls", "f(".repeat(times)],
    ["since", `${"days since ".repeat(times)}x`],
    ["members", `x${".y".repeat(times)}`],
    ["subtraction", `0 = 1${" - 1".repeat(times)}`],
    ["default", `0 = 1${" default 1".repeat(times)}`],
  ])("of %s is one diagnostic", (_, condition) => {
    const file = parseFile("t", `define a = 1\nsegment A where ${condition}\nsegment B where x = 1`);
    expect(file.diagnostics.map(({ rule }) => rule)).toEqual(["nested-too-deep"]);
    expect(surviving(file.declarations)).toBe("a A! B");
  });

  it("of types is one diagnostic", () => {
    const file = parseFile(
      "t",
      `customer { a: text b: ${"list of ".repeat(1000)}text c: ${"{ x: ".repeat(500)}text${" }".repeat(500)} d: text }`,
    );
    expect(file.diagnostics.map(({ rule }) => rule)).toEqual(["nested-too-deep", "nested-too-deep"]);
    expect(surviving(file.declarations)).toBe("customer(a b! c! d)");
  });

  it("of a hundred levels is allowed", () => {
    const file = parseFile("t", `segment A where ${"(".repeat(95)}x = 1${")".repeat(95)}`);
    expect(file.diagnostics).toEqual([]);
  });
});
