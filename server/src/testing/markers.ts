import type { Span } from "@seg-lang/language";

/** A text with its marks taken out. */
export interface MarkedText {
  readonly text: string;
  /** Where `│` stood; null where there was none. */
  readonly cursor: number | null;
  /** What stood between `⟦` and `⟧`, in the order of their beginnings; one may lie in another. */
  readonly ranges: readonly Span[];
}

/** Takes the marks `│`, `⟦` and `⟧` out of a text. */
export function readMarks(marked: string): MarkedText {
  let text = "";
  let cursor: number | null = null;
  const open: { start: number; end: number }[] = [];
  const ranges: { start: number; end: number }[] = [];
  for (const sign of marked) {
    if (sign === "│") {
      if (cursor !== null) throw new Error("Two cursors in one file");
      cursor = text.length;
    } else if (sign === "⟦") {
      const range = { start: text.length, end: -1 };
      open.push(range);
      ranges.push(range);
    } else if (sign === "⟧") {
      const range = open.pop();
      if (range === undefined) throw new Error("A `⟧` without its `⟦`");
      range.end = text.length;
    } else text += sign;
  }
  if (open.length > 0) throw new Error("A `⟦` without its `⟧`");
  return { text, cursor, ranges };
}

/** Puts marks around spans: what a test expects, and what it found, can be compared as texts. */
export function writeMarks(text: string, ranges: readonly Span[], cursor: number | null = null): string {
  const marks = [
    ...ranges.flatMap(({ start, end }) => [
      { at: start, order: 2, sign: "⟦" },
      { at: end, order: start === end ? 3 : 0, sign: "⟧" },
    ]),
    ...(cursor === null ? [] : [{ at: cursor, order: 1, sign: "│" }]),
  ].sort((a, b) => b.at - a.at || b.order - a.order);
  let result = text;
  for (const { at, sign } of marks) result = result.slice(0, at) + sign + result.slice(at);
  return result;
}

/**
 * Several files in one text: a line `//- folder/name.seg` begins each; what stands before the first (but a line end) is
 * `main.seg`.
 */
export function splitFiles(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const body = text.replace(/^\r?\n/, "");
  const heading = /^\/\/- +(.+?) *(?:\r\n|\n|$)/gm;
  let path = "main.seg";
  let start = 0;
  const add = (end: number) => {
    const content = body.slice(start, end);
    if (content !== "" || path !== "main.seg") files.set(path, content);
  };
  for (const match of body.matchAll(heading)) {
    add(match.index);
    path = match[1]!;
    start = match.index + match[0].length;
  }
  add(body.length);
  return files;
}
