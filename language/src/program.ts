import type { Model, ProgramSettings } from "./condition/model.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { configurationRules } from "./diagnostics/rules/configuration.js";
import { namesRules } from "./diagnostics/rules/names.js";
import { withFinishedFixes } from "./finished-fixes.js";
import { checkProgram } from "./semantics/check.js";
import { withSeverities } from "./semantics/configuration/severities.js";
import { readConfiguration } from "./semantics/configuration.js";
import type { ProgramInput } from "./semantics/input.js";
import { Meanings } from "./semantics/meanings.js";
import { CheckMemory } from "./semantics/memory.js";
import { applySuppressions } from "./semantics/suppressions.js";
import type { Location } from "./source/source.js";
import { outlineFile, parseFile } from "./syntax/parse.js";
import type { SyntaxFile } from "./syntax/tree.js";

export type { ListFileResult, ProgramInput } from "./semantics/input.js";

export type Stage = "configure" | "parse" | "check" | "report";

/** A program that has been through the whole pipeline. */
export interface Program {
  readonly input: ProgramInput;
  readonly files: readonly SyntaxFile[];
  readonly model: Model;
  /** All that was found, before comments and `seg.json` have their say. For `reportFindings`. */
  readonly findings: readonly Diagnostic[];
  /** What is to be shown: sorted by file and position; severities as `seg.json` sets them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds each stage took. */
  readonly timings: Readonly<Record<Stage, number>>;
}

/** What is kept of a program until it is analysed again. */
interface ProgramMemory {
  readonly configuration: ReadConfiguration;
  readonly check: CheckMemory;
}

interface ReadConfiguration {
  readonly config: ProgramInput["config"];
  readonly settings: ProgramSettings;
  readonly diagnostics: readonly Diagnostic[];
}

/** By the model, which every analysis makes anew and every later form of its program still has. */
const memories = new WeakMap<Model, ProgramMemory>();

/**
 * The pipeline: settings, parse, check, findings. Never throws, whatever the input: what is wrong is a diagnostic.
 *
 * `previous`, the program as it was, makes it quick: a declaration is parsed and checked again only if its text or
 * something that it names has changed. The result is the same as without it, and what has not changed in the model
 * (segments, their conditions, the schema) is the same object as before, moved to its new place. So `previous` is taken
 * over: of what it holds, only the diagnostics may be read any more. Given a second time it is of no help, and no harm.
 */
export function analyseProgram(input: ProgramInput, previous?: Program): Program {
  return analyse(input, previous, parseFile);
}

/** A first look at a program. */
export interface Glance {
  /** What is wrong in the files in question, as the whole analysis will say it, too: no false alarm, but it may find more. */
  readonly diagnostics: readonly Diagnostic[];
  /** To go on from, as `previous`: the files in question have been read. */
  readonly program: Program;
}

/**
 * What can be said of some files of a program (`paths`) without reading the conditions of all other segments: of a large program
 * the greater part. So an editor can show what is wrong in the file before its user while the rest is still being read.
 * `previous` as with `analyseProgram`.
 */
export function glanceAtProgram(input: ProgramInput, paths: ReadonlySet<string>, previous?: Program): Glance {
  const program = analyse(input, previous, (path, text, before) =>
    (paths.has(path) ? parseFile : outlineFile)(path, text, before),
  );
  // Without fields no name means anything; whether there are really none, a mistake elsewhere may decide.
  const { schema } = program.model;
  const isFinal = ({ rule, location }: Diagnostic) => paths.has(location.file) && !OF_THE_WHOLE.has(rule);
  return { diagnostics: schema === null ? [] : program.diagnostics.filter(isFinal), program };
}

/** A program whose new texts have been read, but not checked. */
export interface ReadAhead {
  /** To go on from, as `previous`. Of its model and its findings nothing is known anew. */
  readonly program: Program;
  /** Whether every name means what it meant: then `meaningsOf(program)` tells of the new texts. */
  readonly namesStand: boolean;
}

/**
 * Reads new texts before they are checked, for who only wants to know what can be written at a place: while the condition of a
 * segment is being typed, names mean what they meant a moment ago, and the check of a large program takes longer than somebody
 * who types against the answer should wait. Takes `previous` over as `analyseProgram` does, which goes on from the result.
 */
export function readAhead(input: ProgramInput, previous: Program): ReadAhead {
  const memory = memories.get(previous.model);
  const files = parseFiles(input, memory === undefined ? undefined : previous, parseFile);
  const program = { ...previous, input, files };
  const { config } = input;
  const isConfigured = memory?.configuration.config?.text === config?.text;
  const namesStand = memory !== undefined && isConfigured && memory.check.goesOn(previous.files, files, input.readList);
  return { program, namesStand };
}

