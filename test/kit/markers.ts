import { expect } from "vitest";
import type { Diagnostic, Fix, Severity } from "../../language/src/diagnostics/diagnostic.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { LineIndex } from "../../language/src/source/line-index.js";
import { inMemoryProgram } from "./programs.js";

/**
 * Tests of diagnostics are programs with marks beneath the lines that should draw them:
 *
 * ```
 * segment A where ctiy = "x"
 *                 ~~~~ unknown-name: ctiy
 * ```
 *
 * A mark is `~~~ rule-name`, or `~~~ rule-name: part of the message`; a finding that spans lines is marked on its first.
 * Everything found must be marked and everything marked must be found. `=== path` starts another file of the program:
 * `seg.json` is its configuration, `.seg` files are programs, all others can be read by `list … from`.
 */
export interface MarkedOptions {
  /** A further file, so that a table of tests need not repeat its `customer` block. */
  readonly before?: string;
  /** Rules whose findings need no mark. */
  readonly ignore?: readonly string[];
  /** Only findings at least this severe need a mark (default: all). */
  readonly atLeast?: Severity;
  readonly strict?: boolean;
  /** What else is found in the program: what proofs find, say. */
  readonly findings?: (program: Program) => readonly Diagnostic[];
}

interface Mark {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly length: number;
  readonly rule: string;
  readonly message: string | null;
}

const MARK = /^(\s*)(~+) ([a-z][a-z0-9-]*)(?:: (.*))?$/;
const SEVERITIES: readonly Severity[] = ["hint", "information", "warning", "error"];

/** Checks a marked program; fails the test with both marked texts side by side where they differ. */
export function expectMarked(text: string, options: MarkedOptions = {}): Program {
  const result = checkMarked(text, options);
  expect(result.found).toBe(result.expected);
  return result.program;
}

/** What is marked and what is found, both as marked texts. */
function checkMarked(
  text: string,
  options: MarkedOptions = {},
): { readonly expected: string; readonly found: string; readonly program: Program } {
  const marks: Mark[] = [];
  const files = new Map<string, string>();
  for (const [path, marked] of splitFiles(text)) files.set(path, withoutMarks(path, marked, marks));
  if (options.before !== undefined) files.set("before.seg", options.before);
  const program = analyseProgram(inMemoryProgram(files, options.strict));
  const wanted = SEVERITIES.indexOf(options.atLeast ?? "hint");
  const found = [...program.diagnostics, ...(options.findings?.(program) ?? [])]
    .filter((diagnostic) => SEVERITIES.indexOf(diagnostic.severity) >= wanted)
    .filter((diagnostic) => !options.ignore?.includes(diagnostic.rule))
    .map((diagnostic) => markOf(diagnostic, files.get(diagnostic.location.file) ?? "", marks));
  return { expected: withMarks(files, marks), found: withMarks(files, found), program };
}

/** The program's text after a fix. */
export function applyFix(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.location.span.start - a.location.span.start);
  let result = text;
  for (const { location, newText } of edits) {
    result = result.slice(0, location.span.start) + newText + result.slice(location.span.end);
  }
  return result;
}

/** Files of a text with `=== path` lines; what stands before the first is `main.seg`. */
function splitFiles(text: string): Map<string, string> {
  const files = new Map<string, string>();
  let path = "main.seg";
  let lines: string[] = [];
  const flush = () => {
    if (files.size > 0 || path !== "main.seg" || lines.some((line) => line.trim() !== ""))
      files.set(path, lines.join("\n"));
  };
  for (const line of text.split("\n")) {
    const next = /^=== (\S+)$/.exec(line);
    if (next === null) lines.push(line);
    else {
      flush();
      path = next[1]!;
      lines = [];
    }
  }
  flush();
  return files;
}

function withoutMarks(file: string, text: string, marks: Mark[]): string {
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const match = MARK.exec(line);
    if (match === null) kept.push(line);
    else {
      const [, indent, tildes, rule, message] = match;
      const place = { file, line: kept.length - 1, start: indent!.length, length: tildes!.length };
      marks.push({ ...place, rule: rule!, message: message ?? null });
    }
  }
  return kept.join("\n");
}

function markOf(diagnostic: Diagnostic, text: string, marks: readonly Mark[]): Mark {
  const index = new LineIndex(text);
  const { file, span } = diagnostic.location;
  const { line, character } = index.position(span.start);
  const lineEnd = index.lineSpan(line).end;
  const length = Math.max(1, Math.min(span.end, lineEnd) - span.start);
  const place = { file, line, start: character, length, rule: diagnostic.rule };
  // A mark that quotes a part of the message stands for the whole of it.
  const quoted = marks.find(
    (mark) =>
      mark.message !== null &&
      mark.file === file &&
      mark.line === line &&
      mark.start === character &&
      mark.length === length &&
      mark.rule === diagnostic.rule &&
      diagnostic.message.includes(mark.message),
  );
  if (quoted !== undefined) return quoted;
  const unquoted = marks.some(
    (m) => m.message === null && m.line === line && m.start === character && m.rule === place.rule,
  );
  return { ...place, message: unquoted ? null : diagnostic.message };
}

function withMarks(files: ReadonlyMap<string, string>, marks: readonly Mark[]): string {
  const parts: string[] = [];
  const known = [...files.keys()];
  for (const [path, text] of files) {
    parts.push(`=== ${path}`);
    text.split("\n").forEach((line, number) => {
      parts.push(line);
      const here = marks.filter((mark) => mark.file === path && mark.line === number);
      parts.push(...here.map(drawMark).sort());
    });
  }
  for (const mark of marks) if (!known.includes(mark.file)) parts.push(`=== ${mark.file}?`, drawMark(mark));
  return parts.join("\n");
}

function drawMark(mark: Mark): string {
  const message = mark.message === null ? "" : `: ${mark.message}`;
  return `${" ".repeat(mark.start)}${"~".repeat(mark.length)} ${mark.rule}${message}`;
}
