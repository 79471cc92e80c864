import { CompletionItemKind } from "vscode-languageserver";
import type { Candidate } from "./candidate.js";
import { formCandidate, wordCandidate } from "./words.js";

const DAYS = ["days", "weeks", "months", "years"] as const;
const UNITS = [...DAYS, "hours"] as const;
const CALENDAR = ["week", "month", "quarter", "year"] as const;

/**
 * Behind words after which only one kind of thing can stand, whatever is around them; null where the place is no such.
 * `isDate`: whether what is written before an offset of `before` is a day, which has no hours.
 */
export function candidatesBehind(before: string, isDate: (end: number) => boolean): readonly Candidate[] | null {
  if (/\bin\s+this\s+$/.test(before)) return inOrder(CALENDAR);
  if (/\bin\s+last\s+$/.test(before)) {
    return [
      { label: "30 days", kind: CompletionItemKind.Snippet, rank: 0, snippet: "‹1:30› ‹2|days,weeks,months,years|›" },
      ...inOrder(CALENDAR, 1),
    ];
  }
  const amount = /\b(?:(?:not\s+)?in\s+last|(?<clock>today|now)\s*[-+])\s+[\d_\u06f0-\u06f9\u0660-\u0669]+\s+$/.exec(
    before,
  );
  if (amount !== null) {
    const clock = amount.groups?.clock;
    const units = (clock === undefined ? isDate(amount.index) : clock === "today") ? DAYS : UNITS;
    // One of them is `1 day`.
    const isOne = /[\s+-][1\u06f1\u0661]\s+$/.test(before);
    return inOrder(isOne ? units.map((unit) => unit.slice(0, -1)) : units);
  }
  if (/\b(?:has\s+(?:any|all|none)|(?:contains|with)\s+any)\s+$/.test(before)) return inOrder(["of"]);
  if (/\bmatches\s+$/.test(before)) return [formCandidate("/…/", 0, "/$1/")];
  if (/\bpersona\b[^{}]*\bas\s+of\s+$/.test(before)) return [formCandidate("2026-01-31", 0, "‹1:2026-01-31›")];
  return null;
}

/** The end of a range of days, behind `..`; a range of numbers ends with a number. `isDate`: as above. */
export function rangeEnds(before: string, isDate: (end: number) => boolean): readonly Candidate[] {
  const isOpen = /\b(?:not\s+)?in\s+\.\.<?$/.exec(before);
  const begun = /\b(?:(?<clock>today|now)(?:\s*[-+]\s*\S+\s+\w+)?|\d{4}-\d\d-\d\d\S*?)\.\.<?$/.exec(before);
  if (begun === null && (isOpen === null || !isDate(isOpen.index))) return [];
  const clocks = begun?.groups?.clock === "now" ? ["today", "now"] : ["today"];
  const ahead = formCandidate("today + 90 days", 5, "today + ‹1:90› ‹2|days,weeks,months,years|›");
  return [...inOrder(clocks), ahead];
}

/** Behind a date and `+` or `-`. */
export function durationCandidates(clock: "today" | "now"): readonly Candidate[] {
  const units = clock === "today" ? "days,weeks,months,years" : "hours,days,weeks,months,years";
  const label = clock === "today" ? "30 days" : "24 hours";
  return [formCandidate(label, -1, `‹1:${label.split(" ")[0]}› ‹2|${units}|›`)];
}

/**
 * Which word a `when` that is not finished waits for: "then" behind its condition, "else" (or another `when`) behind its
 * value. `written`: the declaration up to the place, its texts and comments left out.
 */
export function openWhen(written: string): "then" | "else" | null {
  const open: ("(" | "when" | "then")[] = [];
  for (const [word] of written.matchAll(/[([{]|[)\]}]|(?<![\p{L}\p{N}_.`])(?:when|then|else)(?![\p{L}\p{N}_`])/gu)) {
    if ("([{".includes(word)) open.push("(");
    else if (")]}".includes(word)) open.length = Math.max(0, open.lastIndexOf("("));
    else if (word === "when" && open.at(-1) === "then") open[open.length - 1] = "when";
    else if (word === "when") open.push("when");
    else if (word === "then" && open.at(-1) === "when") open[open.length - 1] = "then";
    else if (word === "else") open.length = Math.max(open.lastIndexOf("(") + 1, open.length - 1);
  }
  const last = open.at(-1);
  return last === "when" ? "then" : last === "then" ? "else" : null;
}

function inOrder(labels: readonly string[], first = 0): readonly Candidate[] {
  return labels.map((label, index) => wordCandidate(label, first + index));
}
