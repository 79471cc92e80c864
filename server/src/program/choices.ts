import {
  type Field,
  type FieldDeclaration,
  type Meanings,
  meaningsOf,
  type Span,
  type StringNode,
  tokenKinds,
} from "@seg-lang/language";
import type { TextDocumentPositionParams } from "vscode-languageserver";
import { choiceEntries, fieldOfList } from "./choice-lists.js";
import { placeOf } from "./places.js";
import type { FileView, ProgramView } from "./view.js";

/** A place between the quotes of a text. */
interface Written {
  readonly file: string;
  readonly span: Span;
}

/** One of the choices of a field, which a request points at. */
export interface PointedChoice {
  /** Without quotes, escapes resolved. */
  readonly value: string;
  readonly field: readonly string[];
  readonly here: Written;
  readonly declared: Written;
  /** In the data it is spelled by this; null where it is spelled as it is called. */
  readonly code: StringNode | null;
  readonly others: readonly string[];
}

/** The choice at the position of a request, where it is declared or written as a value of its field; null for other texts. */
export function choiceAt(view: ProgramView, params: TextDocumentPositionParams): PointedChoice | null {
  const place = placeOf(view, params);
  const meanings = meaningsOf(view.program);
  if (place === null || meanings === null) return null;
  const { file, offset } = place;
  const literal = textsIn(file).find(({ span }) => span.start < offset && offset < span.end);
  if (literal === undefined) return null;
  const field =
    declaringField(meanings, file, literal) ?? askedField(meanings, file, literal) ?? listedField(view, file, literal);
  const declaration = field === null ? null : declarationOf(meanings, field);
  const choices = declaration === null ? [] : choicesOf(declaration.field);
  const found = choices.find(({ value }) => value.value === literal.value);
  if (field === null || declaration === null || found === undefined) return null;
  return {
    value: literal.value,
    field,
    here: inner(file.path, literal),
    declared: inner(declaration.file, found.value),
    code: found.code,
    others: choices.map(({ value }) => value.value).filter((value) => value !== literal.value),
  };
}

/** Where a choice is written as a value of its field, by file and position, and then in lists; of all files where none is given. */
export function usesOfChoice(view: ProgramView, choice: PointedChoice, only?: FileView): readonly Written[] {
  const { value, field } = choice;
  const files = only === undefined ? view.files.values() : [only];
  const meanings = meaningsOf(view.program);
  if (meanings === null) return [];
  const path = field.join(".");
  const values = [...files].flatMap((file) =>
    textsIn(file)
      .filter((literal) => literal.value === value && askedField(meanings, file, literal)?.join(".") === path)
      .map((literal) => inner(file.path, literal)),
  );
  const listed = choiceEntries(view, value, field).places;
  return [...values, ...listed.filter(({ file }) => only === undefined || file === only.path)];
}

function inner(file: string, { span }: StringNode): Written {
  return { file, span: { start: span.start + 1, end: span.end - 1 } };
}

/** The field whose value a text is to be, where that has choices. */
function askedField(meanings: Meanings, { path }: FileView, { span }: StringNode): readonly string[] | null {
  const { place } = meanings.surroundingsAt(path, span.start + 1) ?? {};
  return place?.kind === "expression" && place.expected?.type.kind === "choice" ? place.expected.field : null;
}

/** The field that the list is compared with in which a text stands. */
function listedField(view: ProgramView, { syntax }: FileView, { span }: StringNode): readonly string[] | null {
  const list = syntax.declarations.find((each) => each.span.start <= span.start && span.end <= each.span.end);
  return list?.kind === "list" && list.name !== null ? fieldOfList(view, list.name.text) : null;
}

/** The field in whose type a text stands as a choice. */
function declaringField(meanings: Meanings, { path }: FileView, { span }: StringNode): readonly string[] | null {
  const visit = (fields: readonly Field[], above: readonly string[]): readonly string[] | null => {
    for (const { name, type } of fields) {
      const own = [...above, name];
      const found = declarationOf(meanings, own);
      const choices = found?.file === path ? choicesOf(found.field) : [];
      if (choices.some(({ value }) => value.span.start === span.start)) return own;
      const inside = type.kind === "list" ? type.element : type;
      const deeper = inside.kind === "record" ? visit(inside.fields, own) : null;
      if (deeper !== null) return deeper;
    }
    return null;
  };
  return visit(meanings.schema.record.fields, []);
}

function declarationOf(meanings: Meanings, path: readonly string[]) {
  const meaning = meanings.fieldAt(path);
  const place = meaning === null ? null : meanings.declarationOf(meaning);
  const field = meaning === null ? null : meanings.fieldDeclaration(meaning);
  return place === null || field === null ? null : { file: place.file, field };
}

function choicesOf({ type }: FieldDeclaration) {
  const inside = type?.kind === "list-type" ? type.element : type;
  return inside?.kind === "choice-type" ? inside.choices : [];
}

/** All texts of a file, those of broken code too, in textual order. */
function textsIn({ text, syntax }: FileView): readonly StringNode[] {
  return tokenKinds(syntax).flatMap(({ kind, span }) => {
    if (kind !== "text") return [];
    try {
      return [{ value: String(JSON.parse(text.slice(span.start, span.end))).normalize("NFC"), span }];
    } catch {
      // Not closed, or with an escape that does not exist.
      return [];
    }
  });
}
