import { type Diagnostic, type Fix, LineIndex, type RelatedPlace, type Severity } from "@seg-lang/language";
import type { ProvedProgram } from "../proved.js";
import type { CheckedProgram } from "../report.js";

/** A finding whose place is marked by the text it stands at: the `nth` occurrence of `at`. */
export interface SampleFinding {
  readonly at: string;
  readonly nth?: number;
  readonly message?: string;
  readonly severity?: Severity;
  readonly code?: string;
  readonly file?: string;
  readonly related?: readonly { readonly at: string; readonly message: string }[];
  readonly fix?: { readonly title: string; readonly replace: string; readonly by: string };
}

/** A program of one or more files with hand-made findings, as reporters get it. */
export function sampleProgram(
  files: Readonly<Record<string, string>>,
  findings: readonly SampleFinding[],
  proved: ProvedProgram | null = null,
): CheckedProgram {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, { text, lines: new LineIndex(text) }]));
  const home = Object.keys(files)[0]!;
  const locate = (file: string, wanted: string, nth = 0) => {
    const text = sources.get(file)?.text ?? "";
    let start = text.indexOf(wanted);
    for (let count = 0; count < nth; count += 1) start = text.indexOf(wanted, start + 1);
    return { file, span: { start: Math.max(0, start), end: Math.max(0, start) + wanted.length } };
  };
  const diagnostics = findings.map((finding): Diagnostic => {
    const file = finding.file ?? home;
    const related: RelatedPlace[] = (finding.related ?? []).map(({ at, message }) => ({
      location: locate(home, at),
      message,
    }));
    const fixes: Fix[] = finding.fix
      ? [
          {
            title: finding.fix.title,
            edits: [{ location: locate(file, finding.fix.replace), newText: finding.fix.by }],
            safe: true,
          },
        ]
      : [];
    return {
      code: finding.code ?? "SEG2001",
      rule: "some-rule",
      severity: finding.severity ?? "error",
      message: finding.message ?? "Something is wrong here.",
      location: locate(file, finding.at, finding.nth),
      related,
      fixes,
      unnecessary: false,
    };
  });
  return {
    name: "shop",
    diagnostics,
    proved,
    contents: { files: sources.size, segments: 2, criteria: 1, personas: 0 },
    timings: { parse: 1.25 },
    files: Object.keys(files),
    pathOf: (file) => `shop/${file}`,
    source: (file) => sources.get(file) ?? null,
  };
}
