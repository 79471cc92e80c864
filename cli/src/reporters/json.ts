import type { Diagnostic, Location } from "@seg-lang/language";
import { VERSION } from "../version.js";
import { jsonNotProved } from "./not-proved.js";
import { jsonProofs } from "./proof-json.js";
import { type CheckedProgram, countSeverities, inOrder, placeOf, totalContents } from "./report.js";

/** For programs: lines and columns from 1, columns in UTF-16 units; `end` is the place after the last character. */
export function jsonReport(programs: readonly CheckedProgram[]): string {
  const report = {
    seg: VERSION,
    summary: { ...countSeverities(programs), ...totalContents(programs) },
    programs: programs.map(({ name, contents, timings, proved }) => ({
      name,
      ...contents,
      timings,
      proofs: proved === null || proved.notProved?.criteria === null ? null : jsonProofs(proved),
      notProved: proved === null || proved.notProved === null ? null : jsonNotProved(proved.notProved),
    })),
    diagnostics: programs.flatMap((program) =>
      inOrder(program.diagnostics).map((diagnostic) => jsonDiagnostic(program, diagnostic)),
    ),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonDiagnostic(program: CheckedProgram, diagnostic: Diagnostic) {
  return {
    code: diagnostic.code,
    rule: diagnostic.rule,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...jsonPlace(program, diagnostic.location),
    related: diagnostic.related.map(({ location, message }) => ({ message, ...jsonPlace(program, location) })),
    fixes: diagnostic.fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map(({ location, newText }) => ({ ...jsonPlace(program, location), newText })),
    })),
    unnecessary: diagnostic.unnecessary,
  };
}

function jsonPlace(program: CheckedProgram, location: Location) {
  const { path, line, column, endLine, endColumn } = placeOf(program, location);
  return { file: path, start: { line, column }, end: { line: endLine, column: endColumn } };
}
