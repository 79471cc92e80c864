import { isDeepStrictEqual } from "node:util";
import { serialiseModel } from "../../language/src/condition/serialise.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import type { SourceFile } from "../../language/src/source/source.js";
import { type EditedProgram, inManyFiles, inOneFile, inputOf } from "./edit/programs.js";
import { typing } from "./edit/typing.js";
import { median } from "./measure.js";
import { duration, table, writeResult } from "./report.js";

/** Segments that are typed in, and those before them that only warm up. */
const PLACES = 24;
const WARM_UP = 6;
/** Every so many keystrokes the result is compared with that from the start. */
const COMPARED = 41;

/** Milliseconds of one keystroke. Another stage of an editor's work is one line here and one in `keystroke`. */
type Times = Readonly<Record<(typeof stages)[number], number>>;
const stages = ["parse", "check", "report", "all"] as const;

/** One keystroke in a program of 1,500 segments: what has changed is parsed, the program checked, the findings sorted. */
export function benchEdit(): void {
  const results = [inManyFiles(), inOneFile()].map((program) => measure(program));
  writeResult("edit", results);
}

function measure({ name, files }: EditedProgram) {
  const start = performance.now();
  let program = analyseProgram(inputOf(files));
  const first = performance.now() - start;
  for (const typed of typing(files, WARM_UP)) program = keystroke(program, typed).program;

  const times: Times[] = [];
  let compared = 0;
  for (const typed of typing(files, PLACES)) {
    const struck = keystroke(program, typed);
    program = struck.program;
    times.push(struck.times);
    if (times.length % COMPARED !== 0) continue;
    compare(program);
    compared += 1;
  }

  const rows = stages.map((stage) => {
    const milliseconds = times.map((each) => each[stage]).sort((a, b) => a - b);
    const p95 = milliseconds[Math.ceil(milliseconds.length * 0.95) - 1]!;
    return { stage, medianMilliseconds: median(milliseconds), p95Milliseconds: p95 };
  });
  const segments = program.model.criteria.reduce((count, criterion) => count + criterion.segments.length, 0);
  console.log(
    `\n${name} (${segments} segments, from the start ${duration(first * 1e6)}); ${times.length} keystrokes, ` +
      `${compared} of them compared with the result from the start`,
  );
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
  return { program: name, segments, keystrokes: times.length, compared, firstMilliseconds: first, rows };
}

/** What an editor does with a keystroke. */
function keystroke(
  before: Program,
  files: readonly SourceFile[],
): { readonly program: Program; readonly times: Times } {
  const start = performance.now();
  const program = analyseProgram(inputOf(files), before);
  const all = performance.now() - start;
  const { parse, check, report } = program.timings;
  return { program, times: { parse, check, report, all } };
}

/** @throws Error if the program is not what it is from the start. */
function compare(program: Program): void {
  const wanted = analyseProgram(program.input);
  const same =
    serialiseModel(program.model) === serialiseModel(wanted.model) &&
    isDeepStrictEqual(program.diagnostics, wanted.diagnostics);
  if (!same) throw new Error("A keystroke has led to another program than reading it from the start");
}
