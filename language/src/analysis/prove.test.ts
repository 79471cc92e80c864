import { describe, expect, test } from "vitest";
import { applyFix, expectMarked } from "../../../test/kit/markers.js";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import type { Question } from "../logic/logic.js";
import { analyseProgram, type Program } from "../program.js";
import { proveProgram, proveWith } from "./prove.js";
import { bruteSpace } from "./testing/brute-space.js";

const CUSTOMER = `customer {
  id: text key
  age: integer 0..120
  income: number 0..
  score: integer? 0..5
  city: text folded
  plan: "basic" | "plus" | "gold"
  vip: boolean
  joined: date
  tags: list of text
}`;

const OPTIONS = {
  before: CUSTOMER,
  findings: (program: Program) => proveProgram(program).diagnostics,
  ignore: ["holds-without-value", "not-compared", "standing-alone"],
};

describe("overlaps", () => {
  test.each([
    [
      "a value in two lists, one of them a file",
      `list urbanList = ["Tehran", "RASHT"]
list ruralList from "rural.txt"
criterion Area {
  segment Urban where city in urbanList
  segment Rural where city in ruralList
          ~~~~~ overlapping-segments: A customer can be in both \`Urban\` and \`Rural\`: for example \`city = "RASHT"\` (in \`urbanList\` at line 1 and in rural.txt line 3).
  otherwise Other
}
=== rural.txt
Masal

Rasht`,
    ],
    [
      "one value at both bounds",
      `criterion K {
  segment Low where income <= 30_000
  segment High where income >= 30_000
          ~~~~ overlap-at-one-value: \`Low\` and \`High\` both include \`income = 30000\`: exactly this value is in both.
}`,
    ],
    [
      "one segment that overlaps many",
      `criterion K {
  segment A where age < 20
  segment B where 20 <= age < 40
  segment C where age >= 40
  segment D where vip
          ~ overlapping-segments: Customers in \`D\` can also be in 3 other segments of \`K\`: \`A\`, \`B\` and \`C\`. For example
}`,
    ],
    [
      "on some days of the year",
      `segment New where joined > today - 1 month
segment Old where joined <= today - 30 days
        ~~~ overlapping-segments: on 20`,
    ],
    [
      "integers leave nothing between",
      `criterion K exhaustive {
  segment Low where age <= 4
  segment High where age >= 5
}`,
    ],
    [
      "numbers do",
      `criterion K exhaustive {
          ~ gap-in-criterion: Customers with \`4 < income < 5\` are in no segment of \`K\`
  segment Low where income <= 4
  segment High where income >= 5
}`,
    ],
  ])("%s", (_, text) => {
    expectMarked(text, OPTIONS);
  });
});

describe("gaps", () => {
  test.each([
    [
      "one value",
      `criterion K exhaustive {
          ~ gap-at-one-value: No segment of \`K\` includes \`age = 30\`: exactly this value is left out.
  segment Young where age < 30
  segment Older where age > 30
}`,
    ],
    [
      "missing",
      `criterion K {
          ~ gap-in-criterion: Customers with \`score is missing\` are in no segment of \`K\`: for example \`score missing\`.
  segment Low where score < 3
  segment High where score >= 3
}`,
    ],
    [
      "the regions are described",
      `criterion K {
          ~ gap-in-criterion: Customers with \`age >= 65 and plan = "gold"\` are in no segment of \`K\`: for example
  segment Young where age < 65
  segment Old where age >= 65 and plan != "gold"
}`,
    ],
    ["not where several are allowed", "criterion K overlapping {\n  segment A where age > 3\n  segment B where vip\n}"],
    ["not of a segment alone", "segment A where age > 3"],
    ["not with an otherwise", "criterion K exhaustive {\n  segment A where age > 3\n  otherwise B\n}"],
    [
      "none that an error made",
      "criterion K exhaustive {\n  segment A where age > 3\n  segment B where agge <= 3\n                  ~~~~ unknown-name\n}",
    ],
  ])("%s", (_, text) => {
    expectMarked(text, OPTIONS);
  });

  test("errors in a strict check", () => {
    const text = "criterion K {\n  segment A where age < 3\n  segment B where age > 3\n}";
    const program = analyseProgram(
      inMemoryProgram(
        new Map([
          ["a.seg", CUSTOMER],
          ["b.seg", text],
        ]),
      ),
    );
    const severities = (strict: boolean) =>
      proveProgram(program, { strict }).diagnostics.map(({ code, severity }) => [code, severity]);
    expect(severities(false)).toEqual([["SEG4008", "hint"]]);
    expect(severities(true)).toEqual([["SEG4008", "error"]]);
  });
});

