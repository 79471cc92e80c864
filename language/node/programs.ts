import { type Stats, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { dataRules } from "../src/diagnostics/rules/data.js";
import type { ListFileResult, ProgramInput } from "../src/program.js";
import {
  CONFIGURATION_NAME,
  type FolderEntry,
  isProgramFile,
  type ProgramFolder,
  programsOf,
} from "../src/program-files.js";
import { DataError, dataError, type FileProblem, fileProblem } from "../src/records/data-error.js";
import type { SourceFile } from "../src/source/source.js";
import { folderEntries, isInside, isOnDisk, readProgramFile } from "./program-disk.js";
import { errorCode, systemReason } from "./system-reason.js";

export type LoadedProgram =
  | {
      readonly kind: "loaded";
      /** Absolute; the paths in `input` are relative to it, with `/`. */
      readonly root: string;
      readonly input: ProgramInput;
    }
  | { readonly kind: "failed"; readonly problems: readonly FileProblem[] };

/**
 * Reads the program that `path` (a folder or a `.seg` file; by default the working folder) belongs to: all `.seg` files
 * below the nearest folder upward with a `seg.json`; without one, those below the folder, or the lone file. Folders
 * called `node_modules`, hidden ones, and those with a `seg.json` of their own are left out. Never throws.
 */
export function loadProgram(path = "."): LoadedProgram {
  try {
    const start = resolve(path);
    const lone = statOf(path, start).isFile();
    if (lone && !isProgramFile(start)) throw dataError(dataRules.notAProgramFile, { path });
    const folder = lone ? dirname(start) : start;
    const configured = nearestConfiguration(folder);
    const root = configured ?? folder;
    const files = lone && configured === null ? [start] : programsOnDisk(root, null)[0]!.files;
    if (files.length === 0) throw dataError(dataRules.noPrograms, { path });
    return readProgram({ root, isConfigured: configured !== null, files });
  } catch (error) {
    if (error instanceof DataError) return { kind: "failed", problems: [error.problem] };
    throw error;
  }
}

export type FoundPrograms =
  | { readonly kind: "loaded"; readonly programs: readonly Extract<LoadedProgram, { kind: "loaded" }>[] }
  | { readonly kind: "failed"; readonly problems: readonly FileProblem[] };

/**
 * The program that `path` belongs to, as `loadProgram` reads it, and those below a folder that is named: each folder with a
 * `seg.json` of its own is the root of one. The first is left out where no file of it lies below the folder and others do.
 * In the order of their paths. Never throws.
 */
export function loadProgramsBelow(path = "."): FoundPrograms {
  const own = loadProgram(path);
  if (own.kind === "failed" && !hasNoFiles(own)) return own;
  const named = resolve(path);
  const isOwn = (root: string) => own.kind === "loaded" && root === own.root;
  if (own.kind === "loaded" && statSync(named).isFile()) return { kind: "loaded", programs: [own] };
  try {
    const others = programsOnDisk(named, named)
      .filter(({ root, isConfigured, files }) => isConfigured && files.length > 0 && !isOwn(root))
      .map(readProgram);
    const isPassedBy = others.length > 0 && !(own.kind === "loaded" && hasFilesBelow(own, named));
    const all = isPassedBy ? others : [own, ...others];
    const problems = all.flatMap((each) => (each.kind === "failed" ? each.problems : []));
    if (problems.length > 0) return { kind: "failed", problems };
    return { kind: "loaded", programs: all.flatMap((each) => (each.kind === "loaded" ? [each] : [])) };
  } catch (error) {
    if (error instanceof DataError) return { kind: "failed", problems: [error.problem] };
    throw error;
  }
}

function hasNoFiles(program: LoadedProgram): boolean {
  return program.kind === "failed" && program.problems.every(({ code }) => code === dataRules.noPrograms.code);
}

function hasFilesBelow({ root, input }: Extract<LoadedProgram, { kind: "loaded" }>, folder: string): boolean {
  return input.files.some((file) => isInside(folder, resolve(root, file.path)));
}

function readProgram({ root, isConfigured, files: paths }: ProgramFolder): LoadedProgram {
  const problems: FileProblem[] = [];
  const read = (path: string): SourceFile[] => {
    const result = readProgramFile(path, "program");
    if (result.kind === "text") return [{ path: portable(relative(root, path)), text: result.text }];
    const reason = result.kind === "unreadable" ? result.reason : "there is no such file or folder";
    problems.push(fileProblem(dataRules.fileUnreadable, { path: shown(path), reason }));
    return [];
  };
  const files = paths.flatMap(read);
  const config = isConfigured ? (read(join(root, CONFIGURATION_NAME))[0] ?? null) : null;
  if (problems.length > 0) return { kind: "failed", problems };
  return { kind: "loaded", root, input: { files, config, readList: listReader(root) } };
}

function nearestConfiguration(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (isOnDisk(join(at, CONFIGURATION_NAME))) return at;
    if (dirname(at) === at) return null;
  }
}

/** As `programsOf`, with the disk's own separators; in the order of their paths. */
function programsOnDisk(root: string, within: string | null): readonly ProgramFolder[] {
  const search = programsOf(root, within);
  let step = search.next();
  while (step.done !== true) step = search.next(entriesOf(step.value));
  return step.value
    .map(({ root: at, isConfigured, files }) => ({
      root: resolve(at),
      isConfigured,
      files: files.map((file) => resolve(file)),
    }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

function entriesOf(folder: string): readonly FolderEntry[] {
  try {
    return folderEntries(folder);
  } catch (error) {
    throw dataError(dataRules.fileUnreadable, { path: shown(folder), reason: systemReason(error) });
  }
}

/** A path as messages name it: from the working folder. */
function shown(path: string): string {
  return portable(relative(process.cwd(), path)) || ".";
}

function statOf(path: string, absolute: string): Stats {
  try {
    return statSync(absolute);
  } catch (error) {
    if (errorCode(error) === "ENOENT") throw dataError(dataRules.fileNotFound, { path });
    throw dataError(dataRules.fileUnreadable, { path, reason: systemReason(error) });
  }
}

/** Reads the files that lists name, as far as they lie inside the root, links resolved. */
function listReader(root: string): ProgramInput["readList"] {
  return (fromFile, path): ListFileResult => {
    const absolute = resolve(root, dirname(fromFile), path);
    if (absolute === root) return { kind: "unreadable", reason: "it is a folder" };
    if (!isInside(root, absolute)) return { kind: "outside" };
    const found = readProgramFile(absolute, "list", root);
    return found.kind === "text" ? { ...found, path: portable(relative(root, absolute)) } : found;
  };
}

function portable(path: string): string {
  return path.split(sep).join("/");
}
