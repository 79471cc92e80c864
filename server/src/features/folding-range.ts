import type { Declaration, FieldDeclaration, Span, SyntaxFile, TypeSyntax } from "@seg-lang/language";
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from "vscode-languageserver";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView } from "../program/view.js";

/** Whatever goes over several lines: declarations, records in `customer`, segments in criteria, comments in a row. */
export function foldingRange(view: ProgramView, { textDocument }: FoldingRangeParams): FoldingRange[] | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const declarations = file.syntax.declarations.flatMap(spansOf).flatMap((span) => folded(file, span, null));
  const comments = commentsOf(file.syntax, file).flatMap((span) => folded(file, span, FoldingRangeKind.Comment));
  return [...declarations, ...comments];
}

function folded(file: FileView, span: Span, kind: FoldingRangeKind | null): readonly FoldingRange[] {
  const first = file.places.position(span.start).line;
  const last = file.places.position(span.end).line;
  // A closing bracket on a line of its own stays in sight.
  const closed = kind === null && /[}\])]/.test(file.text[span.end - 1] ?? "") && last > first + 1;
  const endLine = closed ? last - 1 : last;
  return endLine <= first ? [] : [{ startLine: first, endLine, ...(kind === null ? {} : { kind }) }];
}

function spansOf(declaration: Declaration): readonly Span[] {
  switch (declaration.kind) {
    case "customer":
      return [declaration.span, ...declaration.fields.flatMap(recordSpans)];
    case "criterion":
      return [declaration.span, ...declaration.members.map(({ span }) => span)];
    default:
      return [declaration.span];
  }
}

function recordSpans({ type, span }: FieldDeclaration): readonly Span[] {
  const record = recordOf(type);
  return record === null ? [] : [span, ...record.flatMap(recordSpans)];
}

function recordOf(type: TypeSyntax | null): readonly FieldDeclaration[] | null {
  const inner = type?.kind === "list-type" ? type.element : type;
  return inner?.kind === "record-type" ? inner.fields : null;
}

/** Block comments, and line comments that stand below each other. */
function commentsOf({ comments, text }: SyntaxFile, { places }: FileView): readonly Span[] {
  const spans: { start: number; end: number; readonly line: boolean }[] = [];
  for (const { kind, span } of comments) {
    const before = spans.at(-1);
    const alone = /(^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, span.start - 200), span.start));
    const joins =
      before?.line === true &&
      kind !== "block" &&
      alone &&
      places.position(span.start).line === places.position(before.end).line + 1;
    if (joins) before.end = span.end;
    else spans.push({ start: span.start, end: span.end, line: kind !== "block" && alone });
  }
  return spans;
}
