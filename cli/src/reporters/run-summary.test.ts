import type { RunSummary } from "@seg-lang/language/node";
import { describe, expect, test } from "vitest";
import { shareBar, shareText } from "../terminal/bars.js";
import { jsonRun, prettyRun, type RunReport } from "./run-summary.js";
import { PLAIN_STYLE } from "./style.js";

const SUMMARY: RunSummary = {
  layout: "ndjson",
  read: 1005,
  accepted: 1003,
  rejected: 2,
  ambiguous: 1,
  rejectsAllowed: false,
  criteria: [
    {
      name: "Income",
      title: null,
      overlapping: false,
      segments: [
        { id: "Income.Low", name: "Low", title: null, customers: 1 },
        { id: "Income.High", name: "High", title: "well off", customers: 1001 },
      ],
      unclassified: 0,
      ambiguous: 1,
    },
    {
      name: "علاقه",
      title: "Interest",
      overlapping: true,
      segments: [{ id: "علاقه.باغبان", name: "باغبان", title: null, customers: 0 }],
      unclassified: 1003,
      ambiguous: 0,
    },
  ],
  firstRejects: [
    {
      record: 7,
      line: 7,
      key: "C7",
      reasons: [{ path: "age", value: '"abc"', reason: "It is not an integer.", code: "SEG5001" }],
    },
    {
      record: 8,
      line: 9,
      key: "C\n8",
      reasons: [
        { path: "", value: "a: 1\r\n\tb", reason: "It breaks the rule `require a\n  < b`.", code: "SEG5014", line: 10 },
        { path: "id", value: "", reason: "It is missing.", code: "SEG5001" },
      ],
    },
  ],
  problems: [],
  listing: null,
  sample: [],
  bytes: 0,
  milliseconds: 20,
};

const report = (summary: RunSummary): RunReport => ({ asOf: "2026-11-22", summary, rejectsFile: null });

test("a summary for people", () => {
  expect(prettyRun(report(SUMMARY), PLAIN_STYLE)).toBe(`1,003 customers, as of 2026-11-22

Income
  High            1,001    99.8 %  ███████████████████████▉  well off
  Low                 1     0.1 %  ▏
  ambiguous           1     0.1 %  ▏

علاقه Interest overlapping
  باغبان              0     0.0 %
  in none         1,003   100.0 %  ████████████████████████

2 records of 1,005 rejected (0.2 %); 1 customer in two segments of one criterion
  line 7 C7
    age: "abc" – It is not an integer.
  line 9 C⏎8
    a: 1⏎⇥b – It breaks the rule \`require a < b\`. (line 10)
    id: It is missing.
  … and 1 more; --rejects FILE writes them all
`);
});

test("the file that has all rejects is named", () => {
  const text = prettyRun({ ...report(SUMMARY), rejectsFile: "bad.csv" }, PLAIN_STYLE);
  expect(text).toMatch(/\n {2}… and 1 more; all are in bad\.csv\n$/);
});

test("a summary for programs carries shares and keeps the counts", () => {
  const summary = JSON.parse(jsonRun(report(SUMMARY)));
  expect(summary).toMatchObject({ asOf: "2026-11-22", read: 1005, accepted: 1003, rejected: 2, ambiguous: 1 });
  expect(summary.criteria[0].segments[0]).toEqual({
    id: "Income.High",
    name: "High",
    title: "well off",
    customers: 1001,
    share: 1001 / 1003,
  });
});

test("no customers at all", () => {
  const empty = { ...SUMMARY, read: 0, accepted: 0, rejected: 0, ambiguous: 0, firstRejects: [] };
  const zero = empty.criteria.map((each) => ({
    ...each,
    segments: each.segments.map((segment) => ({ ...segment, customers: 0 })),
    unclassified: 0,
    ambiguous: 0,
  }));
  expect(prettyRun(report({ ...empty, criteria: zero }), PLAIN_STYLE)).toMatch(/High {12,}0 +–\s/);
});

describe("shares", () => {
  test.each([
    [0, 7, "0.0 %"],
    [1, 3, "33.3 %"],
    [1, 10_000, "< 0.1 %"],
    [9_999, 10_000, "> 99.9 %"],
    [7, 7, "100.0 %"],
    [0, 0, "–"],
  ])("%i of %i is %s", (part, whole, text) => {
    expect(shareText(part, whole)).toBe(text);
  });

  test.each([
    [0, ""],
    [0.0001, "▏"],
    [0.5, "█████"],
    [0.55, "█████▌"],
    [1, "██████████"],
  ])("%f is drawn %s", (share, bar) => {
    expect(shareBar(share, 10)).toBe(bar);
  });
});
