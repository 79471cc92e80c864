import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { inPlaceOf, lowerWord, meant, wordsAt, writtenAt } from "./habit-tokens.js";
import type { HabitMatch, HabitPlace } from "./habits.js";
import * as t from "./tokens.js";
import { isWord, spanBetween, type Token } from "./tokens.js";

/** Habits behind an operand that are a list or a range in Seg. */
export function listHabit(place: HabitPlace): HabitMatch | null {
  if (!place.afterOperand) return null;
  return listInParentheses(place) ?? alternativesHabit(place) ?? rangeInWords(place);
}

/** SQL's `in ("a", "b")`, `NOT IN ("a")`. */
function listInParentheses(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const isAt = wordsAt(tokens, index, "is|are") ? index + 1 : index;
  const negated = wordsAt(tokens, isAt, "not");
  const inAt = negated ? isAt + 1 : isAt;
  const open = tokens[inAt + 1];
  if (!wordsAt(tokens, inAt, "in") || open?.tokenType !== t.LeftParenthesis) return null;
  const end = closingAt(tokens, inAt + 1);
  if (end === null) return null;
  const inner = tokens.slice(inAt + 2, end);
  // One value in brackets may be an expression; in capital letters it is SQL's list.
  const listed = inner.some(({ tokenType }) => tokenType === t.Comma) || inner.every(isLiteral);
  if (inner.length === 0 || !listed) return null;
  const [first, close] = [tokens[index]!, tokens[end]!];
  const write = negated ? "not in" : "in";
  const operator = spanBetween(first, tokens[inAt]!);
  const written = writtenAt(place, operator);
  const brackets = [
    { span: spanBetween(open, open), newText: "[" },
    { span: spanBetween(close, close), newText: "]" },
  ];
  const parameters =
    written === write
      ? { written: "(…)", write: "[…]", span: spanBetween(open, close), edits: brackets }
      : {
          written: `${written} (…)`,
          write: `${write} […]`,
          span: spanBetween(first, close),
          edits: [{ span: operator, newText: write }, ...brackets],
        };
  place.reporter.report(habitRules.wordsForOperator, parameters, parameters.span, [
    place.reporter.edit(parameters.edits, "Write the list in square brackets"),
  ]);
  return {
    length: end + 1 - index,
    tokens: [
      ...meant(write, first, tokens[inAt]!),
      inPlaceOf(t.LeftBracket, "[", open, open),
      ...inner,
      inPlaceOf(t.RightBracket, "]", close, close),
    ],
  };
}

/** Where the bracket at `index` is closed. */
function closingAt(tokens: readonly Token[], index: number): number | null {
  let depth = 0;
  for (let end = index; end < tokens.length; end += 1) {
    if (tokens[end]?.tokenType === t.LeftParenthesis) depth += 1;
    else if (tokens[end]?.tokenType === t.RightParenthesis && --depth === 0) return end;
  }
  return null;
}

function isLiteral(token: Token | undefined): boolean {
  return token?.tokenType === t.Text || token?.tokenType === t.Numeral || token?.tokenType === t.DateToken;
}

/** `or "y"`: a text or a date by itself is no condition, so it is one more value for the test before. */
export function looksLikeAlternative(tokens: readonly Token[], index: number): boolean {
  return isLiteral(tokens[index - 1]) && isFurtherValue(tokens, index);
}

function isFurtherValue(tokens: readonly Token[], index: number): boolean {
  const joint = tokens[index];
  if (!wordsAt(tokens, index, "or|and") || joint === undefined || !isLiteral(tokens[index + 1])) return false;
  const next = tokens[index + 2];
  const closers = [t.RightParenthesis, t.RightBracket, t.RightBrace, t.Comma];
  return next === undefined || wordsAt(tokens, index + 2, "and|or|then|else|when") || closers.includes(next.tokenType);
}

const tests: readonly { readonly words: readonly string[]; readonly or: string; readonly and: string | null }[] = [
  { words: ["is|are", "not"], or: "not in", and: null },
  { words: ["is|are"], or: "in", and: null },
  { words: ["has"], or: "has any of", and: "has all of" },
  { words: ["contains"], or: "contains any of", and: null },
  { words: ["starts", "with"], or: "starts with any of", and: null },
  { words: ["ends", "with"], or: "ends with any of", and: null },
];

/** `city is "a" or "b"`, `tags has "x" or "y"`, `tags has "x" and "y"`. What `=` compares so, the checker tells. */
export function alternativesHabit(place: HabitPlace): HabitMatch | null {
  const { tokens, index, afterOperand } = place;
  if (!afterOperand) return null;
  for (const { words, or, and } of tests) {
    if (!wordsAt(tokens, index, ...words)) continue;
    const from = index + words.length;
    const joint = lowerWord(tokens[from + 1]);
    const write = joint === "or" ? or : and;
    if (!isLiteral(tokens[from]) || write === null || joint === null || !looksLikeAlternative(tokens, from + 1)) {
      continue;
    }
    const values = [tokens[from]!];
    let end = from + 1;
    for (; wordsAt(tokens, end, joint) && isFurtherValue(tokens, end); end += 2) values.push(tokens[end + 1]!);
    const [first, last] = [tokens[index]!, tokens[end - 1]!];
    const list = values.map((value) => writtenAt(place, spanBetween(value, value))).join(", ");
    const span = spanBetween(first, last);
    const say = `${write} [${list}]`;
    place.reporter.report(habitRules.alternatives, { write: say }, span, [
      place.reporter.replace(span, say, `Write \`${say}\``),
    ]);
    const items = values.flatMap((value, at) => (at === 0 ? [value] : [inPlaceOf(t.Comma, ",", value, value), value]));
    return {
      length: end - index,
      tokens: [
        ...meant(write, first, tokens[from - 1]!),
        inPlaceOf(t.LeftBracket, "[", values[0]!, values[0]!),
        ...items,
        inPlaceOf(t.RightBracket, "]", last, last),
      ],
    };
  }
  return null;
}

/** `in 18 to 30`. */
function rangeInWords(place: HabitPlace): HabitMatch | null {
  const { tokens, index, written } = place;
  const next = tokens[index + 1];
  if (!wordsAt(tokens, index, "to|until|till|through") || next === undefined) return null;
  let lowAt = written.length;
  while (lowAt > 0 && isBoundPart(written[lowAt - 1]!)) lowAt -= 1;
  const low = written[lowAt];
  if (low === undefined || !isWord(written[lowAt - 1], "in") || !isBoundPart(next)) return null;
  const [from, to] = [written.at(-1)!, tokens[index]!];
  const span = { start: from.endOffset + 1, end: next.startOffset };
  const shown = (dots: string) => `${writtenAt(place, spanBetween(low, from))}${dots}${next.image}`;
  place.reporter.report(
    habitRules.wordsForOperator,
    { written: shown(` ${to.image} `), write: shown("..") },
    spanBetween(low, next),
    [place.reporter.replace(span, "..", "Write `..`")],
  );
  return { length: 1, tokens: [inPlaceOf(t.Range, "..", to, to)] };
}

/** A part of what may bound a range: `today - 3 days`. */
function isBoundPart(token: Token): boolean {
  const types = [t.Numeral, t.DateToken, t.DateTimeToken, t.Plus, t.Minus];
  const unit = (token.tokenType.CATEGORIES ?? []).includes(t.Unit);
  return types.includes(token.tokenType) || isWord(token, "today", "now") || unit;
}
