import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { displayWidth } from "../terminal/text-layout.js";
import { githubReport } from "./github.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import { prettyReport } from "./pretty.js";
import { certificateList, proofTable } from "./proof-table.js";
import { sarifReport } from "./sarif.js";
import { PLAIN_STYLE, type Style } from "./style.js";
import { provedSample, sampleProved, witness } from "./testing/sample-proofs.js";

const TEXT = `customer { id: text key  city: text  age: integer 0..120  joined: date }
criterion Place { segment Urban where city in ["Tehran", "Rasht"] segment Rural where city in ["Rasht", "Natanz"] }
criterion Age exhaustive { segment Young where age < 30 segment Old where age > 30 }
criterion Loyalty ordered { segment New where joined > today - 30 days otherwise Rest }
criterion Campaign overlapping { segment Spring where age > 20 segment Autumn where age > 40 }
`;

const rasht = witness({ id: "a", city: "Rasht", age: 30, joined: "2026-01-01" }, 'city = "Rasht"');
const thirty = witness({ id: "a", city: "Tehran", age: 30, joined: "2026-01-01" }, "age = 30", "2026-11-01");

const PROOFS: Parameters<typeof sampleProved>[1] = {
  Place: {
    pairs: { total: 1, exclusive: 0, overlapping: 1, undecided: 0 },
    overlaps: [
      { segments: ["Place.Urban", "Place.Rural"], witness: rasht, single: { field: "city", value: '"Rasht"' } },
    ],
    coverage: { kind: "undecided", undecided: { reason: "text", condition: null, spent: 12 } },
  },
  Age: {
    pairs: { total: 1234, exclusive: 1233, overlapping: 0, undecided: 1 },
    undecided: [
      { segments: ["Age.Young", "Age.Old"], undecided: { reason: "budget", condition: null, spent: 100_000 } },
    ],
    coverage: { kind: "gap", found: 1, gaps: [{ region: "age = 30", witness: thirty, single: null }] },
  },
  Loyalty: { exclusivity: "by-order" },
  Campaign: { exclusivity: "not-wanted", coverage: { kind: "gap", found: 2, gaps: [] } },
};

const CERTIFICATES = {
  Age: [
    { segments: ["Age.Young", "Age.Old"], because: ["no number is below 30 and above 30"] },
    { segments: ["Age.Old", "Age.Old"], because: ["`age > 200` holds for nobody", "`age` ends at 120"] },
  ],
};

const overlapFinding = {
  code: "SEG4001",
  at: "Rural",
  message: "A customer can be in both Urban and Rural.",
  related: [{ at: "Urban", message: "Urban" }],
  fix: { title: "Take `Rasht` out of Rural", replace: '["Rasht", "Natanz"]', by: '["Natanz"]' },
} as const;
const gapFinding = { code: "SEG4003", at: "Age", message: "A customer can be in no segment: age = 30." } as const;

const proved = sampleProved(TEXT, PROOFS, CERTIFICATES);
const program = provedSample(TEXT, [overlapFinding, gapFinding], proved);
const sound = provedSample(TEXT, [], sampleProved(TEXT, {}));

/** What the schema of SARIF 2.1.0 says against a log; it was written for draft 04, and reads the same in the later draft. */
function schemaErrors(log: unknown) {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const { $schema: _draft, id: _id, ...schema } = sarifSchema;
  const isValid = ajv.compile(schema);
  isValid(log);
  return isValid.errors ?? null;
}