describe("segments without customers", () => {
  test.each([
    [
      "parts that exclude each other",
      `criterion K overlapping { segment A where vip and age > 30 and age < 20 }
                                  ~ empty-segment: No customer can be in \`A\`: \`age > 30\` and \`age < 20\` exclude each other.`,
    ],
    [
      "against the domain",
      `criterion K overlapping { segment A where age + score > 200 }
                                  ~ empty-segment: No customer can be in \`A\`: \`age + score > 200\` is never true.`,
    ],
    [
      "earlier segments take all",
      `criterion K ordered {
  segment A where age > 30
  segment B where age < 50
  segment C where vip
          ~ unreachable-segment: Nobody is left for \`C\`: \`A\` and \`B\`, which come first, take all its customers.
}`,
    ],
    [
      "nobody is left over",
      `criterion K {
  segment A where vip
  segment B where not vip
  otherwise C
            ~ unreachable-segment: Nobody is left for \`C\`: \`A\` and \`B\` take in every customer.
}`,
    ],
  ])("%s", (_, text) => {
    expectMarked(text, OPTIONS);
  });
});

describe("parts without effect", () => {
  test.each([
    [
      "implied by another",
      `criterion K overlapping { segment A where age > 30 and age > 20 }
                                                       ~~~~~~~~ condition-without-effect: \`age > 20\` changes nothing: whoever meets \`age > 30\` meets it, too.`,
    ],
    [
      "by a list",
      `criterion K overlapping { segment A where city in ["Tehran", "Rasht"] and city != "Karaj" }
                                                                          ~~~~~~~~~~~~~~~ condition-without-effect: meets it, too.`,
    ],
    [
      "one of several, never true there",
      `criterion K overlapping { segment A where age < 20 and (vip or age > 30) }
                                                               ~~~~~~~~ condition-without-effect: \`age > 30\` changes nothing: together with \`age < 20\` it is never true.`,
    ],
    [
      "one of several, taken in already",
      `criterion K overlapping { segment A where age < 20 or age < 10 }
                                                      ~~~~~~~~ condition-without-effect: \`age < 10\` changes nothing: whoever meets it meets \`age < 20\` already.`,
    ],
    [
      "always true",
      `criterion K overlapping { segment A where age < 20 or age >= 20 }
                                  ~ condition-without-effect: Every customer is in \`A\`: \`age < 20 or age >= 20\` is always true.`,
    ],
    [
      "a branch that is not taken, in a define",
      `define level = when income > 100 then 1 when income > 200 then 2 else 3
                                             ~~~~~~~~~~~~ condition-without-effect: This branch is never taken: whoever meets \`income > 200\` meets \`income > 100\` already.
criterion K overlapping { segment A where level < 3 }`,
    ],
    ["not one half of a range", "criterion K overlapping { segment A where 0 <= age < 20 }"],
    [
      "a whole range",
      `criterion K overlapping { segment A where vip and 0 <= age <= 120 }
                                                  ~~~~~~~~~~~~~~~ condition-without-effect: it is true of every customer.`,
    ],
    ["not inside a list's filter", 'criterion K overlapping { segment A where any tags where it = "a" and it != "b" }'],
  ])("%s", (_, text) => {
    expectMarked(text, OPTIONS);
  });
});

