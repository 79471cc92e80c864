// Writes the data files and expected.json of the examples:
//   node --conditions=seg-source --import tsx test/examples/write.ts
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allExamples } from "./all.js";
import { expectedOf } from "./example.js";

for (const example of allExamples()) {
  const folder = fileURLToPath(new URL(`../../examples/${example.folder}/`, import.meta.url));
  // Data of others stay where their package has them.
  if (!example.data.file.startsWith("../")) writeFileSync(`${folder}${example.data.file}`, example.data.text);
  writeFileSync(`${folder}expected.json`, `${JSON.stringify(expectedOf(example), null, 2)}\n`);
}
