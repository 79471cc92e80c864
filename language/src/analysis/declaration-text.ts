import type { Criterion, Segment } from "../condition/model.js";
import { type Piece, type ProgramText, piecesOf } from "./program-text.js";

/** Where the text of a segment's declaration has its parts. */
export interface SegmentText {
  /** It joins its criterion from elsewhere. */
  readonly joins: boolean;
  /** Offsets of its condition, brackets around it included. */
  readonly condition: { readonly start: number; readonly end: number };
}

/** By the segment, with where its declaration stood: it is the same object only as long as it is written alike. */
const known = new WeakMap<Segment, { readonly start: number; readonly found: SegmentText | null }>();

/** Null for `otherwise`, and where the declaration is not as expected. */
export function segmentText(segment: Segment, text: ProgramText): SegmentText | null {
  const { start } = segment.declaration.span;
  const before = known.get(segment);
  if (before === undefined) {
    const found = findSegmentText(segment, text);
    known.set(segment, { start, found });
    return found;
  }
  const { found } = before;
  const by = start - before.start;
  if (found === null || by === 0) return found;
  return { ...found, condition: { start: found.condition.start + by, end: found.condition.end + by } };
}

function findSegmentText(segment: Segment, text: ProgramText): SegmentText | null {
  const { file, span } = segment.declaration;
  let joins = false;
  for (const piece of piecesOf(text.file(file), segment.location.span.end, span.end)) {
    if (piece.kind !== "word") continue;
    if (piece.text === "by") joins = true;
    if (piece.text !== "where") continue;
    const next = piecesOf(text.file(file), piece.end, span.end).next();
    return next.done === true ? null : { joins, condition: { start: next.value.start, end: span.end } };
  }
  return null;
}

/** Where the block of a declared criterion opens; null if it has none. */
export function openingBrace(criterion: Criterion, text: ProgramText): Piece | null {
  return criterion.inferred ? null : headOf(criterion, text).brace;
}

/** Where the head of a declared criterion ends (name, title and modifiers), and the brace behind it. */
export function headOf(
  { location: { file, span } }: Criterion,
  text: ProgramText,
): { end: number; brace: Piece | null } {
  let { end } = span;
  for (const piece of piecesOf(text.file(file), span.end)) {
    if (piece.kind === "sign") return { end, brace: piece.text === "{" ? piece : null };
    if (piece.kind === "word" && !/^(exhaustive|ordered|overlapping)$/u.test(piece.text)) break;
    end = piece.end;
  }
  return { end, brace: null };
}

/** The segments in the criterion's own block. */
export function blockSegments(criterion: Criterion, text: ProgramText): readonly Segment[] {
  return criterion.segments.filter((segment) => segment.otherwise || segmentText(segment, text)?.joins === false);
}
