import { allRules, canBeSilenced, type Span } from "@seg-lang/language";
import { CompletionItemKind } from "vscode-languageserver";
import { declaredAt } from "../editing/declaration-places.js";
import type { FileView, ProgramView } from "../program/view.js";
import type { Candidate } from "./candidate.js";

/** The rule of a `seg-ignore` comment that is being written. */
export interface RuleName {
  readonly replaced: Span;
  readonly typed: string;
  readonly candidates: readonly Candidate[];
}

/** The rules that may be silenced, those first that the declaration below the comment has messages of; null elsewhere. */
export function ruleNameAt(view: ProgramView, file: FileView, offset: number): RuleName | null {
  const comment = file.syntax.comments.find(({ span }) => span.start < offset && offset <= span.end);
  if (comment === undefined || comment.kind === "documentation") return null;
  const before = /^(?:\/\/|\/\*)\s*seg-ignore\s+([\w-]*)$/.exec(file.text.slice(comment.span.start, offset));
  if (before === null) return null;
  const typed = before[1]!;
  const rest = /^[\w-]*/.exec(file.text.slice(offset, comment.span.end))![0];
  const replaced = { start: offset - typed.length, end: offset + rest.length };
  const isNamed = /^\s*[:،]/.test(file.text.slice(replaced.end, comment.span.end));
  const below = file.text.slice(comment.span.end).search(/\S/);
  const declared = below === -1 ? null : declaredAt(file.syntax, comment.span.end + below);
  const messages = new Set(
    view.diagnostics
      .filter(
        ({ location: { file: path, span } }) => path === file.path && declared !== null && isIn(span, declared.span),
      )
      .map(({ rule }) => rule),
  );
  const candidates = allRules.filter(canBeSilenced).map(
    ({ name, code }): Candidate => ({
      label: name,
      kind: CompletionItemKind.EnumMember,
      rank: messages.has(name) ? 0 : 1,
      ...(isNamed ? {} : { insert: `${name}: `, snippet: `${name}: ‹1:say here why this is as it should be›` }),
      description: code,
      about: { kind: "rule", name },
    }),
  );
  return { replaced, typed, candidates };
}

function isIn(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.start < outer.end;
}
