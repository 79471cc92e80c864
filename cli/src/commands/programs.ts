import { dirname, join, relative, resolve, sep } from "node:path";
import {
  analyseProgram,
  CONFIGURATION_NAME,
  LineIndex,
  type Program,
  type ProgramInput,
  type Proofs,
} from "@seg-lang/language";
import { type LoadedProgram, loadProgram, loadProgramsBelow } from "@seg-lang/language/node";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { prettyReport } from "../reporters/pretty.js";
import type { ProvedProgram } from "../reporters/proved.js";
import type { CheckedProgram, SourceView } from "../reporters/report.js";
import type { CommandContext } from "./context.js";
import { type ProvenProgram, type ProveOptions, prove, provedProgram } from "./proofs.js";

/** A program from a disk, checked. */
export interface OpenedProgram {
  /** Absolute. */
  readonly root: string;
  readonly program: Program;
  readonly checked: CheckedProgram;
  /** Null where nobody asked. */
  readonly proofs: Proofs | null;
  /** Absolute: the files that it read or looked for, lists and sample data among them. */
  readonly reads: readonly string[];
}

export interface OpenOptions {
  readonly strict?: boolean;
  /** Of the same root: files that are unchanged since are not parsed again, nor proved. */
  readonly previous?: Pick<OpenedProgram, "program" | "proofs">;
  /** Prove its segments apart, too. */
  readonly prove?: Pick<ProveOptions, "asOf" | "certificates">;
}

/** Loads and checks the program that `path` belongs to; one that cannot be loaded fails the command. */
export function openProgram(path: string | undefined, options: OpenOptions = {}): OpenedProgram {
  return analyse(path ?? ".", loaded(path), options);
}

/** The programs of several paths and below them; those that lie in the same program are one. */
export function openPrograms(paths: readonly string[], options: OpenOptions = {}): OpenedProgram[] {
  return loadPrograms(paths).map(({ name, found }) => analyse(name, found, options));
}

export interface NamedProgram {
  /** What reports call it: the path as the user wrote it, or where it lies from here, if that path led to several. */
  readonly name: string;
  /** The same for one and the same program, whatever its files hold. */
  readonly key: string;
  /** The paths that led to it, as the user wrote them. */
  readonly named: readonly [string, ...string[]];
  readonly found: Loaded;
}

/** Reads the programs of several paths, and those below them, from the disk; those that lie in the same program are one. */
export function loadPrograms(paths: readonly string[]): NamedProgram[] {
  const programs = new Map<string, NamedProgram>();
  for (const path of paths.length === 0 ? ["."] : paths) {
    const result = loadProgramsBelow(path);
    if (result.kind === "failed") throw notLoaded(result.problems);
    const isOne = result.programs.length === 1;
    for (const found of result.programs) {
      const key = keyOf(found);
      const known = programs.get(key);
      const name = isOne ? path : fromHere(found.root);
      const named = known === undefined ? ([path] as const) : ([...known.named, path] as const);
      programs.set(key, { name: known?.name ?? name, key, named, found });
    }
  }
  return [...programs.values()];
}

/** A lone file without `seg.json` is a program of its own, beside others in its folder. */
function keyOf({ root, input }: Loaded): string {
  return JSON.stringify(input.config === null && input.files.length === 1 ? [root, input.files[0]!.path] : [root]);
}

/** Whether a path is the one named, or lies in the folder named; both absolute. */
export function isBelow(path: string, named: string): boolean {
  return path === named || path.startsWith(named.endsWith(sep) ? named : named + sep);
}

/** A path from the working folder, with `/`. */
export function fromHere(path: string): string {
  return relative(process.cwd(), path).split(sep).join("/") || ".";
}

/** For commands that need a program without errors: shows the errors and fails where there are any. */
export function openSoundProgram(path: string | undefined, context: CommandContext): OpenedProgram {
  const opened = openProgram(path);
  const errors = opened.checked.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return opened;
  context.notes.write(prettyReport([{ ...opened.checked, diagnostics: errors }], context.notesStyle));
  throw new CommandFailure("The program has errors, so it was not run.", errorStatus([opened.checked]));
}

/** What the errors of programs come to: wrong configuration if all of them lie in `seg.json`, else problems. */
export function errorStatus(programs: readonly CheckedProgram[]): ExitStatus {
  const errors = programs.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error"));
  if (errors.length === 0) return EXIT.fine;
  return errors.every(({ location }) => location.file === CONFIGURATION_NAME) ? EXIT.usage : EXIT.problems;
}

