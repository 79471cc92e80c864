import { fold, type Meanings, quoteName, type VisibleField } from "@seg-lang/language";
import { CompletionItemKind } from "vscode-languageserver";
import { writtenExpressionType, writtenType } from "../describing/types.js";
import type { Candidate } from "./candidate.js";
import type { DeclaredNames, DeclaredSegment } from "./declared-names.js";
import { isWithin, MOST_SHOWN } from "./matching.js";

export function fieldCandidate({ field, path }: VisibleField, rank: number): Candidate {
  return {
    label: quoteName(field.name),
    filter: field.name,
    kind: CompletionItemKind.Field,
    rank,
    detail: `: ${writtenType(field.type, field.optional)}`,
    ...(path.length > 1 ? { description: path.slice(0, -1).join(".") } : {}),
    about: { kind: "field", path },
    commit: field.type.kind === "record" || field.type.kind === "list" ? ["."] : [],
  };
}

export function listCandidate(name: string, rank: number, detail: string | null = null): Candidate {
  return {
    label: quoteName(name),
    filter: name,
    kind: CompletionItemKind.Enum,
    rank,
    ...(detail === null ? {} : { detail }),
    description: "list",
    about: { kind: "list", name },
  };
}

export function defineCandidate(meanings: Meanings, name: string, rank: number): Candidate {
  const type = writtenExpressionType(meanings.typeOfDefine(name));
  return {
    label: quoteName(name),
    filter: name,
    kind: CompletionItemKind.Variable,
    rank,
    ...(type === null ? {} : { detail: `: ${type}` }),
    description: "define",
    about: { kind: "define", name },
  };
}

export function criterionCandidate(name: string, rank: number): Candidate {
  return {
    label: quoteName(name),
    filter: name,
    kind: CompletionItemKind.Class,
    rank,
    description: "criterion",
    about: { kind: "criterion", name },
  };
}

/**
 * Segments by the shortest name that means them: with their criterion where another thing has the bare one. There may be
 * thousands: of what cannot be meant by what is typed, or would be cut off, nothing is made. `typed` null: all are wanted.
 */
export function segmentCandidates(
  names: DeclaredNames,
  meanings: Meanings,
  except: Pick<DeclaredSegment, "name" | "criterion"> | null,
  rank: number,
  typed: string | null = null,
): readonly Candidate[] {
  const fitting = typed === null ? names.segments : meantBy(typed, names.segments);
  if (fitting.length === 0) return [];
  const uses = new Map<string, number>();
  const count = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const { name } of names.segments) count(name);
  for (const { name } of meanings.schema.record.fields) count(name);
  for (const name of names.lists) count(name);
  for (const name of names.defines) count(name);
  return fitting.flatMap((segment) => {
    const { name, criterion } = segment;
    if (except !== null && except.name === name && except.criterion === criterion) return [];
    return [segmentCandidate(segment, criterion !== null && (uses.get(name) ?? 0) > 1, rank)];
  });
}

/** Of thousands that all fit the first ones are shown: one more, so that it is told that there are others, and the one that is left out. */
function meantBy(typed: string, segments: readonly DeclaredSegment[]): readonly DeclaredSegment[] {
  const wanted = fold(typed);
  if (wanted === "") return segments.slice(0, MOST_SHOWN + 2);
  return segments.filter(({ folded }) => isWithin(wanted, folded));
}

export function segmentCandidate(
  { name, title, criterion }: DeclaredSegment,
  qualified: boolean,
  rank: number,
): Candidate {
  const own = quoteName(name);
  const isQualified = qualified && criterion !== null;
  return {
    label: isQualified ? `${quoteName(criterion)}.${own}` : own,
    filter: isQualified ? `${criterion}.${name}` : name,
    kind: CompletionItemKind.EnumMember,
    rank,
    ...(title === null ? {} : { detail: ` ${JSON.stringify(title)}` }),
    description: criterion === null ? "segment" : criterion,
    about: { kind: "segment", name, criterion },
  };
}
