import { formatFile, parseFile, type Span, type TokenKind, tokenKinds } from "@seg-lang/language";
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  DocumentRangesFormattingParams,
  TextEdit,
} from "vscode-languageserver";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView } from "../program/view.js";

/** As `seg fmt` writes the file; the editor's own tab size counts for nothing, as there is one layout. Null where it has syntax errors. */
export function formatting(view: ProgramView, { textDocument }: DocumentFormattingParams): TextEdit[] | null {
  const file = fileOf(view, textDocument.uri);
  const formatted = file === null ? null : formatFile(file.syntax);
  return file === null || formatted === null ? null : change(file, { start: 0, end: file.text.length }, formatted);
}

/** The declarations that the range touches, as they stand in the formatted file. */
export function rangeFormatting(
  view: ProgramView,
  { textDocument, range }: DocumentRangeFormattingParams,
): TextEdit[] | null {
  const file = fileOf(view, textDocument.uri);
  return file === null ? null : formattedDeclarations(file, file.places.span(range));
}

/** The same of several ranges: one declaration that two of them touch is laid out once. */
export function rangesFormatting(
  view: ProgramView,
  { textDocument, ranges }: DocumentRangesFormattingParams,
): TextEdit[] | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const spans: Span[] = [];
  for (const touched of ranges.flatMap((range) => touchedBy(file, file.places.span(range)) ?? []).sort(byStart)) {
    const before = spans.at(-1);
    if (before === undefined || before.end < touched.start) spans.push(touched);
    else spans[spans.length - 1] = { start: before.start, end: Math.max(before.end, touched.end) };
  }
  const edits = spans.map((span) => formattedDeclarations(file, span));
  return edits.every((each) => each === null) ? null : edits.flatMap((each) => each ?? []);
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}

/** Behind `}` the declaration that it closes; after a line end, the blanks that the new line begins with. */
export function onTypeFormatting(
  view: ProgramView,
  { textDocument, position, ch }: DocumentOnTypeFormattingParams,
): TextEdit[] | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const offset = file.places.offset(position);
  if (ch === "}") {
    const closed = file.syntax.declarations.find(({ span }) => span.end === offset);
    return closed === undefined ? null : formattedDeclarations(file, closed.span);
  }
  return indented(file, offset);
}

/** From the first declaration that a span touches to the end of the last; null where it touches none. */
function touchedBy({ syntax: { declarations } }: FileView, { start, end }: Span): Span | null {
  const first = declarations.find(({ span }) => span.end >= start);
  const last = declarations.findLast(({ span }) => span.start <= end);
  if (first === undefined || last === undefined || last.span.end < first.span.start) return null;
  return { start: first.span.start, end: last.span.end };
}

function formattedDeclarations(file: FileView, wanted: Span): TextEdit[] | null {
  const touched = touchedBy(file, wanted);
  if (touched === null) return null;
  const formatted = formatFile(file.syntax);
  if (formatted === null) return formattedAlone(file, touched);
  const before = file.syntax.declarations;
  const after = parseFile(file.path, formatted).declarations;
  if (after.length !== before.length) return null;
  const first = after[before.findIndex(({ span }) => span.start === touched.start)]!;
  const last = after[before.findLastIndex(({ span }) => span.end === touched.end)]!;
  return change(file, touched, formatted.slice(first.span.start, last.span.end));
}

/** Errors elsewhere in the file are not in the way; errors among these declarations are. */
function formattedAlone(file: FileView, span: Span): TextEdit[] | null {
  const formatted = formatFile(parseFile(file.path, file.text.slice(span.start, span.end)));
  return formatted === null ? null : change(file, span, formatted.trimEnd());
}

/** Replaces no more than what is another text: the cursor and what is folded stay. */
function change({ text, places }: FileView, { start, end }: Span, by: string): TextEdit[] {
  const old = text.slice(start, end);
  if (old === by) return [];
  const shorter = Math.min(old.length, by.length);
  let same = 0;
  while (same < shorter && old[same] === by[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && old.at(-1 - sameAtEnd) === by.at(-1 - sameAtEnd)) sameAtEnd += 1;
  // A sign of two units stays whole, and so does a line end.
  while (same > 0 && isInside(old, same)) same -= 1;
  while (sameAtEnd > 0 && isInside(old, old.length - sameAtEnd)) sameAtEnd -= 1;
  const range = places.range({ start: start + same, end: end - sameAtEnd });
  return [{ range, newText: by.slice(same, by.length - sameAtEnd) }];
}

function isInside(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return (code >= 0xdc00 && code <= 0xdfff) || (code === 0x0a && text.charCodeAt(offset - 1) === 0x0d);
}

/**
 * Two blanks for each bracket that is open before the line, one level less where the line begins by closing it; four more
 * where it goes on with what the line before has begun.
 */
function indented(file: FileView, offset: number): TextEdit[] {
  const line = file.places.lines.position(offset).line;
  const { start, end } = file.places.lines.lineSpan(line);
  const written = file.text.slice(start, end);
  const blanks = written.length - written.trimStart().length;
  const depth = depthAt(file, start + blanks) - (/^[}\])]/.test(written.trimStart()) ? 1 : 0);
  const wanted = "  ".repeat(Math.max(0, depth)) + (isContinued(file, start, written) ? "    " : "");
  if (written.slice(0, blanks) === wanted) return [];
  return [{ range: file.places.range({ start, end: start + blanks }), newText: wanted }];
}

const OPEN_ENDED: readonly TokenKind[] = ["word-operator", "operator", "keyword"];

/** The line before ends with an operator, or a word such as `where`; or this one begins with `and` and the like. */
function isContinued({ text, syntax }: FileView, start: number, written: string): boolean {
  const declared = syntax.declarations.findLast(({ span }) => span.start < start);
  if (declared === undefined || declared.kind === "customer") return false;
  const first = start + written.length - written.trimStart().length;
  const members = declared.kind === "criterion" ? declared.members : [];
  if ([...syntax.declarations, ...members].some(({ span }) => span.start === first)) return false;
  const before = tokenKinds(syntax).findLast(
    ({ span, kind }) => span.end <= start && !/comment|documentation/.test(kind),
  );
  if (before === undefined || !/^\s*(?:\/\/.*\s*)?$/.test(text.slice(before.span.end, start))) return false;
  return OPEN_ENDED.includes(before.kind) || /^\s*(?:and|or|then|else)\b/.test(written);
}

/**
 * How many brackets are open. They stand between the tokens that have a kind: texts, patterns and comments are such tokens. What a
 * declaration before has left open, or a segment before in its criterion, is a mistake there, and moves nothing here.
 */
function depthAt({ text, syntax }: FileView, offset: number): number {
  const declared = syntax.declarations.findLast(({ span }) => span.start <= offset);
  const member =
    declared?.kind === "criterion" ? declared.members.findLast(({ span }) => span.start <= offset) : undefined;
  const beginning = (member ?? declared)?.span.start ?? 0;
  let depth = member === undefined ? 0 : 1;
  const count = (start: number, end: number) => {
    for (const sign of text.slice(start, Math.min(end, offset))) {
      if ("{[(".includes(sign)) depth += 1;
      else if ("}])".includes(sign)) depth = Math.max(0, depth - 1);
    }
  };
  let end = beginning;
  for (const { span } of tokenKinds(syntax)) {
    if (span.start < beginning) continue;
    if (span.start >= offset) break;
    count(end, span.start);
    end = span.end;
  }
  count(end, offset);
  return depth;
}
