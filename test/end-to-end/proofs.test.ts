import { describe, expect, test } from "vitest";
import { runAction, runHook } from "./ci-steps.js";
import { Workspace } from "./seg.js";

const CUSTOMER = "customer { id: text key  city: text  age: integer 0..120  joined: date }\n";
const SOUND = `${CUSTOMER}criterion Age exhaustive { segment Young where age < 30 segment Old where age >= 30 }
criterion Loyalty ordered { segment New where joined > today - 30 days otherwise Rest }
criterion Campaign overlapping { segment Spring where age > 20 segment Autumn where age > 40 }
`;
const OVERLAP = `${CUSTOMER}criterion Place { segment Urban where city in ["Tehran", "Rasht"] segment Rural where city in ["Rasht", "Natanz"] }
`;
const GAP = `${CUSTOMER}criterion Age { segment Young where age < 30 segment Old where age > 40 }\n`;
/** Two on some days of the year only: a month has 28 to 31 days. */
const SOME_DAYS = `${CUSTOMER}criterion Since { segment Month where joined > today - 1 month segment Before where joined <= today - 30 days and joined > today - 40 days }
`;

describe("check", () => {
  test("a table where all is well", async () => {
    const folder = new Workspace({ "a.seg": SOUND });
    const { status, stdout } = await folder.seg(["check"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`Proved      exclusive  overlapping  undecided  coverage
  Age               1            –          –  complete
  Loyalty   by order                           complete
  Campaign  not asked                          not asked
`);
    expect(stdout).toMatch(/\n\nNo errors: 6 segments, 3 criteria in 1 file[^\n]*\n$/);
  });

  test("an overlap is an error with a customer who shows it", async () => {
    const folder = new Workspace({ "a.seg": OVERLAP });
    const { status, stdout } = await folder.seg(["check"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/error {2}SEG400[17] /);
    expect(stdout).toContain("Rasht");
    expect(stdout).toMatch(/^ {2}Place +– +1 +– {2}gap$/m);
    expect(stdout).toMatch(/\n1 error[^\n]* in 1 file\n$/);
  });

  test("the witness is in every format, and `seg run` finds the customer in two segments", async () => {
    const folder = new Workspace({ "a.seg": OVERLAP });
    const report = async (format: string) => (await folder.seg(["check", "--format", format])).stdout;
    const [json, sarif, github, junit] = await Promise.all(["json", "sarif", "github", "junit"].map(report));
    const [proof] = JSON.parse(json!).programs[0].proofs;
    expect(proof.pairs).toEqual({ total: 1, exclusive: 0, overlapping: 1, undecided: 0 });
    const [{ segments, witness }] = proof.overlaps;
    expect(segments).toEqual(["Place.Urban", "Place.Rural"]);
    expect(witness.record.city).toBe("Rasht");
    const overlap = JSON.parse(sarif!).runs[0].results.find(({ level }: { level: string }) => level === "error");
    expect(overlap.properties.overlaps[0].witness).toEqual(witness);
    expect(github).toMatch(/^::error .*Rasht/m);
    expect(junit).toMatch(/name="Place: segments exclude each other" time="0">\s*<failure [^>]*>[^<]*Rasht/);
    folder.write("data.ndjson", `${JSON.stringify(witness.record)}\n`);
    const ran = await folder.seg(["run", "--data", "data.ndjson", "--format", "json"]);
    expect(ran.stderr + ran.stdout).toMatch(/ambiguous/);
  });

  test("--strict makes a gap an error", async () => {
    const folder = new Workspace({ "a.seg": GAP });
    const [loose, strict] = await Promise.all([folder.seg(["check"]), folder.seg(["check", "--strict"])]);
    expect([loose.status, strict.status]).toEqual([0, 1]);
    expect(strict.stdout).toMatch(/error {2}SEG400[38] /);
  });

  test("--proofs says why segments are apart", async () => {
    const folder = new Workspace({ "a.seg": SOUND });
    const { stdout } = await folder.seg(["check", "--proofs"]);
    expect(stdout).toMatch(/Why the segments of Age are apart\n {2}`Young` and `Old`\n {4}\S/);
    expect((await folder.seg(["check"])).stdout).not.toContain("Why the segments");
    const { programs } = JSON.parse((await folder.seg(["check", "--proofs", "--format", "json"])).stdout);
    expect(programs[0].proofs[0].certificates[0].segments).toEqual(["Age.Young", "Age.Old"]);
  });

  test("--as-of proves for one day", async () => {
    const folder = new Workspace({ "a.seg": SOME_DAYS });
    const onDay = (day: string) => folder.seg(["check", "--as-of", day, "--format", "json"]);
    // 30 days before 1 August is 2 July, a month before it 1 July: nobody joined in between twice.
    const [august, march] = await Promise.all([onDay("2026-08-01"), onDay("2026-03-15")]);
    const pairs = ({ stdout }: { stdout: string }) => JSON.parse(stdout).programs[0].proofs[0].pairs;
    expect(pairs(august)).toMatchObject({ overlapping: 1 });
    expect(pairs(march)).toMatchObject({ exclusive: 1 });
    expect(pairs(await folder.seg(["check", "--format", "json"]))).toMatchObject({ overlapping: 1 });
    expect(await folder.seg(["check", "--as-of", "tomorrow"])).toMatchObject({ status: 2 });
  });

  test("what has errors is not proved, in every format, the rest is", async () => {
    const folder = new Workspace({ "a.seg": `${SOUND}criterion Broken { segment X where cty = 1 }\n` });
    const report = async (format: string) => {
      const { status, stdout } = await folder.seg(["check", "--format", format]);
      expect(status).toBe(1);
      return stdout;
    };
    const formats = ["pretty", "json", "sarif", "github", "junit"];
    const [pretty, json, sarif, github, junit] = await Promise.all(formats.map(report));
    const reason = "not proved: `X` has errors";
    expect(pretty).toMatch(/^ {2}Age +1 +– +– {2}complete$/m);
    expect(pretty).toContain(`\n  Broken    ${reason}\n`);
    const [{ proofs, notProved }] = JSON.parse(json!).programs;
    expect(proofs.map(({ criterion }: { criterion: string }) => criterion)).toEqual(["Age", "Loyalty", "Campaign"]);
    expect(notProved.criteria).toEqual([{ criterion: "Broken", segments: ["X"], own: true }]);
    expect(JSON.parse(sarif!).runs[0].invocations[0].toolExecutionNotifications[0].message.text).toBe(
      `Broken: ${reason}`,
    );
    expect(github).toContain(`::notice title=Not proved of .::Broken: ${reason}\n`);
    expect(junit).toContain(`<skipped message="${reason}"/>`);
  });

  test("an error that concerns everything leaves nothing proved, and that is said", async () => {
    const folder = new Workspace({ "a.seg": OVERLAP.replace("city: text", "city: txet") });
    expect((await folder.seg(["check"])).stdout).toMatch(/\n\nNothing was proved: the program has \d+ errors?\.\n\n/);
    const { programs } = JSON.parse((await folder.seg(["check", "--format", "json"])).stdout);
    expect(programs[0]).toMatchObject({ proofs: null, notProved: { reason: "errors", criteria: null } });
  });

  test("--proofs: the certificate is in every format", async () => {
    const folder = new Workspace({ "a.seg": SOUND });
    const report = async (format: string) => (await folder.seg(["check", "--proofs", "--format", format])).stdout;
    const [json, sarif, github, junit] = await Promise.all(["json", "sarif", "github", "junit"].map(report));
    const [because] = JSON.parse(json!).programs[0].proofs[0].certificates[0].because;
    expect(JSON.parse(sarif!).runs[0].properties.proofs[0].criteria[0].certificates[0].because).toEqual([because]);
    expect(github).toContain("title=Why the segments of Age are apart::`Young` and `Old`%0A");
    expect(github).toContain(because);
    expect(junit).toMatch(/Age: segments exclude each other" time="0">\s*<system-out>`Young` and `Old`/);
  });

  test("the fix is in every format", async () => {
    const folder = new Workspace({ "a.seg": OVERLAP });
    const report = async (format: string) => (await folder.seg(["check", "--format", format])).stdout;
    const [json, sarif, github, junit] = await Promise.all(["json", "sarif", "github", "junit"].map(report));
    const isError = ({ level, severity }: { level?: string; severity?: string }) => (level ?? severity) === "error";
    const [fix] = JSON.parse(json!).diagnostics.find(isError).fixes;
    expect(JSON.parse(sarif!).runs[0].results.find(isError).fixes[0].description.text).toBe(fix.title);
    expect(github).toContain(`%0AFix: ${fix.title}%0A  a.seg:2  `);
    expect(junit).toContain(`Fix: ${fix.title}`);
  });
});

describe("in CI", () => {
  test("the action passes on segments apart, and annotates an overlap with its customer", () => {
    expect(runAction(new Workspace({ "a.seg": SOUND }))).toMatchObject({ status: 0, stderr: "" });
    const { status, stdout } = runAction(new Workspace({ "a.seg": OVERLAP }));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=a\.seg,line=2,[^:]*title=SEG400[17] [^:]*::.*Rasht/m);
  });

  test("so does the hook", () => {
    const folder = new Workspace({ "a.seg": SOUND });
    expect(runHook("seg-check", folder, ["a.seg"]).status).toBe(0);
    folder.write("a.seg", OVERLAP);
    expect(runHook("seg-check", folder, ["a.seg"])).toMatchObject({ status: 1, stderr: "" });
  });

  test("strict: a gap fails the action", () => {
    expect(runAction(new Workspace({ "a.seg": GAP })).status).toBe(0);
    expect(runAction(new Workspace({ "a.seg": GAP }), { strict: "true" }).status).toBe(1);
  });
});
