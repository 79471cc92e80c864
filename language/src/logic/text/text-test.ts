import { compilePattern, type PatternFlags, type PatternNode, parsePattern } from "../../values/pattern.js";

export type TextTest = ValueTest | MatchTest;

/** Any of the values; folded values if the text is folded. */
export interface ValueTest {
  readonly kind: "starts-with" | "ends-with" | "contains";
  readonly values: readonly string[];
}

/** A pattern of the regex core, which may occur anywhere in the text. */
export interface MatchTest {
  readonly kind: "match";
  readonly pattern: string;
  readonly flags: string;
}

export interface TextQuestion {
  /** The text is a value of type `text folded`: folding leaves it as it is. */
  readonly folded: boolean;
  readonly passes: readonly TextTest[];
  readonly fails: readonly TextTest[];
  /** In code points, both ends included; `most` may be infinite. */
  readonly length: { readonly least: number; readonly most: number };
  /** Texts that may not be the answer. */
  readonly not: ReadonlySet<string>;
  /** How many different texts are wanted; one if left out. */
  readonly count?: number;
}

/**
 * The runtime truth of a test on one text (NFC, well formed), as the evaluator computes it.
 *
 * @throws RangeError for a pattern that `parsePattern` refuses.
 */
export function passes(test: TextTest, text: string): boolean {
  switch (test.kind) {
    case "starts-with":
      return test.values.some((value) => text.startsWith(value));
    case "ends-with":
      return test.values.some((value) => text.endsWith(value));
    case "contains":
      return test.values.some((value) => text.includes(value));
    case "match":
      return matches(test, text);
  }
}

interface KnownPattern {
  /** Null for a pattern that is none. */
  readonly parsed: ParsedPattern | null;
  matches: ((text: string) => boolean) | null;
}

export interface ParsedPattern {
  readonly tree: PatternNode;
  readonly flags: PatternFlags;
}

/** The patterns of a program are few; more are forgotten all at once. */
const MOST_KNOWN = 1000;
const knownPatterns = new Map<string, KnownPattern>();

/** The tree of a pattern; null for a pattern that `parsePattern` refuses. */
export function treeOf({ pattern, flags }: MatchTest): ParsedPattern | null {
  return knownPattern(pattern, flags).parsed;
}

function knownPattern(pattern: string, flags: string): KnownPattern {
  const key = `${flags}/${pattern}`;
  let known = knownPatterns.get(key);
  if (known === undefined) {
    const parsed = parsePattern(pattern, flags);
    known = { parsed: parsed.kind === "ok" ? { tree: parsed.tree, flags: parsed.flags } : null, matches: null };
    if (knownPatterns.size >= MOST_KNOWN) knownPatterns.clear();
    knownPatterns.set(key, known);
  }
  return known;
}

function matches({ pattern, flags }: MatchTest, text: string): boolean {
  const known = knownPattern(pattern, flags);
  known.matches ??= compilePattern(pattern, flags);
  return known.matches(text);
}
