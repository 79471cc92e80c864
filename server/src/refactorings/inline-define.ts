import type { DefineDeclaration, Meaning, Occurrence, TextEdit } from "@seg-lang/language";
import { CodeActionKind } from "vscode-languageserver";
import { removedSpan } from "../editing/declaration-places.js";
import type { FileView } from "../program/view.js";
import { bindingOf, bracketed, expressionsAround, holds, neededFor } from "./expressions.js";
import { edit, type Offer, type Refactoring, type Selection } from "./refactoring.js";

/** Writes what a define stands for in the place of its name. */
export const inlineDefine: Refactoring = {
  id: "inline-define",
  offers(selection) {
    const { file, meanings, span } = selection;
    const here = meanings.at(file.path, span.start);
    if (here?.meaning.kind !== "define" || !holds(here.span, span)) return [];
    const define = declarationOf(selection, here.meaning);
    if (define === null) return [];
    const uses = meanings.of(here.meaning).filter(({ role }) => role === "use");
    const name = `\`${here.meaning.name}\``;
    const everywhere: Offer = {
      title: `Inline ${name} everywhere, and remove it`,
      kind: CodeActionKind.RefactorInline,
      key: "all",
      change: () => ({
        edits: uses.map((use) => inlined(use, define, selection)),
        removals: [edit(define.file.path, removedSpan(define.file.syntax, define.declaration), "")],
      }),
    };
    const once: Offer = {
      title: `Inline ${name} here`,
      kind: CodeActionKind.RefactorInline,
      key: "one",
      change: () => ({ edits: [inlined(here, define, selection)] }),
    };
    const isUsed = uses.length > 0;
    return [...(here.role === "use" && uses.length > 1 ? [once] : []), ...(isUsed ? [everywhere] : [])];
  },
};

interface Declared {
  readonly file: FileView;
  readonly declaration: DefineDeclaration;
}

function declarationOf({ view, meanings }: Selection, meaning: Meaning): Declared | null {
  const place = meanings.declarationOf(meaning);
  const file = place === null ? undefined : view.files.get(place.file);
  const declaration = file?.syntax.declarations.find(({ span }) => span.start === place?.whole.start);
  if (file === undefined || declaration?.kind !== "define" || declaration.value.kind === "error") return null;
  return { file, declaration };
}

/** In brackets where the place asks for them; among the elements of a list, the customer's fields by `customer.`. */
function inlined({ file: path, span }: Occurrence, { file, declaration }: Declared, selection: Selection): TextEdit {
  const user = selection.view.files.get(path);
  const placed = user === undefined ? undefined : expressionsAround(user.syntax, span).at(-1);
  const around = placed?.around ?? [];
  const isInElement = around.some((outer, index) => {
    const within = around[index + 1] ?? placed?.expression;
    if (outer.kind === "quantifier" || outer.kind === "filter") return within === outer.filter;
    return outer.kind === "call" && outer.over !== null && within !== outer.over;
  });
  const { value } = declaration;
  const text = isInElement
    ? reachingOut(file, declaration, selection)
    : file.text.slice(value.span.start, value.span.end);
  const needed = placed === undefined ? 0 : neededFor(placed.expression, around.at(-1));
  return edit(path, span, bracketed(text, bindingOf(value), needed));
}

function reachingOut({ path, text }: FileView, { value }: DefineDeclaration, { meanings }: Selection): string {
  const { start, end } = value.span;
  const fields = meanings
    .in(path)
    .filter(({ span, meaning }) => holds(value.span, span) && meaning.kind === "field" && meaning.path.length === 1)
    .filter(({ span }) => !/\.\s*$/.test(text.slice(start, span.start)));
  return fields.reduceRight(
    (result, { span }) => `${result.slice(0, span.start - start)}customer.${result.slice(span.start - start)}`,
    text.slice(start, end),
  );
}
