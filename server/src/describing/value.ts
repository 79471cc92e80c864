import { type Expression, fold, meaningsOf, quoteName, type Span } from "@seg-lang/language";
import type { PointedChoice } from "../program/choices.js";
import type { FileView, ProgramView } from "../program/view.js";
import { type Block, code, help, plain } from "./blocks.js";
import { grouped } from "./share.js";
import { writtenType } from "./types.js";

/** A choice of a field: the field, how data spell it, and how many customers of the sample data have it. */
export function choiceBlocks(view: ProgramView, { value, field, code: spelled }: PointedChoice): readonly Block[] {
  const meanings = meaningsOf(view.program);
  const meaning = meanings?.fieldAt(field) ?? null;
  const declared = meaning === null ? null : (meanings?.fieldOf(meaning) ?? null);
  const path = field.map(quoteName).join(".");
  return [
    ...(declared === null ? [] : [code(`${path}: ${writtenType(declared.type, declared.optional)}`)]),
    ...(spelled === null ? [] : [help(`In the data it is \`${JSON.stringify(spelled.value)}\`.`)]),
    ...countBlocks(view, field, (seen) => seen === value),
  ];
}

/** A text that a field is tested for: how many customers of the sample data have it. Nothing where that is not known. */
export function valueBlocks(view: ProgramView, { path, syntax }: FileView, span: Span): readonly Block[] {
  const { sample } = view;
  const meanings = sample === null ? null : meaningsOf(view.program);
  const place = meanings?.surroundingsAt(path, span.start + 1)?.place;
  if (sample === null || place?.kind !== "expression" || place.expected === null) return [];
  const { type, field } = place.expected;
  const written = textAt(syntax.declarations, span);
  if (field === null || written === null) return [];
  const key = (text: string) => (type.kind === "text" && type.folded ? fold(text) : text);
  return countBlocks(view, field, (seen) => key(seen) === key(written));
}

function countBlocks(
  { sample }: ProgramView,
  field: readonly string[],
  isMeant: (seen: string) => boolean,
): readonly Block[] {
  const found = sample?.values.get(field.join("."))?.find(({ value }) => isMeant(value));
  if (sample === null || found === undefined) return [];
  const all = `${sample.complete ? "" : "the first "}${grouped(sample.customers)} customers`;
  return [plain(`${grouped(found.customers)} of ${all} in ${sample.file}`)];
}

/** The value of the literal at a span, its escapes resolved. */
function textAt(tree: unknown, span: Span): string | null {
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    const own = node as Partial<Expression>;
    if (own.span !== undefined && (span.start < own.span.start || own.span.end < span.end)) continue;
    if (own.kind === "string" && own.span?.start === span.start) return (own as { value: string }).value;
    open.push(...Object.values(node));
  }
  return null;
}
