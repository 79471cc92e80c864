import type { TextEdit } from "./diagnostics/diagnostic.js";
import type { Span } from "./source/source.js";
import type { Comment, SyntaxFile } from "./syntax/tree.js";

/**
 * Edits that lose no comment: one that stands in what is taken away, and in nothing that is written, is written behind it.
 * Nor does what follows become part of a comment, where a line end is taken away. Edits that are about a comment itself
 * are left as they are, as are those of files that are not in the map. `files` by path, as they are before the edits.
 */
export function keepingComments(
  edits: readonly TextEdit[],
  files: ReadonlyMap<string, SyntaxFile>,
): readonly TextEdit[] {
  if (!edits.some((edit) => touchesComment(edit, files))) return edits;
  let written = edits.map(({ newText }) => newText).join("\n");
  const isLost = ({ text }: Comment): boolean => {
    const at = written.indexOf(text);
    if (at >= 0) written = written.slice(0, at) + written.slice(at + text.length);
    return at < 0;
  };
  return edits.map((edit) => {
    const file = files.get(edit.location.file);
    if (file === undefined) return edit;
    const { span } = edit.location;
    const lost = commentsIn(file, span).filter(isLost);
    const kept = lost.reduce((text, comment) => withComment(text, comment, span, file), edit.newText);
    const newText = endsLineComment(file, span) && !/^[^\S\n]*\r?\n/.test(kept) ? `\n${kept}` : kept;
    return newText === edit.newText ? edit : { location: edit.location, newText };
  });
}

/** Told without reading more than the few signs of the edit: this is asked of every fix at every keystroke. */
export function touchesComment(
  { location: { file: path, span } }: TextEdit,
  files: ReadonlyMap<string, SyntaxFile>,
): boolean {
  if (span.start === span.end) return false;
  const file = files.get(path);
  if (file === undefined || file.comments.length === 0) return false;
  const first = file.comments[firstFrom(file.comments, span.start)];
  return (first !== undefined && first.span.end <= span.end) || endsLineComment(file, span);
}

/** Those wholly within a span; none where the span is no more than a comment with blanks around it. */
function commentsIn({ text, comments }: SyntaxFile, span: Span): readonly Comment[] {
  const found: Comment[] = [];
  for (let at = firstFrom(comments, span.start); at < comments.length; at += 1) {
    const comment = comments[at]!;
    if (comment.span.end > span.end) break;
    found.push(comment);
  }
  const [only] = found;
  if (only === undefined) return found;
  const removed = text.slice(span.start, span.end).trim();
  return found.length === 1 && removed.length === only.text.trim().length ? [] : found;
}

/** Of comments in textual order the first that begins at an offset or behind it. */
function firstFrom(comments: readonly Comment[], offset: number): number {
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a `// …` ends where a span begins, whose line end would go while something else stays on that line. */
function endsLineComment({ text, comments }: SyntaxFile, { start, end }: Span): boolean {
  const lineEnd = start < end ? text.indexOf("\n", start) : -1;
  if (lineEnd < 0 || lineEnd >= end) return false;
  const before = comments[firstFrom(comments, start) - 1];
  if (before === undefined || before.kind === "block" || before.span.end > start) return false;
  const isAtItsEnd =
    text.slice(before.span.end, start).trim() === "" && !text.slice(before.span.end, start).includes("\n");
  return isAtItsEnd && restOfLine(text, end).trim() !== "";
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text.slice(offset, end < 0 ? text.length : end);
}

/** A comment behind what is written: what follows stays outside of it, and apart from it. */
function withComment(written: string, { kind, text: comment }: Comment, span: Span, { text }: SyntaxFile): string {
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const indentation = /^[^\S\n]*/.exec(text.slice(lineStart, span.start))![0];
  // Behind another one that runs to the end of its line.
  const isBehindLine = /\/\/[^\n]*$/.test(written);
  const isBare = written === "" ? /(?:^|\s)$/.test(text.slice(0, span.start)) : /\s$/.test(written);
  const before = isBehindLine ? `\n${indentation}` : isBare ? "" : " ";
  const rest = restOfLine(text, span.end);
  if (kind === "block") return `${written}${before}${comment}${/^[\s)\],}]|^$/.test(rest) ? "" : " "}`;
  return `${written}${before}${comment}${rest.trim() === "" ? "" : `\n${indentation}`}`;
}
