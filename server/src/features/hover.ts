import { meaningsOf, type Span, type TokenKind, tokenKinds } from "@seg-lang/language";
import type { Hover, TextDocumentPositionParams } from "vscode-languageserver";
import { type Block, rendered } from "../describing/blocks.js";
import { dayBlocks } from "../describing/day.js";
import { meaningBlocks } from "../describing/meaning.js";
import { ruleBlocks } from "../describing/rule.js";
import { choiceBlocks, valueBlocks } from "../describing/value.js";
import { wordBlocks } from "../describing/word.js";
import { choiceAt } from "../program/choices.js";
import { nameAt } from "../program/meaning-at.js";
import { placeOf } from "../program/places.js";
import { ruleNamesIn } from "../program/rule-names.js";
import type { FileView, ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/** Tokens about which there is nothing to say. */
const SILENT: readonly TokenKind[] = ["comment", "documentation", "text", "pattern", "number", "operator", "name"];

/** What is known of the name, the word or the date at a place. */
export function hover(view: ProgramView, params: TextDocumentPositionParams, context: FeatureContext): Hover | null {
  const place = placeOf(view, params);
  if (place === null) return null;
  const { file, offset } = place;
  const show = (blocks: readonly Block[], span: Span): Hover | null => {
    const contents = rendered(blocks, context.client.textDocument?.hover?.contentFormat);
    return contents.value === "" ? null : { contents, range: file.places.range(span) };
  };
  const pointed = nameAt(view, params);
  if (pointed !== null) {
    const { meanings, occurrence } = pointed;
    return show(meaningBlocks(view, meanings, occurrence.meaning), occurrence.span);
  }
  const rule = ruleNamesIn(file).find(({ span }) => span.start <= offset && offset <= span.end);
  if (rule !== undefined) return show(ruleBlocks(rule.name), rule.span);
  const token = tokenAt(file, offset);
  if (token === null) return null;
  const text = file.text.slice(token.span.start, token.span.end);
  if (token.kind === "text") {
    const list = listReadFrom(view, file, token.span);
    if (list !== null) return show(list, token.span);
    const choice = choiceAt(view, params);
    return show(choice === null ? valueBlocks(view, file, token.span) : choiceBlocks(view, choice), token.span);
  }
  if (token.kind === "date") return show(dayBlocks(text), token.span);
  return SILENT.includes(token.kind) ? null : show(wordBlocks(text, context.reference), token.span);
}

/** What is said of the list whose file is named at a place. */
function listReadFrom(view: ProgramView, file: FileView, { start }: Span): readonly Block[] | null {
  const list = file.syntax.declarations.find(
    (each) => each.kind === "list" && each.source?.kind === "file" && each.source.file.span.start === start,
  );
  const meanings = meaningsOf(view.program);
  if (list?.kind !== "list" || list.name === null || meanings === null) return null;
  const meaning = meanings.at(file.path, list.name.span.start)?.meaning;
  return meaning === undefined ? null : meaningBlocks(view, meanings, meaning);
}

function tokenAt({ syntax }: FileView, offset: number) {
  return tokenKinds(syntax).findLast(({ span }) => span.start <= offset && offset <= span.end) ?? null;
}