describe("what could not be decided", () => {
  const TWO = `criterion K MODIFIER{
  segment A where age > 3
  segment B where vip
}`;
  const found = (modifier: string, strict: boolean, undecided: (question: Question) => boolean) => {
    const text = TWO.replace("MODIFIER", modifier);
    const files = new Map([
      ["a.seg", CUSTOMER],
      ["b.seg", text],
    ]);
    const program = analyseProgram(inMemoryProgram(files));
    const proofs = proveWith((model) => bruteSpace(model, { undecided }), program, { strict });
    const [proof] = proofs.criteria;
    return {
      pairs: [proof!.pairs.exclusive, proof!.pairs.overlapping, proof!.pairs.undecided],
      coverage: proof!.coverage.kind,
      said: proofs.diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`),
    };
  };

  test("a pair", () => {
    const { pairs, said } = found("", false, ({ holds }) => holds.length === 2);
    expect(pairs).toEqual([0, 0, 1]);
    expect(said).toEqual(
      [
        "hint SEG4003 Customers with `age <= 3 and not vip` are in no segment of `K`: for example `age = 0, vip = false`.",
        "warning SEG4009 It could not be decided whether a customer can be in both `B` and `A`: there are too many combinations to look at (after 7 steps). Simplify `age > 3`.",
      ].reverse(),
    );
    expect(found("", true, ({ holds }) => holds.length === 2).said[0]).toMatch(/^error SEG4009/);
  });

  test("a gap, where somebody wants to know", () => {
    const never = ({ holds }: Question) => holds.length === 0;
    expect(found("", false, never).coverage).toBe("undecided");
    expect(found("", false, never).said.filter((line) => line.includes("SEG4009"))).toEqual([]);
    expect(found("exhaustive ", false, never).said.filter((line) => line.includes("SEG4009"))).toEqual([
      "warning SEG4009 It could not be decided whether every customer is in a segment of `K`: there are too many combinations to look at (after 7 steps). Simplify `age > 3`.",
    ]);
  });

  test("whether anybody is left", () => {
    const never = ({ holds, fails }: Question) => holds.length === 1 && fails.length === 1;
    expect(found("ordered ", false, never).said.filter((line) => line.includes("SEG4009"))).toEqual([
      "warning SEG4009 It could not be decided whether anybody is left for `B`: there are too many combinations to look at (after 7 steps). Simplify `vip`.",
    ]);
  });
});

describe("segments within others", () => {
  test.each([
    [
      "in one",
      `criterion K overlapping {
  segment A where age > 30
  segment B where age > 40 and vip
          ~ subsumed-segment: Everybody in \`B\` is also in \`A\`.
}`,
    ],
    [
      "in two together",
      `criterion K overlapping {
  segment A where age in 30..50
  segment B where age in 45..70
  segment C where vip and age in 35..65
          ~ subsumed-segment: Everybody in \`C\` is also in \`A\` or \`B\`.
}`,
    ],
    [
      "in two that take in everybody: not worth telling",
      `criterion K overlapping {
  segment A where age > 30
  segment B where age < 40
  segment C where vip and age > 1
}`,
    ],
    [
      "the same",
      `criterion K overlapping {
  segment A where age > 30
  segment B where age >= 31
          ~ subsumed-segment: \`A\` and \`B\` take in the same customers.
}`,
    ],
  ])("%s", (_, text) => {
    expectMarked(text, OPTIONS);
  });
});

