import { expect, it } from "vitest";
import { analyseProgram, type Program } from "../program.js";
import { createProofMemory } from "./proof-memory.js";
import { proveProgram } from "./prove.js";

const TEXT = `customer { id: text key, age: integer 0..120, city: text folded }

criterion Age {
  segment Young where age < 30
  segment Middle where age >= 25 and age < 50
  // seg-ignore overlapping-segments: known
  segment Old where age > 45
}

criterion City overlapping {
  segment North where city = "Rasht"
  segment Coast where city in ["Rasht", "Bushehr"]
}
segment Wide by Age where age > 100
`;

const CONDITION = "age >= 25 and age < 50";

/** What becomes of the text: somebody types, is broken on the way, goes back, and does the same again elsewhere. */
const TEXTS: readonly string[] = [
  ...[" ", " a", " an", " and", " and age", " and age <", " and age < 4", " and age < 40", " and age <", " an", ""].map(
    (typed) => TEXT.replace(CONDITION, CONDITION + typed),
  ),
  TEXT.replace(CONDITION, "age  >= 25 and age < 50"),
  TEXT.replace(CONDITION, "age >=  25 and age < 50"),
  TEXT.replace("\ncriterion Age {", "// more\n\ncriterion Age ordered {"),
  TEXT.replace("\ncriterion Age {", "\ncriterion Age  {"),
  TEXT.replace("  // seg-ignore overlapping-segments: known\n", ""),
  TEXT.replace("segment Wide by Age where age > 100\n", "segment Wide by Age where age >\n"),
  TEXT.replace("segment Wide by Age where age > 100\n", ""),
  TEXT.replace("Middle", "Medium"),
  TEXT.replace("Middle where", 'Middle "in between" where'),
  TEXT,
];

it("A rule that names a segment is another rule when that segment says something else", () => {
  const memory = createProofMemory();
  const overlaps = ["age < 30", "age < 100", "age < 30"].map((young) => {
    const text = `customer { id: text key, age: integer 0..120 }
require Young
segment Young where ${young}
criterion Age { segment A where age < 50 segment B where age > 40 }
`;
    const input = { files: [{ path: "a.seg", text }], config: null, readList: () => ({ kind: "absent" as const }) };
    const { criteria } = proveProgram(analyseProgram(input), { memory });
    return criteria.find(({ criterion }) => criterion === "Age")?.overlaps.length;
  });
  expect(overlaps).toEqual([0, 1, 0]);
});

it("After any edit that is found which is found from the start, where it stands now, though it was found in an earlier version", () => {
  const memory = createProofMemory();
  let program: Program | undefined;
  for (const text of [...TEXTS, ...TEXTS, ...[...TEXTS].reverse()]) {
    const input = { files: [{ path: "a.seg", text }], config: null, readList: () => ({ kind: "absent" as const }) };
    program = analyseProgram(input, program);
    const proofs = proveProgram(program, { memory });
    const fresh = proveProgram(analyseProgram(input));
    expect(proofs.diagnostics).toEqual(fresh.diagnostics);
    expect(proofs.criteria).toEqual(fresh.criteria);
  }
});
