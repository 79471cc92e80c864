import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { ownText } from "../source/own-text.js";
import { isLineEndCode } from "./characters.js";
import { moveSpans, spansIn } from "./moving.js";
import { type OpenBracket, Scanner, type ScanResult, type ScanState, scan } from "./scanner.js";
import { type TextChange, textChange } from "./text-change.js";
import { moveToken, ownTexts, type Token } from "./tokens.js";

/** A text scanned with the help of what it was before. The scan before has been taken over: its tokens are moved. */
export interface Rescan {
  readonly scan: ScanResult;
  /** Tokens before this index are those that were there, in their places. */
  readonly before: number;
  /** Tokens from this index on are those that were there, moved. */
  readonly after: number;
  /** By how much they have been moved. */
  readonly by: number;
}

/**
 * Scanning starts again a little before the change and ends where scanner and text behind it are as they were.
 *
 * Nothing that is kept before depends on the change: of what the scanner reads ahead, some ends with the line or the
 * first sign behind it, some after 200 units, and only `<!--` goes further. Nothing that is kept behind does: where a
 * token begins a line that is wholly behind the change, what follows depends on the state of the scanner alone.
 */
export function rescan(path: string, old: ScanResult, oldText: string, text: string): Rescan {
  const change = textChange(oldText, text);
  const by = change.newEnd - change.oldEnd;
  if (oldText.includes(MARKUP) || text.includes(MARKUP)) return fromScratch(path, text);
  const first = restart(old.tokens, oldText, change);
  const from = first < 0 ? undefined : stateAt(old, first);
  const start = Math.max(0, first);

  let next = firstFrom(old.tokens, change.oldEnd);
  const isAsBefore = (state: ScanState): boolean => {
    while (next < old.tokens.length && old.tokens[next]!.startOffset + by < state.offset) next += 1;
    return (
      old.tokens[next]?.startOffset === state.offset - by &&
      beginsLine(text, state.offset, change.newEnd) &&
      isSameState(stateAt(old, next), state)
    );
  };
  const scanner = new Scanner(path, text, from);
  const piece = scanner.run(isAsBefore);
  const { state } = scanner;
  const end = state.offset < text.length ? next : old.tokens.length;

  const oldStart = first < 0 ? 0 : old.tokens[start]!.startOffset;
  const oldEnd = old.tokens[end]?.startOffset ?? Number.POSITIVE_INFINITY;
  const commentsUpTo = first < 0 ? 0 : old.tokens[start]!.commentsBefore;
  const commentsFrom = old.tokens[end]?.commentsBefore ?? old.comments.length;
  const kept = keepTokens(piece.tokens, old.tokens, start, end, change);
  // Of a text that is edited for hours each piece is as old as its last change: none is to hold all of that version.
  for (const token of kept.tokens.slice(kept.before, kept.after)) ownTexts(token);
  const newComments = piece.comments.map((comment) => ({ ...comment, text: ownText(comment.text) }));
  const moreComments = state.comments - commentsFrom;
  if (by !== 0 || moreComments !== 0) {
    for (let index = end; index < old.tokens.length; index += 1) {
      const token = old.tokens[index]!;
      moveToken(token, by, token.commentsBefore + moreComments, token.ownComments);
    }
  }
  const sync = old.tokens[end];
  if (sync !== undefined) moveToken(sync, 0, state.comments, state.ownComments);
  // In place: of a long file nearly all is kept.
  replace(old.tokens, start, end, kept.tokens);
  replace(old.open, start, end, piece.open);
  const commentsBehind = old.comments.slice(commentsFrom);
  const diagnosticsBehind = old.diagnostics.filter((diagnostic) => startOf(diagnostic) >= oldEnd);
  const diagnosticsBefore = old.diagnostics.filter((diagnostic) => startOf(diagnostic) < oldStart);
  if (by !== 0) {
    for (const { span } of commentsBehind) moveSpans([span], by);
    moveSpans(spansIn(diagnosticsBehind), by);
  }
  return {
    scan: {
      tokens: old.tokens,
      open: old.open,
      comments: [...old.comments.slice(0, commentsUpTo), ...newComments, ...commentsBehind],
      spoilt: [
        ...old.spoilt.filter((offset) => offset < oldStart),
        ...piece.spoilt,
        ...old.spoilt.filter((offset) => offset >= oldEnd).map((offset) => offset + by),
      ],
      diagnostics: [...diagnosticsBefore, ...piece.diagnostics, ...diagnosticsBehind],
    },
    before: start + kept.before,
    after: start + kept.after,
    by,
  };
}

