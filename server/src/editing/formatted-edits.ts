import { formatFile, parseFile, type SyntaxFile, type TextEdit } from "@seg-lang/language";
import type { FileView, ProgramView } from "../program/view.js";
import { editedText, withLineEndsOf } from "./changed-program.js";
import { lineChanges } from "./line-changes.js";

/**
 * Edits of `.seg` files, and what the formatter makes of the places where they are: all of a file that was formatted before
 * stays formatted, of others only the lines that change. Files that cannot be formatted are edited as they are.
 */
export function formattedEdits(view: ProgramView, edits: readonly TextEdit[]): readonly TextEdit[] {
  const paths = [...new Set(edits.map(({ location }) => location.file))];
  return paths.flatMap((path) => {
    const file = view.files.get(path);
    const own = edits.filter(({ location }) => location.file === path);
    return file === undefined ? own : editsTo(file, formattedText(file, own));
  });
}

/** A file may be so long (characters) and still be formatted for the fixes that are offered wherever the cursor stands. */
const MOST_FORMATTED = 20_000;

/**
 * The edits of a fix as they are; with more, where a file that was formatted before would no longer be, as lines have come or gone
 * between others that stand under each other.
 */
export function editsKeepingFormat(view: ProgramView, edits: readonly TextEdit[]): readonly TextEdit[] {
  const paths = [...new Set(edits.map(({ location }) => location.file))];
  return paths.flatMap((path) => {
    const file = view.files.get(path);
    const own = edits.filter(({ location }) => location.file === path);
    if (file === undefined || file.text.length > MOST_FORMATTED) return own;
    const { text } = file;
    const areLinesOthers = own.some(
      ({ location: { span }, newText }) => newText.includes("\n") || text.slice(span.start, span.end).includes("\n"),
    );
    if (!areLinesOthers || !isFormatted(file.syntax)) return own;
    const edited = editedText(path, text, own);
    const formatted = formatFile(parseFile(path, edited));
    return formatted === null || formatted === edited ? own : editsTo(file, formatted);
  });
}

const formattedFiles = new WeakMap<SyntaxFile, boolean>();

function isFormatted(syntax: SyntaxFile): boolean {
  let is = formattedFiles.get(syntax);
  if (is === undefined) {
    is = formatFile(syntax) === syntax.text;
    formattedFiles.set(syntax, is);
  }
  return is;
}

function editsTo({ path, text }: FileView, after: string): readonly TextEdit[] {
  return lineChanges(text, after).map(({ span, newText }) => ({ location: { file: path, span }, newText }));
}

/** The text of a file after edits of it, formatted as far as that is due. */
function formattedText(file: FileView, edits: readonly TextEdit[]): string {
  const { path, text } = file;
  const edited = editedText(path, text, edits);
  const formatted = formatFile(parseFile(path, edited));
  if (formatted === null || formatFile(file.syntax) === text) return formatted ?? edited;
  const touched = touchedSpans(text, edited, edits);
  const due = lineChanges(edited, formatted).filter(({ span }) =>
    touched.some(({ start, end }) => span.start <= end && start <= span.end),
  );
  return editedText(
    path,
    edited,
    due.map(({ span, newText }) => ({ location: { file: path, span }, newText })),
  );
}

/** The lines of the new text in which something was written. */
function touchedSpans(before: string, after: string, edits: readonly TextEdit[]) {
  let grown = 0;
  return [...edits]
    .sort((a, b) => a.location.span.start - b.location.span.start)
    .map((edit) => {
      const { start, end } = edit.location.span;
      const written = withLineEndsOf(before, edit.newText).length;
      const from = start + grown;
      grown += written - (end - start);
      const lineStart = after.lastIndexOf("\n", from - 1) + 1;
      const lineEnd = after.indexOf("\n", from + written);
      return { start: lineStart, end: lineEnd < 0 ? after.length : lineEnd };
    });
}
