import type { Span } from "@seg-lang/language";
import type { SelectionRange, SelectionRangeParams } from "vscode-languageserver";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView } from "../program/view.js";

/** For each position the pieces of the program around it, each within the next: name, comparison, condition, segment, … */
export function selectionRange(view: ProgramView, params: SelectionRangeParams): SelectionRange[] | null {
  const file = fileOf(view, params.textDocument.uri);
  if (file === null) return null;
  return params.positions.map((position) => selectionAt(file, file.places.offset(position)));
}

function selectionAt(file: FileView, offset: number): SelectionRange {
  const around: Span[] = [{ start: 0, end: file.text.length }, ...spansAround(file.syntax.declarations, offset)];
  around.sort((a, b) => b.end - b.start - (a.end - a.start));
  let selection: SelectionRange | null = null;
  let outer: Span | null = null;
  for (const span of around) {
    const same = outer !== null && outer.start === span.start && outer.end === span.end;
    if (same || (outer !== null && (span.start < outer.start || span.end > outer.end))) continue;
    const range = file.places.range(span);
    selection = selection === null ? { range } : { range, parent: selection };
    outer = span;
  }
  return selection!;
}

/** All spans of a syntax tree that hold an offset. */
function spansAround(tree: unknown, offset: number): readonly Span[] {
  const found: Span[] = [];
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      open.push(...node);
      continue;
    }
    const span = "span" in node ? (node.span as Span) : null;
    if (span !== null && (offset < span.start || offset > span.end)) continue;
    if (span !== null) found.push(span);
    // Braces and the like, which are spans without a node.
    for (const part of Object.values(node)) {
      if (isSpan(part)) {
        if (part.start <= offset && offset <= part.end) found.push(part);
      } else open.push(part);
    }
  }
  return found;
}

function isSpan(value: unknown): value is Span {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}
