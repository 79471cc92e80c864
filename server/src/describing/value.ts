import { type Expression, fold, meaningsOf, type Span } from "@seg-lang/language";
import type { FileView, ProgramView } from "../program/view.js";
import { type Block, plain } from "./blocks.js";
import { grouped } from "./share.js";

/** A text that a field is tested for: how many customers of the sample data have it. Nothing where that is not known. */
export function valueBlocks(view: ProgramView, { path, syntax }: FileView, span: Span): readonly Block[] {
  const { sample } = view;
  const meanings = sample === null ? null : meaningsOf(view.program);
  const place = meanings?.surroundingsAt(path, span.start + 1)?.place;
  if (sample === null || place?.kind !== "expression" || place.expected === null) return [];
  const { type, field } = place.expected;
  const values = field === null ? undefined : sample.values.get(field.join("."));
  const written = textAt(syntax.declarations, span);
  if (values === undefined || written === null) return [];
  const key = (text: string) => (type.kind === "text" && type.folded ? fold(text) : text);
  const found = values.find(({ value }) => key(value) === key(written));
  if (found === undefined) return [];
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
