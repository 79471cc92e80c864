import { canBeSilenced, type Diagnostic, findRule } from "@seg-lang/language";
import type { FileView } from "../program/view.js";
import { declaredAt, indentationAt, startWithComments } from "./declaration-places.js";

/** A comment that silences a finding: where it is inserted, and what stands before and behind the reason. */
export interface Suppression {
  readonly file: FileView;
  readonly offset: number;
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
  if (indentation === null) return { file, offset: start, before: `\n${comment}`, behind: "\n" };
  return { file, offset: start - indentation.length, before: indentation + comment, behind: "\n" };
}
