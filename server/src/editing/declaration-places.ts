import type { Comment, Declaration, FieldDeclaration, Span, SyntaxFile } from "@seg-lang/language";

/** What stands by itself: a declaration, a segment in the braces of a criterion, a field of the customer block. */
type Declared = Declaration | Extract<Declaration, { kind: "criterion" }>["members"][number] | FieldDeclaration;

/** The innermost declaration that holds an offset, or null; as `seg-ignore` comments see them. */
export function declaredAt(file: SyntaxFile, offset: number): Declared | null {
  const holds = ({ span }: { readonly span: Span }) => span.start <= offset && offset <= span.end;
  const outer = file.declarations.find(holds);
  if (outer?.kind === "criterion") return outer.members.find(holds) ?? outer;
  if (outer?.kind !== "customer") return outer ?? null;
  let found: Declared = outer;
  for (let fields = outer.fields; ; ) {
    const field: FieldDeclaration | undefined = fields.find(holds);
    if (field === undefined) return found;
    found = field;
    const element = field.type?.kind === "list-type" ? field.type.element : field.type;
    if (element?.kind !== "record-type") return found;
    fields = element.fields;
  }
}

/** Where a declaration begins, the comments counted in that stand right above it. */
export function startWithComments({ text, comments }: SyntaxFile, { span }: { readonly span: Span }): number {
  let start = span.start;
  for (const comment of comments.filter((each) => each.span.end <= span.start).reverse()) {
    if (!isRightAbove(text, comment, start)) break;
    start = comment.span.start;
  }
  return start;
}

/** Where a declaration ends, the comments counted in that stand behind it on its line, if nothing else does. */
export function endWithComments({ text, comments }: SyntaxFile, { span }: { readonly span: Span }): number {
  let { end } = span;
  for (const comment of comments) {
    if (comment.span.start < end) continue;
    if (!/^[^\S\n]*$/.test(text.slice(end, comment.span.start))) break;
    end = comment.span.end;
  }
  return /^[^\S\n]*(?:\n|$)/.test(text.slice(end)) ? end : span.end;
}

/** A declaration with the comments above it and behind it, and the line that it leaves empty. */
export function removedSpan(file: SyntaxFile, declaration: { readonly span: Span }): Span {
  const { text } = file;
  const start = startWithComments(file, declaration);
  const end = endWithComments(file, declaration);
  const indentation = indentationAt(text, start);
  if (indentation === null) return { start, end };
  const behind = /^[^\S\n]*(?:\n(?:[^\S\n]*\n)?|$)/.exec(text.slice(end))?.[0] ?? "";
  return { start: start - indentation.length, end: end + behind.length };
}

/** On lines of its own, without an empty line below. */
function isRightAbove(text: string, { span }: Comment, start: number): boolean {
  const between = text.slice(span.end, start);
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  return /^[^\S\n]*\n[^\S\n]*$/.test(between) && text.slice(lineStart, span.start).trim() === "";
}

/** The blanks before an offset on its line; null where something else stands there. */
export function indentationAt(text: string, offset: number): string | null {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^\s*$/.test(before) ? before : null;
}
