import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { inMemoryProgram } from "../../test/kit/programs.js";
import { createProofMemory } from "./analysis/proof-memory.js";
import { proveGradually } from "./analysis/prove.js";
import { analyseProgram, readAhead } from "./program.js";

const PARTS = 40;
/** A million characters. */
const FILLING = "// a line that says nothing, and that nobody changes while the others are edited\n".repeat(12_500);

/** One of each declaration, with names, texts, patterns and comments that are long enough to point into the file; findings, too. */
const part = (index: number, version: number) => `/// What is said of number ${index} in version ${version}
segment \`Segment number ${index} of version ${version}\` by Towns where city = "Town number ${index}, ${version}" and agee${version} > 1 // as of version ${version}
segment \`Other number ${index} of version ${version}\` by Towns where city in ["Town number ${index}, ${version}", "Some other town ${version}"] and (age > ${version} or name matches /^pattern number ${index} ${version}/)
define \`defined number ${index} version ${version}\` = age > ${version} and city = "a rather long name ${version}"
require age >= 0 or city != "a town which nobody has seen ${index} ${version}"
persona \`Persona number ${index} of ${version}\` { age: ${version}, city: "Town number ${index}, ${version}" } not in \`Other number ${index} of version ${version}\`
`;

it.each([
  ["of a file that is edited here and there no earlier version stays alive", false],
  ["nor of one in a condition of which somebody types, while it is read ahead of the check", true],
])("%s", (_, isAhead) => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const memory = createProofMemory();
  const parts = Array.from({ length: PARTS }, (_, index) => part(index, 0));
  const input = () => {
    const text = `customer { age: integer?, city: text?, name: text? }\ncriterion Towns {}\n${FILLING}${parts.join("")}`;
    // As an editor gives it: another text in memory, not pieces of the last.
    return inMemoryProgram(new Map([["a.seg", Buffer.from(text).toString()]]), false);
  };
  const prove = () => {
    const proof = proveGradually(program, { memory });
    while (proof.next().done !== true);
  };
  let program = analyseProgram(input());
  prove();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < PARTS; index += 1) {
    if (isAhead) {
      parts[0] = part(0, 0).replace(/> 1\b/, `> ${index + 2}`);
      const ahead = readAhead(input(), program);
      expect(ahead.namesStand).toBe(true);
      program = ahead.program;
    } else parts[index] = part(index, index + 1);
    program = analyseProgram(input(), program);
    if (index % 8 === 0) prove();
  }
  prove();
  collect();
  expect(program.diagnostics.length).toBeGreaterThanOrEqual(PARTS);
  // Forty versions would take forty megabytes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(15e6);
});
