import { callHabit } from "./habit-calls.js";
import { comparisonHabit } from "./habit-comparisons.js";
import { constantHabit } from "./habit-constants.js";
import { fieldHabit } from "./habit-fields.js";
import { headerHabit } from "./habit-header.js";
import { alternativesHabit, listHabit } from "./habit-lists.js";
import { letterCaseHabit, operandHabit, operatorHabit } from "./habit-words.js";
import { completesOperand } from "./position.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { isWord, type Token } from "./tokens.js";

/**
 * What people type by habit from other languages, as sequences of tokens. A habit is tried at one place of a chunk
 * that the grammar refused; it answers with what was meant, and has then reported itself.
 */
export interface HabitMatch {
  /** How many tokens of the source are read. */
  readonly length: number;
  /** What stands in their place. */
  readonly tokens: readonly Token[];
  /** How many tokens already written are taken back first. */
  readonly takeBack?: number;
}

/** The place where a habit is looked for. */
export interface HabitPlace {
  readonly tokens: readonly Token[];
  readonly index: number;
  /** What has been written so far, habits replaced. */
  readonly written: readonly Token[];
  /** An operand is complete here: words are operators. */
  readonly afterOperand: boolean;
  readonly text: string;
  readonly reporter: Reporter;
}

export type Habit = (place: HabitPlace) => HabitMatch | null;

const expressionHabits: readonly Habit[] = [
  constantHabit,
  listHabit,
  comparisonHabit,
  callHabit,
  operatorHabit,
  operandHabit,
  letterCaseHabit,
];

/** Nobody types a longer declaration by hand. */
const LONGEST_HANDWRITTEN = 2000;

/** Rewrites what people type by habit into what Seg has, each reported with its fix; null if there is none. */
export function rewriteHabits(tokens: readonly Token[], text: string, reporter: Reporter): readonly Token[] | null {
  if (tokens.length > LONGEST_HANDWRITTEN) return null;
  if (tokens[1]?.tokenType === t.Colon) return fieldHabit(tokens, text, reporter);
  const header = headerHabit(tokens, text, reporter);
  return rewrite(header ?? tokens, text, reporter, expressionHabits) ?? header;
}

/** Rewrites only what the grammar would take for something else: constants as names, further values as conditions. */
export function rewriteMisread(tokens: readonly Token[], text: string, reporter: Reporter): readonly Token[] | null {
  return rewrite(tokens, text, reporter, [constantHabit, alternativesHabit]);
}

function rewrite(
  tokens: readonly Token[],
  text: string,
  reporter: Reporter,
  habits: readonly Habit[],
): readonly Token[] | null {
  const written: Token[] = [];
  let changed = false;
  let afterOperand = false;
  let index = 0;
  const write = (token: Token) => {
    written.push({ ...token, afterOperand });
    afterOperand = completesOperand(token.tokenType, afterOperand, written.at(-2)?.tokenType);
  };
  while (index < tokens.length) {
    const place: HabitPlace = { tokens, index, written, afterOperand, text, reporter };
    const match = isNamePlace(place) ? null : firstMatch(habits, place);
    if (match === null) {
      write(tokens[index]!);
      index += 1;
      continue;
    }
    changed = true;
    index += match.length;
    for (let back = match.takeBack ?? 0; back > 0; back -= 1) afterOperand = written.pop()?.afterOperand ?? false;
    for (const token of match.tokens) write(token);
  }
  return changed ? written : null;
}

function firstMatch(habits: readonly Habit[], place: HabitPlace): HabitMatch | null {
  for (const habit of habits) {
    const match = habit(place);
    if (match !== null) return match;
  }
  return null;
}

/** The name of a declaration, of a field or behind a dot: never a habit. */
function isNamePlace({ tokens, index }: HabitPlace): boolean {
  const before = tokens[index - 1];
  if (index === 0 || tokens[index]?.tokenType === t.QuotedName) return true;
  if (tokens[index + 1]?.tokenType === t.Colon) return true;
  if (before?.tokenType === t.Dot || isWord(before, "by")) return true;
  return index === 1 && isWord(before, "segment", "define", "list", "criterion", "persona", "otherwise");
}
