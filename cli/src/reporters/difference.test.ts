import { analyseProgram, type CriterionDifference, type Model, type Move } from "@seg-lang/language";
import { describe, expect, test } from "vitest";
import { type DifferenceReport, isChange, type Movements } from "./difference.js";
import { jsonDifference } from "./difference-json.js";
import { markdownDifference } from "./difference-markdown.js";
import { prettyDifference } from "./difference-pretty.js";
import { PLAIN_STYLE } from "./style.js";
import { witness } from "./testing/sample-proofs.js";

const TEXT = `customer { id: text key  age: integer 0..120 }
criterion Age { segment Young where age < 30 segment Middle where age in 30..59 segment Old where age >= 60 }
criterion Campaign overlapping { segment Spring where age > 20 segment \`a|b\` where age > 40 }
criterion Same { segment All where age >= 0 }
`;

const model: Model = analyseProgram({
  files: [{ path: "a.seg", text: TEXT }],
  config: null,
  readList: () => ({ kind: "absent" }),
}).model;

const sixty = witness({ id: "a", age: 60 }, "age = 60", "2026-11-01");
const nobody = { kind: "nobody" } as const;
const somebody = { kind: "somebody", witness: sixty } as const;
const undecided = { kind: "undecided", undecided: { reason: "budget", condition: null, spent: 9 } } as const;
const places = ["Age.Young", "Age.Middle", "Age.Old", null];

const moves = (cells: Readonly<Record<string, Move["verdict"]>>): Move[] =>
  places.flatMap((from) =>
    places
      .filter((to) => to !== from)
      .map((to) => ({ from, to, verdict: cells[`${from?.slice(4)} ${to?.slice(4)}`] ?? nobody })),
  );

const age: CriterionDifference = {
  criterion: "Age",
  status: "changed",
  from: places,
  to: places,
  moves: moves({ "Middle Old": somebody, "undefined Old": undecided }),
  stays: ["Age.Young"],
};
const campaign: CriterionDifference = {
  criterion: "Campaign",
  status: "undecided",
  from: ["Campaign.Spring", "Campaign.`a|b`", null],
  to: ["Campaign.Spring", "Campaign.`a|b`", null],
  moves: [
    { from: null, to: "Campaign.`a|b`", verdict: undecided },
    { from: "Campaign.`a|b`", to: null, verdict: nobody },
  ],
  stays: ["Campaign.Spring"],
};
const same: CriterionDifference = { criterion: "Same", status: "unchanged", from: [], to: [], moves: [], stays: [] };
const added: CriterionDifference = { ...same, criterion: "New", status: "added" };

const movements: Movements = {
  asOf: "2026-11-22",
  customers: 1234,
  moved: 1,
  onlyBefore: 2,
  onlyAfter: 0,
  criteria: new Map([
    [
      "Age",
      [
        { from: "Age.Middle", to: "Age.Old", customers: 1 },
        { from: "Age.Old", to: "Age.Old", customers: 1000 },
      ],
    ],
  ]),
};

function report(criteria: readonly CriterionDifference[], counts: Movements | null = null): DifferenceReport {
  return {
    before: { label: "main", model },
    after: { label: "working tree", model },
    difference: { criteria },
    movements: counts,
  };
}