export type Loaded = Extract<LoadedProgram, { kind: "loaded" }>;

function loaded(path = "."): Loaded {
  const result = loadProgram(path);
  if (result.kind === "loaded") return result;
  const below = loadProgramsBelow(path);
  if (below.kind === "loaded") {
    const names = below.programs.map(({ root }) => `\`${fromHere(root)}\``);
    throw new CommandFailure(
      names.length === 1
        ? `The program below \`${path}\` is ${names[0]}: name that.`
        : `Below \`${path}\` there are several programs: ${names.join(", ")}. Name one.`,
    );
  }
  throw notLoaded(result.problems);
}

function notLoaded(problems: Extract<LoadedProgram, { kind: "failed" }>["problems"]): CommandFailure {
  return new CommandFailure(problems.map(({ message }) => message).join("\n"), EXIT.usage, problems[0]?.code);
}

/** Checks what was read; `name` is what the user called it. */
export function analyse(name: string, { root, input }: Loaded, options: OpenOptions): OpenedProgram {
  const listTexts = new Map<string, string>();
  const lists = new Set<string>();
  const watched: ProgramInput = {
    ...input,
    ...(options.strict === undefined ? {} : { strict: options.strict }),
    readList(fromFile, path) {
      const result = input.readList(fromFile, path);
      if (result.kind !== "outside") lists.add(join(dirname(fromFile), path));
      if (result.kind === "text") listTexts.set(result.path, result.text);
      return result;
    },
  };
  const analysed = analyseProgram(watched, options.previous?.program);
  const { sampleData } = analysed.model.settings;
  const reads = [
    ...[...input.files, ...(input.config === null ? [] : [input.config])].map(({ path }) => path),
    ...lists,
    ...(sampleData === null ? [] : [sampleData]),
  ].map((path) => join(root, path));
  if (options.prove === undefined) {
    return { root, program: analysed, proofs: null, reads, checked: checkedProgram(name, root, analysed, listTexts) };
  }
  const start = performance.now();
  const proven = proveAs(analysed, options);
  const proved = provedProgram(proven, options.prove.certificates === true);
  const shown = { ...proven.program, diagnostics: proven.diagnostics };
  const checked = checkedProgram(name, root, shown, listTexts, proved);
  const timings = { ...checked.timings, prove: performance.now() - start };
  return { root, program: proven.program, proofs: proven.proofs, reads, checked: { ...checked, timings } };
}

function proveAs(program: Program, { strict, previous, prove: how }: OpenOptions): ProvenProgram {
  return prove(program, {
    ...how,
    ...(strict === undefined ? {} : { strict }),
    ...(previous?.proofs ? { previous: previous.proofs } : {}),
  });
}

/** What reporters need to know of a program. `listTexts`: the list files that it read. */
export function checkedProgram(
  name: string,
  root: string,
  program: Program,
  listTexts: ReadonlyMap<string, string> = new Map(),
  proved: ProvedProgram | null = null,
): CheckedProgram {
  const { files, model, diagnostics, timings, input } = program;
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  if (input.config !== null) texts.set(input.config.path, input.config.text);
  const views = new Map<string, SourceView | null>();
  const view = (file: string): SourceView | null => {
    const text = texts.get(file) ?? listTexts.get(file);
    return text === undefined ? null : { text, lines: new LineIndex(text) };
  };
  return {
    name,
    diagnostics,
    proved,
    timings,
    files: files.map(({ path }) => path),
    contents: {
      files: files.length,
      criteria: model.criteria.length,
      segments: model.criteria.reduce((count, { segments }) => count + segments.length, 0),
      personas: model.personas.length,
    },
    pathOf: (file) => relative(placesFrom(), join(root, file)).split(sep).join("/"),
    source(file) {
      if (!views.has(file)) views.set(file, view(file));
      return views.get(file)!;
    },
  };
}

/** Paths are told from the working folder; on GitHub from the root of the repository, as annotations are placed by it. */
function placesFrom(): string {
  const here = process.cwd();
  const workspace = process.env.GITHUB_WORKSPACE ?? "";
  return workspace !== "" && isBelow(here, resolve(workspace)) ? workspace : here;
}
