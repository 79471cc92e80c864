import { meaningsOf } from "@seg-lang/language";
import { describe, expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { declaredNames } from "./declared-names.js";
import { matching } from "./matching.js";
import { segmentCandidates } from "./names.js";

/** Three hundred segments in three criteria, some of which share their names. */
const SOURCE = `customer { id: text key, age: integer, گروه: text }
${["Age", "Income", "شهر"]
  .map((criterion, first) => {
    const names = Array.from({ length: 100 }, (_, index) => `  segment S${index * (first + 1)} where age = ${index}`);
    return `criterion ${criterion} overlapping {\n${names.join("\n")}\n  segment \`آن ${criterion}\` where age > 3\n}`;
  })
  .join("\n")}
`;
const { view } = programView(SOURCE);
const meanings = meaningsOf(view.program)!;
const names = declaredNames(view);

describe("of many segments", () => {
  it.each(["", "s1", "S2", "Age", "age.s", "شهر", "شهر.", "ان", "آن شهر", "income.s4", "zz", "."])(
    "those that %s can mean are what would be kept of all",
    (typed) => {
      const own = { name: "S0", criterion: "Age" };
      const all = matching(segmentCandidates(names, meanings, own, 3), typed);
      expect(matching(segmentCandidates(names, meanings, own, 3, typed), typed)).toEqual(all);
    },
  );

  it("those that nothing typed can mean are not made", () => {
    expect(segmentCandidates(names, meanings, null, 3)).toHaveLength(303);
    expect(segmentCandidates(names, meanings, null, 3, "zz")).toEqual([]);
    expect(segmentCandidates(names, meanings, null, 3, "s199").length).toBeLessThan(5);
  });
});
