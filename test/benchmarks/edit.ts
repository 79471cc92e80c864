import { isDeepStrictEqual } from "node:util";
import { createProofMemory, type ProofMemory } from "../../language/src/analysis/proof-memory.js";
import { type ProvenWithCertificates, proveProgram } from "../../language/src/analysis/prove.js";
import { serialiseModel } from "../../language/src/condition/serialise.js";
import { analyseProgram, type Program, reportFindings } from "../../language/src/program.js";
import type { SourceFile } from "../../language/src/source/source.js";
import { type EditedProgram, inManyFiles, inOneFile, inputOf } from "./edit/programs.js";
import { typing } from "./edit/typing.js";
import { median } from "./measure.js";
import { duration, table, writeResult } from "./report.js";

/** Segments that are typed in, and those before them that only warm up. */
const PLACES = 8;
const WARM_UP = 2;
/** The comparison with the result from the start: so many files, places, and keystrokes from one comparison to the next. */
const COMPARED = { files: 2, places: 2, every: 8 };

/** Milliseconds of one keystroke. Another stage of an editor's work is one line here and one in `keystroke`. */
type Times = Readonly<Record<(typeof stages)[number], number>>;
const stages = ["parse", "check", "prove", "report", "all"] as const;

/** A program and what is proved of it. */
interface Edited {
  readonly program: Program;
  readonly proofs: ProvenWithCertificates;
}

/**
 * One keystroke in a program of 1,500 segments: what has changed is parsed, the program checked, what the change touches
 * proved again, the findings sorted.
 */
export function benchEdit(): void {
  const compared = compareKeystrokes(inManyFiles().files.slice(0, COMPARED.files));
  console.log(`\n${compared} keystrokes in a smaller program led to what reading it from the start leads to`);
  // Both programs say the same: what is proved of one need not be proved again before typing begins in the other.
  const memory = createProofMemory();
  const results = [inManyFiles(), inOneFile()].map((program) => measure(program, memory));
  writeResult("edit", { compared, programs: results });
}

function measure({ name, files }: EditedProgram, memory: ProofMemory) {
  const program = analyseProgram(inputOf(files));
  let edited: Edited = { program, proofs: proveProgram(program, { memory }) };
  for (const typed of typing(files, WARM_UP)) edited = keystroke(edited, typed).edited;

  const times: Times[] = [];
  for (const typed of typing(files, PLACES)) {
    const struck = keystroke(edited, typed);
    edited = struck.edited;
    times.push(struck.times);
  }

  const rows = stages.map((stage) => {
    const milliseconds = times.map((each) => each[stage]).sort((a, b) => a - b);
    const p95 = milliseconds[Math.ceil(milliseconds.length * 0.95) - 1]!;
    return { stage, medianMilliseconds: median(milliseconds), p95Milliseconds: p95 };
  });
  const segments = edited.program.model.criteria.reduce((count, criterion) => count + criterion.segments.length, 0);
  console.log(`\n${name} (${segments} segments); ${times.length} keystrokes`);
  console.log(
    table(
      ["one keystroke", "median", "95 %"],
      rows.map(({ stage, medianMilliseconds, p95Milliseconds }) => [
        stage,
        duration(medianMilliseconds * 1e6),
        duration(p95Milliseconds * 1e6),
      ]),
    ),
  );
  return { program: name, segments, keystrokes: times.length, rows };
}

/** What an editor does with a keystroke. */
function keystroke(before: Edited, files: readonly SourceFile[]): { readonly edited: Edited; readonly times: Times } {
  const start = performance.now();
  const program = analyseProgram(inputOf(files), before.program);
  const analysed = performance.now();
  const proofs = proveProgram(program, { previous: before.proofs });
  const proved = performance.now();
  reportFindings(program, proofs.diagnostics);
  const end = performance.now();
  const { parse, check, report } = program.timings;
  const times = { parse, check, prove: proved - analysed, report: report + end - proved, all: end - start };
  return { edited: { program, proofs }, times };
}

/** How many keystrokes were compared. */
function compareKeystrokes(files: readonly SourceFile[]): number {
  const program = analyseProgram(inputOf(files));
  let edited: Edited = { program, proofs: proveProgram(program) };
  let compared = 0;
  for (const [index, typed] of [...typing(files, COMPARED.places)].entries()) {
    edited = keystroke(edited, typed).edited;
    if (index % COMPARED.every !== 0) continue;
    compare(edited);
    compared += 1;
  }
  return compared;
}

/** @throws Error if the program is not what it is from the start. */
function compare({ program, proofs }: Edited): void {
  const wanted = analyseProgram(program.input);
  const same =
    serialiseModel(program.model) === serialiseModel(wanted.model) &&
    isDeepStrictEqual(program.diagnostics, wanted.diagnostics) &&
    isDeepStrictEqual(countsOf(proofs), countsOf(proveProgram(wanted)));
  if (!same) throw new Error("A keystroke has led to another program than reading it from the start");
}

/** Verdicts and findings; examples may differ, as any customer will do. */
function countsOf({ criteria, diagnostics }: ProvenWithCertificates): unknown {
  return [
    criteria.map(({ criterion, pairs, coverage }) => [criterion, pairs, coverage.kind]),
    diagnostics.map(({ code, location }) => [code, location]).sort(),
  ];
}
