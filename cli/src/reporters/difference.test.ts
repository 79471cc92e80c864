import {
  analyseProgram,
  type CriterionDifference,
  type Model,
  type Move,
  type ProgramChange,
} from "@seg-lang/language";
import { describe, expect, test } from "vitest";
import { type Absence, type DifferenceReport, isChange, type Movements } from "./difference.js";
import { jsonDifferences } from "./difference-json.js";
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
const undecided = {
  kind: "undecided",
  undecided: { reason: "budget", condition: null, spent: 9 },
  differs: null,
} as const;
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
  before: { rejected: 3, ambiguous: 0 },
  after: { rejected: 5, ambiguous: 4 },
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
    name: null,
    before: { label: "main", model, absence: null },
    after: { label: "working tree", model, absence: null },
    difference: { criteria, changes: [] },
    movements: counts,
  };
}

const CHANGES: readonly ProgramChange[] = [
  { kind: "field", field: "vip", before: null, after: "boolean" },
  { kind: "field", field: "old", before: "text", after: null },
  { kind: "field", field: "age", before: "integer 0..120", after: "integer? 0..99" },
  { kind: "require", change: "removed", text: "age > 3" },
  {
    kind: "list",
    list: "urban",
    file: "urban.txt",
    change: "changed",
    added: { count: 12, examples: ["کرج", "Rey", "a`b"] },
    removed: { count: 1, examples: ["Qom"] },
  },
  {
    kind: "list",
    list: "vips",
    file: null,
    change: "added",
    added: { count: 1, examples: ["x"] },
    removed: { count: 0, examples: [] },
  },
  { kind: "setting", setting: "timeZone", before: "UTC", after: "Asia/Tehran" },
  { kind: "criterion", criterion: "Age", before: "exclusive", after: "ordered, exhaustive" },
  { kind: "segment", criterion: "Age", segment: "Middle", change: "added" },
];

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
    expect(text).toMatch(
      /\n1 of 1,234 customers moves, as of 2026-11-22\nRejected: 3 by `main`, 5 by `working tree`\nTaken by one alone, so not compared: 2 by `main`, 0 by `working tree`\nFound in two segments of one criterion, so placed in none: 0 by `main`, 4 by `working tree`\n$/,
    );
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
    expect(text.match(/^ {2}Age\.S0 → Age\.S\d+ {2}age = 60, as of 2026-11-01$/gm)).toHaveLength(39);
  });

  test("long examples stand below their move, wrapped; what nobody does is counted", () => {
    const long = witness({ id: "a" }, Array.from({ length: 12 }, (_, index) => `field${index} = "Tehran"`).join(", "));
    const many = Array.from({ length: 12 }, (_, index) => `Age.S${index}`);
    const wide: CriterionDifference = {
      ...age,
      from: many,
      to: many,
      moves: many.slice(1).map((id, index) => ({
        from: "Age.S0",
        to: id,
        verdict: index === 0 ? { kind: "somebody", witness: long } : index < 10 ? somebody : nobody,
      })),
    };
    const rows = prettyDifference(report([wide]), PLAIN_STYLE).split("\n");
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(100);
    expect(rows).toContain("  Age.S0 → Age.S1");
    expect(rows).toContain("  – 1 other move: nobody can, proved");
  });

  test("what changed beside conditions", () => {
    const changed = { ...report([same]), difference: { criteria: [same], changes: CHANGES } };
    expect(prettyDifference(changed, PLAIN_STYLE)).toContain(`main → working tree

What changed
  + field \`vip\`: boolean
  - field \`old\`: text
  ~ field \`age\`: integer 0..120 → integer? 0..99
  - require age > 3
  ~ list \`urban\` (urban.txt): 12 values new ("کرج", "Rey", "a\`b", …), 1 value gone ("Qom")
  + list \`vips\`, 1 value
  ~ timeZone in seg.json: UTC → Asia/Tehran
  ~ criterion \`Age\`: exclusive → ordered, exhaustive
  + segment \`Middle\` of \`Age\`

Unchanged, proved: Same
`);
    expect(markdownDifference(changed)).toContain(
      "**What changed**\n\n- new: field vip: boolean\n- gone: field old: text\n",
    );
  });

  test.each<[Absence, string]>([
    [{ kind: "absent" }, "`main` has no such program: every criterion is new."],
    [
      { kind: "broken", errors: 2 },
      "`main` has 2 errors there, so nothing could be compared: every criterion counts as new.",
    ],
  ])("a side without a program: %j", (before, text) => {
    const one = report([added]);
    const absent = { ...one, before: { ...one.before, absence: before } };
    expect(prettyDifference(absent, PLAIN_STYLE)).toBe(`main → working tree\n\n${text}\n\nAdded: New\n`);
    expect(markdownDifference(absent)).toContain(text.replaceAll("`", ""));
  });

  test.each([
    [1, 0, "None of 1 customer moves"],
    [5, 0, "None of 5 customers moves"],
    [1, 1, "1 of 1 customer moves"],
    [5, 1, "1 of 5 customers moves"],
    [5, 2, "2 of 5 customers move"],
    [0, 0, "No customer of the data is valid in both programs"],
  ])("of %d customers %d move", (customers, moved, text) => {
    const none = { rejected: 0, ambiguous: 0 };
    const counts: Movements = { ...movements, customers, moved, onlyBefore: 0, before: none, after: none };
    expect(prettyDifference(report([same], counts), PLAIN_STYLE)).toContain(`\n\n${text}, as of 2026-11-22\n`);
  });

  test("what the programs declare differently is why a move is undecided", () => {
    const differs = { ...undecided, differs: "income" } as const;
    const text = prettyDifference(
      report([{ ...age, moves: [{ from: null, to: "Age.Old", verdict: differs }] }]),
      PLAIN_STYLE,
    );
    expect(text).toContain("? none → Old  undecided: `income` is declared differently in the two programs\n");
  });
});

describe("markdown", () => {
  test("a table, records folded away", () => {
    expect(markdownDifference(report([age, campaign, same], movements))).toBe(`### Segments: main → working tree

**Changed:** Age  
**Undecided:** Campaign  
Unchanged, proved: Same  
**1 of 1,234 customers** moves, as of 2026-11-22  
Rejected: 3 by main, 5 by working tree  
Taken by one alone, so not compared: 2 by main, 0 by working tree  
Found in two segments of one criterion, so placed in none: 0 by main, 4 by working tree

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
  const both = JSON.parse(jsonDifferences(["main", "working tree"], [report([age, campaign], movements)]));
  expect(both).toMatchObject({ before: "main", after: "working tree" });
  const [document] = both.programs;
  expect(document).toMatchObject({
    data: { customers: 1234, moved: 1, before: { rejected: 3 }, after: { ambiguous: 4 } },
    changes: [],
    absent: { before: null, after: null },
  });
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