describe("the table", () => {
  test("a row a criterion, in columns", () => {
    expect(proofTable(proved, "Proved", PLAIN_STYLE).split("\n")).toEqual([
      "Proved      exclusive  overlapping  undecided  coverage",
      "  Place             –            1          –  undecided",
      "  Age           1,233            –          1  gap",
      "  Loyalty   by order                           complete",
      "  Campaign  not asked                          2 gaps",
    ]);
  });

  test("Persian names stand in their column, isolated on a terminal", () => {
    const persian = sampleProved(
      "customer { سن: integer? }\ncriterion `گروه سنی` { segment جوان where سن < 30 }\ncriterion A { segment B where سن > 1 }\n",
      {},
    );
    const terminal: Style = { ...PLAIN_STYLE, layout: { isolate: true } };
    const rows = (style: Style) => proofTable(persian, "Proved", style).split("\n");
    expect(rows(PLAIN_STYLE)[1]).toMatch(/^ {2}گروه سنی {2} {8}– /);
    expect(rows(terminal)[1]).toBe(rows(PLAIN_STYLE)[1]!.replace("گروه سنی", "\u2068گروه سنی\u2069"));
  });

  test("long names and wide letters are cut and stand in one column", () => {
    const names = ["گروه‌بندی بر پایه درآمد سالانه خانوار و شمار فرزندان", "分類".repeat(30), "قَیْمَت", "A"];
    const text = `customer { n: integer? }\n${names.map((name, index) => `criterion \`${name}\` { segment S${index} where n < 30 }`).join("\n")}\n`;
    const rows = proofTable(sampleProved(text, {}), "Proved", PLAIN_STYLE).split("\n").slice(1);
    const starts = rows.map((row) => displayWidth(row.slice(0, row.indexOf("–"))));
    expect(new Set(starts).size).toBe(1);
    expect(starts[0]).toBeLessThan(60);
    expect(rows[1]).toContain("…");
  });

  test("in a program of many criteria those without trouble are counted", () => {
    const many = Array.from(
      { length: 30 },
      (_, index) => `criterion C${index} { segment S${index} where n = ${index} }`,
    );
    const table = proofTable(
      sampleProved(`customer { n: integer }\n${many.join("\n")}\n`, {
        C7: { coverage: { kind: "gap", found: 1, gaps: [] } },
      }),
      "Proved",
      PLAIN_STYLE,
    );
    expect(table.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^ {2}C7 .*gap$/),
      "  29 criteria more, all proved",
    ]);
  });

  test("stands between the findings and the summary, also when all is well", () => {
    expect(prettyReport([sound], PLAIN_STYLE)).toMatch(/^Proved {6}exclusive[\s\S]*\n\nNo errors: [^\n]*\n$/);
    expect(prettyReport([program], PLAIN_STYLE)).toMatch(
      /SEG4003\n\nWhy the segments[\s\S]*\n\nProved [\s\S]*\n\n2 errors in 1 file\n$/,
    );
  });
});

test("certificates: each pair with what keeps it apart", () => {
  expect(certificateList(proved, PLAIN_STYLE)).toBe(`Why the segments of Age are apart
  \`Young\` and \`Old\`
    no number is below 30 and above 30
  \`Old\` has no customers
    \`age > 200\` holds for nobody
    \`age\` ends at 120`);
  expect(certificateList(sampleProved(TEXT, {}), PLAIN_STYLE)).toBe("");
});

test("json: counts, witnesses, reasons, certificates if asked for", () => {
  const [{ proofs }] = JSON.parse(jsonReport([program])).programs;
  expect(proofs).toMatchObject([
    {
      criterion: "Place",
      exclusivity: "asked",
      pairs: { total: 1, overlapping: 1 },
      overlaps: [{ segments: ["Place.Urban", "Place.Rural"], witness: rasht, single: { field: "city" } }],
      coverage: { kind: "undecided", reason: "text", spent: 12 },
    },
    {
      criterion: "Age",
      undecided: [{ segments: ["Age.Young", "Age.Old"], reason: "budget", condition: null, spent: 100_000 }],
      coverage: { kind: "gap", found: 1, gaps: [{ region: "age = 30", witness: thirty }] },
      certificates: [{ because: ["no number is below 30 and above 30"] }, {}],
    },
    { criterion: "Loyalty", exclusivity: "by-order" },
    { criterion: "Campaign", exclusivity: "not-wanted" },
  ]);
  expect(proofs[0]).not.toHaveProperty("certificates");
  expect(JSON.parse(jsonReport([{ ...program, proved: null }])).programs[0].proofs).toBeNull();
});

describe("sarif", () => {
  const log = JSON.parse(sarifReport([program]));

  test("agrees with the schema of SARIF 2.1.0", () => {
    expect(schemaErrors(log)).toBeNull();
  });

  test("a result carries its witness and its fix, the run all proofs", () => {
    const [run] = log.runs;
    const [overlap, gap] = run.results;
    expect(overlap.properties.overlaps).toMatchObject([{ segments: ["Place.Urban", "Place.Rural"], witness: rasht }]);
    expect(overlap.fixes[0].description.text).toBe("Take `Rasht` out of Rural");
    expect(gap.properties.gaps).toMatchObject([{ region: "age = 30", witness: thirty }]);
    expect(run.properties.proofs[0].criteria).toHaveLength(4);
  });

  test("an empty segment carries its certificate", () => {
    const empty = provedSample(TEXT, [{ code: "SEG4002", at: "Old" }], proved);
    const [result] = JSON.parse(sarifReport([empty])).runs[0].results;
    expect(result.properties.certificates).toMatchObject([{ segments: ["Age.Old", "Age.Old"] }]);
  });
});

test("github: the witness, the whole customer, the fix as it reads; certificates as notices", () => {
  const [overlap, gap, why] = githubReport([program]).split("\n");
  expect(overlap).toContain('in both Urban and Rural.%0AFor example: city = "Rasht"%0ACustomer: {"id":"a",');
  expect(overlap).toContain("%0AFix: Take `Rasht` out of Rural%0A  shop/a.seg:2  criterion Place {");
  expect(gap).toMatch(/age = 30\.%0ACustomer: \{[^%]*\}$/);
  expect(why).toBe(
    "::notice file=shop/a.seg,line=3,endLine=3,col=11,endColumn=13,title=Why the segments of Age are apart::" +
      "`Young` and `Old`%0A  no number is below 30 and above 30%0A" +
      "`Old` has no customers%0A  `age > 200` holds for nobody%0A  `age` ends at 120",
  );
});

