import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { inPlaceOf, lowerWord, meant, reportHabit, wordsAt, writtenAt } from "./habit-tokens.js";
import type { HabitMatch, HabitPlace } from "./habits.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, type Token } from "./tokens.js";

/** Words that people say for a comparison: what they mean, and their opposite. */
const phrases: readonly { readonly words: readonly string[]; readonly write: string; readonly opposite: string }[] = [
  { words: ["greater|more|bigger|larger|higher", "than", "or", "equal|equals", "to"], write: ">=", opposite: "<" },
  { words: ["greater|more|bigger|larger|higher", "than", "or", "equal|equals"], write: ">=", opposite: "<" },
  { words: ["less|fewer|smaller|lower", "than", "or", "equal|equals", "to"], write: "<=", opposite: ">" },
  { words: ["less|fewer|smaller|lower", "than", "or", "equal|equals"], write: "<=", opposite: ">" },
  { words: ["greater|more|bigger|larger|higher|older", "than"], write: ">", opposite: "<=" },
  { words: ["less|fewer|smaller|lower|younger", "than"], write: "<", opposite: ">=" },
  { words: ["at", "least"], write: ">=", opposite: "<" },
  { words: ["at", "most"], write: "<=", opposite: ">" },
  { words: ["above|after|over|exceeds"], write: ">", opposite: "<=" },
  { words: ["below|before|under"], write: "<", opposite: ">=" },
  { words: ["equal|equals", "to"], write: "=", opposite: "!=" },
  { words: ["equal|equals|eq"], write: "=", opposite: "!=" },
  { words: ["one|any", "of"], write: "in", opposite: "not in" },
  { words: ["in"], write: "in", opposite: "not in" },
];

const nothings = new Set(["null", "nil", "none", "undefined", "unknown", "blank"]);

/** `is "x"`, `is at least 5`, `at most 3`, `between 1 and 3`, `is not null`, `not equal to`. */
export function comparisonHabit(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  if (!place.afterOperand) return null;
  const first = tokens[index]!;
  const withIs = wordsAt(tokens, index, "is|are");
  const notAt = withIs ? index + 1 : index;
  const negated = wordsAt(tokens, notAt, "not");
  const from = negated ? notAt + 1 : notAt;
  if (wordsAt(tokens, from, "between")) return between(place, from + 1, negated);
  if (withIs && from < tokens.length) {
    if (wordsAt(tokens, from, "missing|present|empty")) return isState(place, from, negated);
    if (nothings.has(lowerWord(tokens[from]) ?? "")) {
      const write = negated ? "is present" : "is missing";
      const span = spanBetween(first, tokens[from]!);
      place.reporter.report(habitRules.nullValue, { written: tokens[from]!.image, write }, span, [
        place.reporter.replace(span, write, `Write \`${write}\``),
      ]);
      return { length: from - index + 1, tokens: meant(write, first, tokens[from]!) };
    }
  }
  for (const { words, write, opposite } of phrases) {
    if (!wordsAt(tokens, from, ...words)) continue;
    const plain = words.length === 1 && words[0] === "in";
    if (plain && !withIs) return null;
    // A field may be called `before`: without `is` it must stand before an operand.
    const last = tokens[from + words.length - 1]!;
    const next = tokens[from + words.length];
    if (next === undefined || next.tokenType === t.Colon) return null;
    // `sum(x over lines)` is Seg.
    if (!withIs && wordsAt(tokens, from, "over") && !isLiteralBound([next])) return null;
    const say = negated ? opposite : write;
    reportHabit(place, habitRules.wordsForOperator, first, last, say);
    return { length: from + words.length - index, tokens: meant(say, first, last) };
  }
  if (negated && !withIs && comparison(tokens[from]) !== null) {
    const say = comparison(tokens[from]) === "=" ? "!=" : null;
    if (say === null) return null;
    reportHabit(place, habitRules.wordsForOperator, first, tokens[from]!, say);
    return { length: from - index + 1, tokens: meant(say, first, tokens[from]!) };
  }
  if (!withIs || from >= tokens.length) return null;
  const sign = comparison(tokens[from]);
  if (sign !== null && !negated) {
    // `is >= 18`: the sign is enough.
    reportHabit(place, habitRules.wordsForOperator, first, tokens[from]!, sign);
    return { length: from - index + 1, tokens: meant(sign, first, tokens[from]!) };
  }
  const write = negated ? "!=" : "=";
  const last = tokens[from - 1]!;
  reportHabit(place, habitRules.wordsForOperator, first, last, write);
  return { length: from - index, tokens: meant(write, first, last) };
}

function comparison(token: Token | undefined): string | null {
  return token !== undefined && /^(?:[<>]=?|!?=)$/.test(token.image) ? token.image : null;
}

