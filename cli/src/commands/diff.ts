import { analyseProgram, createClock, type Model } from "@seg-lang/language";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { type Absence, type DifferenceReport, isChange, type Movements } from "../reporters/difference.js";
import { prettyReport } from "../reporters/pretty.js";
import type { CommandContext } from "./context.js";
import { dataPath } from "./data.js";
import { dayNumber, dayText } from "./day.js";
import { type Comparison, openComparisons } from "./diff-sides.js";
import { errorStatus, type OpenedProgram } from "./programs.js";
import { difference } from "./proofs.js";

export interface DiffOptions {
  readonly path?: string;
  readonly data?: string;
  readonly asOf?: string;
  readonly encoding?: string;
  readonly dataPath?: string;
  readonly format: "pretty" | "json" | "markdown";
  readonly failOnChange?: boolean;
}

/**
 * Says who moves from where to where between two programs; fails, if asked to, unless it is proved that nobody does. A
 * program that the old side does not have, or has with errors, is wholly new; one with errors on the new side fails.
 */
export async function diff(
  before: string,
  after: string | undefined,
  options: DiffOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  if (options.data === "-") {
    throw new CommandFailure("The data is read twice, once by each program: name a file, not `-`.");
  }
  const labels = [before, after ?? "working tree"] as const;
  const comparisons = await openComparisons(before, after, options.path);
  if (comparisons.length > 1 && options.data !== undefined) {
    const names = comparisons.map(({ name }) => `\`${name}\``).join(", ");
    throw new CommandFailure(`Whose customers are in the data? Name one of the programs with \`--path\`: ${names}.`);
  }
  const reports: DifferenceReport[] = [];
  for (const comparison of comparisons) reports.push(await compare(comparison, labels, options, context));
  context.output.write(await reportText(labels, reports, options, context));
  const changes = reports.some((report) => isChange(report.difference));
  return options.failOnChange && changes ? EXIT.problems : EXIT.fine;
}

async function compare(
  { name, before, after }: Comparison,
  labels: readonly [string, string],
  options: DiffOptions,
  context: CommandContext,
): Promise<DifferenceReport> {
  const [old, young] = [sideOf(before, labels[0], context), sideOf(after, labels[1], context)];
  if (young.absence?.kind === "broken") {
    throw new CommandFailure(`\`${labels[1]}\` has errors, so it was not compared.`, errorStatus([after!.checked]));
  }
  const asOf = options.asOf === undefined ? {} : { asOf: dayNumber(options.asOf) };
  const both = old.absence === null && young.absence === null && before !== null && after !== null;
  return {
    name,
    before: old,
    after: young,
    difference: difference(old.model, young.model, asOf),
    movements: both ? await movementsOf(before, after, options, context) : null,
  };
}

/** As it is compared: a program with errors means nothing, so nothing of it is. Its errors are shown. */
function sideOf(
  opened: OpenedProgram | null,
  label: string,
  { notes, notesStyle }: CommandContext,
): DifferenceReport["before"] {
  if (opened === null) return { label, model: noProgram(), absence: { kind: "absent" } };
  const errors = opened.checked.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return { label, model: opened.program.model, absence: null };
  notes.write(prettyReport([{ ...opened.checked, diagnostics: errors }], notesStyle));
  const absence: Absence = { kind: "broken", errors: errors.length };
  return { label, model: noProgram(), absence };
}

function noProgram(): Model {
  return analyseProgram({ files: [], config: null, readList: () => ({ kind: "absent" }) }).model;
}

async function movementsOf(
  before: OpenedProgram,
  after: OpenedProgram,
  { data, asOf, encoding, dataPath: keys }: DiffOptions,
  { interruption }: CommandContext,
): Promise<Movements | null> {
  if (data === undefined) return null;
  const day = asOf === undefined ? { now: Date.now() } : { asOf: dayNumber(asOf) };
  const clockOf = ({ program }: OpenedProgram) => createClock(program.model.settings, day);
  const { countMovements } = await import("./movements.js");
  return countMovements(
    { program: before.program, clock: clockOf(before) },
    { program: after.program, clock: clockOf(after) },
    { kind: "file", path: data },
    {
      encoding: encoding ?? null,
      path: dataPath(keys, "--data-path"),
      asOf: dayText(clockOf(after)),
      signal: interruption,
    },
  );
}

async function reportText(
  labels: readonly [string, string],
  reports: readonly DifferenceReport[],
  { format }: DiffOptions,
  { style }: CommandContext,
): Promise<string> {
  switch (format) {
    case "pretty": {
      const { prettyDifference } = await import("../reporters/difference-pretty.js");
      return reports.map((report) => prettyDifference(report, style)).join("\n");
    }
    case "json":
      return (await import("../reporters/difference-json.js")).jsonDifferences(labels, reports);
    case "markdown": {
      const { markdownDifference } = await import("../reporters/difference-markdown.js");
      return reports.map(markdownDifference).join("\n");
    }
  }
}
