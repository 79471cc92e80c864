import type { Fix } from "../diagnostics/diagnostic.js";
import type { Failure } from "./failure.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { isName, isWord, spanOf, type Token } from "./tokens.js";

/** Words and signs that can be put in where nothing else is expected, and what stands around them. */
const MISSING: ReadonlyMap<string, string> = new Map([
  ["where", "where "],
  ["=", "= "],
  [":", ": "],
]);

/** Nothing of a condition goes on after these, and nothing begins with them. */
const JOINING = ["and", "or"] as const;

/**
 * What may have been meant where the grammar failed: a word or sign put in between, or one taken out. Somebody has to look at
 * it: none of them is safe.
 */
export function failureFixes(
  { expected, found, previous, kind }: Failure,
  chunk: readonly Token[],
  reporter: Reporter,
): Fix[] {
  if (previous === null)
    return expected.includes("`segment`") && isName(found ?? undefined) ? [before(found!, "segment ")] : [];
  if (found === null) return JOINING.some((word) => isWord(previous, word)) ? [without(previous)] : [];
  const sign = /^`([^`]+)`$/.exec(expected)?.[1];
  if (sign === "]" && beginsOperand(found)) return [behind(previous, ",", "Write a comma between them")];
  if (sign === ":") return [behind(previous, ":", "Write `:`")];
  const missing = sign === undefined ? undefined : MISSING.get(sign);
  if (missing !== undefined && beginsOperand(found)) return [before(found, missing)];
  if (sign === "where" && found.tokenType === t.Comma) return [without(found)];
  if (isWord(chunk[0], "list") && found.tokenType === t.LeftBracket) return [before(found, "= ")];
  if (expected.includes("`segment`") && isName(found)) return [before(found, "segment ")];
  const first = chunk[0];
  if (kind === "leftover" && isWord(first, "persona") && isName(found)) return [before(found, "in ")];
  if (!holdsCondition(first)) return [];
  if (JOINING.some((word) => isWord(found, word)) && expected !== "") return [without(found)];
  if (kind !== "leftover") return [];
  if (found.tokenType === t.Comma) return commaFixes(found);
  if (!beginsOperand(found)) return [];
  if (isQuantified(previous, chunk)) return [before(found, "where ")];
  // `count orders`: what is meant is a call.
  if (isWord(previous, "count", "sum", "average", "min", "max", "earliest", "latest")) return [];
  return JOINING.map((word) => before(found, `${word} `));

  function commaFixes(comma: Token): Fix[] {
    const next = chunk[chunk.indexOf(comma) + 1];
    if (next === undefined) return [without(comma)];
    if (!beginsOperand(next) || next.tokenType === t.Text) return [];
    return JOINING.map((word) =>
      reporter.replace(spanOf(comma), ` ${word}`, `Write \`${word}\` in place of the comma`, false),
    );
  }

  function before(token: Token, text: string): Fix {
    const { start } = spanOf(token);
    return reporter.replace({ start, end: start }, text, `Write \`${text.trim()}\` before \`${token.image}\``, false);
  }

  function behind(token: Token, text: string, title: string): Fix {
    const { end } = spanOf(token);
    return reporter.replace({ start: end, end }, text, title, false);
  }

  /** With the blanks before it. */
  function without(token: Token): Fix {
    const at = chunk.indexOf(token);
    const start = at > 0 ? spanOf(chunk[at - 1]!).end : spanOf(token).start;
    return reporter.replace({ start, end: spanOf(token).end }, "", `Remove \`${token.image}\``, false);
  }
}

/** A bracket that was never closed is closed at the end of what it belongs to. */
export function closingFix(close: string, last: Token, isBlock: boolean, reporter: Reporter): Fix {
  const { end } = spanOf(last);
  return reporter.replace(
    { start: end, end },
    isBlock ? `\n${close}` : close,
    `Write \`${close}\` behind \`${shortened(last.image)}\``,
    false,
  );
}

function shortened(image: string): string {
  return image.length > 40 ? `${image.slice(0, 40)}…` : image;
}

function holdsCondition(first: Token | undefined): boolean {
  return isWord(first, "segment", "define", "require");
}

function beginsOperand(token: Token): boolean {
  if (isWord(token, "not", "any", "all", "no")) return true;
  return isName(token) || [t.Text, t.Numeral, t.LeftParenthesis, t.LeftBracket, t.Truth].includes(token.tokenType);
}

/** `any orders`: what is asked of them follows. */
function isQuantified(last: Token, chunk: readonly Token[]): boolean {
  let at = chunk.indexOf(last);
  while (at > 1 && chunk[at - 1]?.tokenType === t.Dot) at -= 2;
  return isName(chunk[at]) && isWord(chunk[at - 1], "any", "all", "no");
}
