import type { Model } from "./condition/model.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { checkProgram } from "./semantics/check.js";
import { withSeverities } from "./semantics/configuration/severities.js";
import { readConfiguration } from "./semantics/configuration.js";
import type { ProgramInput } from "./semantics/input.js";
import { applySuppressions } from "./semantics/suppressions.js";
import { parseFile } from "./syntax/parse.js";
import type { SyntaxFile } from "./syntax/tree.js";

export type { ListFileResult, ProgramInput } from "./semantics/input.js";

export type Stage = "configure" | "parse" | "check" | "report";

/** A program that has been through the whole pipeline. */
export interface Program {
  readonly input: ProgramInput;
  readonly files: readonly SyntaxFile[];
  readonly model: Model;
  /** Sorted by file and position; severities as `seg.json` sets them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds each stage took. */
  readonly timings: Readonly<Record<Stage, number>>;
}

/**
 * The pipeline: settings, parse, check, findings. Never throws, whatever the input: what is wrong is a diagnostic.
 * Files that are unchanged since `previous` are not parsed again.
 */
export function analyseProgram(input: ProgramInput, previous?: Program): Program {
  const timings: Record<Stage, number> = { configure: 0, parse: 0, check: 0, report: 0 };
  const timed = <R>(stage: Stage, work: () => R): R => {
    const start = performance.now();
    const result = work();
    timings[stage] = performance.now() - start;
    return result;
  };

  const findings: Diagnostic[] = [];
  const settings = timed("configure", () => readConfiguration(input.config, (diagnostic) => findings.push(diagnostic)));
  const files = timed("parse", () => parseFiles(input, previous));
  const { model, diagnostics } = timed("check", () => checkProgram(files, settings, input));
  const reported = timed("report", () => {
    for (const file of files) findings.push(...file.diagnostics);
    findings.push(...diagnostics);
    return sorted(withoutRepetitions(withSeverities(applySuppressions(files, findings), settings.rules)));
  });
  return { input, files, model, diagnostics: reported, timings };
}

function parseFiles(input: ProgramInput, previous: Program | undefined): readonly SyntaxFile[] {
  const before = new Map(previous?.files.map((file) => [file.path, file]));
  return input.files.map(({ path, text }) => {
    return parseFile(path, text, before.get(path));
  });
}

/** One mistake, one message: the same thing said twice of the same place is said once. */
function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, location: { file, span } }) => {
    const key = JSON.stringify([code, file, span.start, span.end, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (a.location.file !== b.location.file) return a.location.file < b.location.file ? -1 : 1;
    const { span: first } = a.location;
    const { span: second } = b.location;
    return first.start - second.start || first.end - second.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
  });
}
