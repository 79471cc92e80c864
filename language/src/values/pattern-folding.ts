import { foldCodePoint } from "./folding.js";
import { parsePattern } from "./pattern-parser.js";
import { type ClassItem, type ClassNode, EMPTY, type PatternNode, printPattern } from "./pattern-tree.js";

/**
 * Whether a pattern is written as folded text is: every sign it asks for, and the ends of every range, are what folding
 * makes of them. Patterns on `text folded` must be. False for a pattern that is none.
 */
export function isFoldedPattern(pattern: string): boolean {
  const parsed = parsePattern(pattern, "");
  return parsed.kind === "ok" && isFolded(parsed.tree);
}

/** The pattern written folded; null for a pattern that is none. Of a folded pattern the pattern itself. */
export function foldPattern(pattern: string): string | null {
  const parsed = parsePattern(pattern, "");
  if (parsed.kind === "error") return null;
  return isFolded(parsed.tree) ? pattern : printPattern(foldNode(parsed.tree) ?? EMPTY).normalize("NFC");
}

function isFolded(node: PatternNode): boolean {
  switch (node.kind) {
    case "literal":
      return isFixed(node.codePoint);
    case "class":
      return node.items.every((item) => item.kind === "shorthand" || (isFixed(item.low) && isFixed(item.high)));
    case "sequence":
      return node.parts.every(isFolded);
    case "alternation":
      return node.options.every(isFolded);
    case "repeat":
      return isFolded(node.operand);
    case "any":
    case "start":
    case "end":
      return true;
  }
}

function isFixed(codePoint: number): boolean {
  return foldCodePoint(codePoint) === String.fromCodePoint(codePoint);
}

/** Null where nothing is left: folding drops the sign, and a repetition of it with it. */
function foldNode(node: PatternNode): PatternNode | null {
  switch (node.kind) {
    case "literal": {
      const codePoint = foldCodePoint(node.codePoint).codePointAt(0);
      return codePoint === undefined ? null : { kind: "literal", codePoint };
    }
    case "class":
      return foldClass(node);
    case "sequence": {
      const parts = node.parts.map(foldNode).filter((part) => part !== null);
      return parts.length === 0 ? null : parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
    }
    case "alternation":
      return { kind: "alternation", options: node.options.map((option) => foldNode(option) ?? EMPTY) };
    case "repeat": {
      const operand = foldNode(node.operand);
      return operand === null ? null : { ...node, operand };
    }
    case "any":
    case "start":
    case "end":
      return node;
  }
}

function foldClass(node: ClassNode): PatternNode | null {
  const items: ClassItem[] = [];
  for (const item of node.items.flatMap((each) =>
    each.kind === "shorthand" ? [each] : foldRange(each.low, each.high),
  )) {
    const known = items.some((other) => JSON.stringify(other) === JSON.stringify(item));
    if (!known) items.push(item);
  }
  if (items.length > 0) return { ...node, items };
  return node.negated ? { kind: "any" } : null;
}

/** Of a range longer than this that does not fold evenly only the ends are folded. */
const LISTED = 1024;

function foldRange(low: number, high: number): ClassItem[] {
  const foldedLow = foldCodePoint(low).codePointAt(0);
  const foldedHigh = foldCodePoint(high).codePointAt(0);
  const signs = new Set<number>();
  for (let codePoint = low; codePoint <= Math.min(high, low + LISTED); codePoint += 1) {
    const folded = foldCodePoint(codePoint).codePointAt(0);
    if (folded !== undefined) signs.add(folded);
  }
  if (foldedLow !== undefined && foldedHigh !== undefined && foldedLow <= foldedHigh) {
    // A-Z becomes a-z, ٠-٩ 0-9, and آ-ی, which means the letters and has Arabic digits in its middle, ا-ی.
    const isWithin = (sign: number) => foldedLow <= sign && sign <= foldedHigh;
    const isDigit = (sign: number) => sign >= 0x30 && sign <= 0x39;
    if (high - low > LISTED || [...signs].every((sign) => isWithin(sign) || isDigit(sign))) {
      return [{ kind: "range", low: foldedLow, high: foldedHigh }];
    }
  }
  return runsOf([...signs].sort((a, b) => a - b));
}

function runsOf(signs: readonly number[]): ClassItem[] {
  const runs: { kind: "range"; low: number; high: number }[] = [];
  for (const sign of signs) {
    const last = runs.at(-1);
    if (last !== undefined && sign === last.high + 1) last.high = sign;
    else runs.push({ kind: "range", low: sign, high: sign });
  }
  return runs;
}
