import type { Diagnostic, Location, Severity } from "@seg-lang/language";
import { notProvedLines } from "./not-proved.js";
import { certificateLines, fixLines, recordLines, witnessText } from "./proof-text.js";
import { evidenceOf } from "./proved.js";
import { type CheckedProgram, inOrder, placeOf } from "./report.js";

/** GitHub cuts what is longer than some thousands of characters; so many pairs of one criterion always fit. */
const LISTED = 20;

/**
 * Workflow commands that GitHub turns into annotations on a pull request.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(programs: readonly CheckedProgram[]): string {
  return programs
    .flatMap((program) => [
      ...inOrder(program.diagnostics).map((diagnostic) => finding(program, diagnostic)),
      ...certificates(program),
      ...notProved(program),
    ])
    .join("");
}

function finding(program: CheckedProgram, diagnostic: Diagnostic): string {
  const { message, fixes, severity, code, rule, location } = diagnostic;
  const lines = [message, ...evidence(program, diagnostic), ...fixes.flatMap((fix) => fixLines(program, fix))];
  return command(annotation(severity), { ...placeProperties(program, location), title: `${code} ${rule}` }, lines);
}

/** The customer that shows it, and why a segment is empty, where that was asked for. */
function evidence(program: CheckedProgram, diagnostic: Diagnostic): string[] {
  const found = evidenceOf(program.proved, diagnostic);
  const witness = found?.overlaps[0]?.witness ?? found?.gaps[0]?.witness;
  const reasons = (found?.certificates ?? []).flatMap(({ lemmas }) => lemmas.map(({ text }) => text));
  if (witness === undefined) return reasons;
  const example = diagnostic.message.includes(witness.summary) ? [] : [`For example: ${witnessText(witness)}`];
  return [...example, ...recordLines(witness), ...reasons];
}

/** `--proofs`: a notice a criterion. */
function certificates(program: CheckedProgram): string[] {
  return (program.proved?.criteria ?? []).flatMap(({ criterion, certificates: found }) => {
    if (found === null || found.length === 0) return [];
    const left = found.length - LISTED;
    const lines = [
      ...found.slice(0, LISTED).flatMap((certificate) => certificateLines(criterion, certificate)),
      ...(left > 0 ? [`… ${left} more`] : []),
    ];
    const title = `Why the segments of ${criterion.name} are apart`;
    return [command("notice", { ...placeProperties(program, criterion.location), title }, lines)];
  });
}

function notProved(program: CheckedProgram): string[] {
  const lines = notProvedLines(program.proved?.notProved ?? null);
  return lines.length === 0 ? [] : [command("notice", { title: `Not proved of ${program.name}` }, lines)];
}

function placeProperties(program: CheckedProgram, location: Location): Readonly<Record<string, string | number>> {
  const place = placeOf(program, location);
  return {
    file: place.path,
    line: place.line,
    endLine: place.endLine,
    col: place.column,
    // The end is inclusive there; columns only count where the finding lies on one line.
    ...(place.line === place.endLine ? { endColumn: Math.max(place.column, place.endColumn - 1) } : {}),
  };
}

function command(
  kind: ReturnType<typeof annotation>,
  properties: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${kind} ${listed.join(",")}::${escapeData(lines.join("\n"))}\n`;
}

function annotation(severity: Severity): "error" | "warning" | "notice" {
  switch (severity) {
    case "error":
    case "warning":
      return severity;
    case "information":
    case "hint":
      return "notice";
  }
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
