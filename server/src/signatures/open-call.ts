import type { SyntaxFile } from "@seg-lang/language";
import { SIGNATURES } from "./signatures.js";

/** What is being written at a place, however broken the code around it is. */
export type OpenCall =
  | { readonly kind: "call"; readonly name: string; readonly words: readonly ("over" | "where" | "distinct")[] }
  | { readonly kind: "since"; readonly unit: string };

/** The innermost call whose bracket is still open at an offset, or the `since` whose date is being written. */
export function openCallAt(file: SyntaxFile, offset: number): OpenCall | null {
  const text = writtenBefore(file, offset);
  if (text === null) return null;
  const since = /\b(hours|days|weeks|months|years)\s+since\s+[^\s()[\]{},=<>!+*/-]*$/.exec(text);
  if (since !== null) return { kind: "since", unit: since[1]! };
  let end = text.length;
  for (;;) {
    const open = openBracketBefore(text, end);
    if (open === -1) return null;
    const name = /([a-z]+)\s*$/.exec(text.slice(0, open))?.[1];
    if (name !== undefined && SIGNATURES.has(name)) return { kind: "call", name, words: wordsIn(text.slice(open + 1)) };
    end = open;
  }
}

/** A declaration up to an offset, its comments, texts and quoted names as blanks; null where the offset is within one. */
export function writtenBefore(file: SyntaxFile, offset: number): string | null {
  const start = file.declarations.findLast(({ span }) => span.start < offset)?.span.start;
  return start === undefined ? null : blanked(file.text.slice(start, offset));
}

/** Null where the end is within one of them. */
function blanked(text: string): string | null {
  const marks = /\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|"(?:[^"\\\r\n]|\\.)*"?|`[^`\r\n]*`/g;
  let inside = false;
  const blank = text.replace(marks, (found, at: number) => {
    if (at + found.length === text.length && !isClosed(found)) inside = true;
    return " ".repeat(found.length);
  });
  return inside ? null : blank;
}

function isClosed(mark: string): boolean {
  if (mark.startsWith("`")) return true;
  return mark.startsWith('"') ? mark.length > 1 && mark.endsWith('"') : mark.endsWith("*/");
}

function openBracketBefore(text: string, end: number): number {
  let closed = 0;
  for (let at = end - 1; at >= 0; at -= 1) {
    if (text[at] === ")") closed += 1;
    if (text[at] !== "(") continue;
    if (closed === 0) return at;
    closed -= 1;
  }
  return -1;
}

/** Of what stands in the bracket, those in brackets of its own not counted. */
function wordsIn(text: string): readonly ("over" | "where" | "distinct")[] {
  let plain = text;
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, (found) => " ".repeat(found.length));
  }
  return [...plain.matchAll(/(?<![\p{L}\p{N}_.])(over|where|distinct)(?![\p{L}\p{N}_])/gu)].map(
    ([, word]) => word as "over",
  );
}
