import type { Span } from "../source/source.js";
import { columns, type Document, flatWidth, LINE_WIDTH, renderDocument } from "./format-document.js";
import { commentText, type FormatSource } from "./format-source.js";
import type { Comment } from "./tree.js";

/** One line of a block, or several lines that belong together: a declaration, a field, a segment. */
export interface LayoutItem {
  readonly span: Span;
  /** The parts before the last one, which stand in columns where neighbours have as many. */
  readonly cells: readonly Document[];
  readonly tail: Document;
  /** Lines that follow, already indented: the body of a block and its closing brace. */
  readonly body: readonly string[] | null;
  /** The last line of the body ends in a comment. */
  readonly endsInComment: boolean;
  /** Neighbours of one kind are aligned. */
  readonly kind: string;
  /** Wants a blank line before and behind it. */
  readonly apart: boolean;
}

/** Names that differ more than this in width are not aligned. */
const WIDEST_PADDING = 16;

type Element =
  | { readonly kind: "item"; readonly item: LayoutItem; readonly span: Span; trailing: Comment | null }
  | { readonly kind: "comment"; readonly comment: Comment; readonly span: Span };

interface OutputLine {
  text: string;
  trailing: string | null;
}

/**
 * Lays out the items of a block, and the comments among them, as lines: neighbours aligned, at most one blank line kept
 * between two, comments behind code in a column. `comments` are those between `items`, in order.
 */
export function layoutBlock(
  items: readonly LayoutItem[],
  comments: readonly Comment[],
  source: FormatSource,
  indentation: number,
): readonly string[] {
  const elements = interleave(items, comments, source);
  const padded = alignments(elements, source, indentation);
  const lines: (OutputLine | null)[] = [];
  let previous: Element | null = null;
  for (const element of elements) {
    if (previous !== null && blankBetween(previous, element, source)) lines.push(null);
    lines.push(...linesOf(element, padded, indentation));
    previous = element;
  }
  return withTrailingComments(lines);
}

function interleave(
  items: readonly LayoutItem[],
  comments: readonly Comment[],
  source: FormatSource,
): readonly Element[] {
  const elements: Element[] = [];
  let next = 0;
  const takeUpTo = (offset: number) => {
    for (; next < comments.length && comments[next]!.span.start < offset; next += 1) {
      const comment = comments[next]!;
      const last = elements.at(-1);
      const behind = last?.kind === "item" && last.trailing === null && !source.isOnOwnLine(comment);
      if (behind && !comment.text.includes("\n")) last.trailing = comment;
      else elements.push({ kind: "comment", comment, span: comment.span });
    }
  };
  for (const item of items) {
    takeUpTo(item.span.start);
    elements.push({ kind: "item", item, span: item.span, trailing: null });
    while (next < comments.length && comments[next]!.span.start < item.span.end) next += 1;
  }
  takeUpTo(Number.POSITIVE_INFINITY);
  return elements;
}

function endOf(element: Element): number {
  return element.kind === "item" && element.trailing !== null ? element.trailing.span.end : element.span.end;
}

function blankBetween(previous: Element, element: Element, source: FormatSource): boolean {
  if (hasBlankLine(source.text.slice(endOf(previous), element.span.start))) return true;
  if (previous.kind === "item" && previous.item.apart) return true;
  return previous.kind === "item" && element.kind === "item" && element.item.apart;
}

function hasBlankLine(text: string): boolean {
  return /\n[ \t,،]*\n/.test(text.replace(/\r\n?/g, "\n"));
}

/** Widths of the cells of each item that is aligned with its neighbours. */
function alignments(
  elements: readonly Element[],
  source: FormatSource,
  indentation: number,
): ReadonlyMap<LayoutItem, readonly number[]> {
  const padded = new Map<LayoutItem, readonly number[]>();
  let run: LayoutItem[] = [];
  let previous: Element | null = null;
  const close = () => {
    alignRun(run, indentation, padded);
    run = [];
  };
  for (const element of elements) {
    if (element.kind === "comment" || !isOneLine(element.item, indentation)) close();
    else {
      const first = run[0];
      const sameShape =
        first !== undefined && first.kind === element.item.kind && first.cells.length === element.item.cells.length;
      if (!sameShape || (previous !== null && blankBetween(previous, element, source))) close();
      run.push(element.item);
    }
    previous = element;
  }
  close();
  return padded;
}

