import { describe, expect, it } from "vitest";
import { createReplay } from "../analysis/replay.js";
import { analyseProgram } from "../program.js";
import { createSpace } from "./space.js";

/** Questions that were once answered wrongly, or not at all. */
const CASES: readonly {
  readonly about: string;
  readonly fields: string;
  readonly holds: readonly string[];
  readonly kind: "possible" | "impossible" | "undecided";
}[] = [
  {
    about: "a ratio that is within limits of which one is 0",
    fields: "a: integer 0..3 u: text folded?",
    holds: ['not ((u = "a") and (a in [0]))', "(length(u) / a) in 0..1"],
    kind: "possible",
  },
  {
    about: "a day a month later, which is missing only at the end of the calendar",
    fields: "d: date 2024-02-28..2024-03-02",
    holds: ["not ((d + 1 month) > today - 1 month)"],
    kind: "impossible",
  },
  {
    about: "a day whose month earlier is not in the calendar",
    fields: "d: date",
    holds: ["not ((d - 1 month) > 0001-01-01)", "not ((d - 1 month) = 0001-01-01)"],
    kind: "possible",
  },
  {
    about: "a list so long that nobody builds it",
    fields: "orders: list of { total: number }",
    holds: ["count(orders) > 1000000000000000"],
    kind: "undecided",
  },
  {
    about: "lists in lists that are too long together",
    fields: "orders: list of { lines: list of { price: number } }",
    holds: ["count(orders) > 8000", "count(orders.lines) > 8000"],
    kind: "undecided",
  },
  {
    about: "a long list",
    fields: "orders: list of { total: number }",
    holds: ["count(orders) > 3000"],
    kind: "possible",
  },
  { about: "a length with a hole", fields: "code: text", holds: ["length(code) != 1"], kind: "possible" },
  {
    about: "a length that only its hole leaves",
    fields: "code: text",
    holds: ["length(code) != 1", "code matches /^[ab]$/"],
    kind: "impossible",
  },
  {
    about: "a text that is empty, or long",
    fields: "code: text",
    holds: ["length(code) in [0, 5]", 'code contains "a"', 'code ends with "xyz"'],
    kind: "possible",
  },
];

describe("a space", () => {
  it.each(CASES)("answers for $about", ({ fields, holds, kind }) => {
    const segments = holds.map((condition, index) => `segment S${index} where ${condition}`);
    const text = `customer { id: text key ${fields} }\ncriterion K overlapping { ${segments.join("\n")} }`;
    const { model, diagnostics } = analyseProgram({
      files: [{ path: "main.seg", text }],
      config: { path: "seg.json", text: '{"today": {"earliest": "2024-02-28", "latest": "2024-03-01"}}' },
      readList: () => ({ kind: "absent" }),
    });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const replay = createReplay(model);
    const space = createSpace(model, {
      confirm: (example, question) => replay.confirmCondition(example, question.holds, question.fails),
    });
    const conditions = model.criteria[0]!.segments.map(({ condition }) => condition);
    expect(space?.ask({ holds: conditions, fails: [] }).kind).toBe(kind);
  });
});
