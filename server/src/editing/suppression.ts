import { canBeSilenced, type Diagnostic, findRule, type Span } from "@seg-lang/language";
import type { FileView } from "../program/view.js";
import { declaredAt, indentationAt, startWithComments } from "./declaration-places.js";

/** A comment that silences a finding: where it is written, in place of blanks, and what stands before and behind the reason. */
export interface Suppression {
  readonly file: FileView;
  readonly span: Span;
  readonly before: string;
  readonly behind: string;
}

/** Null where the language does not let a finding be silenced, or nothing is declared where it is. */
export function suppressionOf(file: FileView, { rule: name, location }: Diagnostic): Suppression | null {
  const rule = findRule(name);
  if (rule === undefined || !canBeSilenced(rule)) return null;
  const declared = declaredAt(file.syntax, location.span.start);
  if (declared === null || location.span.start >= declared.span.end) return null;
  const start = startWithComments(file.syntax, declared);
  const indentation = indentationAt(file.text, start);
  const comment = `// seg-ignore ${name}: `;
  // What shares its line with something else gets a line of its own: the comment is about what begins next.
  if (indentation === null) {
    const line = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start);
    const isOuter = file.syntax.declarations.some(({ span }) => span.start === declared.span.start);
    const indent = `\n${/^\s*/.exec(line)![0]}${isOuter ? "" : "  "}`;
    const blanks = /\s*$/.exec(line)![0].length;
    return { file, span: { start: start - blanks, end: start }, before: `${indent}${comment}`, behind: indent };
  }
  const lineStart = start - indentation.length;
  return { file, span: { start: lineStart, end: lineStart }, before: indentation + comment, behind: "\n" };
}
