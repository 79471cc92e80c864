import { describe, expect, it } from "vitest";
import { applyFix } from "../../../test/kit/markers.js";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { analyseProgram } from "../program.js";

const customer = "customer { id: text key, age: integer }\n";

describe("fixes", () => {
  it.each([
    ["unknown-type", "customer { a: string }", "customer { a: text }"],
    ["misplaced-type-word", "customer { a: integer folded }", "customer { a: integer }"],
    ["misplaced-modifier", "customer { a: text 0..5 key }", "customer { a: text key }"],
    [
      "misplaced-otherwise",
      `${customer}criterion C {\r\n  segment A where age > 9\r\n  otherwise B // rest\r\n  segment D where age < 5\r\n}`,
      `${customer}criterion C {\r\n  segment A where age > 9 // rest\r\n  segment D where age < 5\r\n  otherwise B\r\n}`,
    ],
    [
      "misplaced-otherwise",
      `${customer}criterion C { otherwise B segment D where age < 5 }`,
      `${customer}criterion C {  segment D where age < 5 otherwise B }`,
    ],
    ["misplaced-pattern", `${customer}segment A where id = /^A/`, `${customer}segment A where id matches /^A/`],
    ["misplaced-pattern", `${customer}segment A where id != /^A/`, `${customer}segment A where id not matches /^A/`],
    ["misplaced", `${customer}segment A where age = 18..29`, `${customer}segment A where age in 18..29`],
    ["misplaced", `${customer}segment A where age != 18..29`, `${customer}segment A where age not in 18..29`],
    ["not-a-list", `${customer}segment A where id has "x"`, `${customer}segment A where id = "x"`],
    ["not-a-list", `${customer}segment A where id not has "x"`, `${customer}segment A where id != "x"`],
    ["not-a-list", `${customer}segment A where id has any of ["x"]`, `${customer}segment A where id in ["x"]`],
    ["not-a-list", `${customer}segment A where id has none of ["x"]`, `${customer}segment A where id not in ["x"]`],
    [
      "unknown-criterion",
      `${customer}criterion \`a b\`\nsegment A by ab where age > 1`,
      `${customer}criterion \`a b\`\nsegment A by \`a b\` where age > 1`,
    ],
    [
      "joined-inside",
      `${customer}criterion C { segment A by C where age > 1 }`,
      `${customer}criterion C { segment A where age > 1 }`,
    ],
    [
      "joined-ordered",
      `${customer}criterion C ordered {\n  segment A where age > 9\n  otherwise B\n}\nsegment D "d" by C where age > 5\n`,
      `${customer}criterion C ordered {\n  segment A where age > 9\n  segment D "d" where age > 5\n  otherwise B\n}\n`,
    ],
    [
      "conflicting-modifiers",
      `${customer}criterion C ordered overlapping { segment A where age > 1 }`,
      `${customer}criterion C overlapping { segment A where age > 1 }`,
    ],
    [
      "ambiguous-name",
      `${customer}criterion C { segment A where age > 1 }\ncriterion D { segment A where age > 2 }\npersona P { age: 3 } in A`,
      `${customer}criterion C { segment A where age > 1 }\ncriterion D { segment A where age > 2 }\npersona P { age: 3 } in C.A`,
    ],
    [
      "unknown-expectation",
      `${customer}criterion C { segment Young where age < 20 }\npersona P { age: 3 } in Yong`,
      `${customer}criterion C { segment Young where age < 20 }\npersona P { age: 3 } in C.Young`,
    ],
    [
      "unknown-rule",
      `${customer}// seg-ignore unused-defin: reason\ndefine a = 1`,
      `${customer}// seg-ignore unused-define: reason\ndefine a = 1`,
    ],
  ])("%s", (rule, before, after) => {
    const { diagnostics } = analyseProgram(inMemoryProgram(new Map([["main.seg", before]])));
    const found = diagnostics.filter((diagnostic) => diagnostic.rule === rule);
    expect(found.map(({ fixes }) => applyFix(before, fixes[0]!))).toEqual([after]);
    const again = analyseProgram(inMemoryProgram(new Map([["main.seg", after]])));
    expect(again.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
