import { CompletionItemKind } from "vscode-languageserver";
import type { Candidate } from "./candidate.js";

/** Words of the language; of several words the first is explained. */
export function wordCandidate(label: string, rank: number, snippet?: string): Candidate {
  const [word] = label.split(" ");
  return {
    label,
    kind: snippet === undefined ? CompletionItemKind.Keyword : CompletionItemKind.Snippet,
    rank,
    ...(snippet === undefined ? {} : { snippet }),
    ...(/^\p{L}/u.test(label) ? { about: { kind: "word" as const, word: word! } } : {}),
  };
}

/** Signs such as `=` and `<=`. */
export function signCandidate(label: string, rank: number, snippet?: string): Candidate {
  return { label, kind: CompletionItemKind.Operator, rank, ...(snippet === undefined ? {} : { snippet }) };
}

/** A function and its bracket; without snippets the bracket is left to the author. */
export function functionCandidate(label: string, rank: number, snippet: string): Candidate {
  return { ...wordCandidate(label, rank, snippet), kind: CompletionItemKind.Function };
}

/** A whole form, `last 30 days`, of which parts may be changed. */
export function formCandidate(label: string, rank: number, snippet?: string): Candidate {
  return { label, kind: CompletionItemKind.Snippet, rank, ...(snippet === undefined ? {} : { snippet }) };
}