describe("pretty", () => {
  test("what is proved unchanged in a line, then matrices with examples", () => {
    expect(prettyDifference(report([age, campaign, same, added]), PLAIN_STYLE)).toBe(`main → working tree

Unchanged, proved: Same
Added: New

Age  changed
  from \\ to  Middle    Old  none
  Middle          =  moves     –
  Old             –      =     –
  none            –      ?     =
  Middle → Old  age = 60, as of 2026-11-01
  ? none → Old  undecided: there are too many combinations to look at
  keep their customers: Young

Campaign  undecided
  ? enters a|b  undecided: there are too many combinations to look at
  keep their customers: Spring

= stays   – nobody can, proved   ? undecided
`);
  });

  test("with data, how many move", () => {
    const text = prettyDifference(report([age], movements), PLAIN_STYLE);
    expect(text).toContain("  Middle        = 0        1     –\n  Old             –  = 1,000     –\n");
    expect(text).toContain("  Middle → Old  1 customer  age = 60");
    expect(text).toMatch(/\n1 of 1,234 customers moves, as of 2026-11-22; 2 records valid before only\n$/);
  });

  test("nothing changed is two lines", () => {
    expect(prettyDifference(report([same]), PLAIN_STYLE)).toBe("main → working tree\n\nUnchanged, proved: Same\n");
  });

  test("a matrix too wide to read is left out, its moves are listed", () => {
    const many = Array.from({ length: 40 }, (_, index) => `Age.S${index}`);
    const wide: CriterionDifference = {
      ...age,
      from: many,
      to: many,
      moves: many.slice(1).map((id) => ({ from: "Age.S0", to: id, verdict: somebody })),
    };
    const text = prettyDifference(report([wide]), PLAIN_STYLE);
    expect(text).not.toContain("from \\ to");
    expect(text).toContain("… and 19 moves more; --format json has them all");
  });
});

describe("markdown", () => {
  test("a table, records folded away", () => {
    expect(markdownDifference(report([age, campaign, same], movements))).toBe(`### Segments: main → working tree

**Changed:** Age  
**Undecided:** Campaign  
Unchanged, proved: Same  
**1 of 1,234 customers** moves, as of 2026-11-22; 2 records valid before only

| criterion | from | to | customers | for example |
| --- | --- | --- | ---: | --- |
| Age | Middle | Old | 1 | \`age = 60 as of 2026-11-01\` |
| Age | *none* | Old | 0 | undecided: there are too many combinations to look at |
| Campaign | – | a&#124;b | 0 | undecided: there are too many combinations to look at |

<details><summary>The customers of the examples</summary>

Age: Middle → Old

\`\`\`json
{
  "id": "a",
  "age": 60
}
\`\`\`

</details>
`);
  });

  test("what the data holds is no mark-up", () => {
    const nasty = witness({ id: "</details> ``` @all" }, 'name = "`x` | <b>@all</b>\n# y"');
    const text = markdownDifference(
      report([{ ...age, moves: [{ from: null, to: "Age.Old", verdict: { kind: "somebody", witness: nasty } }] }]),
    );
    const [row] = text.split("\n").filter((line) => line.startsWith("| Age"));
    expect(row).toBe('| Age | *none* | Old | `` name = "`x` \\| <b>@all</b> # y" `` |');
    expect(text).toContain('````json\n{\n  "id": "</details> ``` @all"\n}\n````');
  });

  test("thousands of moves still fit a comment", () => {
    const long = witness({ id: "x".repeat(1400) }, "y".repeat(1000));
    const many = Array.from({ length: 3000 }, (_, index) => ({
      from: `Age.S${index}`,
      to: null,
      verdict: { kind: "somebody", witness: long } as const,
    }));
    expect(markdownDifference(report([{ ...age, moves: many }])).length).toBeLessThan(65_536);
  });
});

test("json: every cell", () => {
  const document = JSON.parse(jsonDifference(report([age, campaign], movements)));
  expect(document).toMatchObject({ before: "main", after: "working tree", data: { customers: 1234, moved: 1 } });
  expect(document.criteria[0].moves).toHaveLength(12);
  expect(document.criteria[0].moves).toContainEqual({
    from: "Age.Middle",
    to: "Age.Old",
    verdict: "somebody",
    witness: sixty,
    customers: 1,
  });
  expect(document.criteria[0].moves).toContainEqual({ from: "Age.Young", to: null, verdict: "nobody", customers: 0 });
  expect(document.criteria[1]).toMatchObject({ overlapping: true, moves: [{ reason: "budget" }, {}] });
});

test("only what is proved unchanged is no change", () => {
  expect([[same], [same, campaign], [age], [added], []].map((criteria) => isChange({ criteria }))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});
