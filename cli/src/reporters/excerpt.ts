import type { Span, TextEdit } from "@seg-lang/language";
import { type LayoutOptions, layOutLine } from "../terminal/text-layout.js";
import type { SourceView } from "./report.js";

/** One line of source with what is underlined in it, in columns of the terminal. */
export interface ExcerptLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly marks: readonly ColumnRange[];
}

export interface ColumnRange {
  readonly start: number;
  readonly length: number;
}

/** Lines that stand between the first and the last of a long excerpt are left out. */
export type Excerpt = readonly (ExcerptLine | "gap")[];

/** What a fix makes of the source: new lines with what is new in them, or lines that go. */
export interface ChangedLines {
  readonly kind: "written" | "removed";
  readonly lines: Excerpt;
}

const WHOLE_LINE_LIMIT = 200;
const CLIPPED_WIDTH = 160;
const CLIPPED_LEAD = 60;
const MULTI_LINE_LIMIT = 3;
const CHANGED_LINE_LIMIT = 8;

/** The lines that `span` touches, underlined where it does: at least one column, so that an empty place shows too. */
export function excerptOf(source: SourceView, span: Span, layout: LayoutOptions): Excerpt {
  const first = source.lines.position(span.start).line;
  const last = Math.max(first, lastTouchedLine(source, span));
  const numbers = range(first, last);
  const shown: ExcerptLine[] = numbers
    .filter((line) => last - first < MULTI_LINE_LIMIT || line === first || line === last)
    .map((line) => {
      const { start: lineStart, end: lineEnd } = source.lines.lineSpan(line);
      const text = source.text.slice(lineStart, lineEnd);
      const start = line === first ? span.start - lineStart : text.length - text.trimStart().length;
      const end = line === last ? Math.min(span.end, lineEnd) - lineStart : text.trimEnd().length;
      return showLine(line + 1, text, [{ start, end }], layout);
    });
  return shown.length < numbers.length ? [shown[0]!, "gap", ...shown.slice(1)] : shown;
}

/** The lines of one file as they stand after `edits`, which do not overlap. */
export function changedLines(source: SourceView, edits: readonly TextEdit[], layout: LayoutOptions): ChangedLines[] {
  return groupByLines(source, edits).map(({ first, last, edits: group }) => {
    const start = source.lines.lineSpan(first).start;
    const end = source.lines.lineSpan(last).end;
    const { text, inserted } = applyEdits(source.text, start, end, group);
    const lines = splitLines(text).filter((line) => line.text.trim() !== "");
    if (lines.length === 0) {
      const removed = range(first, last).map((line) => showLine(line + 1, source.lines.lineText(line), [], layout));
      return { kind: "removed", lines: shorten(removed) };
    }
    const written = lines.map((line) => {
      const marks = inserted
        .filter((mark) => mark.start < line.start + line.text.length && mark.end > line.start)
        .map((mark) => ({ start: mark.start - line.start, end: mark.end - line.start }));
      return showLine(first + 1 + line.index, line.text, marks, layout);
    });
    return { kind: "written", lines: shorten(written) };
  });
}

function showLine(number: number, line: string, marks: readonly Span[], options: LayoutOptions): ExcerptLine {
  const clipped = clip(line, marks[0]?.start ?? 0);
  const layout = layOutLine(clipped.text, options);
  const lead = clipped.cutBefore ? 1 : 0;
  return {
    number,
    text: `${clipped.cutBefore ? "…" : ""}${layout.text}${clipped.cutAfter ? "…" : ""}`,
    marks: marks.map(({ start, end }) => {
      const from = layout.column(start - clipped.start);
      const to = layout.column(end - clipped.start);
      return { start: lead + from, length: Math.max(1, to - from) };
    }),
  };
}

/** The part of a very long line around `focus`: a line of ten megabytes must not fill the screen. */
function clip(line: string, focus: number): { text: string; start: number; cutBefore: boolean; cutAfter: boolean } {
  if (line.length <= WHOLE_LINE_LIMIT) return { text: line, start: 0, cutBefore: false, cutAfter: false };
  const start = characterStart(line, Math.max(0, Math.min(focus - CLIPPED_LEAD, line.length - CLIPPED_WIDTH)));
  const end = characterStart(line, Math.min(line.length, start + CLIPPED_WIDTH));
  return { text: line.slice(start, end), start, cutBefore: start > 0, cutAfter: end < line.length };
}

/** Steps back from the middle of a surrogate pair. */
function characterStart(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return offset > 0 && offset < text.length && unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
}

/** A span that ends at the very beginning of a line does not touch that line. */
function lastTouchedLine(source: SourceView, span: Span): number {
  const end = source.lines.position(span.end);
  return end.character === 0 && span.end > span.start ? end.line - 1 : end.line;
}

/** Lines that go as a whole leave the next one as it is. */
function lastEditedLine(source: SourceView, { location: { span }, newText }: TextEdit): number {
  const isWhole = newText === "" && source.lines.position(span.start).character === 0;
  return isWhole ? lastTouchedLine(source, span) : source.lines.position(span.end).line;
}

interface EditGroup {
  readonly first: number;
  readonly last: number;
  readonly edits: readonly TextEdit[];
}

/** Edits whose lines meet are shown together. */
function groupByLines(source: SourceView, edits: readonly TextEdit[]): EditGroup[] {
  const groups: EditGroup[] = [];
  for (const edit of [...edits].sort((a, b) => a.location.span.start - b.location.span.start)) {
    const first = source.lines.position(edit.location.span.start).line;
    const last = Math.max(first, lastEditedLine(source, edit));
    const previous = groups.at(-1);
    if (previous !== undefined && first <= previous.last) {
      groups[groups.length - 1] = {
        first: previous.first,
        last: Math.max(previous.last, last),
        edits: [...previous.edits, edit],
      };
    } else {
      groups.push({ first, last, edits: [edit] });
    }
  }
  return groups;
}

function applyEdits(
  text: string,
  start: number,
  end: number,
  edits: readonly TextEdit[],
): { text: string; inserted: Span[] } {
  let result = "";
  let from = start;
  const inserted: Span[] = [];
  for (const { location, newText } of edits) {
    result += text.slice(from, location.span.start);
    if (newText !== "") inserted.push({ start: result.length, end: result.length + newText.length });
    result += newText;
    from = location.span.end;
  }
  return { text: result + text.slice(from, Math.max(from, end)), inserted };
}

function splitLines(text: string): { text: string; start: number; index: number }[] {
  let start = 0;
  return text.split(/\r\n|\r|\n/).map((line, index, all) => {
    const here = start;
    const lineEnd = index + 1 < all.length && text.startsWith("\r\n", here + line.length) ? 2 : 1;
    start = here + line.length + lineEnd;
    return { text: line, start: here, index };
  });
}

function shorten(lines: readonly ExcerptLine[]): Excerpt {
  return lines.length <= CHANGED_LINE_LIMIT ? lines : [...lines.slice(0, CHANGED_LINE_LIMIT), "gap"];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