const MARKUP = "<!--";
/** How far the scanner may read ahead across lines, and how many lines, with some to spare. */
const UNITS_AHEAD = 256;
const LINES_AHEAD = 2;

function fromScratch(path: string, text: string): Rescan {
  const result = scan(path, text);
  return { scan: result, before: 0, after: result.tokens.length, by: 0 };
}

/** A call takes only so many arguments. */
const MOST_SPLICED = 4_096;

function replace<T>(array: T[], start: number, end: number, by: readonly T[]): void {
  if (by.length <= MOST_SPLICED) {
    array.splice(start, end - start, ...by);
    return;
  }
  const behind = array.slice(end);
  array.length = start;
  for (const item of by) array.push(item);
  for (const item of behind) array.push(item);
}

/** The token to start again from, which begins a line far enough before the change; -1 for the start of the text. */
function restart(tokens: readonly Token[], text: string, change: TextChange): number {
  let lines = 0;
  for (let index = firstFrom(tokens, change.start) - 1; index >= 0; index -= 1) {
    const { startOffset } = tokens[index]!;
    if (!beginsLine(text, startOffset, 0)) continue;
    if (lines >= LINES_AHEAD && startOffset + UNITS_AHEAD <= change.start) return index;
    lines += 1;
  }
  return -1;
}

/** Only blanks stand between `offset` and a line end at or behind `from`. */
function beginsLine(text: string, offset: number, from: number): boolean {
  let before = offset - 1;
  while (before >= from && (text.charCodeAt(before) === 0x20 || text.charCodeAt(before) === 0x09)) before -= 1;
  return before >= from && isLineEndCode(text.charCodeAt(before));
}

/** The index of the first token at or behind an offset. */
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.startOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function stateAt({ tokens, open }: ScanResult, index: number): ScanState {
  const token = tokens[index]!;
  return {
    offset: token.startOffset,
    previous: tokens[index - 1],
    comments: token.commentsBefore,
    ownComments: token.ownComments,
    afterOperand: token.afterOperand,
    open: open[index]!,
  };
}

/** All that the scanner remembers, except how many comments there were, which decides nothing. */
function isSameState(a: ScanState, b: ScanState): boolean {
  return (
    a.afterOperand === b.afterOperand &&
    a.previous?.tokenType === b.previous?.tokenType &&
    a.previous?.afterOperand === b.previous?.afterOperand &&
    isSameOpen(a.open, b.open)
  );
}

function isSameOpen(a: OpenBracket, b: OpenBracket): boolean {
  let [left, right] = [a, b];
  while (left !== null && right !== null && left !== right) {
    if (left.type !== right.type) return false;
    left = left.around;
    right = right.around;
  }
  return left === right;
}

/**
 * Tokens that were scanned again and came out as they were are the old ones, from both ends of the piece up to the
 * change: of the declarations around it, only the changed one is then to be parsed.
 */
function keepTokens(
  scanned: readonly Token[],
  old: readonly Token[],
  start: number,
  end: number,
  { start: changeStart, oldEnd, newEnd }: TextChange,
): { readonly tokens: readonly Token[]; readonly before: number; readonly after: number } {
  const by = newEnd - oldEnd;
  const tokens = [...scanned];
  let before = 0;
  while (before < tokens.length && start + before < end) {
    const known = old[start + before]!;
    if (known.endOffset >= changeStart || !isSameToken(known, tokens[before]!, 0)) break;
    tokens[before] = known;
    before += 1;
  }
  let after = tokens.length;
  for (let index = end - 1; index >= start + before && after > before; index -= 1) {
    const known = old[index]!;
    const token = tokens[after - 1]!;
    if (known.startOffset < oldEnd || !isSameToken(known, token, by)) break;
    moveToken(known, by, token.commentsBefore, token.ownComments);
    after -= 1;
    tokens[after] = known;
  }
  return { tokens, before, after };
}

/** The value of a token is read from its image, so it is the same too. */
function isSameToken(old: Token, token: Token, by: number): boolean {
  return (
    old.startOffset + by === token.startOffset &&
    old.tokenType === token.tokenType &&
    old.afterOperand === token.afterOperand &&
    old.image === token.image
  );
}

function startOf({ location }: Diagnostic): number {
  return location.span.start;
}
