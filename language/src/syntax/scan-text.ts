import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import {
  codePointLabel,
  describeCharacter,
  isLineEndCode,
  type MisleadingDirection,
  misleadingDirection,
} from "./characters.js";
import type { Reporter } from "./reporter.js";

/** Where the line that holds `offset` ends, without its line end. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isLineEndCode(text.charCodeAt(end))) end += 1;
  return end;
}

export interface ScannedText {
  readonly end: number;
  readonly value: string;
  readonly closed: boolean;
}

/** Reads the text whose opening `"` stands at `start`. */
export function scanText(text: string, start: number, reporter: Reporter): ScannedText {
  let offset = start + 1;
  let plain = true;
  for (; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === 0x22 || isLineEndCode(code)) break;
    if (code === 0x5c) {
      plain = false;
      if (offset + 1 < text.length && !isLineEndCode(text.charCodeAt(offset + 1))) offset += 1;
    } else if (code < 0x20 || code > 0x7e) plain = false;
  }
  const closed = text.charCodeAt(offset) === 0x22;
  if (!closed) {
    const end = trimmedEnd(text, start, offset);
    const close = closingPlace(text, start, end);
    reporter.report(literalRules.unclosedText, {}, { start, end }, [
      reporter.replace({ start: close, end: close }, '"', `Close it: ${text.slice(start, close)}"`, false),
    ]);
    return { end: offset, value: text.slice(start + 1, end), closed };
  }
  const inner = text.slice(start + 1, offset);
  return { end: offset + 1, value: plain ? inner : readInner(inner, start + 1, reporter), closed };
}

/** Before brackets and commas at the end of the line, and before a comment, which hardly belong to a text that is not closed. */
function closingPlace(text: string, start: number, end: number): number {
  const written = text.slice(start + 1, end);
  const comment = written.search(/\s\/\/\s/);
  const rest = /[\s)\]},]*$/.exec(comment < 0 ? written : written.slice(0, comment))!;
  return start + 1 + (rest.index > 0 ? rest.index : written.length);
}

function trimmedEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start + 1 && (text.charCodeAt(trimmed - 1) === 0x20 || text.charCodeAt(trimmed - 1) === 0x09))
    trimmed -= 1;
  return trimmed;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function readInner(inner: string, base: number, reporter: Reporter): string {
  const parts: string[] = [];
  for (let offset = 0; offset < inner.length; offset += 1) {
    const character = inner.charAt(offset);
    if (character !== "\\") {
      checkCharacter(inner, offset, base, reporter);
      parts.push(character);
      continue;
    }
    const kind = inner.charAt(offset + 1);
    const simple = Object.hasOwn(escapes, kind) ? escapes[kind] : undefined;
    if (simple !== undefined) {
      parts.push(simple);
      offset += 1;
    } else if (kind === "u") {
      const { value, length } = readUnicodeEscape(inner, offset, base, reporter);
      parts.push(value);
      offset += length - 1;
    } else {
      const written = `\\${String.fromCodePoint(inner.codePointAt(offset + 1) ?? 0x5c)}`;
      const span = { start: base + offset, end: base + offset + written.length };
      reporter.report(
        literalRules.badEscape,
        { written, problem: "is no escape; a backslash itself is written `\\\\`" },
        span,
        [reporter.replace({ start: span.start, end: span.start + 1 }, "\\\\", "Write the backslash twice", false)],
      );
      parts.push(kind);
      offset += 1;
    }
  }
  const value = parts.join("");
  checkDirection(inner, base, reporter);
  return value;
}

function readUnicodeEscape(
  inner: string,
  offset: number,
  base: number,
  reporter: Reporter,
): { value: string; length: number } {
  const report = (length: number, problem: string) =>
    reporter.report(
      literalRules.badEscape,
      { written: inner.slice(offset, offset + length), problem },
      {
        start: base + offset,
        end: base + offset + length,
      },
    );
  const unit = hexUnit(inner, offset);
  if (unit === null) {
    const written = /^\\u[0-9a-fA-F]{0,3}/.exec(inner.slice(offset, offset + 6))?.[0] ?? "\\u";
    report(written.length, "needs four hexadecimal digits, as in `\\u00e9`");
    return { value: "", length: written.length };
  }
  if (unit === 0) {
    report(6, "is the null character, which no text may hold");
    return { value: "", length: 6 };
  }
  if (unit < 0xd800 || unit > 0xdfff) return { value: String.fromCharCode(unit), length: 6 };
  const low = unit < 0xdc00 ? hexUnit(inner, offset + 6) : null;
  if (low !== null && low >= 0xdc00 && low <= 0xdfff) return { value: String.fromCharCode(unit, low), length: 12 };
  report(6, "is half of a surrogate pair; write both halves, or the character itself");
  return { value: "", length: 6 };
}

