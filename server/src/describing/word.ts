import { type Word, type WordRole, words } from "@seg-lang/language";
import { type Block, code, help } from "./blocks.js";

const byWord: ReadonlyMap<string, Word> = new Map(words.map((word) => [word.word, word]));

/** Headings of the reference, as its page links them. */
const HEADINGS: Readonly<Record<WordRole, string>> = {
  reserved: "conditions",
  declaration: "a-program-at-a-glance",
  header: "criteria-and-segments",
  operator: "conditions",
  unit: "dates-and-periods",
  period: "dates-and-periods",
  type: "types",
  modifier: "what-may-follow-a-type",
  function: "adding-up-and-counting",
  scope: "lists",
};

/** A word of the language: its help, and where the reference speaks of it. */
export function wordBlocks(word: string, reference: string | null): readonly Block[] {
  const found = byWord.get(word);
  if (found === undefined) return [];
  const link: readonly Block[] =
    reference === null
      ? []
      : [{ kind: "link", text: "Language reference", target: `${reference}#${HEADINGS[found.role]}` }];
  return [code(word), help(found.help), ...link];
}

/** With code between backticks. */
export function helpOf(word: string): string | null {
  return byWord.get(word)?.help ?? null;
}
