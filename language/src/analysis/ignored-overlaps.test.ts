import { describe, expect, test } from "vitest";
import { analyseProgram, reportFindings } from "../program.js";
import { proveProgram } from "./prove.js";

/** The segments that each finding about overlaps is at, comments and settings applied. */
function overlapsIn(criterion: string): readonly string[] {
  const text = `customer { id: text key age: integer 0..120 }\n${criterion}`;
  const program = analyseProgram({
    files: [{ path: "main.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  return reportFindings(program, proveProgram(program).diagnostics)
    .filter(({ rule }) => rule === "overlapping-segments")
    .map(({ location: { span } }) => text.slice(span.start, span.end));
}

describe("a comment above one segment", () => {
  test("silences its pairs and leaves the others", () => {
    const criterion = `criterion C {
  // seg-ignore overlapping-segments: known
  segment A where age < 35
  segment B where age >= 30
  segment D where age >= 29
}`;
    expect(overlapsIn(criterion)).toEqual(["D"]);
  });

  test("silences a pair from either side", () => {
    const criterion = `criterion C {
  segment A where age < 35
  // seg-ignore overlapping-segments: known
  segment B where age >= 30
}`;
    expect(overlapsIn(criterion)).toEqual([]);
  });

  test("nothing is silenced without one", () => {
    const criterion = `criterion C {
  // a plain comment
  segment A where age < 35
  segment B where age >= 30
}`;
    expect(overlapsIn(criterion)).toEqual(["B"]);
  });
});