/** `IS NOT Missing`, or `are missing`: the words are right, their letters are not. */
function isState(place: HabitPlace, stateAt: number, negated: boolean): HabitMatch | null {
  const { tokens, index } = place;
  const state = lowerWord(tokens[stateAt])!;
  const write = `is ${negated ? "not " : ""}${state}`;
  const span = spanBetween(tokens[index]!, tokens[stateAt]!);
  if (writtenAt(place, span) === write) return null;
  const rule = writtenAt(place, span).toLowerCase() === write ? habitRules.letterCase : habitRules.wordsForOperator;
  reportHabit(place, rule, tokens[index]!, tokens[stateAt]!, write);
  return { length: stateAt - index + 1, tokens: meant(write, tokens[index]!, tokens[stateAt]!) };
}

/** `between a and b`: a range where both are literals, else a chain. */
function between(place: HabitPlace, lowAt: number, negated: boolean): HabitMatch | null {
  const { tokens, index } = place;
  const and = boundEnd(tokens, lowAt);
  if (!wordsAt(tokens, and, "and")) return null;
  const end = boundEnd(tokens, and + 1);
  const low = tokens.slice(lowAt, and);
  const high = tokens.slice(and + 1, end);
  const [first, last] = [tokens[index]!, high.at(-1)];
  if (low.length === 0 || last === undefined) return null;
  const textOf = (part: readonly Token[]) => writtenAt(place, spanBetween(part[0]!, part.at(-1)!));
  if (isLiteralBound(low) && isLiteralBound(high)) {
    const write = `${negated ? "not in" : "in"} ${textOf(low)}..${textOf(high)}`;
    reportBetween(place, first, last, write);
    const dots = inPlaceOf(t.Range, "..", tokens[and]!, tokens[and]!);
    return { length: end - index, tokens: [...meant(negated ? "not in" : "in", first, first), ...low, dots, ...high] };
  }
  const operand = trailingOperand(place.written);
  if (operand.length === 0) return null;
  const chain = `${textOf(low)} <= ${textOf(operand)} <= ${textOf(high)}`;
  const write = negated ? `not (${chain})` : chain;
  reportBetween(place, operand[0]!, last, write);
  const sign = inPlaceOf(t.LessEqual, "<=", first, first);
  const meantTokens = [...low, sign, ...operand, inPlaceOf(t.LessEqual, "<=", tokens[and]!, tokens[and]!), ...high];
  const bracketed = [
    ...meant("not", first, first),
    inPlaceOf(t.LeftParenthesis, "(", first, first),
    ...meantTokens,
    inPlaceOf(t.RightParenthesis, ")", last, last),
  ];
  return { length: end - index, tokens: negated ? bracketed : meantTokens, takeBack: operand.length };
}

function reportBetween(place: HabitPlace, first: Token, last: Token, write: string): void {
  const span = spanBetween(first, last);
  place.reporter.report(habitRules.between, { write }, span, [
    place.reporter.replace(span, write, `Write \`${write}\``),
  ]);
}

/** Where a bound of `between` ends that starts at `index`: arithmetic may be part of it. */
function boundEnd(tokens: readonly Token[], index: number): number {
  let depth = 0;
  let end = index;
  for (; end < tokens.length; end += 1) {
    const token = tokens[end]!;
    const { tokenType } = token;
    if (tokenType === t.LeftParenthesis || tokenType === t.LeftBracket) depth += 1;
    else if (tokenType === t.RightParenthesis || tokenType === t.RightBracket) depth -= 1;
    if (depth < 0) return end;
    if (depth > 0) continue;
    if (wordsAt(tokens, end, "and|or|then|else|when|where")) return end;
    if (tokenType === t.Comma || tokenType === t.RightBrace || comparison(token) !== null) return end;
  }
  return end;
}

function isLiteralBound(tokens: readonly Token[]): boolean {
  const literals = [t.Numeral, t.DateToken, t.DateTimeToken, t.Plus, t.Minus];
  return tokens.every((token) => literals.includes(token.tokenType) || isWord(token, "today", "now") || isUnit(token));
}

function isUnit(token: Token): boolean {
  return (token.tokenType.CATEGORIES ?? []).includes(t.Unit);
}

/** The path or call that ends what is written. */
function trailingOperand(written: readonly Token[]): readonly Token[] {
  let start = written.length - 1;
  if (written[start]?.tokenType === t.RightParenthesis) {
    let depth = 0;
    for (; start >= 0; start -= 1) {
      if (written[start]?.tokenType === t.RightParenthesis) depth += 1;
      else if (written[start]?.tokenType === t.LeftParenthesis && --depth === 0) break;
    }
    if (isName(written[start - 1])) start -= 1;
    return written.slice(Math.max(0, start));
  }
  if (!isName(written[start])) return [];
  while (written[start - 1]?.tokenType === t.Dot && isName(written[start - 2])) start -= 2;
  return written.slice(start);
}
