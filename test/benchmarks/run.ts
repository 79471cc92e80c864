// npm run bench -- NAME
import { benchClassify } from "./classify.js";
import { benchEdit } from "./edit.js";
import { benchEditor } from "./editor.js";
import { benchFile } from "./file.js";
import { benchLists } from "./lists.js";
import { benchProve } from "./prove.js";
import { calibrationLine, machineLine } from "./report.js";
import { benchStart } from "./start.js";

const benchmarks: Readonly<Record<string, { about: string; run(): Promise<void> | void }>> = {
  classify: { about: "records in memory to all memberships, 6, 100 and 1,000 segments", run: benchClassify },
  edit: { about: "one keystroke in a program of 1,500 segments, in 20 files and in one", run: benchEdit },
  editor: { about: "the language server over stdio in a program of 1,500 segments: waiting, memory", run: benchEditor },
  file: { about: "1,000,000 customers as NDJSON to memberships; memory by size", run: benchFile },
  lists: { about: "`in` a list of 1,000,000 values: load, lookup, memory", run: benchLists },
  prove: {
    about: "decision-tree tables: overlaps, gaps, one edit; whole programs; pairs of segments beside Z3",
    run: benchProve,
  },
  start: { about: "the whole process `seg check` on a three-line file", run: benchStart },
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => benchmarks[name] === undefined);
if (names.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(", ")}.\n`);
  console.error("npm run bench -- NAME…\n");
  for (const [name, { about }] of Object.entries(benchmarks)) console.error(`  ${name.padEnd(10)}${about}`);
  process.exit(2);
}
console.log(`${machineLine()}\n${calibrationLine()}`);
for (const name of names) {
  console.log(`\n${name}: ${benchmarks[name]!.about}`);
  await benchmarks[name]!.run();
}
