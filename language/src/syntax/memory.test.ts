import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { parseFile } from "./parse.js";

/** A million characters, and lines with names, texts, patterns and comments that are long enough to be cut from them. */
const LINES = 60;
const MANY = `${"// a line that says nothing, and that nobody changes while the others are edited\n".repeat(12_500)}\n`;

it("of a text that is edited here and there no earlier version stays alive", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const line = (index: number, version: number) => `/// What is said of number ${index} in version ${version}
segment \`Segment number ${index} of version ${version}\` where city = "Town number ${index}, ${version}" and name matches /^pattern ${index} ${version}/ // as of version ${version}
`;
  const lines = Array.from({ length: LINES }, (_, index) => line(index, 0));
  const text = () => `customer { city: text, name: text }\n${MANY}${lines.join("")}`;
  let file = parseFile("a.seg", text());
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < LINES; index += 1) {
    lines[index] = line(index, index + 1);
    // As an editor gives it: another text in memory, not pieces of the last.
    file = parseFile("a.seg", Buffer.from(text()).toString(), file);
  }
  collect();
  expect(file.declarations).toHaveLength(LINES + 1);
  // Sixty versions would take sixty megabytes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(15e6);
});
