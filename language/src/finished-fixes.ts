import type { Diagnostic, Fix, TextEdit } from "./diagnostics/diagnostic.js";
import { keepingComments, touchesComment } from "./kept-comments.js";
import type { SyntaxFile } from "./syntax/tree.js";

/**
 * The same findings, with fixes that lose no comment and leave no blanks behind where a word is taken away: whoever
 * proposes a fix need not think of what else stands there.
 */
export function withFinishedFixes(
  findings: readonly Diagnostic[],
  files: readonly SyntaxFile[],
): readonly Diagnostic[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const isUnfinished = (fix: Fix) => fix.edits.some((edit) => edit.newText === "" || touchesComment(edit, byPath));
  return findings.map((finding) => {
    if (!finding.fixes.some(isUnfinished)) return finding;
    return { ...finding, fixes: finding.fixes.map((fix) => (isUnfinished(fix) ? finished(fix, byPath) : fix)) };
  });
}

function finished(fix: Fix, files: ReadonlyMap<string, SyntaxFile>): Fix {
  const [only] = fix.edits;
  const tidy = fix.edits.length === 1 && only !== undefined ? [withoutBlanksLeft(only, files)] : fix.edits;
  return { ...fix, edits: keepingComments(tidy, files) };
}

/** A word that is taken away goes with the blanks before it; behind an opening bracket, with those behind it. */
function withoutBlanksLeft(edit: TextEdit, files: ReadonlyMap<string, SyntaxFile>): TextEdit {
  const { file: path, span } = edit.location;
  const { start, end } = span;
  const file = files.get(path);
  if (file === undefined || edit.newText !== "" || start === end) return edit;
  const { text } = file;
  if (/^\s|\s$/.test(text.slice(start, end))) return edit;
  const before = lengthOf(/[^\S\n]+$/, text.slice(lineStart(text, start), start));
  const isFirst = start - before === lineStart(text, start);
  const isLast = /^(?:[\s)\]},]|$)/.test(text.slice(end, end + 1));
  if (before > 0 && !isFirst && isLast)
    return { ...edit, location: { file: path, span: { start: start - before, end } } };
  const behind = lengthOf(/^[^\S\n]+(?=\S)/, text.slice(end));
  if (behind === 0 || !/[([]$/.test(text.slice(start - 1, start))) return edit;
  return { ...edit, location: { file: path, span: { start, end: end + behind } } };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
