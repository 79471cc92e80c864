import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { nearestName } from "../values/nearest.js";
import { inPlaceOf, lowerWord, wordInPlaceOf } from "./habit-tokens.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token } from "./tokens.js";

/**
 * What stands by habit between the name of a declaration and its expression: `segment A: …`, `segment A if …`,
 * `segment A WHERE …`, `define x as …`, `define x: …`, `list x: [...]`, `list x in [...]`. Null if there is nothing.
 */
export function headerHabit(tokens: readonly Token[], text: string, reporter: Reporter): readonly Token[] | null {
  if (isWord(tokens[0], "criterion")) return misspeltModifier(tokens, reporter);
  if (isWord(tokens[0], "persona")) return bracketedSegments(tokens, reporter);
  if (isWord(tokens[0], "segment"))
    return misspeltWhere(tokens, reporter) ?? replaceAt(tokens, segmentHeaderEnd(tokens), "where", text, reporter);
  if (isWord(tokens[0], "define")) return replaceAt(tokens, 2, "=", text, reporter);
  if (!isWord(tokens[0], "list")) return null;
  const assigned = replaceAt(tokens, 2, "=", text, reporter);
  return bracketed(assigned ?? tokens, text, reporter) ?? assigned;
}

/** `segment A were …`. */
function misspeltWhere(tokens: readonly Token[], reporter: Reporter): readonly Token[] | null {
  const index = segmentHeaderEnd(tokens);
  const exact = standIns.has(lowerWord(tokens[index]) ?? "");
  return exact || tokens.length <= index + 1 ? null : misspelt(tokens, index, ["where"], reporter);
}

/** `criterion C orderd`. */
function misspeltModifier(tokens: readonly Token[], reporter: Reporter): readonly Token[] | null {
  const index = tokens.findIndex((token, at) => at > 1 && token.tokenType === t.PlainName);
  return misspelt(tokens, index, ["exhaustive", "ordered", "overlapping"], reporter);
}

function misspelt(
  tokens: readonly Token[],
  index: number,
  words: readonly ("where" | "exhaustive" | "ordered" | "overlapping")[],
  reporter: Reporter,
): readonly Token[] | null {
  const token = tokens[index];
  const nearest = token?.tokenType === t.PlainName ? nearestName(token.image, words) : null;
  const word = words.find((candidate) => candidate === nearest);
  if (token === undefined || word === undefined) return null;
  reporter.report(habitRules.misspeltWord, { written: token.image, write: word }, spanOf(token), [
    reporter.replace(spanOf(token), word, `Write \`${word}\``),
  ]);
  return tokens.map((other, at) => (at === index ? wordInPlaceOf(word, token, token) : other));
}

/** `persona P { … } in [A, B]`: the names of segments stand without brackets. */
function bracketedSegments(tokens: readonly Token[], reporter: Reporter): readonly Token[] | null {
  const open = tokens.findLastIndex(({ tokenType }) => tokenType === t.LeftBracket);
  const close = tokens.findIndex(({ tokenType }, at) => at > open && tokenType === t.RightBracket);
  const [first, last] = [tokens[open], tokens[close]];
  const inner = tokens.slice(open + 1, close);
  const names = inner.every((token) => isName(token) || [t.Comma, t.Dot].includes(token.tokenType));
  const behindRecord =
    isWord(tokens[open - 1], "in") && tokens.slice(0, open).some((token) => token.tokenType === t.RightBrace);
  if (first === undefined || last === undefined || inner.length === 0 || !names || !behindRecord) return null;
  reporter.report(habitRules.segmentsInBrackets, {}, spanBetween(first, last), [
    reporter.edit(
      [
        { span: spanOf(first), newText: "" },
        { span: spanOf(last), newText: "" },
      ],
      "Remove the brackets",
    ),
  ]);
  return tokens.filter((_, at) => at !== open && at !== close);
}

/** `list x = "a", "b"` or `list x = ("a", "b")`: values stand in square brackets. */
function bracketed(tokens: readonly Token[], text: string, reporter: Reporter): readonly Token[] | null {
  const first = tokens[3];
  const last = tokens.at(-1)!;
  if (tokens[2]?.tokenType !== t.Equal || first === undefined || first.tokenType === t.LeftBracket) return null;
  const inner = isParenthesized(tokens.slice(3)) ? tokens.slice(4, -1) : tokens.slice(3);
  const allowed = [t.Text, t.Numeral, t.DateToken, t.DateTimeToken, t.Comma, t.Minus];
  if (
    inner.length === 0 ||
    !inner.every((token) => allowed.includes(token.tokenType) || isWord(token, "true", "false"))
  )
    return null;
  const span = spanBetween(first, last);
  const write = `[${text.slice(inner[0]!.startOffset, inner.at(-1)!.endOffset + 1)}]`;
  reporter.report(habitRules.wordsForOperator, { written: text.slice(span.start, span.end), write }, span, [
    reporter.replace(span, write, "Write the values in square brackets"),
  ]);
  const open = inPlaceOf(t.LeftBracket, "[", first, first);
  return [...tokens.slice(0, 3), open, ...inner, inPlaceOf(t.RightBracket, "]", last, last)];
}

function isParenthesized(tokens: readonly Token[]): boolean {
  return tokens[0]?.tokenType === t.LeftParenthesis && tokens.at(-1)?.tokenType === t.RightParenthesis;
}

const standIns: ReadonlySet<string> = new Set(["if", "when", "where", "with", "as", "is", "in", "be"]);

function replaceAt(
  tokens: readonly Token[],
  index: number,
  write: "where" | "=",
  text: string,
  reporter: Reporter,
): readonly Token[] | null {
  const token = tokens[index];
  if (token === undefined || tokens.length <= index + 1) return null;
  const right = write === "where" ? isWord(token, "where") : token.tokenType === t.Equal || isWord(token, "from");
  if (right) return null;
  const sign = token.tokenType === t.Colon || token.tokenType === t.Equal;
  if (!sign && !standIns.has(lowerWord(token) ?? "")) return null;
  const span = spanOf(token);
  const rule = token.image.toLowerCase() === write ? habitRules.letterCase : habitRules.wordsForOperator;
  const before = /\s/.test(text.charAt(span.start - 1)) ? "" : " ";
  const after = /\s/.test(text.charAt(span.end)) ? "" : " ";
  reporter.report(rule, { written: token.image, write }, span, [
    reporter.replace(span, `${before}${write}${after}`, `Write \`${write}\``),
  ]);
  const replaced = write === "where" ? wordInPlaceOf("where", token, token) : inPlaceOf(t.Equal, "=", token, token);
  return tokens.map((other, at) => (at === index ? replaced : other));
}

/** Where `where` must stand: behind the name, the title and `by …`. */
function segmentHeaderEnd(tokens: readonly Token[]): number {
  let index = 2;
  if (tokens[index]?.tokenType === t.Text) index += 1;
  if (isWord(tokens[index], "by") && isName(tokens[index + 1])) index += 2;
  return index;
}
