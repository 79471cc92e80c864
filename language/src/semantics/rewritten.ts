import type {
  CriterionDeclaration,
  Declaration,
  OtherwiseDeclaration,
  SegmentDeclaration,
  SyntaxFile,
} from "../syntax/tree.js";

/** A segment that was written anew under the name that it had, where it was. */
export interface Rewritten {
  readonly before: SegmentDeclaration;
  readonly now: SegmentDeclaration;
}

/**
 * What was rewritten in a file of which all that it declares is still called what it was called, stands where it stood and, save
 * for the conditions of segments and what nothing can name, is written as it was. Null for any other change, also one of comments.
 * `now` is what became of `before`: what has not changed is the same object.
 */
export function rewrittenIn(before: SyntaxFile, now: SyntaxFile): readonly Rewritten[] | null {
  if (before === now) return [];
  const comments = before.comments.length === now.comments.length;
  if (!comments || before.comments.some(({ text }, index) => text !== now.comments[index]!.text)) return null;
  return pairwise(before.declarations, now.declarations, rewritten);
}

function pairwise<D extends object>(
  before: readonly D[],
  now: readonly D[],
  compare: (before: D, now: D) => readonly Rewritten[] | null,
): readonly Rewritten[] | null {
  if (before.length !== now.length) return null;
  const found: Rewritten[] = [];
  for (const [index, one] of before.entries()) {
    const other = now[index]!;
    if (one === other) continue;
    const rewritten = compare(one, other);
    if (rewritten === null) return null;
    found.push(...rewritten);
  }
  return found;
}

function rewritten(before: Declaration, now: Declaration): readonly Rewritten[] | null {
  if (before.kind === "require" && now.kind === "require") return [];
  if (before.kind === "persona" && now.kind === "persona") return isCalledAlike(before, now) ? [] : null;
  if (before.kind === "segment" && now.kind === "segment") return rewrittenSegment(before, now);
  if (before.kind === "criterion" && now.kind === "criterion") return rewrittenWithin(before, now);
  return null;
}

function rewrittenSegment(before: SegmentDeclaration, now: SegmentDeclaration): readonly Rewritten[] | null {
  return now.name !== null && isCalledAlike(before, now) && before.by?.text === now.by?.text ? [{ before, now }] : null;
}

function rewrittenWithin(before: CriterionDeclaration, now: CriterionDeclaration): readonly Rewritten[] | null {
  const [modifiers, others] = [before, now].map((one) => one.modifiers.map(({ kind }) => kind).join(" "));
  const isStill = isCalledAlike(before, now) && modifiers === others && (before.body === null) === (now.body === null);
  return isStill ? pairwise(before.members, now.members, rewrittenMember) : null;
}

function rewrittenMember(
  before: SegmentDeclaration | OtherwiseDeclaration,
  now: SegmentDeclaration | OtherwiseDeclaration,
): readonly Rewritten[] | null {
  return before.kind === "segment" && now.kind === "segment" ? rewrittenSegment(before, now) : null;
}

function isCalledAlike(
  before: Exclude<Declaration, { readonly kind: "customer" | "require" }>,
  now: Exclude<Declaration, { readonly kind: "customer" | "require" }>,
): boolean {
  return before.name?.text === now.name?.text && titleOf(before) === titleOf(now);
}

function titleOf(declaration: Declaration): string | null {
  return "title" in declaration ? (declaration.title?.value ?? null) : null;
}
