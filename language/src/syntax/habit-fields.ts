import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { inPlaceOf, lowerWord } from "./habit-tokens.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { isWord, spanBetween, spanOf, type Token } from "./tokens.js";

/**
 * A field that says in the wrong place or in words that it may be missing: `date "dd/MM/yyyy"?`, `text, optional`.
 * Null if it does not.
 */
export function fieldHabit(tokens: readonly Token[], text: string, reporter: Reporter): readonly Token[] | null {
  const typeEnd = typeEndOf(tokens);
  const at = tokens.findIndex((token, index) =>
    token.tokenType === t.Question
      ? index > typeEnd + 1
      : index > typeEnd && ["optional", "nullable"].includes(lowerWord(token) ?? ""),
  );
  const last = tokens[typeEnd];
  const mark = tokens[at];
  if (last === undefined || mark === undefined) return null;
  const from = tokens[at - 1]?.tokenType === t.Comma ? at - 1 : at;
  const known = tokens[typeEnd + 1]?.tokenType === t.Question && at !== typeEnd + 1;
  const removed = { start: tokens[from - 1]!.endOffset + 1, end: spanOf(mark).end };
  const behind = { start: spanOf(last).end, end: spanOf(last).end };
  const write = `${text.slice(tokens[2]!.startOffset, behind.end)}?`;
  // Right behind the type both edits would meet: there it is one.
  const edits =
    removed.start === behind.start
      ? [{ span: removed, newText: "?" }]
      : [...(known ? [] : [{ span: behind, newText: "?" }]), { span: removed, newText: "" }];
  reporter.report(habitRules.optionalField, { written: mark.image, write }, spanBetween(tokens[from]!, mark), [
    reporter.edit(edits, `Write \`${write}\``),
  ]);
  const question = known ? [] : [inPlaceOf(t.Question, "?", last, last)];
  return [...tokens.slice(0, typeEnd + 1), ...question, ...tokens.slice(typeEnd + 1, from), ...tokens.slice(at + 1)];
}

/** The index of the last token of the type of a field; -1 if no type can be made out. */
function typeEndOf(tokens: readonly Token[]): number {
  let index = 2;
  while (isWord(tokens[index], "list") && isWord(tokens[index + 1], "of")) index += 2;
  const first = tokens[index];
  if (first?.tokenType === t.LeftBrace) return -1;
  if (first?.tokenType === t.Text) {
    while (tokens[index + 1]?.tokenType === t.Bar || tokens[index + 1]?.tokenType === t.Equal) index += 2;
    return index;
  }
  while (isWord(tokens[index + 1], "folded", "persian")) index += 1;
  return lowerWord(first) === null ? -1 : index;
}
