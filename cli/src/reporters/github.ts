import type { Diagnostic, Severity } from "@seg-lang/language";
import { evidenceOf } from "./proved.js";
import { type CheckedProgram, inOrder, placeOf } from "./report.js";

/**
 * Workflow commands that GitHub turns into annotations on a pull request.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(programs: readonly CheckedProgram[]): string {
  return programs
    .flatMap((program) =>
      inOrder(program.diagnostics).map((diagnostic) => {
        const place = placeOf(program, diagnostic.location);
        const properties = {
          file: place.path,
          line: place.line,
          endLine: place.endLine,
          col: place.column,
          // The end is inclusive there; columns only count where the finding lies on one line.
          ...(place.line === place.endLine ? { endColumn: Math.max(place.column, place.endColumn - 1) } : {}),
          title: `${diagnostic.code} ${diagnostic.rule}`,
        };
        const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
        const fix = diagnostic.fixes[0];
        const message = [diagnostic.message, ...examples(program, diagnostic), ...(fix ? [fix.title] : [])].join("\n");
        return `::${annotation(diagnostic.severity)} ${listed.join(",")}::${escapeData(message)}\n`;
      }),
    )
    .join("");
}

/** The customer that shows it, where the message does not name one already. */
function examples(program: CheckedProgram, diagnostic: Diagnostic): string[] {
  const evidence = evidenceOf(program.proved, diagnostic);
  const witness = evidence?.overlaps[0]?.witness ?? evidence?.gaps[0]?.witness;
  if (witness === undefined || diagnostic.message.includes(witness.summary)) return [];
  return [`For example: ${witness.summary}${witness.asOf === null ? "" : `, as of ${witness.asOf}`}`];
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