/** Rules that look at all conditions of a program before they speak of one place. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(
  [namesRules.unusedDefine, namesRules.unusedList, namesRules.notCompared, configurationRules.unusedSuppression].map(
    ({ name }) => name,
  ),
);

type ParseFile = (path: string, text: string, previous: SyntaxFile | undefined) => SyntaxFile;

function analyse(input: ProgramInput, previous: Program | undefined, parse: ParseFile): Program {
  const timings: Record<Stage, number> = { configure: 0, parse: 0, check: 0, report: 0 };
  const timed = <R>(stage: Stage, work: () => R): R => {
    const start = performance.now();
    const result = work();
    timings[stage] = performance.now() - start;
    return result;
  };

  const memory = previous === undefined ? undefined : memories.get(previous.model);
  if (previous !== undefined) memories.delete(previous.model);
  const configuration = timed("configure", () => configurationOf(input, memory?.configuration));
  const { settings } = configuration;
  const files = timed("parse", () => parseFiles(input, memory === undefined ? undefined : previous, parse));
  const check = memory?.check ?? new CheckMemory();
  const { model, diagnostics } = timed("check", () => checkProgram(files, settings, input, check));
  const findings = [...configuration.diagnostics, ...files.flatMap((file) => file.diagnostics), ...diagnostics];
  const shown = timed("report", () => withFinalSay({ input, files, model }, findings, "checked"));
  const program = { input, files, model, findings, diagnostics: shown, timings };
  memories.set(model, { configuration, check });
  return program;
}

/**
 * What the names of a program mean, for an editor. To be read, and what it gives, until the program is analysed again;
 * null where it has been.
 */
export function meaningsOf(program: Program): Meanings | null {
  const names = memories.get(program.model)?.check.names ?? null;
  return names === null ? null : new Meanings(program.files, names);
}

/**
 * The diagnostics of a program when its segments have been proved apart, or not: what the check found and what the proofs
 * did (`proved`, SEG4001 to SEG4009), all of it subject to `seg-ignore` comments and to `seg.json`, each said once, sorted.
 * Only now can be said that a comment silences nothing the proofs could have found. What `proved` holds has places of its
 * own already, as `Proofs` promises, and is not copied: it may be thousands of findings, after every keystroke.
 */
export function reportFindings(program: Program, proved: readonly Diagnostic[]): readonly Diagnostic[] {
  return withFinalSay(program, [...program.findings, ...proved], "proved", new Set(proved));
}

function withFinalSay(
  { input, files, model }: Pick<Program, "input" | "files" | "model">,
  findings: readonly Diagnostic[],
  stage: "checked" | "proved",
  placed: ReadonlySet<Diagnostic> = new Set(),
): readonly Diagnostic[] {
  const left = withoutRepetitions(sorted(applySuppressions(files, findings, stage)));
  const stay = withFinishedFixes(left, files).map((diagnostic) =>
    placed.has(diagnostic) ? diagnostic : inItsPlace(diagnostic),
  );
  return withSeverities(stay, model.settings.rules, input.strict === true);
}

/** With places of its own, which stay what they are when those of the program are moved. */
function inItsPlace(diagnostic: Diagnostic): Diagnostic {
  const { location, related, fixes } = diagnostic;
  return {
    ...diagnostic,
    location: copyOf(location),
    related: related.map((place) => ({ ...place, location: copyOf(place.location) })),
    fixes: fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, location: copyOf(edit.location) })),
    })),
  };
}

function copyOf({ file, span }: Location): Location {
  return { file, span: { start: span.start, end: span.end } };
}

function configurationOf({ config }: ProgramInput, before: ReadConfiguration | undefined): ReadConfiguration {
  if (before !== undefined && before.config?.path === config?.path && before.config?.text === config?.text)
    return before;
  const diagnostics: Diagnostic[] = [];
  const settings = readConfiguration(config, (diagnostic) => diagnostics.push(diagnostic));
  return { config, settings, diagnostics };
}

function parseFiles(input: ProgramInput, previous: Program | undefined, parse: ParseFile): readonly SyntaxFile[] {
  const before = new Map(previous?.files.map((file) => [file.path, file]));
  return input.files.map(({ path, text }) => {
    const known = before.get(path);
    // A file given twice is two files: what was is taken over once.
    before.delete(path);
    return parse(path, text, known);
  });
}

/** One mistake, one message: the same thing said twice of the same place is said once. Of what is sorted. */
function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  // What is said twice stands together, save for what else is said of the same place by the same rule.
  let said: Set<string> | null = null;
  return diagnostics.filter((diagnostic, index) => {
    const before = diagnostics[index - 1];
    if (before === undefined || inOrder(before, diagnostic) !== 0) {
      said = null;
      return true;
    }
    said ??= new Set([before.message]);
    return said.size < said.add(diagnostic.message).size;
  });
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(inOrder);
}

/** By place, then by code. */
function inOrder(a: Diagnostic, b: Diagnostic): number {
  const { location: one } = a;
  const { location: other } = b;
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  const { span: first } = one;
  const { span: second } = other;
  return first.start - second.start || first.end - second.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
