import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { lowerWord, meant, reportHabit, writtenAt } from "./habit-tokens.js";
import type { HabitMatch, HabitPlace } from "./habits.js";
import * as t from "./tokens.js";
import { isWord, spanBetween } from "./tokens.js";

const methods: ReadonlyMap<string, string> = new Map([
  ["contains", "contains"],
  ["includes", "contains"],
  ["startswith", "starts with"],
  ["endswith", "ends with"],
]);

/** Calls of other languages behind an operand: `today()`, `name.startsWith("x")`. */
export function callHabit(place: HabitPlace): HabitMatch | null {
  return place.afterOperand ? (clockCall(place) ?? methodCall(place)) : null;
}

/** `today()`, `now()`. */
function clockCall(place: HabitPlace): HabitMatch | null {
  const { tokens, index, written } = place;
  const clock = written.at(-1);
  const close = tokens[index + 1];
  if (clock === undefined || !isWord(clock, "today", "now")) return null;
  if (tokens[index]?.tokenType !== t.LeftParenthesis || close?.tokenType !== t.RightParenthesis) return null;
  reportHabit(place, habitRules.wordsForOperator, clock, close, clock.image);
  return { length: 2, tokens: [] };
}

/** `name.contains("x")` with one value between the brackets. */
function methodCall(place: HabitPlace): HabitMatch | null {
  const { tokens, index } = place;
  const [dot, name, open, value, close] = tokens.slice(index, index + 5);
  const write = methods.get(lowerWord(name) ?? "");
  if (dot?.tokenType !== t.Dot || write === undefined || name === undefined || value === undefined) return null;
  if (open?.tokenType !== t.LeftParenthesis || close?.tokenType !== t.RightParenthesis) return null;
  const span = spanBetween(dot, close);
  const say = `${write} ${writtenAt(place, spanBetween(value, value))}`;
  place.reporter.report(habitRules.wordsForOperator, { written: writtenAt(place, span), write: say }, span, [
    place.reporter.replace(span, ` ${say}`, `Write \`${say}\``),
  ]);
  return { length: 5, tokens: [...meant(write, dot, name), value] };
}
