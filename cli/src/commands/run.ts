import { availableParallelism } from "node:os";
import { type Clock, type Diagnostic, provedExclusive } from "@seg-lang/language";
import {
  type FileProblem,
  type Listing,
  type MaxRejects,
  parseMaxRejects,
  type RunResult,
  type RunSummary,
  run,
} from "@seg-lang/language/node";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { jsonListing, prettyListing, prettyTop } from "../reporters/listing.js";
import { prettyDiagnostic } from "../reporters/pretty.js";
import { counted } from "../reporters/report.js";
import { jsonRun, prettyRejects, prettyRun } from "../reporters/run-summary.js";
import { prose } from "../reporters/style.js";
import { countText } from "../terminal/bars.js";
import { createProgress } from "../terminal/progress.js";
import type { CommandContext } from "./context.js";
import { dataSource, pathOf } from "./data.js";
import { clockFor, dayText } from "./day.js";
import { type OpenedProgram, openSoundProgram } from "./programs.js";
import { segmentNamed } from "./segments.js";
import { type SortKey, sortKey } from "./sorting.js";

export interface RunOptions {
  readonly data?: string;
  readonly out?: string;
  readonly rejects?: string;
  readonly maxRejects?: string;
  readonly asOf?: string;
  readonly segment?: string;
  readonly sortBy?: string;
  readonly csvSafe?: boolean;
  readonly threads?: string;
  readonly encoding?: string;
  readonly path?: string;
  readonly format: "pretty" | "json";
}

/** So many customers are shown where the summary is asked for, and a value to rank by. */
const TOP = 10;

/** Puts every customer of a data file into segments; shows a summary, or the members of one segment. */
export async function runData(
  path: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  const maxRejects = options.maxRejects === undefined ? null : readMaxRejects(options.maxRejects);
  const opened = openSoundProgram(path, context);
  const { model } = opened.program;
  const clock = clockFor(model.settings, options.asOf);
  const segment = options.segment === undefined ? null : segmentNamed(model, options.segment);
  const sort = options.sortBy === undefined ? null : sortKey(opened, options.sortBy, clock, context.notesStyle);
  const result = await runWithProgress(opened, clock, maxRejects, segment?.id ?? null, sort, options, context);
  if (result.kind === "failed") {
    reportProblems(opened, result.problems, context);
    noteHowFar(result, context);
    return result.problems.some((problem) => "location" in problem) ? EXIT.problems : EXIT.usage;
  }
  const { summary } = result;
  reportProblems(opened, summary.problems, context);
  if (segment === null) showSummary(summary, dayText(clock), sort, options, context);
  else showMembers(summary, segment.id, sort, options, context);
  noteFiles(summary, options, context);
  return runStatus(summary);
}

async function runWithProgress(
  { program, ...opened }: OpenedProgram,
  clock: Clock,
  maxRejects: MaxRejects | null,
  segment: string | null,
  sort: SortKey | null,
  options: RunOptions,
  { interruption }: CommandContext,
): Promise<RunResult> {
  const progress = createProgress("Classifying");
  try {
    return await run({
      program,
      clock,
      data: dataSource(options.data, { program, ...opened }),
      encoding: options.encoding ?? null,
      path: pathOf(options, { program }),
      ...(options.out === undefined ? {} : { out: { kind: "file", path: options.out } }),
      ...(options.rejects === undefined ? {} : { rejects: { kind: "file", path: options.rejects } }),
      kept: opened.reads,
      maxRejects,
      csvSafe: options.csvSafe ?? false,
      threads: threadsOf(options.threads),
      exclusive: isProvedExclusive(program, clock),
      ...(segment !== null ? { listing: { segment } } : sort !== null ? { listing: { segment, limit: TOP } } : {}),
      ...(sort === null ? {} : { sort: { by: sort.value, descending: true } }),
      signal: interruption,
      onProgress: ({ bytesRead, bytesTotal, records }) =>
        progress.update(bytesRead, bytesTotal, `${countText(records)} records`),
    });
  } finally {
    progress.stop();
  }
}

