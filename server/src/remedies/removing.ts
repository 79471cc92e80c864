import { declaredAt, removedSpan } from "../editing/declaration-places.js";
import { expressionsAround } from "../refactorings/expressions.js";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** A define, a list or a criterion that nothing needs, with the comments above it. */
export function removedDeclaration({ file, finding }: Found): readonly Remedy[] {
  const declared = declaredAt(file.syntax, finding.location.span.start);
  if (declared?.kind !== "define" && declared?.kind !== "list" && declared?.kind !== "criterion") return [];
  if (declared.name === null) return [];
  return [
    {
      title: `Remove the ${declared.kind} \`${declared.name.text}\``,
      edits: [rewritten(file, removedSpan(file.syntax, declared), "")],
    },
  ];
}

/** A comment that silences nothing: with its line, or with the blanks before it. */
export function removedComment({ file, finding }: Found): readonly Remedy[] {
  const { start } = finding.location.span;
  const comment = file.syntax.comments.find(({ span }) => span.start <= start && start < span.end);
  if (comment === undefined) return [];
  const { text } = file;
  const lineStart = text.lastIndexOf("\n", comment.span.start - 1) + 1;
  const before = /[^\S\r\n]*$/.exec(text.slice(lineStart, comment.span.start))![0];
  const behind = /^[^\S\r\n]*(?:\r?\n|$)/.exec(text.slice(comment.span.end))?.[0];
  const isAlone = comment.span.start - before.length === lineStart;
  const span = {
    start: comment.span.start - before.length,
    end: comment.span.end + (isAlone && behind !== undefined ? behind.length : 0),
  };
  return [{ title: "Remove the comment", edits: [rewritten(file, span, "")], preferred: true }];
}

/** A comment that does not say why: words to be written over. */
export function addedReason({ file, finding }: Found): readonly Remedy[] {
  const { start } = finding.location.span;
  const comment = file.syntax.comments.find(({ span }) => span.start <= start && start < span.end);
  if (comment?.kind !== "line") return [];
  const written = comment.text.trimEnd();
  const span = { start: comment.span.start + written.length, end: comment.span.end };
  const text = `${written.endsWith(":") ? "" : ":"} say here why this is as it should be`;
  return [{ title: "Add a reason", edits: [rewritten(file, span, text)], preferred: true }];
}

/** A value that stands in its list already, with the comma before it. */
export function removedItem({ file, finding }: Found): readonly Remedy[] {
  const { span } = finding.location;
  const list = file.syntax.declarations.find((each) => each.span.start <= span.start && span.end <= each.span.end);
  const written = list?.kind === "list" && list.source?.kind === "values" ? list.source.values : null;
  const inner = expressionsAround(file.syntax, span).findLast(({ expression }) => expression.kind === "list-literal");
  const literal = written ?? (inner?.expression.kind === "list-literal" ? inner.expression : null);
  const index = literal?.items.findIndex((item) => item.span.start === span.start) ?? -1;
  const before = literal?.items[index - 1];
  if (literal === null || before === undefined) return [];
  // What stands between them besides the comma is a comment, and stays.
  const between = file.text.slice(before.span.end, span.start);
  const kept = /^\s*[,،]\s*$/u.test(between) ? "" : between.replace(/\s*[,،]/u, "").trimEnd();
  return [
    {
      title: `Remove the second ${file.text.slice(span.start, span.end)}`,
      edits: [rewritten(file, { start: before.span.end, end: span.end }, kept)],
      preferred: true,
    },
  ];
}
