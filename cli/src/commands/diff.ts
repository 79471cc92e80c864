import { existsSync } from "node:fs";
import { createClock } from "@seg-lang/language";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { type DifferenceReport, isChange, type Movements } from "../reporters/difference.js";
import { prettyReport } from "../reporters/pretty.js";
import type { CommandContext } from "./context.js";
import { dayNumber, dayText } from "./day.js";
import { analyse, errorStatus, type OpenedProgram, openProgram } from "./programs.js";
import { difference } from "./proofs.js";

export interface DiffOptions {
  readonly path?: string;
  readonly data?: string;
  readonly asOf?: string;
  readonly encoding?: string;
  readonly format: "pretty" | "json" | "markdown";
  readonly failOnChange?: boolean;
}

/** Says who moves from where to where between two programs; fails, if asked to, unless it is proved that nobody does. */
export async function diff(
  before: string,
  after: string | undefined,
  options: DiffOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  const sides = await openSides(before, after, options, context);
  const asOf = options.asOf === undefined ? {} : { asOf: dayNumber(options.asOf) };
  const movements = await movementsOf(sides, options, context);
  const report: DifferenceReport = {
    before: { label: sides.before.label, model: sides.before.opened.program.model },
    after: { label: sides.after.label, model: sides.after.opened.program.model },
    difference: difference(sides.before.opened.program.model, sides.after.opened.program.model, asOf),
    movements,
  };
  context.output.write(await reportText(report, options, context));
  return options.failOnChange && isChange(report.difference) ? EXIT.problems : EXIT.fine;
}

interface Side {
  readonly label: string;
  readonly opened: OpenedProgram;
}

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** A path that is there is a path; everything else is a revision, read at `--path`. */
async function openSides(
  before: string,
  after: string | undefined,
  { path }: DiffOptions,
  context: CommandContext,
): Promise<Sides> {
  if (after === undefined) {
    const place = path ?? ".";
    return {
      before: await openRevision(before, place, context),
      after: sound("working tree", openProgram(place), context),
    };
  }
  const place = path ?? [before, after].find((each) => existsSync(each)) ?? ".";
  const open = async (name: string) =>
    existsSync(name) ? sound(name, openProgram(name), context) : openRevision(name, place, context);
  return { before: await open(before), after: await open(after) };
}

async function openRevision(revision: string, path: string, context: CommandContext): Promise<Side> {
  const { loadRevision } = await import("./revision.js");
  const loaded = loadRevision(revision, path);
  const opened = analyse(path, loaded, {});
  return sound(revision, { ...opened, checked: { ...opened.checked, pathOf: loaded.nameOf } }, context);
}

/** Programs with errors mean nothing that could be compared. */
function sound(label: string, opened: OpenedProgram, { notes, notesStyle }: CommandContext): Side {
  const errors = opened.checked.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return { label, opened };
  notes.write(prettyReport([{ ...opened.checked, diagnostics: errors }], notesStyle));
  throw new CommandFailure(`\`${label}\` has errors, so it was not compared.`, errorStatus([opened.checked]));
}

async function movementsOf(
  { before, after }: Sides,
  { data, asOf, encoding }: DiffOptions,
  { interruption }: CommandContext,
): Promise<Movements | null> {
  if (data === undefined) return null;
  if (data === "-") throw new CommandFailure("The data is read twice, once by each program: name a file, not `-`.");
  const day = asOf === undefined ? { now: Date.now() } : { asOf: dayNumber(asOf) };
  const clockOf = ({ opened: { program } }: Side) => createClock(program.model.settings, day);
  const { countMovements } = await import("./movements.js");
  return countMovements(
    { program: before.opened.program, clock: clockOf(before) },
    { program: after.opened.program, clock: clockOf(after) },
    { kind: "file", path: data },
    { encoding: encoding ?? null, asOf: dayText(clockOf(after)), signal: interruption },
  );
}

async function reportText(
  report: DifferenceReport,
  { format }: DiffOptions,
  { style }: CommandContext,
): Promise<string> {
  switch (format) {
    case "pretty":
      return (await import("../reporters/difference-pretty.js")).prettyDifference(report, style);
    case "json":
      return (await import("../reporters/difference-json.js")).jsonDifference(report);
    case "markdown":
      return (await import("../reporters/difference-markdown.js")).markdownDifference(report);
  }
}
