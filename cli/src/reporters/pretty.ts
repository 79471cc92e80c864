import type { Diagnostic, Fix, Location, TextEdit } from "@seg-lang/language";
import { type ChangedLines, changedLines, type Excerpt, excerptOf } from "./excerpt.js";
import { certificateList, proofTable } from "./proof-table.js";
import {
  type CheckedProgram,
  counted,
  countSeverities,
  inOrder,
  type ProgramContents,
  placeOf,
  totalContents,
} from "./report.js";
import { prose, type Style, severityColour } from "./style.js";

/**
 * For people: each finding with its place in the source, related places, what to write instead; what was proved; a summary.
 * Of several programs each has a heading and a summary of its own, and a last line counts them all.
 */
export function prettyReport(programs: readonly CheckedProgram[], style: Style): string {
  const explained = new Set<string>();
  const parts = programs.flatMap((program) => [
    ...(programs.length > 1 ? [style.colours.bold(style.colours.underline(prose(program.name, style)))] : []),
    ...prettyFindings(program, explained, style),
    ...prettyProofs(program, style),
    ...(programs.length > 1 ? [prettySummary([program], style)] : []),
  ]);
  const total = prettySummary(programs, style);
  const last = programs.length > 1 ? `${counted(programs.length, "program")} in all. ${total}` : total;
  return `${[...parts, last].join("\n\n")}\n`;
}

function prettyFindings(program: CheckedProgram, explained: Set<string>, style: Style): string[] {
  return inOrder(program.diagnostics).map((diagnostic) => {
    const first = !explained.has(diagnostic.code);
    explained.add(diagnostic.code);
    return prettyDiagnostic(program, diagnostic, style, first);
  });
}

/** What was proved: certificates where they were asked for, then a table. */
function prettyProofs({ proved }: CheckedProgram, style: Style): string[] {
  if (proved === null) return [];
  return [certificateList(proved, style), proofTable(proved, "Proved", style)].filter((text) => text !== "");
}

/** One finding; `withHelp` adds the line that leads to the page of its rule. */
export function prettyDiagnostic(
  program: CheckedProgram,
  diagnostic: Diagnostic,
  style: Style,
  withHelp: boolean,
): string {
  const { colours } = style;
  const paint = severityColour(diagnostic.severity, style);
  const head = [
    colours.bold(placeText(program, diagnostic.location, style)),
    paint(diagnostic.severity),
    `${colours.bold(diagnostic.code)} ${colours.dim(diagnostic.rule)}`,
  ].join("  ");
  const parts = [`${head}\n${indent(prose(diagnostic.message, style))}`];
  parts.push(...prettyExcerpt(program, diagnostic.location, "^", paint, style));
  for (const related of diagnostic.related) {
    const place = colours.bold(placeText(program, related.location, style));
    parts.push(
      [
        `${indent(place)}  ${prose(related.message, style)}`,
        ...prettyExcerpt(program, related.location, "~", colours.blue, style),
      ].join("\n"),
    );
  }
  for (const fix of diagnostic.fixes) parts.push(prettyFix(program, fix, diagnostic.location.file, style));
  if (withHelp) parts.push(indent(colours.dim(`More: seg help ${diagnostic.code}`)));
  return parts.join("\n\n").replace(/\n{2}(?= +\S* ?│)/g, "\n");
}

/** `2 errors, 1 warning in 3 files`, or what was found where all is well. */
function prettySummary(programs: readonly CheckedProgram[], style: Style): string {
  const { colours } = style;
  const counts = countSeverities(programs);
  const contents = totalContents(programs);
  const parts: string[] = [];
  if (counts.error > 0) parts.push(colours.red(counted(counts.error, "error")));
  if (counts.warning > 0) parts.push(colours.yellow(counted(counts.warning, "warning")));
  if (counts.information > 0) parts.push(colours.blue(counted(counts.information, "information", "informations")));
  if (counts.hint > 0) parts.push(counted(counts.hint, "hint"));
  const where = counted(contents.files, "file");
  if (counts.error > 0) return `${colours.bold(parts.join(", "))} in ${where}`;
  const found = `${contentsText(contents)} in ${where}`;
  const verdict = colours.bold(colours.green("No errors"));
  return parts.length === 0 ? `${verdict}: ${found}` : `${verdict}: ${found}; ${parts.join(", ")}`;
}

