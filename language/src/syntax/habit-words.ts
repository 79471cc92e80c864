import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { startsOperand } from "./grammar-operands.js";
import { inPlaceOf, lowerWord, meant, reportHabit, wordInPlaceOf, wordsAt, writtenAt } from "./habit-tokens.js";
import type { HabitMatch, HabitPlace } from "./habits.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, type Token } from "./tokens.js";
import { contextualWords, durationUnit, reservedWords } from "./words.js";

/** Words for what Seg says in other words, behind an operand. */
const operatorPhrases: readonly { readonly words: readonly string[]; readonly write: string }[] = [
  { words: ["does|do", "not", "contain|contains"], write: "not contains" },
  { words: ["not", "contain"], write: "not contains" },
  { words: ["contain"], write: "contains" },
  { words: ["does|do", "not", "start|starts|begin|begins", "with"], write: "not starts with" },
  { words: ["does|do", "not", "end|ends", "with"], write: "not ends with" },
  { words: ["begins|begin|start", "with"], write: "starts with" },
  { words: ["end", "with"], write: "ends with" },
  { words: ["startswith"], write: "starts with" },
  { words: ["endswith"], write: "ends with" },
  { words: ["does|do", "not", "match|matches"], write: "not matches" },
  { words: ["match"], write: "matches" },
  { words: ["does|do", "not", "have|has"], write: "not has" },
  { words: ["have"], write: "has" },
];

/** Habits behind an operand. */
export function operatorHabit(place: HabitPlace): HabitMatch | null {
  if (!place.afterOperand) return null;
  return operatorPhrase(place) ?? like(place) ?? includes(place) ?? within(place) ?? bar(place) ?? elseIf(place);
}

function operatorPhrase(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  for (const { words, write } of operatorPhrases) {
    if (!wordsAt(tokens, index, ...words) || !startsOperand(tokens[index + words.length])) continue;
    const [first, last] = [tokens[index]!, tokens[index + words.length - 1]!];
    if (writtenAt(place, spanBetween(first, last)) === write) continue;
    reportHabit(place, habitRules.wordsForOperator, first, last, write);
    return { length: words.length, tokens: meant(write, first, last) };
  }
  return null;
}

/** SQL's `like`, by where its `%` signs stand; with signs elsewhere it is a pattern. */
function like(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const negated = wordsAt(tokens, index, "not");
  const at = negated ? index + 1 : index;
  const pattern = tokens[at + 1];
  if (!wordsAt(tokens, at, "like|ilike") || pattern?.value?.kind !== "string") return null;
  const { operator, literal, argument } = likeMeaning(pattern.value.value, pattern);
  const write = negated ? (operator === "=" ? "!=" : `not ${operator}`) : operator;
  const first = tokens[index]!;
  const span = spanBetween(first, pattern);
  const say = `${write} ${literal}`;
  place.reporter.report(habitRules.like, { written: tokens[at]!.image, write: say }, span, [
    place.reporter.replace(span, say, `Write \`${say}\``),
  ]);
  return { length: at + 2 - index, tokens: [...meant(write, first, tokens[at]!), argument] };
}

function likeMeaning(like: string, token: Token): { operator: string; literal: string; argument: Token } {
  const [, front, inner, back] = /^(%*)([^%_]*)(%*)$/su.exec(like) ?? [];
  if (inner !== undefined) {
    const operator = front === "" ? (back === "" ? "=" : "starts with") : back === "" ? "ends with" : "contains";
    const literal = JSON.stringify(inner);
    return {
      operator,
      literal,
      argument: inPlaceOf(t.Text, literal, token, token, { kind: "string", value: inner, broken: false }),
    };
  }
  const source = like
    .replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")
    .replace(/^(?!%)/u, "^")
    .replace(/(?<!%)$/u, "$")
    .replace(/^%+|%+$/gu, "")
    .replace(/%+/gu, ".*")
    .replaceAll("_", ".");
  const literal = `/${source}/`;
  const value = { kind: "regex", pattern: source, flags: "", broken: false } as const;
  return { operator: "matches", literal, argument: inPlaceOf(t.Regex, literal, token, token, value) };
}