describe("fixes", () => {
  const LISTS = 'list a = ["Tehran", "Rasht"]\nlist b = ["Rasht", "Masal"]\n';
  test.each<readonly [name: string, text: string, rule: string, fixes: readonly string[]]>([
    [
      "a bound",
      "criterion K { segment A where age <= 3 segment B where age >= 3 }",
      "overlap-at-one-value",
      [
        "criterion K { segment A where age < 3 segment B where age >= 3 }",
        "criterion K { segment A where age <= 3 segment B where age > 3 }",
        "criterion K ordered { segment A where age <= 3 segment B where age >= 3 }",
      ],
    ],
    [
      "a bound of a range",
      "criterion K{ segment A where age in 1..3 segment B where 3 <= age <= 9 }",
      "overlap-at-one-value",
      [
        "criterion K{ segment A where age in 1..<3 segment B where 3 <= age <= 9 }",
        "criterion K{ segment A where age in 1..3 segment B where 3 < age <= 9 }",
        "criterion K ordered { segment A where age in 1..3 segment B where 3 <= age <= 9 }",
      ],
    ],
    [
      "a value of a list",
      `${LISTS}segment A where city in a\nsegment B where city in b`,
      "overlapping-segments",
      [
        `list a = ["Tehran", "Rasht"]\nlist b = ["Masal"]\nsegment A where city in a\nsegment B where city in b`,
        `list a = ["Tehran"]\nlist b = ["Rasht", "Masal"]\nsegment A where city in a\nsegment B where city in b`,
        `${LISTS}segment A where city in a\nsegment B where city in b and not A`,
      ],
    ],
    [
      "brackets around what is excluded from",
      `criterion K { segment A where vip segment B where age > 3 or tags has "x" }`,
      "overlapping-segments",
      [
        `criterion K { segment A where vip segment B where (age > 3 or tags has "x") and not K.A }`,
        `criterion K ordered { segment A where vip segment B where age > 3 or tags has "x" }`,
      ],
    ],
    [
      "a value that is left out",
      "criterion K exhaustive {\n  segment A where age < 3\n  segment B where age > 3\n}",
      "gap-at-one-value",
      [
        "criterion K exhaustive {\n  segment A where age <= 3\n  segment B where age > 3\n}",
        "criterion K exhaustive {\n  segment A where age < 3\n  segment B where age >= 3\n}",
        "criterion K exhaustive {\n  segment A where age < 3\n  segment B where age > 3\n  otherwise Rest\n}",
      ],
    ],
    [
      "the rest",
      "criterion K { segment Rest where vip and age < 3 segment B where vip and age > 9 }",
      "gap-in-criterion",
      ["criterion K { segment Rest where vip and age < 3 segment B where vip and age > 9 otherwise Rest2 }"],
    ],
    [
      "the last of several",
      "segment A where vip and age > 3 and (age > 2)",
      "condition-without-effect",
      ["segment A where vip and age > 3"],
    ],
    [
      "the first of two",
      "segment A where (age > 2 and age > 3)",
      "condition-without-effect",
      ["segment A where age > 3"],
    ],
    [
      "beside another word",
      "segment A where vip or (age > 3 and age > 2) or age > 7",
      "condition-without-effect",
      ["segment A where vip or (age > 3 and age > 2)", "segment A where vip or age > 3 or age > 7"],
    ],
    [
      "a branch",
      "define k = when age > 3 then 1 when age > 5 then 2 when age > 1 then 3 else 4\nsegment A where k = 3",
      "condition-without-effect",
      ["define k = when age > 3 then 1 when age > 1 then 3 else 4\nsegment A where k = 3"],
    ],
    [
      "not what a comment stands beside",
      "segment A where age > 3 and // because\n age > 2",
      "condition-without-effect",
      [],
    ],
  ])("%s", (_, text, rule, expected) => {
    const analysed = (source: string) =>
      analyseProgram(
        inMemoryProgram(
          new Map([
            ["a.seg", CUSTOMER],
            ["main.seg", source],
          ]),
        ),
      );
    const program = analysed(text);
    expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const found = proveProgram(program).diagnostics.filter((diagnostic) => diagnostic.rule === rule);
    const results = found.flatMap(({ fixes }) => fixes).map((fix) => applyFix(text, fix));
    expect(results.sort()).toEqual([...expected].sort());
    for (const result of results) {
      const again = analysed(result);
      expect(again.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(proveProgram(again).diagnostics.filter((one) => one.rule === rule).length).toBeLessThan(found.length);
    }
  });
});

test("a rule that always holds is no obstacle to proofs", () => {
  const text = `${CUSTOMER}\nrequire not (age + age < age < age + age)\ncriterion Age {\n  segment Young where age < 30\n  segment Older where age >= 30\n}`;
  const { criteria } = proveProgram(analyseProgram(inMemoryProgram(new Map([["program.seg", text]]))));
  expect(criteria.map(({ pairs, coverage }) => [pairs.exclusive, coverage.kind])).toEqual([[1, "complete"]]);
});
