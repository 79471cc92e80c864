import { type Meaning, type Meanings, meaningsOf, quoteName } from "@seg-lang/language";
import type { CompletionItem } from "vscode-languageserver";
import type { About } from "../completion/candidate.js";
import type { ItemData } from "../completion/items.js";
import { type Block, rendered } from "../describing/blocks.js";
import { meaningBlocks } from "../describing/meaning.js";
import { ruleBlocks } from "../describing/rule.js";
import { wordBlocks } from "../describing/word.js";
import type { ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/** An item with its documentation: what a hover over it would say. */
export function completionResolve(view: ProgramView, item: CompletionItem, context: FeatureContext): CompletionItem {
  const { about } = item.data as ItemData;
  const meanings = about === undefined ? null : meaningsOf(view.program);
  if (about === undefined || meanings === null) return item;
  const blocks = blocksOf(about, view, meanings, context);
  if (blocks.length === 0) return item;
  const formats = context.client.textDocument?.completion?.completionItem?.documentationFormat;
  return { ...item, documentation: rendered(blocks, formats) };
}

function blocksOf(about: About, view: ProgramView, meanings: Meanings, context: FeatureContext): readonly Block[] {
  if (about.kind === "word") return wordBlocks(about.word, context.reference);
  if (about.kind === "rule") return ruleBlocks(about.name);
  const meaning = meaningOf(about, meanings);
  return meaning === null ? [] : meaningBlocks(view, meanings, meaning);
}

function meaningOf(about: Exclude<About, { kind: "word" | "rule" }>, meanings: Meanings): Meaning | null {
  switch (about.kind) {
    case "field":
      return meanings.fieldAt(about.path);
    case "criterion":
      return meanings.criterionNamed(about.name);
    case "segment":
      return meanings.segmentById(
        [...(about.criterion === null ? [] : [about.criterion]), about.name].map(quoteName).join("."),
      );
    default:
      return meanings.declared().find(({ kind, name }) => kind === about.kind && name === about.name) ?? null;
  }
}
