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
  const spans = part.kind === "dead-branch" ? [removed] : withoutBrackets(removed, source);
  const edits = spans.map(
    (span): TextEdit => ({ location: { file, span }, newText: isJoint(span, source) ? " " : "" }),
  );
  // That a branch is dead may rest on what another finding would take away.
  return [{ title: proofFixes.leavePartOut({ part: shown }), edits, safe: part.kind !== "dead-branch" }];
}

/** Whether two words would become one: brackets, too, keep them apart (`not(…)`). */
function isJoint({ start, end }: Span, source: string): boolean {
  return (
    /[\p{L}\p{M}\p{N}_]$/u.test(source.slice(Math.max(0, start - 2), start)) &&
    /^[\p{L}\p{N}_]/u.test(source.slice(end, end + 2))
  );
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

/** Behind these, and before those, a condition in brackets is what it is without them, if it is no `and` and no `or`. */
const BEFORE_CONDITION: ReadonlySet<string> = new Set(["and", "or", "not", "where", "("]);
const BEHIND_CONDITION: ReadonlySet<string> = new Set(
  "and or ) } segment otherwise criterion define list require persona customer".split(" "),
);
/** Words that join what stands beside them, or that reach as far as they can: brackets end them. */
const REACHING: ReadonlySet<string> = new Set(["and", "or", "where", "over", "when"]);

/** What is removed, and the brackets around the rest where it is one condition then, which needs none. */
function withoutBrackets(removed: Span, source: string): readonly Span[] {
  const before = pieceBefore(source, removed.start);
  const after = pieceAfter(source, removed.end);
  const opening = before?.text === "(" ? before : openingBefore(removed.start, source);
  const closing = after?.text === ")" ? after : closingAfter(removed.end, source);
  if (opening === null || closing === null || (opening === before) === (closing === after)) return [removed];
  const rest =
    opening === before ? { start: removed.end, end: closing.start } : { start: opening.end, end: removed.start };
  const text = source.slice(rest.start, rest.end);
  if (text.trim() === "" || isJoined(rest, source)) return [removed];
  const outerBefore = pieceBefore(source, opening.start);
  const outerAfter = pieceAfter(source, closing.end);
  if (outerBefore === null || !BEFORE_CONDITION.has(outerBefore.text)) return [removed];
  if (outerAfter !== null && !BEHIND_CONDITION.has(outerAfter.text)) return [removed];
  if (outerBefore.text === "not" && /^\s*not\b/u.test(text)) return [removed];
  const [start, end] = [rest.start + text.search(/\S/u), rest.start + text.trimEnd().length];
  return [
    { start: opening.start, end: start },
    { start: end, end: closing.end },
  ];
}

/** The bracket that is open before an offset, if only plain text stands between. */
function openingBefore(offset: number, source: string): Piece | null {
  for (let start = source.lastIndexOf("(", offset - 1); start >= 0; start = source.lastIndexOf("(", start - 1)) {
    const line = source.slice(source.lastIndexOf("\n", start) + 1, offset);
    if (offset - start > 200 || /\/\/|\/\*|\*\//u.test(line)) return null;
    const depth = depthAfter({ start, end: offset }, source);
    if (depth === 1) return { kind: "sign", text: "(", start, end: start + 1 };
    if (start === 0) break;
  }
  return null;
}

/** How many brackets are open at the end; null where it begins within a text, or closes more than it has opened. */
function depthAfter({ start, end }: Span, source: string): number | null {
  let depth = 0;
  for (const { text } of piecesOf(source, start, end)) {
    if (text === '"' || text === "`") return null;
    if (text === "(") depth += 1;
    if (text === ")") depth -= 1;
    if (depth === 0) return null;
  }
  return depth;
}

function closingAfter(offset: number, source: string): Piece | null {
  let depth = 0;
  for (const piece of piecesOf(source, offset)) {
    if (piece.text === "(") depth += 1;
    if (piece.text === ")" && depth === 0) return piece;
    if (piece.text === ")") depth -= 1;
    if (piece.text === "}" && depth === 0) return null;
  }
  return null;
}

/** Whether more than one condition stands there, or one that reaches on; or a comment, of which nobody knows what it is about. */
function isJoined({ start, end }: Span, source: string): boolean {
  let depth = 0;
  let last = start;
  for (const piece of piecesOf(source, start, end)) {
    if (source.slice(last, piece.start).trim() !== "") return true;
    last = piece.end;
    if (piece.text === "(") depth += 1;
    if (piece.text === ")") depth -= 1;
    if (depth === 0 && piece.kind === "word" && REACHING.has(piece.text)) return true;
  }
  return source.slice(last, end).trim() !== "";
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
