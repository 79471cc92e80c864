import { describe, expect, test } from "vitest";
import { analyseProgram, reportFindings } from "../program.js";
import { proveProgram } from "./prove.js";

interface Asked {
  readonly rules?: Readonly<Record<string, string>>;
  readonly strict?: boolean;
}

/** What is shown of a program, settings and comments applied: severity and rule. */
function shown(criterion: string, { rules = {}, strict = false }: Asked = {}): readonly string[] {
  const text = `customer { id: text key age: integer 0..120 income: number rent: number }\n${criterion}`;
  const program = analyseProgram({
    files: [{ path: "main.seg", text }],
    config: { path: "seg.json", text: JSON.stringify({ rules }) },
    readList: () => ({ kind: "absent" }),
    strict,
  });
  return reportFindings(
    program,
    proveProgram(program, criterion.includes("income") ? { budget: 1 } : {}).diagnostics,
  ).map(({ severity, rule }) => `${severity} ${rule}`);
}

const OVERLAP = "criterion C { segment A where age <= 35 segment B where age >= 35 }";
const GAP = "criterion C { segment A where age < 35 segment B where age > 35 }";
const WIDE_GAP = "criterion C { segment A where age < 35 segment B where age > 40 }";
/** Of that nothing can be found out in one step. */
const UNDECIDED = `criterion C {
  segment A where income * rent > 2
  segment B where income + rent = 3
  otherwise D
}`;

describe("what seg.json says of a rule", () => {
  test.each<readonly [string, string, Asked["rules"], readonly string[]]>([
    ["nothing", OVERLAP, {}, ["error overlap-at-one-value"]],
    ["the wider rule", OVERLAP, { "overlapping-segments": "warning" }, ["warning overlap-at-one-value"]],
    ["the wider rule, by code", OVERLAP, { SEG4001: "hint" }, ["hint overlap-at-one-value"]],
    ["the wider rule off", OVERLAP, { "overlapping-segments": "off" }, []],
    [
      "both",
      OVERLAP,
      { "overlapping-segments": "off", "overlap-at-one-value": "warning" },
      ["warning overlap-at-one-value"],
    ],
    ["the wider rule of gaps", GAP, { "gap-in-criterion": "warning" }, ["warning gap-at-one-value"]],
    ["the narrower rule", WIDE_GAP, { "gap-at-one-value": "off" }, ["hint gap-in-criterion"]],
  ])("%s", (_, criterion, rules, wanted) => {
    expect(shown(criterion, { rules: rules! })).toEqual(wanted);
  });
});

describe("a strict check", () => {
  test.each<readonly [string, string, Asked["rules"], readonly string[]]>([
    ["raises a gap", WIDE_GAP, {}, ["error gap-in-criterion"]],
    ["raises a gap that is set lower", WIDE_GAP, { "gap-in-criterion": "warning" }, ["error gap-in-criterion"]],
    ["leaves one that is off", WIDE_GAP, { "gap-in-criterion": "off" }, []],
    ["leaves one whose wider rule is off", GAP, { "gap-in-criterion": "off" }, []],
    ["raises what is undecided", UNDECIDED, { undecided: "hint" }, ["error undecided"]],
    [
      "leaves overlaps as they are set",
      OVERLAP,
      { "overlapping-segments": "warning" },
      ["warning overlap-at-one-value"],
    ],
  ])("%s", (_, criterion, rules, wanted) => {
    expect(shown(criterion, { rules: rules!, strict: true })).toEqual(wanted);
  });

  test("an exhaustive criterion is set lower only where it is not strict", () => {
    const exhaustive = WIDE_GAP.replace("C {", "C exhaustive {");
    const rules = { "gap-in-criterion": "hint" };
    expect(shown(exhaustive, { rules })).toEqual(["hint gap-in-criterion"]);
    expect(shown(exhaustive, { rules, strict: true })).toEqual(["error gap-in-criterion"]);
  });
});

describe("a comment above a declaration", () => {
  const above = (rule: string, criterion: string) => `// seg-ignore ${rule}: looked at by hand\n${criterion}`;
  const aboveSegment = (rule: string, criterion: string) =>
    criterion.replace(" segment B", `\n// seg-ignore ${rule}: looked at by hand\nsegment B`);

  test.each<readonly [string, string, readonly string[]]>([
    ["the wider rule, above a segment", aboveSegment("overlapping-segments", OVERLAP), []],
    ["the rule itself", aboveSegment("overlap-at-one-value", OVERLAP), []],
    ["the wider rule, above the criterion", above("gap-in-criterion", GAP), []],
    [
      "the narrower rule does not silence the wider",
      above("gap-at-one-value", WIDE_GAP),
      ["information unused-suppression", "hint gap-in-criterion"],
    ],
    ["undecided, above the criterion", above("undecided", UNDECIDED), []],
    [
      "an overlap is silenced above a segment only",
      above("overlapping-segments", OVERLAP),
      ["information unused-suppression", "error overlap-at-one-value"],
    ],
  ])("%s", (_, criterion, wanted) => {
    expect(shown(criterion)).toEqual(wanted);
  });
});