describe("junit", () => {
  test("two tests a criterion; they fail where the findings do", () => {
    const report = junitReport([program]);
    expect(report).toContain('<testsuite name="shop" tests="9" failures="4" errors="0" skipped="3" time="0">');
    expect(report).toContain(
      `name="Place: segments exclude each other" time="0">
      <failure type="error overlap" message="1 pair with customers in common">Urban and Rural: city = "Rasht"
Customer: {"id":"a","city":"Rasht","age":30,"joined":"2026-01-01"}
Fix: Take \`Rasht\` out of Rural
  shop/a.seg:2  criterion Place { segment Urban where city in ["Tehran", "Rasht"] segment Rural where city in ["Natanz"] }</failure>`,
    );
    expect(report).toContain(
      `name="Age: every customer has a segment" time="0">
      <failure type="error gap" message="1 gap">age = 30: age = 30, as of 2026-11-01
Customer: {"id":"a","city":"Tehran","age":30,"joined":"2026-01-01"}</failure>`,
    );
    expect(report).toContain('name="Loyalty: segments exclude each other" time="0"/>');
    expect(report).not.toContain("Campaign: segments exclude");
  });

  test("what no finding says is skipped, not failed", () => {
    const report = junitReport([provedSample(TEXT, [], proved)]);
    expect(report).toContain('failures="0"');
    expect(report).toContain('<skipped message="1 pair with customers in common">Urban and Rural: city = "Rasht"');
    expect(report).toContain('<skipped message="undecided, the texts and patterns are too involved"/>');
  });

  test("certificates are what the test of a criterion prints, passed or not", () => {
    const proofs = { ...PROOFS, Age: { pairs: { total: 1, exclusive: 1, overlapping: 0, undecided: 0 } } };
    const report = junitReport([provedSample(TEXT, [], sampleProved(TEXT, proofs, CERTIFICATES))]);
    expect(report).toContain(`name="Age: segments exclude each other" time="0">
      <system-out>\`Young\` and \`Old\`
  no number is below 30 and above 30
\`Old\` has no customers`);
    expect(report.split("<system-out>")).toHaveLength(2);
  });
});

describe("what was not proved", () => {
  const notAll = {
    reason: "errors",
    count: 2,
    criteria: [
      { criterion: "Place", segments: ["Urban", "Rural"], own: true },
      { criterion: "Campaign", segments: ["Spring"], own: true },
      { criterion: "Age", segments: [], own: false },
    ],
  } as const;
  const some = provedSample(TEXT, [], { ...sampleProved(TEXT, PROOFS, {}, notAll), criteria: [] });
  const none = provedSample(TEXT, [], { criteria: [], notProved: { reason: "errors", count: 1, criteria: null } });

  test("the table names it, with the reason", () => {
    const withOne = { ...sampleProved(TEXT, {}, {}, notAll), criteria: proved.criteria.slice(2, 3) };
    expect(proofTable(withOne, "Proved", PLAIN_STYLE).split("\n")).toEqual([
      "Proved      exclusive  overlapping  undecided  coverage",
      "  Loyalty   by order                           complete",
      "  Place     not proved: `Urban` and `Rural` have errors",
      "  Campaign  not proved: `Spring` has errors",
      "  Age       not proved: it names a segment of a criterion with errors",
    ]);
    expect(prettyReport([none], PLAIN_STYLE)).toMatch(/^Nothing was proved: the program has 1 error\.\n\n/);
  });

  test("json", () => {
    const report = JSON.parse(jsonReport([some, none, sound])).programs;
    expect(report.map(({ proofs, notProved }: { proofs: unknown; notProved: unknown }) => [proofs, notProved])).toEqual(
      [
        [[], { reason: "errors", errors: 2, criteria: notAll.criteria }],
        [null, { reason: "errors", errors: 1, criteria: null }],
        [expect.any(Array), null],
      ],
    );
  });

  test("sarif: a notification of the run, by the schema", () => {
    const both = JSON.parse(sarifReport([some, none]));
    expect(schemaErrors(both)).toBeNull();
    const [{ invocations }] = both.runs;
    expect(
      invocations[0].toolExecutionNotifications.map(({ message }: { message: { text: string } }) => message.text),
    ).toEqual([
      "shop: Place: not proved: `Urban` and `Rural` have errors",
      "shop: Campaign: not proved: `Spring` has errors",
      "shop: Age: not proved: it names a segment of a criterion with errors",
      "shop: Nothing was proved: the program has 1 error.",
    ]);
    expect(JSON.parse(sarifReport([sound])).runs[0]).not.toHaveProperty("invocations");
  });

  test("github: a notice", () => {
    expect(githubReport([none])).toBe(
      "::notice title=Not proved of shop::Nothing was proved: the program has 1 error.\n",
    );
    expect(githubReport([some])).toMatch(/^::notice title=Not proved of shop::Place: not proved[^\n]*\n$/);
  });

  test("junit: skipped tests with the reason", () => {
    const report = junitReport([some]);
    expect(report).toContain('tests="7" failures="0" errors="0" skipped="6"');
    expect(report).toContain(`name="Campaign: every customer has a segment" time="0">
      <skipped message="not proved: \`Spring\` has errors"/>`);
    expect(junitReport([none])).toContain('<skipped message="Nothing was proved: the program has 1 error."/>');
  });
});
