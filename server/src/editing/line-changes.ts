import type { Span } from "@seg-lang/language";

/** A piece of a text that another text has in other words. */
interface LineChange {
  /** In the text before: whole lines, or a part of one. */
  readonly span: Span;
  readonly newText: string;
}

/** Tables of so many cells are filled; beyond, what lies between the first and the last difference is one change. */
const MOST_CELLS = 4_000_000;

/** Few and small changes that lead from one text to the other, line by line, in textual order. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end += 1;
  }
  const middle = pairs(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const offsets = offsetsOf(old);
  const changes: LineChange[] = [];
  let [fromOld, fromNow] = [start, start];
  const add = (toOld: number, toNow: number) => {
    // As many lines as before are taken one by one.
    while (toOld - fromOld === toNow - fromNow && toOld - fromOld > 1) {
      add(fromOld + 1, fromNow + 1);
      [fromOld, fromNow] = [fromOld + 1, fromNow + 1];
    }
    if (fromOld === toOld && fromNow === toNow) return;
    const change = trimmed(
      before,
      { start: offsets[fromOld]!, end: offsets[toOld]! },
      now.slice(fromNow, toNow).join(""),
    );
    if (change.newText !== "" || change.span.start < change.span.end) changes.push(change);
  };
  for (const [inOld, inNow] of middle) {
    add(start + inOld, start + inNow);
    [fromOld, fromNow] = [start + inOld + 1, start + inNow + 1];
  }
  add(old.length - end, now.length - end);
  return changes;
}

/** With their line ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function offsetsOf(lines: readonly string[]): readonly number[] {
  const offsets = [0];
  for (const line of lines) offsets.push(offsets.at(-1)! + line.length);
  return offsets;
}

/** The longest row of lines that both have, by the classic table. */
function pairs(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  const width = now.length + 1;
  if ((old.length + 1) * width > MOST_CELLS) return [];
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) found.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return found;
}

/** Without what both begin and end with, but never with half a character. */
function trimmed(text: string, { start, end }: Span, newText: string): LineChange {
  const written = text.slice(start, end);
  const most = Math.min(written.length, newText.length);
  let same = 0;
  while (same < most && written[same] === newText[same]) same += 1;
  if (isSplit(written, same) || isSplit(newText, same)) same -= 1;
  let behind = 0;
  while (behind < most - same && written.at(-1 - behind) === newText.at(-1 - behind)) behind += 1;
  if (isSplit(written, written.length - behind) || isSplit(newText, newText.length - behind)) behind -= 1;
  return { span: { start: start + same, end: end - behind }, newText: newText.slice(same, newText.length - behind) };
}

function isSplit(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$|^\r\n$/.test(text.slice(at - 1, at + 1));
}