/** `includes`: `has` for a list, `contains` for a text; the parser cannot know which. */
function includes(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const word = tokens[index]!;
  if (!wordsAt(tokens, index, "includes|include|containing") || !startsOperand(tokens[index + 1])) return null;
  const span = spanBetween(word, word);
  place.reporter.report(habitRules.like, { written: word.image, write: "has" }, span, [
    place.reporter.replace(span, "has", "Write `has`, for a list", false),
    place.reporter.replace(span, "contains", "Write `contains`, for a text", false),
  ]);
  return { length: 1, tokens: [wordInPlaceOf("has", word, word)] };
}

/** `within last 30 days`, `within 30 days`, `during last month`. */
function within(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  if (!wordsAt(tokens, index, "within|during")) return null;
  const first = tokens[index]!;
  const article = wordsAt(tokens, index + 1, "the") ? 1 : 0;
  const next = index + 1 + article;
  const last = tokens[next - 1]!;
  const named = wordsAt(tokens, next, "last|this");
  if (!named && tokens[next]?.tokenType !== t.Numeral) return null;
  const write = named ? "in" : "in last";
  reportHabit(place, habitRules.foreignPeriod, first, last, write);
  return { length: 1 + article, tokens: meant(write, first, last) };
}

/** A single `|` between conditions. */
function bar(place: HabitPlace): HabitMatch | null {
  const token = place.tokens[place.index]!;
  if (token.tokenType !== t.Bar) return null;
  reportHabit(place, habitRules.foreignOperator, token, token, "or");
  return { length: 1, tokens: [wordInPlaceOf("or", token, token)] };
}

/** `else if …` and `elif`: a further branch starts with `when`. And the `end` of SQL's `case`. */
function elseIf(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const first = tokens[index]!;
  const length = wordsAt(tokens, index, "else", "if") ? 2 : wordsAt(tokens, index, "elseif|elsif|elif") ? 1 : 0;
  if (length > 0) {
    const last = tokens[index + length - 1]!;
    reportHabit(place, habitRules.ifThen, first, last, "when");
    return { length, tokens: [wordInPlaceOf("when", first, last)] };
  }
  const afterCase = place.written.some((token) => isWord(token, "when") && token.commentsBefore >= 0);
  if (wordsAt(tokens, index, "end") && afterCase && !startsOperand(tokens[index + 1])) {
    place.reporter.report(
      habitRules.ifThen,
      { written: "end", write: "when … then … else …" },
      spanBetween(first, first),
      [place.reporter.replace(spanBetween(first, first), "", "Remove it")],
    );
    return { length: 1, tokens: [] };
  }
  return null;
}

/** Habits in the place of an operand. */
export function operandHabit(place: HabitPlace): HabitMatch | null {
  const { tokens, index, afterOperand } = place;
  if (afterOperand) return ago(place);
  const token = tokens[index]!;
  const next = tokens[index + 1];
  if (wordsAt(tokens, index, "if") && startsOperand(next) && next?.tokenType !== t.LeftParenthesis) {
    reportHabit(place, habitRules.ifThen, token, token, "when");
    return { length: 1, tokens: [wordInPlaceOf("when", token, token)] };
  }
  if (wordsAt(tokens, index, "if") && next?.tokenType === t.LeftParenthesis && isIfThen(tokens, index)) {
    reportHabit(place, habitRules.ifThen, token, token, "when");
    return { length: 1, tokens: [wordInPlaceOf("when", token, token)] };
  }
  if (wordsAt(tokens, index, "case", "when")) {
    reportHabit(place, habitRules.ifThen, token, next!, "when");
    return { length: 2, tokens: [wordInPlaceOf("when", token, next!)] };
  }
  const quantifier = quantifierHabits.get(lowerWord(token) ?? "");
  if (quantifier !== undefined && isName(next) && !isWord(next, "of", "has", "contains", "starts", "ends", "default")) {
    reportHabit(place, habitRules.wordsForOperator, token, token, quantifier);
    return { length: 1, tokens: [wordInPlaceOf(quantifier, token, token)] };
  }
  return isWord(place.written.at(-1), "in") ? period(place) : null;
}

/** The bracket behind `if` is closed right before `then`. */
function isIfThen(tokens: readonly Token[], index: number): boolean {
  return tokens.slice(index).some((token) => wordsAt([token], 0, "then"));
}

