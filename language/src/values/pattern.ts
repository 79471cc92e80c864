import { RE2JS } from "re2js";
import { parsePattern } from "./pattern-parser.js";
import { type CodePointRange, rangesOf } from "./pattern-ranges.js";
import type { PatternFlags, PatternNode } from "./pattern-tree.js";

export { foldPattern, isFoldedPattern } from "./pattern-folding.js";
export { parsePattern } from "./pattern-parser.js";
export type { PatternFlags, PatternNode } from "./pattern-tree.js";

/**
 * The test of a pattern: does it occur in a text (NFC, well formed)? Linear in the text's length, whatever the pattern.
 * Both must have passed `parsePattern`.
 *
 * @throws RangeError for a pattern that has not.
 */
export function compilePattern(pattern: string, flags: string): (text: string) => boolean {
  const parsed = parsePattern(pattern, flags);
  if (parsed.kind === "error") throw new RangeError(`${parsed.what} in /${pattern}/${flags}`);
  return compileTree(parsed.tree, parsed.flags);
}

/** As `compilePattern`, from the tree. */
function compileTree(tree: PatternNode, flags: PatternFlags): (text: string) => boolean {
  return compileLiteral(tree, flags) ?? compileNative(tree, flags) ?? compileLinear(tree, flags);
}

/** A plain text, perhaps held to the beginning or end: no automaton needed. */
function compileLiteral(tree: PatternNode, flags: PatternFlags): ((text: string) => boolean) | null {
  const parts = tree.kind === "sequence" ? [...tree.parts] : [tree];
  const fromStart = parts[0]?.kind === "start";
  if (fromStart) parts.shift();
  const toEnd = parts.at(-1)?.kind === "end";
  if (toEnd) parts.pop();
  let wanted = "";
  for (const part of parts) {
    if (part.kind !== "literal") return null;
    const sign = String.fromCodePoint(part.codePoint);
    if (flags.ignoreCase && /[A-Za-z]/.test(sign)) return null;
    wanted += sign;
  }
  if (fromStart && toEnd) return (text) => text === wanted;
  if (fromStart) return (text) => text.startsWith(wanted);
  return toEnd ? (text) => text.endsWith(wanted) : (text) => text.includes(wanted);
}

/** The engine's own backtracking matcher, for the trees where it can be shown to take linear time. */
export function compileNative(tree: PatternNode, flags: PatternFlags): ((text: string) => boolean) | null {
  if (!backtracksLittle(tree, flags)) return null;
  const expression = new RegExp(translate(tree, flags, JAVASCRIPT), "u");
  return (text) => expression.test(text);
}

export function compileLinear(tree: PatternNode, flags: PatternFlags): (text: string) => boolean {
  const expression = RE2JS.compile(translate(tree, flags, RE2));
  return (text) => expression.test(text);
}

/** How a dialect spells what it must not interpret in its own way. */
interface Dialect {
  readonly start: string;
  readonly end: string;
  codePoint(codePoint: number): string;
}

const JAVASCRIPT: Dialect = { start: "^", end: "$", codePoint: (codePoint) => `\\u{${codePoint.toString(16)}}` };
const RE2: Dialect = { start: "\\A", end: "\\z", codePoint: (codePoint) => `\\x{${codePoint.toString(16)}}` };

/** Every sign becomes an explicit set of code points, so that classes, case and `.` mean what Seg says and nothing else. */
function translate(node: PatternNode, flags: PatternFlags, dialect: Dialect): string {
  switch (node.kind) {
    case "start":
      return dialect.start;
    case "end":
      return dialect.end;
    case "literal":
    case "any":
    case "class":
      return writeRanges(rangesOf(node, flags), dialect);
    case "sequence":
      return `(?:${node.parts.map((part) => translate(part, flags, dialect)).join("")})`;
    case "alternation":
      return `(?:${node.options.map((option) => translate(option, flags, dialect)).join("|")})`;
    case "repeat":
      return `(?:${translate(node.operand, flags, dialect)}){${node.least},${node.most ?? ""}}`;
  }
}

const LAST_CODE_POINT = 0x10ffff;

function writeRanges(ranges: readonly CodePointRange[], dialect: Dialect): string {
  const [first] = ranges;
  // No code point at all, such as `[^\d\D]`: a complement of everything.
  if (first === undefined) return `[^${dialect.codePoint(0)}-${dialect.codePoint(LAST_CODE_POINT)}]`;
  if (ranges.length === 1 && first.low === first.high) return dialect.codePoint(first.low);
  return `[${ranges.map((range) => `${dialect.codePoint(range.low)}-${dialect.codePoint(range.high)}`).join("")}]`;
}

/** The ways through a pattern that a backtracking matcher may try from one place; more would no longer be quick. */
const MAX_WAYS = 64;

/**
 * True where backtracking costs at most a constant number of steps a code point: either the pattern repeats nothing without
 * bound and has few ways through it, or it is held to the beginning of the text and a row of single signs, in which what
 * follows an unbounded repetition cannot begin with a sign that the repetition also takes (so giving signs back never
 * helps, and is noticed at once).
 */
function backtracksLittle(tree: PatternNode, flags: PatternFlags): boolean {
  if (ways(tree) <= MAX_WAYS) return true;
  if (tree.kind !== "sequence" || tree.parts[0]?.kind !== "start") return false;
  let total = 1;
  for (const [index, part] of tree.parts.entries()) {
    if (part.kind === "repeat" && isSign(part.operand)) {
      if (meetsFollower(part.operand, tree.parts.slice(index + 1), flags)) total *= ways(part);
    } else {
      total *= ways(part);
    }
    if (total > MAX_WAYS) return false;
  }
  return true;
}

/** Upper bound of the ways through a node; infinite where it repeats without bound. */
function ways(node: PatternNode): number {
  switch (node.kind) {
    case "sequence":
      return node.parts.reduce((product, part) => product * ways(part), 1);
    case "alternation":
      return node.options.reduce((sum, option) => sum + ways(option), 0);
    case "repeat": {
      if (node.most === null) return Number.POSITIVE_INFINITY;
      const each = ways(node.operand);
      let sum = 0;
      for (let times = node.least; times <= node.most && sum <= MAX_WAYS; times += 1) sum += each ** times;
      return sum;
    }
    case "literal":
    case "any":
    case "class":
    case "start":
    case "end":
      return 1;
  }
}

type Sign = Extract<PatternNode, { kind: "literal" | "any" | "class" }>;

function isSign(node: PatternNode): node is Sign {
  return node.kind === "literal" || node.kind === "any" || node.kind === "class";
}

/** Whether what may stand right behind a repetition shares a code point with it; true where that is not plain to see. */
function meetsFollower(sign: Sign, followers: readonly PatternNode[], flags: PatternFlags): boolean {
  const taken = rangesOf(sign, flags);
  for (const follower of followers) {
    if (follower.kind === "end") return false;
    const first = follower.kind === "repeat" ? follower.operand : follower;
    if (!isSign(first)) return true;
    const begins = rangesOf(first, flags);
    if (taken.some((a) => begins.some((b) => a.low <= b.high && b.low <= a.high))) return true;
    if (follower.kind !== "repeat" || follower.least > 0) return false;
  }
  return false;
}
