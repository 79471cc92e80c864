import type { Diagnostic, LineIndex, Location, Severity } from "@seg-lang/language";
import { countText } from "../terminal/bars.js";
import type { ProvedProgram } from "./proved.js";

/** The text of a file of the program, for excerpts. */
export interface SourceView {
  readonly text: string;
  readonly lines: LineIndex;
}

/** One checked program as reporters see it. */
export interface CheckedProgram {
  /** What the user named: a folder, a file. */
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly contents: ProgramContents;
  /** Null where the command did not ask for proofs. */
  readonly proved: ProvedProgram | null;
  /** Milliseconds per stage of the pipeline. */
  readonly timings: Readonly<Record<string, number>>;
  /** The `.seg` files, as `Location.file` names them. */
  readonly files: readonly string[];
  /** `Location.file` as a path from the working directory, with `/` between folders. */
  pathOf(file: string): string;
  /** Null where the file is not at hand (a list file, say): then there is no excerpt. */
  source(file: string): SourceView | null;
}

/** What a program holds, for the line that says all is well. */
export interface ProgramContents {
  readonly files: number;
  readonly segments: number;
  readonly criteria: number;
  readonly personas: number;
}

/** A place as people count: lines and columns from 1, columns in UTF-16 units as editors do. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf(program: CheckedProgram, location: Location): Place {
  const path = program.pathOf(location.file);
  const source = program.source(location.file);
  if (source === null) return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const start = source.lines.position(location.span.start);
  const end = source.lines.position(location.span.end);
  return {
    path,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** By place: the order in which the author will meet them. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.location.file, b.location.file) ||
      a.location.span.start - b.location.span.start ||
      a.location.span.end - b.location.span.end ||
      compare(a.code, b.code),
  );
}

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(programs: readonly CheckedProgram[]): SeverityCounts {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const program of programs) for (const diagnostic of program.diagnostics) counts[diagnostic.severity] += 1;
  return counts;
}

export function totalContents(programs: readonly CheckedProgram[]): ProgramContents {
  const total = { files: 0, segments: 0, criteria: 0, personas: 0 };
  for (const { contents } of programs) {
    total.files += contents.files;
    total.segments += contents.segments;
    total.criteria += contents.criteria;
    total.personas += contents.personas;
  }
  return total;
}

/** `1 error`, `2 errors`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