function isOneLine(item: LayoutItem, indentation: number): boolean {
  return item.body === null && indentation + flatWidth(flatOf(item)) <= LINE_WIDTH;
}

function flatOf(item: LayoutItem): Document {
  return [...item.cells.flatMap((cell) => [cell, " "]), item.tail];
}

function alignRun(run: readonly LayoutItem[], indentation: number, padded: Map<LayoutItem, readonly number[]>): void {
  let members = run;
  while (members.length > 1) {
    const widths = members[0]!.cells.map((_, column) => members.map((item) => flatWidth(item.cells[column]!)));
    if (widths.some((column) => widest(column) - narrowest(column) > WIDEST_PADDING)) return;
    const columnWidths = widths.map(widest);
    const cells = columnWidths.reduce((sum, width) => sum + width + 1, indentation);
    const fitting = members.filter((item) => cells + flatWidth(item.tail) <= LINE_WIDTH);
    if (fitting.length === members.length) {
      for (const item of members) padded.set(item, columnWidths);
      return;
    }
    members = fitting;
  }
}

function linesOf(
  element: Element,
  padded: ReadonlyMap<LayoutItem, readonly number[]>,
  indentation: number,
): readonly OutputLine[] {
  const margin = " ".repeat(indentation);
  if (element.kind === "comment") {
    const [first = "", ...rest] = commentText(element.comment).split("\n");
    return [
      { text: margin + first, trailing: null },
      ...rest.map((text) => ({ text: text.trimEnd(), trailing: null })),
    ];
  }
  const { item, trailing } = element;
  const widths = padded.get(item);
  const cells = item.cells.map((cell, column): Document => {
    const blanks = widths === undefined ? 1 : widths[column]! - flatWidth(cell) + 1;
    return [cell, " ".repeat(blanks)];
  });
  const rendered = renderDocument([...cells, item.tail], indentation, indentation);
  const [first = "", ...rest] = rendered.lines;
  const lines = [margin + first, ...rest, ...(item.body ?? [])].map((text): OutputLine => ({ text, trailing: null }));
  if (trailing === null) return lines;
  // Behind a comment no other one can stand: it gets a line of its own.
  if (item.body === null ? rendered.endsInComment : item.endsInComment) {
    return [...lines, { text: margin + commentText(trailing), trailing: null }];
  }
  lines.at(-1)!.trailing = commentText(trailing);
  return lines;
}

/** Comments behind code in neighbouring lines stand in one column, if all of them fit. */
function withTrailingComments(lines: readonly (OutputLine | null)[]): readonly string[] {
  const output: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const run: OutputLine[] = [];
    for (; lines[index]?.trailing != null; index += 1) run.push(lines[index]!);
    if (run.length === 0) {
      output.push(lines[index]?.text ?? "");
      index += 1;
      continue;
    }
    const code = widest(run.map(({ text }) => columns(text)));
    const fits = run.every(({ trailing }) => code + 2 + columns(trailing!) <= LINE_WIDTH);
    for (const { text, trailing } of run) {
      const blanks = fits ? code - columns(text) + 2 : 2;
      output.push(`${text}${" ".repeat(blanks)}${trailing}`);
    }
  }
  return output;
}

// Not `Math.max(...widths)`: a block may have more lines than a call can have arguments.
function widest(widths: readonly number[]): number {
  return widths.reduce((most, width) => Math.max(most, width), 0);
}

function narrowest(widths: readonly number[]): number {
  return widths.reduce((least, width) => Math.min(least, width), Number.POSITIVE_INFINITY);
}
