import { compilePattern } from "../../values/pattern.js";

export type TextTest =
  /** Any of the values; folded values if the text is folded. */
  | { readonly kind: "starts-with" | "ends-with" | "contains"; readonly values: readonly string[] }
  /** A pattern of the regex core, which may occur anywhere in the text. */
  | { readonly kind: "match"; readonly pattern: string; readonly flags: string };

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
      return matcher(test.pattern, test.flags)(text);
  }
}

/** Compiled patterns are few in a program; more are forgotten all at once. */
const MOST_MATCHERS = 1000;
const matchers = new Map<string, (text: string) => boolean>();

function matcher(pattern: string, flags: string): (text: string) => boolean {
  const key = `${flags}/${pattern}`;
  let match = matchers.get(key);
  if (match === undefined) {
    match = compilePattern(pattern, flags);
    if (matchers.size >= MOST_MATCHERS) matchers.clear();
    matchers.set(key, match);
  }
  return match;
}
