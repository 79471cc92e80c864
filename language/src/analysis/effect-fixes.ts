import type { Fix, TextEdit } from "../diagnostics/diagnostic.js";
import { proofFixes } from "../diagnostics/rules/logic-proofs.js";
import type { Span } from "../source/source.js";
import type { IdlePart } from "./effect.js";
import { type Piece, type ProgramText, piecesOf } from "./program-text.js";

/** Takes an idle part out of the text, with the `and` or `or` beside it. None where that is not plainly right. */
export function leavingOut(part: IdlePart, shown: string, text: ProgramText): readonly Fix[] {
  const { file } = part.location;
  const source = text.file(file);
  const removed = part.kind === "dead-branch" ? branchSpan(part, source) : operandSpan(part, source);
  if (removed === null) return [];
  const edit: TextEdit = { location: { file, span: removed }, newText: "" };
  // That a branch is dead may rest on what another finding would take away.
  return [{ title: proofFixes.leavePartOut({ part: shown }), edits: [edit], safe: part.kind !== "dead-branch" }];
}

function operandSpan({ kind, location }: IdlePart, source: string): Span | null {
  const word = kind === "redundant" ? "and" : "or";
  const { start, end } = withBrackets(location.span, source);
  const before = pieceBefore(source, start);
  if (before?.text === word) return withBlanks({ start: before.start, end }, source);
  const after = pieceAfter(source, end);
  if (after?.text === word) return { start, end: pieceAfter(source, after.end)?.start ?? after.end };
  return null;
}

/** `when c then v`; another `when` must come before or after it. */
function branchSpan({ location, value }: IdlePart, source: string): Span | null {
  if (value === null) return null;
  const condition = withBrackets(location.span, source);
  const { end } = withBrackets(value.span, source);
  const when = pieceBefore(source, condition.start);
  if (when?.text !== "when" || pieceAfter(source, condition.end)?.text !== "then") return null;
  const next = pieceAfter(source, end);
  if (next?.text === "when") return { start: when.start, end: next.start };
  return null;
}

/** With the brackets that enclose just this. */
function withBrackets(span: Span, source: string): Span {
  let { start, end } = span;
  for (;;) {
    const before = pieceBefore(source, start);
    const after = pieceAfter(source, end);
    if (before?.text !== "(" || after?.text !== ")") return { start, end };
    // The bracket of a call, `year(joined)`, belongs to the call.
    const further = pieceBefore(source, before.start);
    if (further?.kind === "word" && further.end === before.start) return { start, end };
    start = before.start;
    end = after.end;
  }
}

function pieceAfter(source: string, offset: number): Piece | null {
  const next = piecesOf(source, offset).next();
  if (next.done === true || source.slice(offset, next.value.start).trim() !== "") return null;
  return next.value;
}

/** Null where a comment could stand between. */
function pieceBefore(source: string, offset: number): Piece | null {
  const lineStart = source.lastIndexOf("\n", offset - 1) + 1;
  const match = /(?<piece>[\p{XID_Continue}\u200c\u200d]+|[^\s])\s*$/u.exec(
    source.slice(Math.max(0, offset - 200), offset),
  );
  const piece = match?.groups?.piece;
  if (match === null || piece === undefined) return null;
  const start = Math.max(0, offset - 200) + match.index;
  const between = source.slice(Math.min(start, lineStart), offset);
  if (between.includes("//") || between.includes("*/")) return null;
  const kind = /^[\p{XID_Continue}\u200c\u200d]+$/u.test(piece) ? "word" : "sign";
  return { kind, text: piece, start, end: start + piece.length };
}

/** With the blanks before it; where something else stays on its line, with those behind it instead, so that the line stays one. */
function withBlanks({ start, end }: Span, source: string): Span {
  let first = start;
  while (first > 0 && /\s/u.test(source.charAt(first - 1))) first -= 1;
  const behind = /^[^\S\n]*(?=\S)/u.exec(source.slice(end));
  if (behind === null || !source.slice(first, start).includes("\n")) return { start: first, end };
  return { start, end: end + behind[0].length };
}
