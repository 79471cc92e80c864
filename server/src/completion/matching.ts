import { fold } from "@seg-lang/language";
import type { Candidate } from "./candidate.js";

/** More is not looked through: who types on gets others. */
export const MOST_SHOWN = 200;

export interface Matching {
  readonly candidates: readonly Candidate[];
  /** Typing on can find others. */
  readonly incomplete: boolean;
}

/** The candidates that fit what is typed, as an editor would choose among them, the best first. */
export function matching(candidates: readonly Candidate[], typed: string): Matching {
  const wanted = fold(typed);
  const fitting = candidates
    .map((candidate, index) => ({ candidate, index, text: fold(candidate.filter ?? candidate.label) }))
    .filter(({ text }) => isWithin(wanted, text));
  const cut = fitting.length > MOST_SHOWN;
  // Of too many those that begin with it are kept.
  const order = (text: string) => (cut && !text.startsWith(wanted) ? 1 : 0);
  const kept = fitting
    .sort((a, b) => order(a.text) - order(b.text) || a.candidate.rank - b.candidate.rank || a.index - b.index)
    .slice(0, MOST_SHOWN);
  // Editors know nothing of variants of letters: they are to ask again.
  const foreign = kept.some(({ candidate }) => /[^\p{ASCII}…]/u.test(candidate.filter ?? candidate.label));
  return { candidates: kept.map(({ candidate }) => candidate), incomplete: cut || foreign };
}

/** Whether all signs of a word stand in a text, in their order. */
export function isWithin(wanted: string, text: string): boolean {
  let at = 0;
  for (const sign of wanted) {
    const found = text.indexOf(sign, at);
    if (found === -1) return false;
    at = found + sign.length;
  }
  return true;
}

/**
 * What the editor is to compare with what is typed: where only variants of letters, or signs that are not typed, tell them
 * apart, what is typed itself.
 */
export function filterText(candidate: Candidate, typed: string): string {
  const text = candidate.filter ?? candidate.label;
  return isWithin(typed.toLowerCase(), text.toLowerCase()) ? text : typed;
}
