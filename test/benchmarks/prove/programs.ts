import { fileURLToPath } from "node:url";
import { loadProgramsBelow } from "../../../language/node/programs.js";
import { proveProgram } from "../../../language/src/analysis/prove.js";
import { analyseProgram, type ProgramInput } from "../../../language/src/program.js";
import { inputOf } from "../edit/programs.js";
import { duration, table } from "../report.js";
import { tableProgram } from "./program.js";
import { makeTable } from "./table.js";

/** What whole programs take from text to proofs, in processor time, and how much stays undecided. */
export function benchPrograms(seed: number): unknown {
  const rows = inputs(seed).map(({ name, input }) => measure(name, input));
  console.log(
    `\n${table(
      ["whole programs (processor time)", "segments", "parse, check", "prove", "pairs", "undecided", "gaps undecided"],
      rows.map((row) => [
        row.name,
        String(row.segments),
        duration(row.analyseNanoseconds),
        duration(row.proveNanoseconds),
        String(row.pairs),
        String(row.undecided),
        String(row.undecidedCoverages),
      ]),
    )}`,
  );
  const pairs = rows.reduce((sum, row) => sum + row.pairs, 0);
  const undecided = rows.reduce((sum, row) => sum + row.undecided, 0);
  console.log(`undecided: ${undecided} of ${pairs} pairs`);
  return rows;
}

function inputs(seed: number): readonly { readonly name: string; readonly input: ProgramInput }[] {
  const found = loadProgramsBelow(fileURLToPath(new URL("../../../examples", import.meta.url)));
  const examples = found.kind === "loaded" ? found.programs : [];
  const tableInput = (rows: number, distorted: number) =>
    inputOf([{ path: "table.seg", text: tableProgram(makeTable({ fields: 5, rows, distorted, seed })) }]);
  return [
    ...examples.map(({ root, input }) => ({ name: `examples/${root.split("/").at(-1)}`, input })),
    { name: "table of 1,500 rows", input: tableInput(1_500, 0) },
    { name: "the same, every tenth row distorted", input: tableInput(1_500, 0.1) },
  ];
}

function measure(name: string, input: ProgramInput) {
  const start = process.cpuUsage();
  const program = analyseProgram(input);
  const analysed = process.cpuUsage(start);
  const { criteria } = proveProgram(program);
  const proved = process.cpuUsage(start);
  const nanoseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) * 1000;
  return {
    name,
    segments: program.model.criteria.reduce((sum, { segments }) => sum + segments.length, 0),
    analyseNanoseconds: nanoseconds(analysed),
    proveNanoseconds: nanoseconds(proved) - nanoseconds(analysed),
    pairs: criteria.reduce((sum, { pairs }) => sum + pairs.total, 0),
    undecided: criteria.reduce((sum, { pairs }) => sum + pairs.undecided, 0),
    undecidedCoverages: criteria.filter(({ coverage }) => coverage.kind === "undecided").length,
  };
}