/** `30 days ago`. */
function ago(place: HabitPlace): HabitMatch | null {
  const { tokens, index, written } = place;
  const [amount, unit] = written.slice(-2);
  if (!wordsAt(tokens, index, "ago") || amount?.tokenType !== t.Numeral || unit === undefined) return null;
  if (durationUnit(unit.image) === null) return null;
  const write = `today - ${writtenAt(place, spanBetween(amount, unit))}`;
  reportHabit(place, habitRules.foreignPeriod, amount, tokens[index]!, write);
  const sign = inPlaceOf(t.Minus, "-", amount, amount);
  return { length: 1, takeBack: 2, tokens: [wordInPlaceOf("today", amount, amount), sign, amount, unit] };
}

/** Behind `in`: `the last 30 days`, `past month`, `last day`, `next 30 days`. */
function period(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const first = tokens[index]!;
  const at = wordsAt(tokens, index, "the") ? index + 1 : index;
  const which = tokens[at];
  const next = tokens[at + 1];
  if (which === undefined || next === undefined) return null;
  const counted = next.tokenType === t.Numeral && durationUnit(tokens[at + 2]?.image ?? "") !== null;
  if (wordsAt(tokens, at, "next") && counted) {
    const last = tokens[at + 2]!;
    const write = `today..today + ${writtenAt(place, spanBetween(next, last))}`;
    reportHabit(place, habitRules.foreignPeriod, first, last, write);
    const today = wordInPlaceOf("today", first, which);
    const dots = inPlaceOf(t.Range, "..", first, which);
    return { length: at + 3 - index, tokens: [today, dots, today, inPlaceOf(t.Plus, "+", first, which), next, last] };
  }
  const isLast = wordsAt(tokens, at, "last|past|previous");
  if (!isLast && !wordsAt(tokens, at, "this|current")) return null;
  const word = isLast ? "last" : "this";
  if (isLast && wordsAt(tokens, at + 1, "day|hour")) {
    const write = `last 1 ${next.image}`;
    reportHabit(place, habitRules.foreignPeriod, first, next, write);
    const one = inPlaceOf(t.Numeral, "1", which, which, {
      kind: "number",
      value: 1,
      percent: false,
      integer: true,
      broken: false,
    });
    return { length: at + 2 - index, tokens: [wordInPlaceOf("last", first, which), one, next] };
  }
  if (at === index && which.image === word) return null;
  if (!counted && !wordsAt(tokens, at + 1, "week|month|quarter|year")) return null;
  reportHabit(place, habitRules.foreignPeriod, first, which, word);
  return { length: at + 1 - index, tokens: [wordInPlaceOf(word, first, which)] };
}

const operatorWords = new Set([
  "and",
  "or",
  "not",
  "in",
  "is",
  "where",
  "then",
  "else",
  "when",
  "has",
  "starts",
  "ends",
  "contains",
  "matches",
  "default",
  "over",
  "by",
  "since",
]);
const quantifierHabits: ReadonlyMap<string, "all" | "any" | "no"> = new Map([
  ["every", "all"],
  ["each", "all"],
  ["some", "any"],
  ["none", "no"],
]);
const prefixWords = new Set(["not", "any", "all", "no", "when"]);
const continued: Readonly<Record<string, string>> = { with: "starts|ends", of: "any|all|none|as" };

/** `AND`, `Not`, `STARTS WITH`: words of the language in capital letters, where no name can stand. */
export function letterCaseHabit(place: HabitPlace): HabitMatch | null {
  const { tokens, index, afterOperand } = place;
  const token = tokens[index]!;
  const word = lowerWord(token);
  if (word === null || word === token.image || !isKnown(word)) return null;
  const before = continued[word];
  const continues = before !== undefined && wordsAt(place.written, place.written.length - 1, before);
  const next = tokens[index + 1];
  const isOperator = afterOperand && operatorWords.has(word) && next !== undefined;
  const isPrefix = !afterOperand && prefixWords.has(word) && startsOperand(next);
  if (!continues && !isOperator && !isPrefix) return null;
  reportHabit(place, habitRules.letterCase, token, token, word);
  return { length: 1, tokens: meant(word, token, token) };
}

function isKnown(word: string): boolean {
  return reservedWords.has(word) || (contextualWords as readonly string[]).includes(word);
}
