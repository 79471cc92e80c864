import { type FieldDeclaration, meaningsOf, type Span } from "@seg-lang/language";
import { declaredAt } from "../editing/declaration-places.js";
import type { FileView } from "../program/view.js";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** A text that is compared with one that is folded: folded, too. */
export function foldedField(found: Found): readonly Remedy[] {
  return comparedNames(found).flatMap((span) => {
    const declared = fieldNamedAt(found, span);
    const type = declared?.field.type;
    if (declared === null || type?.kind !== "named-type" || type.name !== "text" || type.folded !== null) return [];
    const { end } = type.span;
    const title = `Declare \`${declared.field.name.text}\` as \`text folded\`, too`;
    return [{ title, edits: [rewritten(declared.file, { start: end, end }, " folded")] }];
  });
}

/** A field that is asked for whether it is there: it may be missing. */
export function optionalField(found: Found): readonly Remedy[] {
  const { span } = found.finding.location;
  const name = meaningsOf(found.view.program)
    ?.in(found.file.path)
    .find((each) => each.meaning.kind === "field" && span.start <= each.span.start && each.span.end <= span.end);
  const declared = name === undefined ? null : fieldNamedAt(found, name.span);
  if (declared === null || declared.field.type === null || declared.field.optional !== null) return [];
  if (declared.field.type.kind === "list-type") return [];
  const { end } = declared.field.type.span;
  const title = `Let \`${declared.field.name.text}\` be missing: mark its type with \`?\``;
  return [{ title, edits: [rewritten(declared.file, { start: end, end }, "?")] }];
}

/** A key is never missing. */
export function requiredKey(found: Found): readonly Remedy[] {
  const field = fieldAt(found);
  if (field?.optional == null) return [];
  const title = `Remove the \`?\`: the key is never missing`;
  return [{ title, edits: [rewritten(found.file, field.optional, "")], preferred: true }];
}

/** Letters of other tools in the format of a date: `DD/MM/YYYY`. */
export function dateFormat(found: Found): readonly Remedy[] {
  const field = fieldAt(found);
  const format = field?.modifiers.find((modifier) => modifier.kind === "format")?.format;
  if (format === undefined) return [];
  const value = format.value
    .replace(/D+/g, (letters) => letters.toLowerCase())
    .replace(/Y+/g, (letters) => letters.toLowerCase())
    .replace(/(?<!M)mm(?=[^:]|$)(?<!:mm)/g, "MM")
    .replace(/hh(?=:)/g, "HH");
  if (value === format.value) return [];
  const text = JSON.stringify(value);
  return [{ title: `Write ${text}`, edits: [rewritten(found.file, format.span, text)], preferred: true }];
}

/** What values in a cell are usually separated by. */
export function usualSplit(found: Found): readonly Remedy[] {
  const separator = fieldAt(found)?.modifiers.find((modifier) => modifier.kind === "split")?.separator;
  if (separator === undefined || separator.value.trim() !== "") return [];
  return [{ title: 'Write `split ";"`', edits: [rewritten(found.file, separator.span, '";"')] }];
}

/** A spelling of missing that stands there already, with the comma before it. */
export function removedSpelling(found: Found): readonly Remedy[] {
  const { span } = found.finding.location;
  const spellings = fieldAt(found)?.modifiers.find((modifier) => modifier.kind === "missing")?.spellings ?? [];
  const at = spellings.findIndex((each) => each.span.start === span.start);
  const before = spellings[at - 1];
  if (before === undefined) return [];
  const cut = { start: before.span.end, end: span.end };
  if (found.file.syntax.comments.some((each) => each.span.start >= cut.start && each.span.end <= cut.end)) return [];
  const title = `Remove the second ${found.file.text.slice(span.start, span.end)}`;
  return [{ title, edits: [rewritten(found.file, cut, "")], preferred: true }];
}

/** Rows are gathered by a key: the first field that can be one. */
export function addedKey({ file }: Found): readonly Remedy[] {
  const block = file.syntax.declarations.find((each) => each.kind === "customer");
  if (block?.kind !== "customer") return [];
  const field = block.fields.find(
    ({ type, optional }) =>
      type?.kind === "named-type" && (type.name === "text" || type.name === "integer") && optional === null,
  );
  if (field?.type == null) return [];
  const { end } = field.type.span;
  return [{ title: `Make \`${field.name.text}\` the key`, edits: [rewritten(file, { start: end, end }, " key")] }];
}

/** A block without fields, or a program without a block: one key, to begin with. */
export function firstField({ file, finding }: Found): readonly Remedy[] {
  const { span } = finding.location;
  const block = file.syntax.declarations.find((each) => each.kind === "customer" && holds(each.span, span.start));
  if (block?.kind !== "customer" || block.fields.length > 0) return [];
  const braces = /\{\s*\}$/.exec(file.text.slice(block.span.start, block.span.end));
  if (braces === null) return [];
  const start = block.span.start + braces.index;
  const text = "{\n  id: text key\n}";
  return [{ title: "Add the field `id: text key`", edits: [rewritten(file, { start, end: block.span.end }, text)] }];
}

/** The names on both sides of the comparison that a finding lies in. */
function comparedNames({ view, file, finding }: Found): readonly Span[] {
  const { start, end } = finding.location.span;
  const names = meaningsOf(view.program)?.in(file.path) ?? [];
  return names
    .filter(({ meaning, span }) => meaning.kind === "field" && start <= span.start && span.end <= end)
    .map(({ span }) => span)
    .slice(-1);
}

function fieldNamedAt(
  { view, file }: Found,
  span: Span,
): { readonly file: FileView; readonly field: FieldDeclaration } | null {
  const meanings = meaningsOf(view.program);
  const meaning = meanings?.at(file.path, span.end)?.meaning;
  const place = meaning === undefined ? null : (meanings?.declarationOf(meaning) ?? null);
  const inFile = place === null ? undefined : view.files.get(place.file);
  const declared = place === null || inFile === undefined ? null : declaredAt(inFile.syntax, place.name.start);
  return inFile !== undefined && declared?.kind === "field" ? { file: inFile, field: declared } : null;
}

function fieldAt({ file, finding }: Found): FieldDeclaration | null {
  const declared = declaredAt(file.syntax, finding.location.span.start);
  return declared?.kind === "field" ? declared : null;
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
