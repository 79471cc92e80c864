import { existsSync, realpathSync } from "node:fs";
import { loadProgramsBelow } from "@seg-lang/language/node";
import { CommandFailure, EXIT } from "../exit-status.js";
import { analyse, fromHere, type Loaded, type OpenedProgram, openProgram } from "./programs.js";

/** One program of both sides. */
export interface Comparison {
  /** Where it lies, if there are several; else null. */
  readonly name: string | null;
  /** Null where that side has no such program. */
  readonly before: OpenedProgram | null;
  readonly after: OpenedProgram | null;
}

/**
 * The programs to compare. A path that is there is a path; everything else is a revision, read at `--path`. Two paths are
 * two programs, whatever they are called; of revisions, and of a revision and the working tree, the programs at the same
 * place are one. Fails the command where neither side has any.
 */
export async function openComparisons(
  before: string,
  after: string | undefined,
  path: string | undefined,
): Promise<Comparison[]> {
  if (after !== undefined && existsSync(before) && existsSync(after)) {
    return [{ name: null, before: openProgram(before), after: openProgram(after) }];
  }
  const place = path ?? [before, after].find((each) => each !== undefined && existsSync(each)) ?? ".";
  const side = async (name: string | undefined): Promise<OpenedProgram[]> =>
    name === undefined || (after !== undefined && existsSync(name))
      ? onDisk(name ?? place)
      : await inRevision(name, place);
  const [olds, youngs] = [await side(before), await side(after)];
  if (olds.length === 0 && youngs.length === 0) {
    const result = loadProgramsBelow(place);
    const problem = result.kind === "failed" ? result.problems[0] : undefined;
    const reason = problem?.message ?? `There is no program at \`${place}\`.`;
    throw new CommandFailure(`${reason} Neither side has a program there.`, EXIT.usage, problem?.code);
  }
  return paired(olds, youngs);
}

/** One program on each side is the same one, also where its root has moved. */
function paired(olds: readonly OpenedProgram[], youngs: readonly OpenedProgram[]): Comparison[] {
  if (olds.length <= 1 && youngs.length <= 1) {
    return [{ name: null, before: olds[0] ?? null, after: youngs[0] ?? null }];
  }
  const places = (side: readonly OpenedProgram[]) => new Map(side.map((each) => [realPath(each.root), each]));
  const [before, after] = [places(olds), places(youngs)];
  const roots = [...new Set([...after.keys(), ...before.keys()])].sort((a, b) => (a < b ? -1 : 1));
  return roots.map((root) => ({
    name: fromHere(root),
    before: before.get(root) ?? null,
    after: after.get(root) ?? null,
  }));
}

/** The programs that are there; none where nothing is. What cannot be read fails the command. */
function onDisk(place: string): OpenedProgram[] {
  const result = loadProgramsBelow(place);
  if (result.kind === "loaded") return result.programs.map((found) => opened(place, found));
  const [problem] = result.problems;
  if (problem?.rule === "file-not-found" || problem?.rule === "no-program-files") return [];
  throw new CommandFailure(result.problems.map(({ message }) => message).join("\n"), EXIT.usage, problem?.code);
}

async function inRevision(revision: string, place: string): Promise<OpenedProgram[]> {
  const { loadRevisionPrograms } = await import("./revision.js");
  return loadRevisionPrograms(revision, place).map((found) => {
    const program = opened(place, found);
    return { ...program, checked: { ...program.checked, pathOf: found.nameOf } };
  });
}

function opened(place: string, found: Loaded): OpenedProgram {
  return analyse(place, found, {});
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
