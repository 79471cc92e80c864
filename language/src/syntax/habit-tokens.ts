import type { TokenType } from "chevrotain";
import type { Fix } from "../diagnostics/diagnostic.js";
import type { Rule } from "../diagnostics/rule.js";
import type { Span } from "../source/source.js";
import type { HabitPlace } from "./habits.js";
import * as t from "./tokens.js";
import { isName, spanBetween, type Token, type TokenValue, wordType } from "./tokens.js";
import type { ContextualWord, ReservedWord } from "./words.js";

/** A token of `type` in the place of those from `first` to `last`. */
export function inPlaceOf(
  type: TokenType,
  image: string,
  first: Token,
  last: Token,
  value: TokenValue | null = null,
): Token {
  return {
    ...first,
    image,
    endOffset: last.endOffset,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
    value,
  };
}

export function wordInPlaceOf(word: ReservedWord | ContextualWord, first: Token, last: Token): Token {
  return inPlaceOf(wordType(word), word, first, last);
}

const operatorTypes: Readonly<Record<string, TokenType>> = {
  "=": t.Equal,
  "!=": t.NotEqual,
  "<": t.Less,
  "<=": t.LessEqual,
  ">": t.Greater,
  ">=": t.GreaterEqual,
};

/** What was meant, as tokens in the place of those from `first` to `last`: words and comparison signs. */
export function meant(write: string, first: Token, last: Token): readonly Token[] {
  return write.split(" ").map((word) => {
    const sign = operatorTypes[word];
    return sign === undefined
      ? wordInPlaceOf(word as ReservedWord | ContextualWord, first, last)
      : inPlaceOf(sign, word, first, last);
  });
}

/** The word of a plain name in small letters; null for everything else. */
export function lowerWord(token: Token | undefined): string | null {
  if (token === undefined || token.tokenType === t.QuotedName) return null;
  return isName(token) || t.isReservedToken(token) ? token.image.toLowerCase() : null;
}

/** The words at `index` are these, in any case of letters; a `|` separates spellings of one word. */
export function wordsAt(tokens: readonly Token[], index: number, ...wanted: readonly string[]): boolean {
  return wanted.every((word, offset) => {
    const found = lowerWord(tokens[index + offset]);
    return found !== null && word.split("|").includes(found);
  });
}

/** The source text of a span, blanks made single. */
export function writtenAt(place: HabitPlace, span: Span): string {
  return place.text.slice(span.start, span.end).replace(/\s+/gu, " ");
}

/** Reports a habit that is `write` in Seg, with the fix that writes it. */
export function reportHabit<P extends { written: string; write: string }>(
  place: HabitPlace,
  rule: Rule<P> | Rule<{ written: string; write: string }>,
  first: Token,
  last: Token,
  write: string,
  fixes?: readonly Fix[],
): void {
  const span = spanBetween(first, last);
  const written = writtenAt(place, span);
  place.reporter.report(
    rule as Rule<{ written: string; write: string }>,
    { written, write },
    span,
    fixes ?? [place.reporter.replace(span, write, `Write \`${write}\``)],
  );
}
