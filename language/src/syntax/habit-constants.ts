import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { meant, reportHabit, writtenAt } from "./habit-tokens.js";
import type { HabitMatch, HabitPlace } from "./habits.js";
import * as t from "./tokens.js";
import { isWord, spanBetween, spanOf, type Token } from "./tokens.js";

const nothing = /^(?:null|NULL|Null|nil|undefined|None)$/;
const truth = /^(?:TRUE|True|FALSE|False)$/;

/** A word that is a constant in other languages. To the grammar it is a name, so these are looked for beforehand. */
export function isForeignConstant(token: Token): boolean {
  return token.tokenType === t.PlainName && (nothing.test(token.image) || truth.test(token.image));
}

/** `= null`, `!= NULL`, `= TRUE`. */
export function constantHabit(place: HabitPlace): HabitMatch | null {
  const { tokens, index, afterOperand } = place;
  const token = tokens[index]!;
  if (afterOperand) return comparedWithNothing(place);
  if (token.tokenType !== t.PlainName || !truth.test(token.image) || goesOn(tokens[index + 1])) return null;
  const write = token.image.toLowerCase() as "true" | "false";
  reportHabit(place, habitRules.letterCase, token, token, write);
  return { length: 1, tokens: meant(write, token, token) };
}

function comparedWithNothing(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const sign = tokens[index]!;
  const constant = tokens[index + 1];
  if (sign.tokenType !== t.Equal && sign.tokenType !== t.NotEqual) return null;
  if (constant?.tokenType !== t.PlainName || !nothing.test(constant.image) || goesOn(tokens[index + 2])) return null;
  const write = sign.tokenType === t.Equal ? "is missing" : "is present";
  const span = spanBetween(sign, constant);
  // `== null`: the sign goes with the rest.
  place.reporter.withdraw(spanOf(sign));
  place.reporter.report(habitRules.nullValue, { written: constant.image, write }, span, [
    place.reporter.replace(span, padded(place, span.start, write), `Write \`${write}\``),
  ]);
  return { length: 2, tokens: meant(write, sign, constant) };
}

/** `email=null` has no blank before the sign. */
function padded(place: HabitPlace, start: number, write: string): string {
  return writtenAt(place, { start: start - 1, end: start }).trim() === "" ? write : ` ${write}`;
}

/** It is the name of a call, of a record, or of a list that is filtered. */
function goesOn(token: Token | undefined): boolean {
  return token?.tokenType === t.Dot || token?.tokenType === t.LeftParenthesis || isWord(token, "where");
}
