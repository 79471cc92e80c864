import type { TokenType } from "chevrotain";
import * as tokens from "./tokens.js";
import { wordType } from "./tokens.js";

/** Operators (and `by`) that follow an operand and want another one. */
const infixWords = new Set(
  (["has", "starts", "ends", "contains", "matches", "default", "since", "over", "by"] as const).map(wordType),
);
/** Words that go on with an operator: `starts with`, `any of`, `list of`, `as of`. */
const continuations = new Map<TokenType, ReadonlySet<TokenType>>([
  [wordType("with"), new Set((["starts", "ends"] as const).map(wordType))],
  [wordType("of"), new Set((["any", "all", "none", "as", "list"] as const).map(wordType))],
]);
/** After these symbols and words an operand is complete. A range may stay open, and its bounds are never names. */
const closing = new Set<TokenType>([
  tokens.Text,
  tokens.Numeral,
  tokens.DateToken,
  tokens.DateTimeToken,
  tokens.Regex,
  tokens.RightParenthesis,
  tokens.RightBracket,
  tokens.RightBrace,
  tokens.Question,
  tokens.Range,
  tokens.QuotedName,
  wordType("true"),
  wordType("false"),
  wordType("today"),
  wordType("now"),
]);
const not = wordType("not");

/**
 * Whether an operand is complete after a token of `type`, which itself stood after one or not (`afterOperand`). This
 * tells an operator from a name of the same letters (`a has b`, `has = 3`) and a pattern from a division, before any
 * grammar: an expression never puts two operands side by side.
 */
export function completesOperand(type: TokenType, afterOperand: boolean, previous: TokenType | undefined): boolean {
  if (closing.has(type)) return true;
  // `x not contains …`: behind an operand only an operator can follow `not`.
  if (type === not) return afterOperand;
  if (!(type.CATEGORIES ?? []).includes(tokens.Name)) return false;
  if (previous !== undefined && continuations.get(type)?.has(previous) === true) return false;
  return !(afterOperand && infixWords.has(type));
}

/** Whether an operand is complete after a token of `type`, whatever stood before it. */
export function alwaysCompletesOperand(type: TokenType): boolean {
  const isName = (type.CATEGORIES ?? []).includes(tokens.Name);
  return closing.has(type) || (isName && type !== not && !continuations.has(type) && !infixWords.has(type));
}