function contentsText(contents: ProgramContents): string {
  const parts = [
    counted(contents.segments, "segment"),
    counted(contents.criteria, "criterion", "criteria"),
    ...(contents.personas > 0 ? [counted(contents.personas, "persona")] : []),
  ];
  return parts.join(", ");
}

/** `--stats`: the stages of the pipeline with their times. */
export function prettyTimings(programs: readonly CheckedProgram[], style: Style): string {
  return programs
    .map(({ name, timings }) => {
      const stages = Object.entries(timings);
      const width = Math.max(0, ...stages.map(([stage]) => stage.length));
      const rows = stages.map(([stage, time]) => `  ${stage.padEnd(width)}  ${time.toFixed(1).padStart(8)} ms`);
      return [style.colours.bold(prose(name, style)), ...rows].join("\n");
    })
    .join("\n");
}

function placeText(program: CheckedProgram, location: Location, style: Style): string {
  const { path, line, column } = placeOf(program, location);
  return prose(program.source(location.file) === null ? path : `${path}:${line}:${column}`, style);
}

function prettyExcerpt(
  program: CheckedProgram,
  location: Location,
  mark: string,
  paint: (text: string) => string,
  style: Style,
): string[] {
  const source = program.source(location.file);
  if (source === null) return [];
  return [drawExcerpt(excerptOf(source, location.span, style.layout), mark, paint, style)];
}

function drawExcerpt(excerpt: Excerpt, mark: string, paint: (text: string) => string, { colours }: Style): string {
  const gutter = Math.max(4, ...excerpt.map((line) => (line === "gap" ? 0 : String(line.number).length + 2)));
  const bar = (label: string) => colours.dim(`${label.padStart(gutter)} │ `);
  return excerpt
    .flatMap((line) => {
      if (line === "gap") return [bar("⋮")];
      const rows = [bar(String(line.number)) + line.text];
      if (line.marks.length > 0) rows.push(bar("") + paint(drawMarks(line.marks, mark)));
      return rows;
    })
    .map((row) => row.trimEnd())
    .join("\n");
}

function drawMarks(marks: readonly { readonly start: number; readonly length: number }[], mark: string): string {
  let row = "";
  for (const { start, length } of marks) row = row.padEnd(start) + mark.repeat(length);
  return row;
}

function prettyFix(program: CheckedProgram, fix: Fix, homeFile: string, style: Style): string {
  const { colours } = style;
  const parts = [indent(`${colours.green("Fix:")} ${prose(fix.title, style)}`)];
  for (const [file, edits] of editsByFile(fix)) {
    const source = program.source(file);
    if (source === null) continue;
    if (file !== homeFile) parts.push(indent(colours.dim(prose(program.pathOf(file), style))));
    for (const change of changedLines(source, edits, style.layout)) parts.push(drawChange(change, style));
  }
  return parts.join("\n");
}

function drawChange({ kind, lines }: ChangedLines, style: Style): string {
  if (kind === "written") return drawExcerpt(lines, "+", style.colours.green, style);
  const removed = lines.map((line) => (line === "gap" ? line : { ...line, text: style.colours.red(`- ${line.text}`) }));
  return drawExcerpt(removed, "-", style.colours.red, style);
}

function editsByFile(fix: Fix): Map<string, TextEdit[]> {
  const files = new Map<string, TextEdit[]>();
  for (const edit of fix.edits) {
    const edits = files.get(edit.location.file);
    if (edits === undefined) files.set(edit.location.file, [edit]);
    else edits.push(edit);
  }
  return files;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
