import type { Certificate, Criterion, Fix, TextEdit, Witness } from "@seg-lang/language";
import { changedLines } from "./excerpt.js";
import { segmentName } from "./proved.js";
import type { CheckedProgram } from "./report.js";
import { PLAIN_STYLE } from "./style.js";

/** A record beyond this is not printed among lines for people; json has it. */
const LONGEST_RECORD = 500;

/** What matters of a customer, and the day of which it is true. */
export function witnessText({ summary, asOf }: Witness): string {
  return asOf === null ? summary : `${summary}, as of ${asOf}`;
}

/** The whole customer on one line; nothing where that would be too long to read. */
export function recordLines({ record }: Witness): string[] {
  const text = JSON.stringify(record);
  return text.length > LONGEST_RECORD ? [] : [`Customer: ${text}`];
}

/** Why segments have no customer in common: who is concerned on the first line, the reasons indented below. */
export function certificateLines(criterion: Criterion, { segments, lemmas }: Certificate): string[] {
  const names = [...new Set(segments)].map((id) => `\`${segmentName(criterion, id)}\``);
  const head = names.length === 1 ? `${names[0]} has no customers` : names.join(" and ");
  return [head, ...lemmas.map(({ text }) => `  ${text}`)];
}

/** A fix without colours or marks: its title, and the lines as it leaves them. */
export function fixLines(program: CheckedProgram, { title, edits }: Fix): string[] {
  const files = [...new Set(edits.map(({ location }) => location.file))];
  return [`Fix: ${title}`, ...files.flatMap((file) => changed(program, file, edits))];
}

function changed(program: CheckedProgram, file: string, edits: readonly TextEdit[]): string[] {
  const source = program.source(file);
  if (source === null) return [];
  const own = edits.filter(({ location }) => location.file === file);
  return changedLines(source, own, PLAIN_STYLE.layout).flatMap(({ kind, lines }) =>
    lines.map((line) => {
      if (line === "gap") return "  …";
      return `  ${kind === "removed" ? "- " : ""}${program.pathOf(file)}:${line.number}  ${line.text.trim()}`;
    }),
  );
}
