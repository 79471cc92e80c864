import type { Reporter } from "./reporter.js";
import type { Token } from "./tokens.js";

/** Rewrites what people type by habit into what Seg has; null if there is nothing of the kind. */
export function rewriteHabits(tokens: readonly Token[], text: string, reporter: Reporter): readonly Token[] | null {
  void tokens;
  void text;
  void reporter;
  return null;
}