/** Proved when a run asks for the first criterion, with the lists that were read and at the very moment of the run. */
function isProvedExclusive(program: OpenedProgram["program"], clock: Clock): (criterion: string) => boolean {
  let proved: ReadonlySet<string> | undefined;
  return (criterion) => {
    proved ??= provedExclusive(program, clock);
    return proved.has(criterion);
  };
}

/** A summary with rejects beyond what is allowed is still shown: the status tells a script. */
function runStatus(summary: RunSummary): ExitStatus {
  if (!summary.rejectsAllowed) return EXIT.rejected;
  return summary.problems.some(({ severity }) => severity === "error") ? EXIT.problems : EXIT.fine;
}

function showSummary(
  summary: RunSummary,
  asOf: string,
  sort: SortKey | null,
  { format, rejects }: RunOptions,
  { output, style }: CommandContext,
): void {
  if (format === "json") {
    output.write(jsonRun({ asOf, summary }));
    return;
  }
  output.write(prettyRun({ asOf, summary, rejectsFile: rejects ?? null }, style));
  if (sort !== null && summary.listing !== null) output.write(`\n${prettyTop(summary.listing, sort, style)}`);
}

function showMembers(
  summary: RunSummary,
  segment: string,
  sort: SortKey | null,
  { format, rejects }: RunOptions,
  { output, style, notes, notesStyle }: CommandContext,
): void {
  const listing: Listing = summary.listing ?? { total: 0, customers: [] };
  const pieces = format === "json" ? jsonListing(listing, sort) : prettyListing(listing, sort, style);
  for (const piece of pieces) {
    if (output.closed) break;
    output.write(piece);
  }
  const share = `${counted(listing.total, "member")} of \`${segment}\`, of ${counted(summary.accepted, "customer")}`;
  notes.write(`${prose(share, notesStyle)}\n`);
  if (summary.rejected > 0 || summary.ambiguous > 0) {
    notes.write(`${prettyRejects(summary, rejects ?? null, notesStyle)}\n`);
  }
}

function noteFiles(summary: RunSummary, { out, rejects }: RunOptions, { notes, notesStyle }: CommandContext): void {
  const lines: string[] = [];
  if (out !== undefined) lines.push(`Wrote ${counted(summary.accepted, "customer")} to \`${out}\`.`);
  if (rejects !== undefined) {
    lines.push(`Wrote ${counted(summary.rejected + summary.ambiguous, "rejected record")} to \`${rejects}\`.`);
  }
  for (const line of lines) notes.write(`${prose(line, notesStyle)}\n`);
}

/** Of a run that broke off in the middle; that of one which was interrupted says it itself. */
function noteHowFar(
  { records, problems }: Extract<RunResult, { kind: "failed" }>,
  { notes, interruption }: CommandContext,
): void {
  if (records === 0 || interruption.aborted || problems.some((problem) => "location" in problem)) return;
  notes.write(`Stopped after ${counted(records, "record")}; no output was left behind.\n`);
}

function reportProblems(
  { checked }: OpenedProgram,
  problems: readonly (FileProblem | Diagnostic)[],
  { notes, notesStyle }: CommandContext,
): void {
  for (const problem of problems) {
    if ("location" in problem) {
      notes.write(`${prettyDiagnostic(checked, problem, notesStyle, true)}\n\n`);
    } else {
      const more = notesStyle.colours.dim(`More: seg help ${problem.code}`);
      notes.write(`${notesStyle.colours.red("error:")} ${prose(problem.message, notesStyle)}\n${more}\n`);
    }
  }
}

/** Unless more are asked for: each has its own room in memory. */
const MOST_THREADS = 4;

function threadsOf(text: string | undefined): number {
  if (text === undefined) return Math.min(MOST_THREADS, availableParallelism());
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 64) return number;
  throw new CommandFailure(`\`--threads\` wants a number of threads from 1 to 64; \`${text}\` is none.`);
}

function readMaxRejects(text: string): MaxRejects {
  const limit = parseMaxRejects(text);
  if (limit !== null) return limit;
  throw new CommandFailure(
    `\`--max-rejects\` wants a number of records, as 100, or a share of them, as 0.5%; \`${text}\` is neither.`,
  );
}