function hexUnit(inner: string, offset: number): number | null {
  const digits = /^\\u([0-9a-fA-F]{4})/.exec(inner.slice(offset, offset + 6))?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

/** Controls cannot be seen, and half of a surrogate pair is no text. A tab passes. */
function checkCharacter(inner: string, offset: number, base: number, reporter: Reporter): void {
  const code = inner.charCodeAt(offset);
  const control = (code < 0x20 && code !== 0x09) || (code >= 0x7f && code <= 0x9f);
  const half =
    (code >= 0xd800 && code <= 0xdbff && !isLow(inner.charCodeAt(offset + 1))) ||
    (code >= 0xdc00 && code <= 0xdfff && !isHigh(inner.charCodeAt(offset - 1)));
  if (!control && !half) return;
  const span = { start: base + offset, end: base + offset + 1 };
  const write = `\\u${code.toString(16).padStart(4, "0")}`;
  const character = describeCharacter(inner.charAt(offset));
  const fix = reporter.replace(span, "", `Remove ${codePointLabel(code)}`, false);
  if (half || code === 0)
    reporter.report(literalRules.unexpectedCharacter, { character, hint: "No text may hold it: remove it." }, span, [
      fix,
    ]);
  else
    reporter.report(literalRules.controlInText, { character, write }, span, [
      fix,
      reporter.replace(span, write, `Write \`${write}\``),
    ]);
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Warns of a text, a comment or a pattern that may be shown in another order than it is read. */
export function checkDirection(text: string, base: number, reporter: Reporter): void {
  const direction = misleadingDirection(text);
  if (direction !== null) reportDirection(direction, base, reporter);
}

function reportDirection({ offset, character, ended }: MisleadingDirection, base: number, reporter: Reporter): void {
  const span = { start: base + offset, end: base + offset + 1 };
  reporter.report(literalRules.unbalancedDirection, { character: describeCharacter(character), ended }, span, [
    reporter.replace(span, "", "Remove it"),
  ]);
}

/** Quotation marks of other languages, and what closes each. */
const foreignQuotes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["‘", "’'"],
  ["’", "’'"],
  ["‚", "‘’"],
  ["“", '”"“'],
  ["”", '”"'],
  ["„", '“”"'],
  ["«", "»"],
  ["»", "«"],
  ["‹", "›"],
  ["＂", "＂"],
]);

/** Where a closing sign is looked for in vain, it is not looked for longer than this. */
const FARTHEST_CLOSER = 2000;

/** Reads a text between foreign quotation marks, if one starts at `start` and is closed on its line. */
export function scanForeignText(text: string, start: number, reporter: Reporter): ScannedText | null {
  const open = text.charAt(start);
  const closers = foreignQuotes.get(open);
  if (closers === undefined) return null;
  const farthest = Math.min(text.length, start + FARTHEST_CLOSER);
  let offset = start + 1;
  while (offset < farthest && !isLineEndCode(text.charCodeAt(offset)) && !closers.includes(text.charAt(offset))) {
    offset += text.charCodeAt(offset) === 0x5c && !isLineEndCode(text.charCodeAt(offset + 1)) ? 2 : 1;
  }
  const close = text.charAt(offset);
  if (close === "" || !closers.includes(close)) return null;
  const value = text.slice(start + 1, offset).replace(/\\(.)/gsu, "$1");
  const span = { start, end: offset + 1 };
  const write = JSON.stringify(value);
  reporter.report(habitRules.foreignQuotes, { open, close }, span, [reporter.replace(span, write, `Write ${write}`)]);
  return { end: offset + 1, value, closed: true };
}

export interface ScannedPattern {
  readonly end: number;
  readonly pattern: string;
  readonly flags: string;
  readonly closed: boolean;
}

/**
 * Reads the pattern whose opening slash stands at `start`; a slash inside `[…]` or behind a backslash does not close
 * it. `expected`: a pattern must stand here; else it is only tried whether one does.
 */
export function scanPattern(text: string, start: number, expected: boolean): ScannedPattern {
  const farthest = expected ? text.length : Math.min(text.length, start + FARTHEST_CLOSER);
  let offset = start + 1;
  let inClass = false;
  for (; offset < farthest; offset += 1) {
    const character = text.charAt(offset);
    if (isLineEndCode(character.charCodeAt(0))) break;
    if (character === "\\" && offset + 1 < text.length && !isLineEndCode(text.charCodeAt(offset + 1))) offset += 1;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) {
      let end = offset + 1;
      while (/[a-zA-Z]/.test(text.charAt(end))) end += 1;
      return { end, pattern: text.slice(start + 1, offset), flags: text.slice(offset + 1, end), closed: true };
    }
  }
  return { end: offset, pattern: text.slice(start + 1, offset), flags: "", closed: false };
}
